import {
  accept,
  accepted,
  amend,
  combine,
  compareAgreements,
  compile,
  complete,
  defineAgreement,
  type Funded,
  finalize,
  freeze,
  matchFunding,
  type PlanRule,
  type RelockOptions,
  readSpend,
  refund,
  relock,
  review,
  type Spend,
  satsPerVb,
  sign,
} from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { everyPathDocument, finished, fundAll, made, signedByAll, signerFor } from '../support/contracts.js'
import { unseen } from '../support/funded.js'
import { extendedHolder } from '../support/holders.js'
import { startNode } from '../support/node.js'
import { codeOf } from '../support/thrown.js'

const node = await startNode()
const feeRate = satsPerVb('2')
const document = everyPathDocument(
  'blocks',
  { from: 2, decision: 10, backupFrom: 12, silence: 150, rescue: 300 },
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
      await node.mine(149)
      const draft = freeze(funded!, { at: 'unknown', path, feeRate })
      expect(readSpend(funded!, draft.psbt).plan.outcome).toEqual({ kind: 'relock', into: 'itself' })
      const final = await finished(draft)
      expect(final.weight).toBe(draft.plan.weight)
      const [again] = await mineOutputs(final.hex)
      expect(again!.amount).toBe(funded!.amount - draft.plan.fee)
      expect(again!.match).toBe('under')
      const late = await finished(refund(again!, { path: 'employerAlone', feeRate }))
      await node.mine(148)
      await node.expectRefused(late.hex, 'non-BIP68-final')
      await node.mine(1)
      await node.expectAccepted(late.hex)
    },
  )

  it('of several contracts pays each back to its own script, the fee shared in proportion', async () => {
    const funded = await fundAll(node, contracts)
    const [draft] = freeze(funded, { at: 'unknown', path: 'employerAndWorker', feeRate })
    const outputs = await mineOutputs((await finished(draft!)).hex)
    expect(outputs.map(({ contract }) => contract.milestone)).toEqual([0, 1, 2])
    expect(outputs.reduce((sum, { amount }) => sum + amount, 0n)).toBe(draft!.plan.pot - draft!.plan.fee)
  })
})

describe('a relock', () => {
  it('pays a part to the worker and locks exactly the next milestone into its contract', async () => {
    const [funded] = await fundAll(node, [contracts[0]!], { amount: 2_000_000n })
    const draft = relock(funded!, {
      ...unseen,
      into: contracts[1]!,
      pays: { kind: 'release' },
      path: 'key',
      feeRate,
    })
    const theirs = readSpend(funded!, draft.psbt, { into: [contracts[1]!] })
    expect(theirs.plan.outcome).toEqual(draft.plan.outcome)
    const [next] = await mineOutputs((await finished(draft)).hex)
    expect(next).toMatchObject({ amount: contracts[1]!.amount, match: 'exact' })
  })

  it('keeps everything in a contract of an amended agreement that everybody accepted', async () => {
    const amended = defineAgreement({ ...document, index: 100, previous: agreement.id })
    const [into] = compile(amended)
    const [funded] = await fundAll(node, [contracts[0]!])
    const options = {
      ...unseen,
      into: into!,
      keep: 'everything',
      path: 'employerAndWorker',
      feeRate,
    } as const
    expect(() => relock(funded!, options)).toThrow(expect.objectContaining({ code: 'RELOCK_UNACCEPTED' }))
    const roles = ['employer', 'worker', 'arbiter', 'backupArbiter'] as const
    const signatures = await Promise.all(
      roles.map((role) => accept(amended, signerFor(amended, role), { role, amends: agreement })),
    )
    const acceptances = [accepted(amended, signatures.flat(), { amends: agreement })]
    const draft = relock(funded!, { ...options, acceptances })
    expect(() => readSpend(funded!, draft.psbt)).toThrow(expect.objectContaining({ code: 'SPEND_OUTPUTS' }))
    const theirs = readSpend(funded!, draft.psbt, { into: [into!], acceptances })
    const { hex } = finalize(complete(await signedByAll(theirs)))
    await node.broadcastAndMine(hex)
    expect(matchFunding([into!], hex)[0].amount).toBe(draft.plan.pot - draft.plan.fee)
  })

  it('shows the node the whole tree behind its output', async () => {
    const [funded] = await fundAll(node, [contracts[0]!], { amount: 2_000_000n })
    const draft = relock(funded!, { ...unseen, into: contracts[1]!, pays: { kind: 'refund' }, feeRate })
    const decoded = await node.rpc.call('decodepsbt', [draft.psbt])
    const output = (decoded as { outputs: { taproot_tree?: { script: string }[] }[] }).outputs.at(-1)
    expect(output?.taproot_tree).toHaveLength(contracts[1]!.leaves.length)
  })

  it('never leads backwards or out of the agreement', async () => {
    const [funded] = await fundAll(node, [contracts[1]!])
    const [stranger] = compile(defineAgreement({ ...document, index: 200 }))
    const target = expect.objectContaining({ code: 'RELOCK_TARGET' })
    expect(() => relock(funded!, { ...unseen, into: contracts[0]!, keep: 'everything', feeRate })).toThrow(
      target,
    )
    expect(() => relock(funded!, { ...unseen, into: stranger!, keep: 'everything', feeRate })).toThrow(target)
  })
})

describe('an employer that amends the agreement with keys of its own for everybody else', () => {
  const thieves = { worker: 81, arbiter: 82, backupArbiter: 83 } as const
  const theft = amend(agreement, {
    worker: { keys: [extendedHolder(thieves.worker).text] },
    arbiter: { keys: [extendedHolder(thieves.arbiter).text] },
    backupArbiter: { keys: [extendedHolder(thieves.backupArbiter).text] },
    milestones: [0],
  })
  const [into] = compile(theft)
  const roles = ['employer', 'worker', 'arbiter', 'backupArbiter'] as const

  it('is refused, although every role of the amendment accepts it and the node would take the money', async () => {
    const [funded] = await fundAll(node, [contracts[0]!])
    const puppets = await Promise.all(
      roles.map((role) => accept(theft, signerFor(theft, role), { role, amends: agreement })),
    )
    const report = accepted(theft, puppets.flat(), { amends: agreement })
    expect([report.everybody, report.amends?.everybody]).toEqual([true, false])
    const options = { into: into!, keep: 'everything', path: 'employerAndWorker', feeRate } as const
    const acceptances = [report]
    const unaccepted = expect.objectContaining({ code: 'RELOCK_UNACCEPTED' })
    const replaced = expect.objectContaining({
      code: 'RELOCK_PARTY_REPLACED',
      data: expect.objectContaining({ roles: ['worker', 'arbiter', 'backupArbiter'] }),
    })
    expect(() => relock(funded!, { ...unseen, ...options, acceptances })).toThrow(unaccepted)
    expect(() => relock(funded!, { ...unseen, ...options, relax: ['unacceptedAgreement'] })).toThrow(replaced)
    // the thief lifts everything, as anybody can who writes a program of his own
    const relax = ['unacceptedAgreement', 'partyReplaced'] as const
    const draft = relock(funded!, { ...unseen, ...options, relax })
    const reading = { into: [into!], acceptances }
    expect(() => readSpend(funded!, draft.psbt, reading)).toThrow(unaccepted)
    const signatures = await Promise.all(
      (['employer', 'worker'] as const).map((role) =>
        sign(draft, signerFor(agreement, role), { relax: ['unacceptedAgreement', 'partyReplaced'] }),
      ),
    )
    await expect(sign(draft, signerFor(agreement, 'worker'))).rejects.toThrow(
      expect.objectContaining({
        code: 'REVIEW_REFUSED',
        data: expect.objectContaining({ rules: ['partyReplaced'] }),
      }),
    )
    expect(review(draft, { as: 'worker' }).passes).toBe(false)
    // no node protects anybody from this: whoever signs against the review loses the money in the next block
    const { hex } = finalize(complete(combine(...(signatures as [Spend, Spend]))))
    await node.broadcastAndMine(hex)
    const [stolen] = matchFunding([into!], hex)
    const gone = refund(stolen, { path: 'employerAndWorker', feeRate })
    await node.expectAccepted((await finished(gone)).hex)
  })

  it('tells the worker what became worse', () => {
    expect(
      compareAgreements(agreement, theft)
        .filter(({ kind }) => kind === 'party')
        .map(({ field, worseFor }) => [field, worseFor]),
    ).toEqual([
      ['worker.keys', 'all'],
      ['arbiter.keys', 'all'],
      ['backupArbiter.keys', 'all'],
    ])
  })
})

describe('a relock to where the worker would lose the money', () => {
  /** Refused when planned and in review, step by step; with every rule lifted the node takes it, and the theft. */
  const theft = async (
    funded: Funded,
    {
      into,
      acceptances = [],
      lifted = [],
      codes,
      rules,
    }: Pick<RelockOptions, 'into' | 'acceptances'> & {
      readonly lifted?: readonly PlanRule[]
      readonly codes: readonly string[]
      readonly rules: readonly PlanRule[]
    },
  ): Promise<void> => {
    const { blocks: height, mediantime: medianTime } = await node.rpc.getblockchaininfo()
    const at = { height, medianTime }
    const path = 'employerAndWorker'
    const planned = (relax: readonly PlanRule[]) =>
      relock(funded, { into, acceptances, keep: 'everything', path, at, known: [], feeRate, relax })
    expect(rules.map((_, count) => codeOf(() => planned([...lifted, ...rules.slice(0, count)])))).toEqual(
      codes,
    )
    const draft = planned([...lifted, ...rules])
    const theirs = readSpend(funded, draft.psbt, { into: [into], acceptances, relax: lifted })
    const { findings, passes } = review(theirs, { as: 'worker', at })
    const refused = new Set(findings.filter(({ level }) => level === 'refuse').map(({ rule }) => rule))
    expect([passes, [...refused]]).toEqual([false, [...lifted, ...rules]])
    const { agreement: holding } = funded.contract
    await expect(sign(theirs, signerFor(holding, 'worker'), { at })).rejects.toThrow(
      expect.objectContaining({ code: 'REVIEW_REFUSED' }),
    )
    const relax = [...lifted, ...rules]
    const [employer, worker] = await Promise.all([
      sign(theirs, signerFor(holding, 'employer'), { at, relax }),
      sign(theirs, signerFor(holding, 'worker'), { at, relax }),
    ])
    const { hex } = finalize(complete(combine(employer, worker)))
    await node.broadcastAndMine(hex)
    const [moved] = matchFunding([into], hex)
    // in the very next block
    await node.expectAccepted((await finished(refund(moved, { path: 'employerAlone', feeRate }))).hex)
  }

  it('is refused where silence is over, and the employer takes it in the next block', async () => {
    const height = await node.height()
    const late = made({
      ...document,
      index: 300,
      milestones: [
        { amount: '1000000' },
        {
          amount: '1000000',
          silence: { pays: 'employer', after: { height } },
          rescue: { after: { height: height + 1000 } },
          dispute: {
            from: { height: height - 40 },
            decision: { blocks: 10 },
            backupFrom: { height: height - 20 },
          },
        },
      ],
    })
    const [funded] = await fundAll(node, [late.contracts[0]!])
    const into = late.contracts[1]!
    const unlooked = { ...unseen, into, keep: 'everything', feeRate } as const
    expect(codeOf(() => relock(funded!, unlooked))).toBe('FUNDING_HEIGHT')
    await theft(funded!, {
      into,
      codes: ['FUNDING_DEADLINE_PAST', 'FUNDING_DEADLINE_NEAR'],
      rules: ['deadlinePast', 'targetOpen'],
    })
  })

  it('is refused where an amendment has neither arbiter nor rescue, and silence after one block', async () => {
    const alone = amend(agreement, {
      arbiter: null,
      backupArbiter: null,
      dispute: null,
      rescue: null,
      silence: { after: { blocks: 1 } },
      milestones: [0],
    })
    const [into] = compile(alone)
    const [funded] = await fundAll(node, [contracts[0]!])
    const roles = ['employer', 'worker', 'arbiter', 'backupArbiter'] as const
    const signatures = await Promise.all(
      roles.map((role) => accept(alone, signerFor(agreement, role), { role, amends: agreement })),
    )
    await theft(funded!, {
      into: into!,
      acceptances: [accepted(alone, signatures.flat(), { amends: agreement })],
      lifted: ['partyReplaced'],
      codes: ['FUNDING_DEADLINE_NEAR', 'FUNDING_PARTY_LOCKED_OUT'],
      rules: ['targetOpen', 'partyLockedOut'],
    })
  })
})
