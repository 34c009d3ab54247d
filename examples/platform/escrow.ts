import { randomBytes } from 'node:crypto'
import {
  type Acceptance,
  accepted,
  type Choice,
  type Contract,
  combine,
  complete,
  finalize,
  fixedPrice,
  fundedToJson,
  milestonePlan,
  nextIndex,
  nextStep,
  openingsOf,
  paymentUri,
  type Role,
  readSpend,
  review,
  spendTxid,
  statusOf,
  wage,
  withoutArbiter,
} from 'taproot-escrow'
import { ownEvent, sha256, tell, toJson } from './events.js'
import { Refused } from './refused.js'
import type { Shard } from './shard.js'

const TEMPLATES = { fixedPrice, milestonePlan, wage, withoutArbiter }

export interface Creation {
  readonly template: keyof typeof TEMPLATES
  /** Of the template, but for network and index, which are the platform's to say. */
  readonly parameters: object & {
    readonly employer?: { readonly key?: string; readonly keys?: readonly string[] }
  }
}

const keysOf = ({ parameters: { employer } }: Creation): readonly string[] =>
  employer?.keys ?? [employer?.key ?? '']

/** Whatever an employer makes is in one shard: so one process gives out the indices of an account. */
export const shardOf = (creation: Creation, shards: number): number =>
  Number.parseInt(sha256(toJson(keysOf(creation))).slice(0, 8), 16) % shards

interface AgreementRow {
  /** One for each key. */
  readonly acceptances: Readonly<Record<string, Acceptance>>
  readonly followed: boolean
}

interface SpendRow {
  readonly txid: string
  readonly milestone: number
  readonly by: Role
  readonly expect: Choice
  readonly psbt: string
  readonly state: 'open' | 'sent' | 'done'
  readonly note: unknown
}

/** Who does something, and to which contract. */
export interface Acting {
  readonly id: string
  readonly milestone: number
  readonly as: Role
}

/** What people do with contracts. No secret key ever comes here, and nothing that they send is believed. */
export const escrowOf = (shard: Shard) => {
  const { db, number, confirmations } = shard.options
  const known = (id: string) => {
    const one = shard.agreements.get(id)
    if (one === undefined) throw new Refused(404, `no agreement ${id}`)
    return one
  }

  const contractOf = ({ id, milestone }: Omit<Acting, 'as'>): Contract => {
    const contract = known(id).contracts[milestone]
    if (contract === undefined) throw new Refused(404, `no milestone ${milestone}`)
    return contract
  }

  const statusNow = (contract: Contract) => statusOf(contract, shard.view, { confirmations })

  const momentNow = () => {
    const { base, headers } = shard.view.chain
    const medianTime = headers.at(-1)?.medianTime
    if (medianTime === undefined) throw new Refused(409, 'too little of the chain is known yet')
    return { height: base.height + headers.length, medianTime }
  }

  /** Makes an agreement; the tokens are for its roles, each of whom is handed one. */
  const createNow = async (creation: Creation) => {
    if (!Object.hasOwn(TEMPLATES, creation.template)) throw new Refused(400, 'no such template')
    const others = [...shard.agreements.values()].map((one) => one.agreement)
    const index = nextIndex(others, keysOf(creation))
    // the template refuses what is not its own
    const terms = { ...creation.parameters, network: shard.view.network, index } as never
    const agreement = TEMPLATES[creation.template](terms)
    const { id, text } = agreement
    const tokens = accepted(agreement, []).roles.map(
      ({ role }) => [role, randomBytes(32).toString('base64url')] as const,
    )
    const hashes = Object.fromEntries(tokens.map(([role, token]) => [sha256(token), role]))
    await db.query(
      'insert into agreements (id, shard, text, employer, index, tokens) values ($1, $2, $3, $4, $5, $6)',
      [id, number, text, toJson(keysOf(creation)), index, toJson(hashes)],
    )
    shard.add(agreement)
    return { id, text, tokens: Object.fromEntries(tokens) }
  }

  /** One after the other: no two get the same index. */
  let last: Promise<unknown> = Promise.resolve()
  const create = (creation: Creation): ReturnType<typeof createNow> => {
    const made = last.then(() => createNow(creation))
    last = made.catch(() => {})
    return made
  }

  /** Who holds a token. */
  const roleOf = async (id: string, token: string): Promise<Role> => {
    const [row] = await db.query<{ role: Role | null }>(
      'select tokens->>$2 as role from agreements where id = $1',
      [id, sha256(token)],
    )
    if (row?.role == null) throw new Refused(403, 'this token is of no role in this agreement')
    return row.role
  }

  const accept = async (id: string, more: readonly Acceptance[]) => {
    const { agreement } = known(id)
    // every signature is verified here
    accepted(agreement, more)
    const byKey = Object.fromEntries(more.map((one) => [`${one.role} ${one.key}`, one]))
    return db.transaction(async (within) => {
      const [row] = await within.query<AgreementRow>(
        'update agreements set acceptances = acceptances || $2 where id = $1 returning acceptances',
        [id, toJson(byKey)],
      )
      const report = accepted(agreement, Object.values(row?.acceptances ?? {}))
      await tell(within, number, [ownEvent('accepted', { agreement: id }, { roles: report.roles })])
      return report
    })
  }

  /** All that a party needs; addresses only once everybody has accepted, and deposits to them would be seen. */
  const stateOf = async (id: string) => {
    const { agreement, contracts } = known(id)
    const [row] = await db.query<AgreementRow>('select acceptances, followed from agreements where id = $1', [
      id,
    ])
    const spends = await db.query<SpendRow>(
      `select txid, milestone, proposed_by as by, expect, psbt, state, note from spends
       where agreement = $1 order by txid`,
      [id],
    )
    const disputes = await db.query<{ milestone: number; body: { by: Role; reason: string } }>(
      `select milestone, body from events where agreement = $1 and kind = 'disputed' order by seq`,
      [id],
    )
    const acceptances = Object.values(row?.acceptances ?? {})
    const { everybody } = accepted(agreement, acceptances)
    return {
      id,
      text: agreement.text,
      acceptances,
      everybody,
      at: momentNow(),
      contracts: contracts.map((contract) => {
        const { milestone, amount, address } = contract
        const { word, deposits, spendable, spends: seen, conflicts, undone } = statusNow(contract)
        const isHere = (one: { readonly milestone: number }) => one.milestone === milestone
        return {
          milestone,
          amount,
          word,
          ...(everybody && row?.followed && { address, uri: paymentUri(contract) }),
          deposits: deposits.map(({ funded, ...rest }) => ({ ...rest, ...fundedToJson(funded) })),
          spendable: spendable.map(fundedToJson),
          seen,
          conflicts,
          undone,
          openings: openingsOf(contract, shard.view).map(({ path, funded, ...opening }) => ({
            path: path.name,
            parties: path.parties,
            deposit: funded?.outpoint,
            ...opening,
          })),
          spends: spends.filter(isHere),
          disputes: disputes.filter(isHere).map(({ body: { by, reason } }) => ({ by, reason })),
        }
      }),
    }
  }

  /**
   * Takes what one party has signed, or proposes, and adds it to what the others have: whoever comes first, and whoever
   * at the same time. What is whole is sent.
   */
  const submit = async (
    acting: Acting,
    { psbt, expect }: { readonly psbt: string; readonly expect: Choice },
  ) => {
    const { id, milestone, as } = acting
    const { spendable } = statusNow(contractOf(acting))
    if (spendable.length === 0) throw new Refused(409, 'there is nothing to spend')
    const theirs = readSpend(spendable, psbt)
    // what its sender's own wallet should have refused, and what nodes would not take yet
    const { findings } = review(theirs, { as, expect, at: momentNow() })
    const objections = findings.filter(({ level, rule }) => level === 'refuse' || rule === 'lockAhead')
    if (objections.length > 0) throw new Refused(422, objections.map(({ text }) => text).join('; '))
    const txid = spendTxid(theirs)
    return db.transaction(async (within) => {
      // where it is there already, this answers what is there, and locks it
      const [row] = await within.query<SpendRow>(
        `insert into spends (txid, shard, agreement, milestone, proposed_by, expect, psbt)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (txid) do update set txid = excluded.txid returning proposed_by as by, psbt, state`,
        [txid, number, id, milestone, as, toJson(expect), theirs.psbt],
      )
      if (row?.state !== 'open') throw new Refused(409, `it is ${row?.state ?? 'gone'} already`)
      const spend = combine(readSpend(spendable, row.psbt), theirs)
      const isWhole = nextStep(spend, as).step === 'finalize'
      const state = isWhole ? 'sent' : 'open'
      const hex = isWhole ? finalize(complete(spend)).hex : null
      await within.query('update spends set psbt = $2, state = $3, hex = $4 where txid = $1', [
        txid,
        spend.psbt,
        state,
        hex,
      ])
      const { path, outcome } = spend.plan
      const at = { agreement: id, milestone }
      const about = { txid, path, outcome }
      await tell(within, number, [
        ownEvent('proposed', at, { ...about, by: row.by }),
        ownEvent(isWhole ? 'sent' : 'signed', at, { ...about, progress: spend.progress }),
      ])
      return { txid, psbt: spend.psbt, state, progress: spend.progress }
    })
  }

  const dispute = async (acting: Acting, reason: string) => {
    const { agreement, milestone } = contractOf(acting)
    if (agreement.arbiter === undefined) throw new Refused(409, 'there is no arbiter')
    const at = { agreement: agreement.id, milestone }
    await tell(db, number, [ownEvent('disputed', at, { by: acting.as, reason: reason.slice(0, 1000) })])
  }

  return { create, roleOf, accept, stateOf, submit, dispute }
}

export type Escrow = ReturnType<typeof escrowOf>
