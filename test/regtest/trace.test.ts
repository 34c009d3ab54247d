import {
  accept,
  accepted,
  award,
  type Contract,
  compile,
  defineAgreement,
  type Funded,
  freeze,
  matchFunding,
  refund,
  release,
  relock,
  type Spend,
  satsPerVb,
} from 'taproot-escrow'
import { type Trace, type TracedTransaction, traceSpends } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import { secondSighash } from '../../src/audit/engine/transaction.js'
import { leafOf } from '../../src/contract/contract.js'
import { keysOf } from '../../src/script/miniscript.js'
import { toHex } from '../../src/units/bytes.js'
import { everyPathDocument, finished, fundAll, made, secretsOf, signerFor } from '../support/contracts.js'
import { changed, forged, schnorr, secretKeyOf, thief } from '../support/forgery.js'
import { unseen } from '../support/funded.js'
import { addressOf } from '../support/holders.js'
import { startNode } from '../support/node.js'

/** These clocks are short, so that nobody has to wait. */
const hurried = { ...unseen, relax: ['targetOpen'] } as const
const node = await startNode()
const feeRate = satsPerVb('2')
const document = everyPathDocument(
  'blocks',
  { from: 1, decision: 2, backupFrom: 3, silence: 40, rescue: 44 },
  { count: 3 },
)
const { agreement, contracts } = made(document)
const [contract, next] = contracts as [Contract, Contract]

/** The transaction that made a funded output, as the node has it. */
const fundingOf = async ({ outpoint }: Funded): Promise<string> => {
  const { hex } = await node.rpc.getrawtransaction(outpoint.txid)
  return hex
}

const fundedNow = async (options?: { amount?: bigint }): Promise<Funded> => {
  const [funded] = await fundAll(node, [contract], options)
  return funded!
}

/** A mined spend of a funded output, traced from it and from the transaction that funded it, the child first. */
const minedTrace = async (funded: Funded, hex: string): Promise<TracedTransaction> => {
  await node.broadcastAndMine(hex)
  const trace = traceSpends(contracts, [hex, await fundingOf(funded)])
  expect(trace.engines).toMatchObject({ agree: true, differences: [] })
  const [parent, child] = trace.transactions as [TracedTransaction, TracedTransaction]
  expect(parent.funds).toMatchObject([{ how: 'deposit', spentBy: child.txid, amount: funded.amount }])
  expect(child.fee).toBeDefined()
  return child
}

const signersIn = ({ spends }: TracedTransaction): readonly string[] =>
  spends.flatMap(({ by }) =>
    by.kind === 'foreign'
      ? []
      : by.signatures.flatMap(({ signers, verdict }) => signers.map(({ role }) => `${role} ${verdict}`)),
  )

interface Traced {
  readonly name: string
  readonly wait?: number
  readonly draft: (funded: Funded) => Spend<'unsigned'>
  readonly path: string
  readonly signers: readonly string[]
  readonly outcome: Readonly<Record<string, unknown>>
}

const SPENDS: readonly Traced[] = [
  {
    name: 'a release by the key path',
    draft: (funded) => release(funded, { path: 'key', feeRate }),
    path: 'key',
    signers: ['employer', 'worker'],
    outcome: { kind: 'release' },
  },
  {
    name: 'a refund to the employer alone',
    wait: 40,
    draft: (funded) => refund(funded, { path: 'employerAlone', feeRate }),
    path: 'employerAlone',
    signers: ['employer'],
    outcome: { kind: 'refund' },
  },
  {
    name: 'an award with its split',
    wait: 1,
    draft: (funded) =>
      award(funded, { path: 'arbiterAndWorker', split: { employer: 2500, worker: 7500 }, feeRate }),
    path: 'arbiterAndWorker',
    signers: ['arbiter', 'worker'],
    outcome: { kind: 'award', split: { employer: 2500, worker: 7500 } },
  },
  {
    name: 'a release with the secret',
    draft: (funded) =>
      release(funded, { path: 'workerWithSecret', feeRate, secrets: secretsOf([funded.contract]) }),
    path: 'workerWithSecret',
    signers: ['worker'],
    outcome: { kind: 'release' },
  },
]

describe('a mined transaction is traced:', () => {
  it.each(SPENDS)('$name', async ({ wait = 0, draft, path, signers, outcome }) => {
    const funded = await fundedNow()
    if (wait > 0) await node.mine(wait)
    const traced = await minedTrace(funded, (await finished(draft(funded))).hex)
    expect(traced.outcome).toMatchObject({ matches: 'yes', path, outcome, remarks: [] })
    expect(signersIn(traced)).toEqual(signers.map((role) => `${role} valid`))
    const [{ by }] = traced.spends as [Trace['transactions'][number]['spends'][number]]
    if (path === 'workerWithSecret')
      expect(by).toMatchObject({ secret: { preimage: toHex(secretsOf([contract])[0]!), opens: true } })
    else expect(by).not.toHaveProperty('secret')
  })

  it('one that pays a thief, as two who hold the keys may, is no outcome', async () => {
    const funded = await fundedNow()
    const hex = forged(release(funded, { path: 'employerAndWorker', feeRate }), {
      change: (transaction) => {
        transaction.outs[0]!.script = thief
      },
    })
    const traced = await minedTrace(funded, hex)
    expect(traced.outcome).toMatchObject({ matches: 'no', code: 'SPEND_OUTPUTS' })
    expect(traced.outputs).toMatchObject([{ script: toHex(thief), to: [] }])
    expect(signersIn(traced)).toEqual(['employer valid', 'worker valid'])
  })

  it.each([0x01, 0x02, 0x03, 0x81, 0x82, 0x83])(
    'one with signatures of type %i, which the node takes for valid, too',
    async (type) => {
      const funded = await fundedNow()
      const hex = forged(release(funded, { path: 'employerAndWorker', feeRate }), { type })
      const traced = await minedTrace(funded, hex)
      expect(traced.spends).toMatchObject([{ by: { signatures: [{ type }, { type }] } }])
      expect(signersIn(traced)).toEqual(['employer valid', 'worker valid'])
    },
  )

  it('one with an annex, which miners alone can bring in', async () => {
    const funded = await fundedNow()
    const annex = Uint8Array.of(0x50, 1, 2, 3)
    const leaf = leafOf(contract, 'employerAndWorker')
    const unsigned = forged(release(funded, { path: 'employerAndWorker', feeRate }))
    const spent = [{ script: contract.outputScript, amount: funded.amount }]
    const digest = secondSighash({ hex: unsigned, spent }, { input: 0, script: leaf.script, annex })
    const signatures = keysOf(leaf.fragment).map((key) => schnorr(digest, secretKeyOf(contract, leaf, key)))
    const hex = changed(unsigned, (transaction) => {
      transaction.ins[0]!.witness = [...signatures.reverse(), leaf.script, leaf.controlBlock, annex]
    })
    const funding = await fundingOf(funded)
    await node.rpc.generateblock({ output: addressOf(9), transactions: [hex] })
    const { transactions } = traceSpends(contracts, [funding, hex])
    expect(transactions[1]).toMatchObject({ spends: [{ annex: toHex(annex) }], outcome: { matches: 'yes' } })
    expect(signersIn(transactions[1]!)).toEqual(['employer valid', 'worker valid'])
  })
})

describe('a chain is followed in any order:', () => {
  it('deposit, freeze, relock into the next contract and into an amended agreement, release', async () => {
    const funded = await fundedNow({ amount: 3_000_000n })
    const hexes = [await fundingOf(funded)]
    const step = async (from: readonly Contract[], draft: Spend<'unsigned'>): Promise<Funded> => {
      const { hex } = await finished(draft)
      const { height } = await node.broadcastAndMine(hex)
      hexes.push(hex)
      return matchFunding(from, hex, { confirmedAt: height })[0]
    }
    const frozen = await step(contracts, freeze(funded, { at: 'unknown', path: 'key', feeRate }))
    const relocked = await step(
      contracts,
      relock(frozen, {
        ...hurried,
        into: next,
        pays: { kind: 'release' },
        path: 'employerAndWorker',
        feeRate,
      }),
    )
    const amended = defineAgreement({ ...document, index: 100, previous: agreement.id })
    const amendment = compile(amended)
    const roles = ['employer', 'worker', 'arbiter', 'backupArbiter'] as const
    const signatures = await Promise.all(
      roles.map((role) => accept(amended, signerFor(amended, role), { role, amends: agreement })),
    )
    const moved = await step(
      amendment,
      relock(relocked, {
        ...hurried,
        into: amendment[0]!,
        keep: 'everything',
        path: 'key',
        feeRate,
        acceptances: [accepted(amended, signatures.flat(), { amends: agreement })],
      }),
    )
    const last = await finished(release(moved, { path: 'key', feeRate, relax: ['amount'] }))
    await node.broadcastAndMine(last.hex)

    const trace = traceSpends([...contracts, ...amendment], [last.hex, ...hexes.toReversed()])
    expect(trace).toMatchObject({ unspent: [], unrelated: [], refused: [], engines: { agree: true } })
    expect(
      trace.transactions.map(({ funds }) => funds.map(({ how, contract: { index } }) => [how, index])),
    ).toEqual([[['deposit', 7]], [['freeze', 7]], [['relock', 8]], [['amendment', 100]], []])
    expect(
      trace.transactions.map(({ outcome }) => outcome?.matches === 'yes' && outcome.outcome),
    ).toMatchObject([
      false,
      { kind: 'relock', into: 'itself' },
      { kind: 'relock', into: { agreement: agreement.id, index: 8 }, pays: { kind: 'release' } },
      { kind: 'relock', into: { agreement: amended.id, index: 100 }, keeps: 'everything' },
      { kind: 'release' },
    ])
    for (const { funds, txid } of trace.transactions.slice(0, -1))
      expect(funds[0]!.spentBy, txid).toBe(
        trace.transactions.find(({ spends }) => spends.some(({ outpoint }) => outpoint.txid === txid))!.txid,
      )
  })
})
