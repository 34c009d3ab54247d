import { randomBytes } from 'node:crypto'
import {
  type Acceptance,
  type Agreement,
  accepted,
  type Choice,
  type Contract,
  combine,
  complete,
  finalize,
  fixedPrice,
  formatOutpoint,
  fundedToJson,
  milestonePlan,
  nextStep,
  openingsOf,
  paymentUri,
  type Role,
  readSpend,
  review,
  type Spend,
  statusOf,
  wage,
  withoutArbiter,
} from 'taproot-escrow'
import type { Database, Queries } from './database.js'
import { ownEvent, sha256, tell, toJson } from './events.js'
import { Refused } from './refused.js'
import type { Shard } from './shard.js'

const TEMPLATES = { fixedPrice, milestonePlan, wage, withoutArbiter }

export interface Creation {
  readonly template: keyof typeof TEMPLATES
  /** Of the template, but for network and index, which are the platform's to say. */
  readonly parameters: object & { readonly employer?: { readonly key?: string; readonly keys?: unknown } }
}

/** One list of indices for each account of an employer: so all its agreements are in one shard. */
export const employerOf = ({ parameters }: Creation): string =>
  sha256(toJson([parameters.employer?.key, parameters.employer?.keys]))

export const shardOf = (employer: string, shards: number): number =>
  Number.parseInt(employer.slice(0, 8), 16) % shards

interface SpendRow {
  readonly id: string
  readonly proposed_by: Role
  readonly expect: Choice
  readonly psbt: string
  readonly state: 'open' | 'sent' | 'done'
  readonly txid: string | null
  readonly note: unknown
}

export interface EscrowOptions {
  readonly db: Database
  readonly number: number
  readonly shard: Shard
  readonly confirmations: number
}

/** What people do with contracts. No secret key ever comes here, and nothing that they send is believed. */
export const escrowOf = ({ db, number, shard, confirmations }: EscrowOptions) => {
  const known = (id: string) => {
    const one = shard.agreements.get(id)
    if (one === undefined) throw new Refused(404, `no agreement ${id}`)
    return one
  }

  const contractOf = (id: string, milestone: number): Contract => {
    const contract = known(id).contracts[milestone]
    if (contract === undefined) throw new Refused(404, `no milestone ${milestone}`)
    return contract
  }

  const statusNow = (contract: Contract) => statusOf(contract, shard.view, { confirmations })

  const momentNow = (contract: Contract) => {
    const { height, medianTime } = statusNow(contract).at
    if (medianTime === undefined) throw new Refused(409, 'too little of the chain is known yet')
    return { height, medianTime }
  }

  const acceptancesOf = async ({ query }: Queries, agreement: Agreement) => {
    const rows = await query<{ acceptance: Acceptance }>(
      'select acceptance from acceptances where agreement = $1',
      [agreement.id],
    )
    const acceptances = rows.map(({ acceptance }) => acceptance)
    return { acceptances, report: accepted(agreement, acceptances) }
  }

  const spendsOf = ({ query }: Queries, { agreement, milestone }: Contract) =>
    query<SpendRow>(
      `select id, proposed_by, expect, psbt, state, txid, note from spends
       where agreement = $1 and milestone = $2 order by id`,
      [agreement.id, milestone],
    )

  /** Makes an agreement; the tokens are for its roles, each of whom is handed one. */
  const create = async (creation: Creation) => {
    if (!Object.hasOwn(TEMPLATES, creation.template)) throw new Refused(400, 'no such template')
    const employer = employerOf(creation)
    const made = await db.transaction(async (within) => {
      await within.query('select pg_advisory_xact_lock(hashtext($1))', [employer])
      const [last] = await within.query<{ next: number | null }>(
        'select max(next_index) as next from agreements where shard = $1 and employer = $2',
        [number, employer],
      )
      const index = last?.next ?? 0
      const network = shard.view.network
      // the template refuses what is not its own
      const agreement = TEMPLATES[creation.template]({ ...creation.parameters, network, index } as never)
      const roles = accepted(agreement, []).roles.map(({ role }) => role)
      const tokens = roles.map((role) => [role, randomBytes(32).toString('base64url')] as const)
      await within.query(
        `insert into agreements (id, shard, text, employer, next_index, tokens) values ($1, $2, $3, $4, $5, $6)`,
        [
          agreement.id,
          number,
          agreement.text,
          employer,
          index + agreement.milestones.length,
          toJson(Object.fromEntries(tokens.map(([role, token]) => [sha256(token), role]))),
        ],
      )
      return { agreement, tokens: Object.fromEntries(tokens) }
    })
    shard.add(made.agreement)
    return { id: made.agreement.id, text: made.agreement.text, tokens: made.tokens }
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

  const accept = async (id: string, acceptances: readonly Acceptance[]) => {
    const { agreement } = known(id)
    // every signature is verified here
    accepted(agreement, acceptances)
    return db.transaction(async (within) => {
      for (const acceptance of acceptances)
        await within.query('insert into acceptances values ($1, $2, $3, $4) on conflict do nothing', [
          id,
          acceptance.role,
          acceptance.key,
          toJson(acceptance),
        ])
      const { report } = await acceptancesOf(within, agreement)
      await tell(within, number, [ownEvent('accepted', { agreement: id }, { roles: report.roles })])
      shard.undelivered.ring()
      return report
    })
  }

  const contractState = async (contract: Contract, isOpen: boolean) => {
    const { word, deposits, spendable, spends, conflicts, undone } = statusNow(contract)
    const proposed = await spendsOf(db, contract)
    const disputes = await db.query<{ body: { by: Role; reason: string } }>(
      `select body from events where agreement = $1 and milestone = $2 and kind = 'disputed' order by seq`,
      [contract.agreement.id, contract.milestone],
    )
    return {
      milestone: contract.milestone,
      amount: contract.amount,
      ...(isOpen && { address: contract.address, uri: paymentUri(contract) }),
      word,
      deposits: deposits.map(({ funded, ...rest }) => ({ ...rest, ...fundedToJson(funded) })),
      spendable: spendable.map(fundedToJson),
      seen: spends,
      conflicts,
      undone,
      openings: openingsOf(contract, shard.view).map(({ path, funded, ...opening }) => ({
        path: path.name,
        parties: path.parties,
        ...(funded && { deposit: funded.outpoint }),
        ...opening,
      })),
      spends: proposed.map(({ proposed_by: by, ...spend }) => ({ ...spend, by })),
      disputes: disputes.map(({ body: { by, reason } }) => ({ by, reason })),
    }
  }

  /** All that a party needs; addresses only once everybody has accepted, and deposits to them would be seen. */
  const stateOf = async (id: string) => {
    const { agreement, contracts } = known(id)
    const { acceptances, report } = await acceptancesOf(db, agreement)
    const [row] = await db.query<{ followed: boolean }>('select followed from agreements where id = $1', [id])
    const isOpen = report.everybody && row?.followed === true
    return {
      id,
      text: agreement.text,
      acceptances,
      everybody: report.everybody,
      at: momentNow(contractOf(id, 0)),
      contracts: await Promise.all(contracts.map((contract) => contractState(contract, isOpen))),
    }
  }

  /** Refuses what its sender's own wallet should have refused, and what nodes would not take yet. */
  const judge = (spend: Spend, { as, expect }: { readonly as: Role; readonly expect: Choice }): void => {
    const [input] = spend.plan.inputs
    if (input === undefined) throw new Refused(422, 'it spends nothing')
    const { findings } = review(spend, { as, expect, at: momentNow(input.funded.contract) })
    const objections = findings.filter(({ level, rule }) => level === 'refuse' || rule === 'lockAhead')
    if (objections.length > 0) throw new Refused(422, objections.map(({ text }) => text).join('; '))
  }

  /**
   * Takes what one party has signed, or proposes, and adds it to what the others have: whoever comes first, and whoever
   * at the same time. What is whole is sent.
   */
  const submit = async (
    { id, milestone, as }: { readonly id: string; readonly milestone: number; readonly as: Role },
    { psbt, expect }: { readonly psbt: string; readonly expect: Choice },
  ) => {
    const contract = contractOf(id, milestone)
    const funded = statusNow(contract).spendable
    if (funded.length === 0) throw new Refused(409, 'there is nothing to spend')
    const theirs = readSpend(funded, psbt)
    judge(theirs, { as, expect })
    const key = spendId(theirs)
    return db
      .transaction(async (within) => {
        const added = await within.query(
          `insert into spends (id, shard, agreement, milestone, proposed_by, expect, psbt)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing returning id`,
          [key, number, id, milestone, as, toJson(expect), theirs.psbt],
        )
        const [row] = await within.query<SpendRow>(
          'select psbt, state from spends where id = $1 for update',
          [key],
        )
        if (row === undefined || row.state !== 'open')
          throw new Refused(409, `it is ${row?.state ?? 'gone'} already`)
        const spend = combine(readSpend(funded, row.psbt), theirs)
        const isWhole = nextStep(spend, as).step === 'finalize'
        const whole = isWhole ? finalize(complete(spend)) : undefined
        await within.query('update spends set psbt = $2, state = $3, hex = $4, txid = $5 where id = $1', [
          key,
          spend.psbt,
          isWhole ? 'sent' : 'open',
          whole?.hex ?? null,
          whole?.txid ?? null,
        ])
        const at = { agreement: id, milestone }
        const about = { spend: key, outcome: spend.plan.outcome, path: spend.plan.path }
        await tell(within, number, [
          ...(added.length > 0 ? [ownEvent('proposed', at, { ...about, by: as })] : []),
          ...(whole === undefined
            ? [ownEvent('signed', at, { ...about, progress: spend.progress })]
            : [ownEvent('sent', at, { ...about, txid: whole.txid })]),
        ])
        return { id: key, psbt: spend.psbt, progress: spend.progress, ...(whole && { txid: whole.txid }) }
      })
      .finally(() => shard.undelivered.ring())
  }

  const dispute = async (
    { id, milestone, as }: { readonly id: string; readonly milestone: number; readonly as: Role },
    reason: string,
  ) => {
    const contract = contractOf(id, milestone)
    if (contract.agreement.arbiter === undefined) throw new Refused(409, 'there is no arbiter')
    await tell(db, number, [ownEvent('disputed', { agreement: id, milestone }, { by: as, reason })])
    shard.undelivered.ring()
  }

  return { create, roleOf, accept, stateOf, submit, dispute }
}

export type Escrow = ReturnType<typeof escrowOf>

/** The same for everybody who drafts the same transaction by the same path. */
const spendId = ({ plan }: Spend): string =>
  sha256(
    toJson([
      plan.path,
      plan.lockTime,
      plan.inputs.map(({ funded, sequence }) => [formatOutpoint(funded.outpoint), sequence]),
      plan.outputs.map(({ script, amount }) => [Buffer.from(script).toString('hex'), amount]),
    ]),
  )
