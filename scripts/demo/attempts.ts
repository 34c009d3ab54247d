import { complete, type Funded, readSpend, refund, release, sign } from 'taproot-escrow'
import { bareTransaction, impostor, keyIn, redirected, signedByHand } from './forgery.js'
import { FEE_RATE, sharedAward, type Website } from './scenes.js'
import { expectOwnRefusal, expectRefusal, type Stage, signInTurn } from './stage.js'

const INVALID_SIGNATURE = 'script-verify-flag-failed (Invalid Schnorr signature)'
const LOCK_NOT_SATISFIED = 'script-verify-flag-failed (Locktime requirement not satisfied)'
const TOO_EARLY = 'non-BIP68-final'

/** The employer wants the money back without the worker, and signs in the worker's place too. */
export const wrongSigner = async (stage: Stage, { design: funded }: Website): Promise<void> => {
  const { heading, tell, people } = stage
  const attempt = 'wrong signer'
  heading('Refused: a wrong signer')
  tell(
    'The employer wants the design back and the money too: a refund through the leaf of both, with the ' +
      'employer’s signature where the worker’s belongs.',
  )
  const draft = refund(funded, { path: 'employerAndWorker', feeRate: FEE_RATE })
  const forWorker = impostor(people.employer.signer, keyIn(draft, 'employer'))
  await expectOwnRefusal(stage, {
    attempt,
    code: 'SIGNATURE_MISSING',
    act: async () => complete(await sign(draft, forWorker)),
  })
  tell('Put together by hand, without the library, and shown to the node:')
  const hex = await signedByHand(bareTransaction(draft), {
    spend: draft,
    signers: { employer: people.employer.signer, worker: forWorker },
  })
  await expectRefusal(stage, { attempt, hex, reason: INVALID_SIGNATURE })
}

/** The release is signed by both, and then pays somebody else. */
export const changedOutput = async (stage: Stage, { design: funded }: Website): Promise<void> => {
  const { heading, tell, people } = stage
  const attempt = 'changed output'
  heading('Refused: a changed output')
  tell(
    'The employer signs the release and mails it. On the way somebody writes another address (here the ' +
      'arbiter’s) in the place of the worker’s.',
  )
  const draft = release(funded, { path: 'employerAndWorker', feeRate: FEE_RATE })
  const signed = await sign(draft, people.employer.signer)
  const { worker, arbiter } = draft.plan.agreement
  const from = worker.payees[0]?.address.script
  const to = arbiter?.address.script
  if (from === undefined || to === undefined) throw new Error('the agreement has a payee and an arbiter')
  await expectOwnRefusal(stage, {
    attempt,
    code: 'SPEND_OUTPUTS',
    act: () => readSpend(funded, redirected(signed.psbt, { from, to })),
  })
  tell('The same change in the finished transaction, after both have signed, shown to the node:')
  const { hex } = await signInTurn(stage, { funded, draft, signers: ['employer', 'worker'] })
  const text = (script: Uint8Array) => Buffer.from(script).toString('hex')
  await expectRefusal(stage, {
    attempt,
    hex: hex.replace(text(from), text(to)),
    reason: INVALID_SIGNATURE,
  })
}

/** The arbiter's leaf opened long after the funding; after the freeze it counts from the freeze. */
export const awardRightAfterFreeze = async (stage: Stage, frozen: Funded): Promise<void> => {
  stage.heading('Refused: an award right after the freeze')
  stage.tell(
    'The arbiter’s leaf opens in the 144th block after the output that it spends. That one is new, so the award ' +
      'that was possible a block ago has to wait again.',
  )
  const draft = sharedAward(frozen)
  const { hex } = await signInTurn(stage, {
    funded: frozen,
    draft,
    signers: ['arbiter', 'worker'],
    relax: ['amount'],
  })
  await expectRefusal(stage, { attempt: 'award right after the freeze', hex, reason: TOO_EARLY })
}

/** The tip is one block short of the refund's lock. */
export const refundOneBlockEarly = async (stage: Stage, { support: funded }: Website): Promise<void> => {
  stage.heading('Refused: a refund one block early')
  stage.tell(
    'The employer’s leaf opens in the 1,008th block after the funding; the next one would be the 1,007th. The ' +
      'library signs the refund all the same (a signature has no clock), and the node decides.',
  )
  const draft = refund(funded, { path: 'employerAlone', feeRate: FEE_RATE })
  const { hex } = await signInTurn(stage, { funded, draft, signers: ['employer'] })
  await expectRefusal(stage, { attempt: 'refund one block early', hex, reason: TOO_EARLY })
}

/** The worker claims the wage by a locktime that has passed, where the leaf asks for a later one. */
export const lowLocktime = async (
  stage: Stage,
  { funded, height }: { funded: Funded; height: number },
): Promise<void> => {
  const { heading, tell, people } = stage
  const attempt = 'too low a locktime'
  heading('Refused: too low a locktime')
  tell(
    `In the second agreement the worker’s leaf opens at height ${height}. The worker writes the locktime ` +
      `${height - 1}, which this block satisfies, and signs that.`,
  )
  const draft = release(funded, { path: 'workerAlone', feeRate: FEE_RATE })
  const transaction = bareTransaction(draft)
  transaction.locktime = height - 1
  const hex = await signedByHand(transaction, { spend: draft, signers: { worker: people.worker.signer } })
  await expectRefusal(stage, { attempt, hex, reason: LOCK_NOT_SATISFIED })
}
