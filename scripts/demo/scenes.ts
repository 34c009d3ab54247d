import {
  award,
  compile,
  type FeeRate,
  type Funded,
  freeze,
  matchFunding,
  readSpend,
  refund,
  release,
  relock,
  review,
  type Spend,
  satsPerVb,
  settle,
} from 'taproot-escrow'
import { MILESTONES, type MilestoneName, SECRET } from './agreements.js'
import { confirm, formatSats, type Stage, signInTurn, signTogether } from './stage.js'

export const FEE_RATE: FeeRate = satsPerVb('2')

/** The funded milestones of the first agreement by their names. */
export type Website = Readonly<Record<MilestoneName, Funded>>

export const byName = (funded: readonly Funded[]): Website => {
  const named = MILESTONES.map((name, milestone) => {
    const one = funded.find(({ contract }) => contract.milestone === milestone)
    if (one === undefined) throw new Error(`the milestone ${name} is not funded`)
    return [name, one] as const
  })
  // every name has just got its entry
  return Object.fromEntries(named) as Website
}

export const releaseByKeyPath = async (stage: Stage, { concept: funded }: Website): Promise<void> => {
  stage.heading('Release through the key path')
  stage.tell(
    'The work is done and both agree. They make one signature together (MuSig2), in two rounds: first each ' +
      'sends nonces, then each sends a partial signature. On the chain it looks like anybody’s payment: ' +
      'no script, no second key.',
  )
  const draft = release(funded, { feeRate: FEE_RATE })
  await confirm(stage, { draft, final: await signTogether(stage, { funded, draft }) })
}

export const releaseByLeaf = async (stage: Stage, { design: funded }: Website): Promise<void> => {
  stage.heading('Release through the leaf')
  stage.tell(
    'Where MuSig2 is not at hand (a device that cannot, a PSBT by e-mail) the leaf employerAndWorker takes two ' +
      'ordinary signatures, one after the other. It costs some bytes more.',
  )
  const draft = release(funded, { path: 'employerAndWorker', feeRate: FEE_RATE })
  const final = await signInTurn(stage, { funded, draft, signers: ['employer', 'worker'] })
  await confirm(stage, { draft, final })
}

export const releaseBySecret = async (stage: Stage, { photos: funded }: Website): Promise<void> => {
  stage.heading('The worker’s secret')
  stage.tell(
    'This milestone names the hash of a secret that the worker learns on delivery. With it the worker takes ' +
      'the payment alone. The secret is then on the chain for everybody to read.',
  )
  const draft = release(funded, { path: 'workerWithSecret', secrets: [SECRET], feeRate: FEE_RATE })
  await confirm(stage, { draft, final: await signInTurn(stage, { funded, draft, signers: ['worker'] }) })
}

export const settleByKeyPath = async (stage: Stage, { texts: funded }: Website): Promise<void> => {
  stage.heading('A settlement')
  stage.tell('Half of the texts are written. The two agree on half of the money, without any arbiter.')
  const draft = settle(funded, { split: { employer: 5000, worker: 5000 }, feeRate: FEE_RATE })
  await confirm(stage, { draft, final: await signTogether(stage, { funded, draft }) })
}

export const relockTheRest = async (stage: Stage, { icons: funded }: Website): Promise<void> => {
  const { heading, tell } = stage
  const { contract, confirmedAt } = funded
  heading('The rest into the next milestone')
  const next = compile(contract.agreement).at(-1)
  if (next === undefined || confirmedAt === undefined) throw new Error('the agreement has a last milestone')
  tell(
    `Some icons are drawn; the two agree to pay those and to animate the others. So ${formatSats(next.amount)} of ` +
      'the milestone go on into the next one, which nobody has paid in yet, and the worker gets the rest. Before ' +
      'the worker signs, the library compiles the next milestone and compares:',
  )
  const draft = relock(funded, {
    at: 'unknown',
    known: [],
    path: 'employerAndWorker',
    into: next,
    pays: { kind: 'release' },
    feeRate: FEE_RATE,
  })
  const theirs = readSpend(funded, draft.psbt, { into: [next] })
  const proof = review(theirs, { as: 'worker' }).text.find((sentence) => sentence.includes('script'))
  tell(`“${proof}”`)
  const final = await signInTurn(stage, { funded, draft, signers: ['employer', 'worker'], into: [next] })
  const height = await confirm(stage, { draft, final })
  const [animations] = matchFunding([next], final.hex, { confirmedAt: height })
  tell('Its clocks count from that block. The animations are delivered, and released like everything else:')
  const last = release(animations, { feeRate: FEE_RATE })
  await confirm(stage, { draft: last, final: await signTogether(stage, { funded: animations, draft: last }) })
}

export const awards = async (stage: Stage, { shop, search }: Website): Promise<void> => {
  const { heading, tell } = stage
  heading('Awards of the arbiter')
  tell(
    'Three milestones are in dispute. The arbiter decides together with one of the parties, never alone, and ' +
      'takes 1 % of the pot for it. First: everything to the worker.',
  )
  const toWorker = award(shop, {
    path: 'arbiterAndWorker',
    split: { employer: 0, worker: 10_000 },
    feeRate: FEE_RATE,
  })
  await confirm(stage, {
    draft: toWorker,
    final: await signInTurn(stage, { funded: shop, draft: toWorker, signers: ['arbiter', 'worker'] }),
  })
  tell('Second: everything to the employer.')
  const toEmployer = award(search, {
    path: 'arbiterAndEmployer',
    split: { employer: 10_000, worker: 0 },
    feeRate: FEE_RATE,
  })
  await confirm(stage, {
    draft: toEmployer,
    final: await signInTurn(stage, { funded: search, draft: toEmployer, signers: ['arbiter', 'employer'] }),
  })
}

/** The frozen milestone, and the block that confirmed the freeze. */
export const freezeInDispute = async (
  stage: Stage,
  { checkout: funded }: Website,
): Promise<{ readonly frozen: Funded; readonly height: number }> => {
  stage.heading('More time for the arbiter: a freeze')
  stage.tell(
    'The third dispute takes longer. Arbiter and worker pay the milestone back to its own script: same parties, ' +
      'same terms, and every clock that counts from the funding starts again. It costs the fee of one transaction, ' +
      'and can be repeated as often as both sign.',
  )
  const draft = freeze(funded, { at: 'unknown', path: 'arbiterAndWorker', feeRate: FEE_RATE })
  const final = await signInTurn(stage, { funded, draft, signers: ['arbiter', 'worker'] })
  const height = await confirm(stage, { draft, final })
  const [frozen] = matchFunding([funded.contract], final.hex, { confirmedAt: height })
  return { frozen, height }
}

/** What the arbiter decides about it; the amount is below the agreed one by the fee of the freeze. */
export const sharedAward = (frozen: Funded): Spend<'unsigned'> =>
  award(frozen, {
    path: 'arbiterAndWorker',
    split: { employer: 4000, worker: 6000 },
    feeRate: FEE_RATE,
    relax: ['amount'],
  })

export const awardAfterFreeze = async (stage: Stage, frozen: Funded): Promise<void> => {
  stage.heading('The award after the freeze')
  stage.tell('60 % to the worker, 40 % to the employer. The worker signs; the employer need not.')
  const draft = sharedAward(frozen)
  const final = await signInTurn(stage, {
    funded: frozen,
    draft,
    signers: ['arbiter', 'worker'],
    relax: ['amount'],
  })
  await confirm(stage, { draft, final })
}

export const backupAwards = async (stage: Stage, { newsletter, translation }: Website): Promise<void> => {
  stage.heading('The arbiter is gone')
  stage.tell(
    'Two more disputes, and no answer from the arbiter. From a later block on the backup arbiter can decide ' +
      'in the same way, for a fixed fee.',
  )
  const toWorker = award(newsletter, {
    path: 'backupAndWorker',
    split: { employer: 0, worker: 10_000 },
    feeRate: FEE_RATE,
  })
  await confirm(stage, {
    draft: toWorker,
    final: await signInTurn(stage, {
      funded: newsletter,
      draft: toWorker,
      signers: ['backupArbiter', 'worker'],
    }),
  })
  const shared = award(translation, {
    path: 'backupAndEmployer',
    split: { employer: 7000, worker: 3000 },
    feeRate: FEE_RATE,
  })
  await confirm(stage, {
    draft: shared,
    final: await signInTurn(stage, {
      funded: translation,
      draft: shared,
      signers: ['backupArbiter', 'employer'],
    }),
  })
}

export const refundAfterSilence = async (stage: Stage, { support: funded }: Website): Promise<void> => {
  stage.heading('Refund after silence')
  stage.tell('Nobody speaks about the last milestone. The employer alone takes the money back.')
  const draft = refund(funded, { path: 'employerAlone', feeRate: FEE_RATE })
  await confirm(stage, { draft, final: await signInTurn(stage, { funded, draft, signers: ['employer'] }) })
}

export const paymentAfterSilence = async (stage: Stage, funded: Funded): Promise<void> => {
  stage.heading('Payment to the worker after silence')
  stage.tell(
    'In the second agreement silence pays the worker, from a fixed block on. The block is there, nobody spoke: ' +
      'the worker alone takes the payment.',
  )
  const draft = release(funded, { path: 'workerAlone', feeRate: FEE_RATE })
  await confirm(stage, { draft, final: await signInTurn(stage, { funded, draft, signers: ['worker'] }) })
}
