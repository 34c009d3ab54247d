import { arbiterOn, type Recipient } from '../plan/money.js'
import { kindOf } from '../plan/outcome.js'
import { lockOf, type Plan } from '../plan/plan.js'
import type { ReviewSentence } from '../sentences/review.js'
import type { PaidParty } from '../sentences/voice.js'
import { changeSentence } from '../terms/changed.js'
import type { Lock } from '../units/lock.js'
import type { Role } from '../words.js'
import { interferenceSentence } from './interference.js'
import { signingRoles } from './progress.js'
import { type Review, type ReviewedInput, reviewedOutput } from './reviewed.js'
import { openingSentences } from './targets.js'
import { viaSentences } from './via.js'

const inputSentence = ({ index, ...input }: ReviewedInput): ReviewSentence => ({
  code: 'spendsDeposit',
  data: { ...input, contract: index },
})

/** One of several payees of the worker's side by its position; one alone is the worker. */
const payeeOf =
  ({ agreement }: Plan) =>
  (recipient: Recipient): PaidParty => {
    if ('contract' in recipient) return { contract: recipient.contract.index }
    if ('swap' in recipient) return { swap: recipient.swap.address }
    return agreement.worker.payees.length > 1 ? recipient : { role: recipient.role }
  }

/** Where an address that pays the reader is somebody else's in the agreement, too. */
const sharedSentences = ({ agreement, outputs }: Plan, as: Role): readonly ReviewSentence[] => {
  const { employer, worker, arbiter, backupArbiter } = agreement
  const addresses: readonly (readonly [Role, string])[] = [
    ['employer', employer.address.text],
    ...worker.payees.map(({ address }) => ['worker', address.text] as const),
    ...(arbiter === undefined ? [] : [['arbiter', arbiter.address.text] as const]),
    ...(backupArbiter === undefined ? [] : [['backupArbiter', backupArbiter.address.text] as const]),
  ]
  return outputs
    .map((output) => reviewedOutput(output, as))
    .filter(({ yours }) => yours)
    .flatMap(({ address, amount }): readonly ReviewSentence[] => {
      const others = addresses.flatMap(([role, text]) => (role !== as && text === address ? [role] : []))
      return others.length === 0
        ? []
        : [{ code: 'addressShared', data: { amount, roles: [...new Set(others)] } }]
    })
}

/**
 * What hangs on an output before it is confirmed counts for the whole transaction: where nodes enforce TRUC the next
 * child has to outbid it, elsewhere two dozen leave no room for another.
 */
const waitSentences = ({ outputs }: Plan, yours: bigint): readonly ReviewSentence[] =>
  outputs.length > 1 && yours > 0n ? [{ code: 'spendAfterConfirmation', data: {} }] : []

/** What a review says in data, in sentences. */
export const sentencesOf = (
  reviewed: Omit<Review, 'text' | 'sentences'>,
  secret: { readonly lacksSecret: boolean },
): readonly ReviewSentence[] => {
  const { as, plan, inputs, outputs, fee, restarts, findings } = reviewed
  const yours = outputs.filter((output) => output.yours).reduce((sum, { amount }) => sum + amount, 0n)
  return [
    ...inputs.map(inputSentence),
    { code: 'isOutcome', data: { outcome: kindOf(plan.outcome), pot: plan.pot, path: plan.path } },
    ...plan.outputs.map(
      ({ recipients, amount, address }): ReviewSentence => ({
        code: 'paysOut',
        data: { amount, to: recipients.map(payeeOf(plan)), address },
      }),
    ),
    { code: 'networkTakes', data: fee },
    ...arbiterSentences(plan),
    yours > 0n ? { code: 'youReceive', data: { amount: yours } } : { code: 'youReceiveNothing', data: {} },
    ...sharedSentences(plan, as),
    ...viaSentences(plan, as),
    ...waitSentences(plan, yours),
    afterYou(reviewed, secret),
    ...reviewed.interferences.map((one) => interferenceSentence(one, inputs.length)),
    ...relockSentences(plan),
    ...reviewed.differences.map(changeSentence),
    ...reviewed.openings.flatMap(openingSentences),
    ...restarts.map((lock): ReviewSentence => ({ code: 'clockRestarts', data: { lock } })),
    ...freezeSentences(plan, restarts),
    ...(plan.path === 'workerWithSecret' ? [{ code: 'secretBecomesPublic', data: {} } as const] : []),
    { code: 'signatureStays', data: {} },
    ...findings.map(
      ({ level, rule, ...objection }): ReviewSentence => ({
        code: level === 'refuse' ? 'refused' : 'warned',
        data: { rule, objection },
      }),
    ),
  ]
}

const arbiterSentences = ({ arbiterFee: amount, path }: Plan): readonly ReviewSentence[] => {
  if (amount === 0n) return []
  return [{ code: 'arbiterTakes', data: { amount, role: arbiterOn(path) } }]
}

/** What is still missing once the reader has signed. */
const afterYou = (
  { as, plan, waitingFor }: Pick<Review, 'as' | 'plan' | 'waitingFor'>,
  { lacksSecret }: { readonly lacksSecret: boolean },
): ReviewSentence => {
  const asked = signingRoles(plan).includes(as)
  if (waitingFor.length > 0 || lacksSecret)
    return {
      code: asked ? 'waitsAfterYou' : 'waitsWithoutYou',
      data: { roles: waitingFor, secret: lacksSecret },
    }
  const locked = plan.inputs.some(({ funded }) => lockOf(funded, plan.path) !== undefined)
  return { code: asked ? 'broadcastWithYou' : 'broadcastWithoutYou', data: { locked } }
}

/** What a freeze is good for: nothing, where no clock is relative. */
const freezeSentences = ({ outcome, fee }: Plan, restarts: readonly Lock[]): readonly ReviewSentence[] => {
  if (outcome.kind !== 'relock' || outcome.into !== 'itself') return []
  return [{ code: restarts.length > 0 ? 'freezeAgain' : 'freezeUseless', data: { fee } }]
}

/** Where a relock leads, proven by comparing scripts, and whose agreement that is. */
const relockSentences = ({ outcome, agreement, relaxed }: Plan): readonly ReviewSentence[] => {
  if (outcome.kind !== 'relock') return []
  if (outcome.into === 'itself') return [{ code: 'relocksIntoItself', data: {} }]
  const { index: contract, agreement: target } = outcome.into
  if (target.id === agreement.id) return [{ code: 'relocksIntoContract', data: { contract } }]
  const accepted = !relaxed.includes('unacceptedAgreement')
  return [{ code: 'relocksIntoAmendment', data: { contract, agreement: target.id, accepted } }]
}
