import {
  accept,
  accepted,
  compile,
  complete,
  defineAgreement,
  type Funded,
  finalize,
  freeze,
  matchFunding,
  readSpend,
  refund,
  relock,
  satsPerVb,
} from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { everyPathDocument, finished, fundAll, made, signedByAll, signerFor } from '../support/contracts.js'
import { startNode } from '../support/node.js'

const node = await startNode()
const feeRate = satsPerVb('2')
const document = everyPathDocument(
  'blocks',
  { from: 2, decision: 10, backupFrom: 12, silence: 30, rescue: 60 },
  { count: 3 },
)
const { agreement, contracts } = made(document)

const mineOutputs = async (hex: string): Promise<readonly Funded[]> => {
  const mined = await node.broadcastAndMine(hex)
  return matchFunding(contracts, hex, { confirmedAt: mined.height })
}

describe('a freeze', () => {
  it.each([
    'key',
    'employerAndWorker',
    'arbiterAndWorker',
    'arbiterAndEmployer',
    'backupAndWorker',
    'backupAndEmployer',
  ] as const)(
    'by %s pays the output back to its own script, and its relative clocks start again',
    async (path) => {
      const [funded] = await fundAll(node, [contracts[0]!])
      await node.mine(29)
      const draft = freeze(funded!, { path, feeRate })
      expect(readSpend(funded!, draft.psbt).plan.outcome).toEqual({ kind: 'relock', into: 'itself' })
      const final = await finished(draft)
      expect(final.weight).toBe(draft.plan.weight)
      const [again] = await mineOutputs(final.hex)
      expect(again!.amount).toBe(funded!.amount - draft.plan.fee)
      expect(again!.match).toBe('under')
      const late = await finished(refund(again!, { path: 'employerAlone', feeRate }))
      await node.mine(28)
      await node.expectRefused(late.hex, 'non-BIP68-final')
      await node.mine(1)
      await node.expectAccepted(late.hex)
    },
  )

  it('of several contracts pays each back to its own script, the fee shared in proportion', async () => {
    const funded = await fundAll(node, contracts)
    const [draft] = freeze(funded, { path: 'employerAndWorker', feeRate })
    const outputs = await mineOutputs((await finished(draft!)).hex)
    expect(outputs.map(({ contract }) => contract.milestone)).toEqual([0, 1, 2])
    expect(outputs.reduce((sum, { amount }) => sum + amount, 0n)).toBe(draft!.plan.pot - draft!.plan.fee)
  })
})

describe('a relock', () => {
  it('pays a part to the worker and locks exactly the next milestone into its contract', async () => {
    const [funded] = await fundAll(node, [contracts[0]!], { amount: 2_000_000n })
    const draft = relock(funded!, { into: contracts[1]!, pays: { kind: 'release' }, path: 'key', feeRate })
    const theirs = readSpend(funded!, draft.psbt, { into: [contracts[1]!] })
    expect(theirs.plan.outcome).toEqual(draft.plan.outcome)
    const [next] = await mineOutputs((await finished(draft)).hex)
    expect(next).toMatchObject({ amount: contracts[1]!.amount, match: 'exact' })
  })

  it('keeps everything in a contract of an amended agreement that everybody accepted', async () => {
    const amended = defineAgreement({ ...document, index: 100, previous: agreement.id })
    const [into] = compile(amended)
    const [funded] = await fundAll(node, [contracts[0]!])
    const options = { into: into!, keep: 'everything', path: 'employerAndWorker', feeRate } as const
    expect(() => relock(funded!, options)).toThrow(expect.objectContaining({ code: 'RELOCK_UNACCEPTED' }))
    const roles = ['employer', 'worker', 'arbiter', 'backupArbiter'] as const
    const signatures = await Promise.all(
      roles.map((role) => accept(amended, signerFor(amended, role), { role })),
    )
    const acceptances = [accepted(amended, signatures.flat())]
    const draft = relock(funded!, { ...options, acceptances })
    expect(() => readSpend(funded!, draft.psbt)).toThrow(expect.objectContaining({ code: 'SPEND_OUTPUTS' }))
    const theirs = readSpend(funded!, draft.psbt, { into: [into!], acceptances })
    const { hex } = finalize(complete(await signedByAll(theirs)))
    await node.broadcastAndMine(hex)
    expect(matchFunding([into!], hex)[0].amount).toBe(draft.plan.pot - draft.plan.fee)
  })

  it('shows the node the whole tree behind its output', async () => {
    const [funded] = await fundAll(node, [contracts[0]!], { amount: 2_000_000n })
    const draft = relock(funded!, { into: contracts[1]!, pays: { kind: 'refund' }, feeRate })
    const decoded = await node.rpc.call('decodepsbt', [draft.psbt])
    const output = (decoded as { outputs: { taproot_tree?: { script: string }[] }[] }).outputs.at(-1)
    expect(output?.taproot_tree).toHaveLength(contracts[1]!.leaves.length)
  })

  it('never leads backwards or out of the agreement', async () => {
    const [funded] = await fundAll(node, [contracts[1]!])
    const [stranger] = compile(defineAgreement({ ...document, index: 200 }))
    const target = expect.objectContaining({ code: 'RELOCK_TARGET' })
    expect(() => relock(funded!, { into: contracts[0]!, keep: 'everything', feeRate })).toThrow(target)
    expect(() => relock(funded!, { into: stranger!, keep: 'everything', feeRate })).toThrow(target)
  })
})
