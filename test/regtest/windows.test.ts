import {
  type AwardOptions,
  award,
  complete,
  type Funded,
  finalize,
  freeze,
  leafOf,
  matchFunding,
  type Role,
  refund,
  review,
  type Spend,
  satsPerVb,
} from 'taproot-escrow'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Choice, choicesOf, joined, lackingIn, signedByEach } from '../support/choices.js'
import { everyPathDocument, finished, fundAll, made, milestones } from '../support/contracts.js'
import type { Json } from '../support/documents.js'
import { plainDocument } from '../support/documents.js'
import { forged, secretKeyOf } from '../support/forgery.js'
import { extendedHolder } from '../support/holders.js'
import { startNode } from '../support/node.js'
import { codeOf } from '../support/thrown.js'

const node = await startNode()
const feeRate = satsPerVb('2')
const split = { employer: 4000, worker: 6000 }

const MOMENTS = { from: 5, decision: 5, backupFrom: 10, silence: 20, rescue: 30 }

type ArbiterPath = AwardOptions['path']

const panel = (threshold: number, first: number, count: number): Json => ({
  threshold,
  keys: Array.from({ length: count }, (_, at) => extendedHolder(first + at).text),
})

const base = everyPathDocument('blocks', MOMENTS)
/** Panels that decide, a worker of two people of whom one signs. */
const document = {
  ...base,
  worker: { ...plainDocument().worker, ...panel(1, 51, 2) },
  arbiter: { ...base.arbiter, ...panel(2, 61, 3) },
  backupArbiter: { ...base.backupArbiter, ...panel(2, 71, 3) },
  keyPath: 'closed',
  milestones: milestones(8),
}

const WINDOWS = [
  { name: 'the dispute', opens: MOMENTS.from, paths: ['arbiterAndWorker', 'arbiterAndEmployer'] },
  { name: "the backup's", opens: MOMENTS.backupFrom, paths: ['backupAndWorker', 'backupAndEmployer'] },
] as const

const OUTCOMES = {
  award: (one: Funded, path: ArbiterPath) => award(one, { path, split, feeRate }),
  freeze: (one: Funded, path: ArbiterPath) => freeze(one, { at: 'unknown', path, feeRate }),
} as const

interface Case {
  readonly name: string
  readonly opens: number
  readonly funded: Funded
  readonly draft: Spend<'unsigned'>
  /** With enough signers: finished, in every way. */
  readonly finished: readonly string[]
  /** With too few, forced into a witness. */
  readonly forced: readonly string[]
}

const choicesFor = ({ plan, progress }: Spend): readonly Choice[] => {
  const [one, other] = progress.map(({ role }) => role) as [Role, Role]
  return choicesOf(plan.agreement, [one, other])
}

const forcedBy = (draft: Spend<'unsigned'>, funded: Funded, choice: Choice): string =>
  forged(draft, {
    secretKey: (key) =>
      key.role !== 'terms' && choice[key.role]?.includes(key.position)
        ? // an arbiter's path is a leaf
          secretKeyOf(funded.contract, leafOf(funded.contract, draft.plan.path as ArbiterPath), key)
        : undefined,
  })

describe('panels of arbiters, with every choice of signers', () => {
  const cases: Case[] = []
  beforeAll(async () => {
    const { agreement, contracts } = made(document)
    const funded = await fundAll(node, contracts)
    const planned = WINDOWS.flatMap(({ opens, paths }) =>
      paths.flatMap((path) =>
        (['award', 'freeze'] as const).map((outcome) => ({
          name: `${outcome} by ${path}`,
          opens,
          path,
          outcome,
        })),
      ),
    )
    for (const [at, { name, opens, path, outcome }] of planned.entries()) {
      const one = funded[at]!
      const draft = OUTCOMES[outcome](one, path)
      const each = await signedByEach(draft)
      const choices = choicesFor(draft)
      const enough = choices.filter((choice) => lackingIn(agreement, choice).length === 0)
      const few = choices.filter((choice) => lackingIn(agreement, choice).length > 0)
      for (const choice of few)
        expect(() => complete(joined(draft, choice, each))).toThrow(
          expect.objectContaining({
            code: 'SIGNATURE_MISSING',
            data: expect.objectContaining({ missing: lackingIn(agreement, choice) }),
          }),
        )
      cases.push({
        name,
        opens,
        funded: one,
        draft,
        finished: enough.map((choice) => finalize(complete(joined(draft, choice, each))).hex),
        forced: few.map((choice) => forcedBy(draft, one, choice)),
      })
    }
  })

  describe.each(WINDOWS)('in $name window', ({ opens, paths }) => {
    const inWindow = () => cases.filter((one) => one.opens === opens)
    const names = paths.flatMap((path) => [`award by ${path}`, `freeze by ${path}`])
    const find = (name: string) => cases.find((one) => one.name === name)!

    it('all are refused one block early', async () => {
      const { confirmedAt } = inWindow()[0]!.funded
      await node.mineUntilHeight(confirmedAt! + opens - 2)
      for (const { finished: hexes } of inWindow())
        for (const hex of hexes) await node.expectRefused(hex, 'non-BIP68-final')
      await node.mine()
    })

    it.each(names)('%s is accepted with each choice that is large enough', async (name) => {
      const { finished: hexes, draft } = find(name)
      // 2 of 3, with 1 of 2 or more of the worker's, or the employer
      expect(hexes).toHaveLength(4 * (draft.plan.path.endsWith('Worker') ? 3 : 1))
      for (const hex of hexes) await node.expectAccepted(hex)
    })

    it.each(names)('%s is refused with each other choice', async (name) => {
      const { forced, draft } = find(name)
      expect(forced).toHaveLength(draft.plan.path.endsWith('Worker') ? 20 : 12)
      for (const hex of forced) {
        const { allowed, reason = '' } = await node.tryAccept(hex)
        expect(allowed).toBe(false)
        expect(reason).toMatch(
          /OP_NUMEQUALVERIFY|OP_CHECKSIGVERIFY|OP_CHECKSEQUENCEVERIFY|false\/empty top stack/,
        )
      }
    })
  })
})

describe('the order of the windows, in one story', () => {
  it('the arbiter is silent, the backup decides, and silence pays nobody any more', async () => {
    const { contracts } = made(everyPathDocument('blocks', MOMENTS))
    const [funded] = await fundAll(node, contracts)
    const start = funded!.confirmedAt!
    const byArbiter = await finished(award(funded!, { path: 'arbiterAndWorker', split, feeRate }))
    const byBackup = await finished(award(funded!, { path: 'backupAndWorker', split, feeRate }))
    const bySilence = await finished(refund(funded!, { path: 'employerAlone', feeRate }))

    // nobody can decide yet
    await node.mineUntilHeight(start + MOMENTS.from - 2)
    for (const { hex } of [byArbiter, byBackup, bySilence]) await node.expectRefused(hex, 'non-BIP68-final')
    // the arbiter alone could, for as long as a decision takes
    await node.mineUntilHeight(start + MOMENTS.backupFrom - 2)
    await node.expectAccepted(byArbiter.hex)
    for (const { hex } of [byBackup, bySilence]) await node.expectRefused(hex, 'non-BIP68-final')
    // now the backup can as well, and silence is as far away as a decision takes
    await node.mine()
    await node.expectAccepted(byArbiter.hex)
    await node.expectRefused(bySilence.hex, 'non-BIP68-final')
    const mined = await node.broadcastAndMine(byBackup.hex)
    expect(mined.height).toBe(start + MOMENTS.backupFrom)
    // the backup's fee, not the arbiter's
    expect(mined.transaction.vout[0]?.value).toBe(5000n)
    await node.mineUntilHeight(start + MOMENTS.silence)
    await node.expectRefused(bySilence.hex, 'missing-inputs')
    await node.expectRefused(byArbiter.hex, 'missing-inputs')
  })
})

describe('a freeze', () => {
  it('can be repeated while its signers agree: silence never comes, and each time costs the same fee', async () => {
    const { contracts } = made(everyPathDocument('blocks', MOMENTS))
    const [first] = await fundAll(node, contracts)
    let funded: Funded = first!
    const fees: bigint[] = []
    for (let times = 0; times < 4; times++) {
      const draft = freeze(funded, { at: 'unknown', path: 'arbiterAndEmployer', feeRate })
      const { restarts } = review(draft, { as: 'employer' })
      expect(restarts).toEqual(
        expect.arrayContaining(
          [MOMENTS.from, MOMENTS.backupFrom, MOMENTS.silence].map((blocks) => ({ blocks })),
        ),
      )
      const next = await finished(draft)
      // the arbiter's own window has started again, too
      await node.mineUntilHeight(funded.confirmedAt! + MOMENTS.from - 2)
      await node.expectRefused(next.hex, 'non-BIP68-final')
      await node.mineUntilHeight(funded.confirmedAt! + MOMENTS.silence - 2)
      const late = await finished(refund(funded, { path: 'employerAlone', feeRate }))
      await node.expectRefused(late.hex, 'non-BIP68-final')
      const mined = await node.broadcastAndMine(next.hex)
      expect([mined.vsize, draft.plan.fee]).toEqual([186, 372n])
      fees.push(draft.plan.fee)
      ;[funded] = matchFunding(contracts, next.hex, { confirmedAt: mined.height })
    }
    expect(funded.confirmedAt! - first!.confirmedAt!).toBeGreaterThan(3 * MOMENTS.silence)
    expect(funded.amount).toBe(first!.amount - fees.reduce((sum, fee) => sum + fee, 0n))
    // what is left is decided as ever: the award says that the amount is not the agreed one any more
    await node.mine(MOMENTS.from)
    const decided = award(funded, { path: 'arbiterAndWorker', split, feeRate, relax: ['amount'] })
    await node.broadcastAndMine((await finished(decided)).hex)
  })

  it('of one contract that was funded twice leaves one output', async () => {
    const { contracts } = made(everyPathDocument('blocks', MOMENTS))
    const [one, other] = await fundAll(node, [contracts[0]!, contracts[0]!])
    const [draft] = freeze([one!, other!], { at: 'unknown', path: 'employerAndWorker', feeRate })
    const { hex } = await finished(draft!)
    await node.broadcastAndMine(hex)
    const outputs = matchFunding(contracts, hex)
    expect(outputs.map(({ amount }) => amount)).toEqual([2_000_000n - draft!.plan.fee])
  })

  it('does not move absolute locks', async () => {
    const tip = await node.height()
    const { contracts } = made(
      everyPathDocument('height', {
        from: tip + 2,
        decision: 1,
        backupFrom: tip + 3,
        silence: tip + 10,
        rescue: tip + 20,
      }),
    )
    const [funded] = await fundAll(node, contracts)
    const at = { height: tip + 1, medianTime: 0 }
    const options = { at, path: 'employerAndWorker', feeRate } as const
    expect(codeOf(() => freeze(funded!, options))).toBe('FUNDING_DEADLINE_NEAR')
    const draft = freeze(funded!, { ...options, relax: ['targetOpen'] })
    expect(review(draft, { as: 'worker' }).restarts).toEqual([])
    const { hex } = await finished(draft)
    const mined = await node.broadcastAndMine(hex)
    const [again] = matchFunding(contracts, hex, { confirmedAt: mined.height })
    const late = await finished(refund(again, { path: 'employerAlone', feeRate }))
    await node.mineUntilHeight(tip + 9)
    await node.expectRefused(late.hex, 'non-final')
    await node.mine()
    await node.expectAccepted(late.hex)
  })
})
