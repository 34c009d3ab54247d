import { award, type FeeRate, type Funded, refund, release, satsPerVb, settle } from 'taproot-escrow'
import { MILESTONES, type MilestoneName, SECRET } from './agreements.js'
import { confirm, type Stage, signInTurn, signTogether } from './stage.js'

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

export const awards = async (stage: Stage, { shop, search, checkout }: Website): Promise<void> => {
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
  tell('Third: 60 % to the worker, 40 % to the employer. The worker signs; the employer need not.')
  const shared = award(checkout, {
    path: 'arbiterAndWorker',
    split: { employer: 4000, worker: 6000 },
    feeRate: FEE_RATE,
  })
  await confirm(stage, {
    draft: shared,
    final: await signInTurn(stage, { funded: checkout, draft: shared, signers: ['arbiter', 'worker'] }),
  })
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
