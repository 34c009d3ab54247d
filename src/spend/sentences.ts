import { shown } from '../errors.js'
import { outcomePhrase } from '../plan/outcome.js'
import { lockOf, type Plan } from '../plan/plan.js'
import { describeLock, type Lock } from '../units/lock.js'
import { formatOutpoint } from '../units/outpoint.js'
import type { Role } from '../words.js'
import { interferenceSentence } from './interference.js'
import { signingRoles } from './progress.js'
import { type Review, type ReviewedInput, reviewedOutput } from './reviewed.js'
import { differenceSentence, openingSentence } from './targets.js'
import { viaSentences } from './via.js'

const inputSentence = ({ milestone, memo, index, outpoint, amount }: ReviewedInput): string =>
  `It spends milestone ${milestone}${memo === undefined ? '' : ` (${shown(memo)})`}, contract ${index}: ${amount} sat in ${formatOutpoint(outpoint)}.`

/** Where an address that pays the reader is somebody else's in the agreement, too. */
const sharedSentences = ({ agreement, outputs }: Plan, as: Role): readonly string[] => {
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
    .flatMap(({ address, amount }) => {
      const others = addresses.flatMap(([role, text]) => (role !== as && text === address ? [role] : []))
      return others.length === 0
        ? []
        : [
            `Of that, ${amount} sat go to an address that is the ${[...new Set(others)].join("'s and the ")}'s, too.`,
          ]
    })
}

/**
 * What hangs on an output before it is confirmed counts for the whole transaction: where nodes enforce TRUC the next
 * child has to outbid it, elsewhere two dozen leave no room for another.
 */
const waitSentences = ({ outputs }: Plan, yours: bigint): readonly string[] =>
  outputs.length > 1 && yours > 0n
    ? [
        'Do not spend that before this is confirmed: what hangs on it can keep those who are paid beside you from speeding it up.',
      ]
    : []

/** What a review says in data, in plain sentences. */
export const sentencesOf = (
  reviewed: Omit<Review, 'text'>,
  secret: { readonly lacksSecret: boolean },
): readonly string[] => {
  const { as, plan, inputs, outputs, fee, restarts, findings } = reviewed
  const yours = outputs.filter((output) => output.yours).reduce((sum, { amount }) => sum + amount, 0n)
  return [
    ...inputs.map(inputSentence),
    `This spend is ${outcomePhrase(plan.outcome)} of ${plan.pot} sat by the path ${plan.path}.`,
    ...outputs.map(({ to, amount, address }) => `${amount} sat go to ${to.join(' and ')} (${address}).`),
    `The network takes ${fee.amount} sat: ${fee.rate} sat/vB, ${fee.percent} % of the inputs.`,
    ...(plan.arbiterFee > 0n ? [`The arbiter takes ${plan.arbiterFee} sat.`] : []),
    yours > 0n ? `You receive ${yours} sat.` : 'You receive nothing.',
    ...sharedSentences(plan, as),
    ...viaSentences(plan, as),
    ...waitSentences(plan, yours),
    afterYou(reviewed, secret),
    ...reviewed.interferences.map(interferenceSentence),
    ...relockSentences(plan),
    ...reviewed.differences.map(differenceSentence),
    ...reviewed.openings.map(openingSentence),
    ...restarts.map((lock) => `The clock of ${describeLock(lock)} starts again when this confirms.`),
    ...freezeSentences(plan, restarts),
    ...(plan.path === 'workerWithSecret' ? ['The secret becomes public and cannot be taken back.'] : []),
    'A signature cannot be withdrawn: it stays valid until the same money is spent in another way.',
    ...findings.map(
      ({ level, rule, text }) => `${level === 'refuse' ? 'Refused' : 'Warning'} (${rule}): ${text}.`,
    ),
  ]
}

/** What is still missing once the reader has signed. */
const afterYou = (
  { as, plan, waitingFor }: Pick<Review, 'as' | 'plan' | 'waitingFor'>,
  { lacksSecret }: { readonly lacksSecret: boolean },
): string => {
  const asked = signingRoles(plan).includes(as)
  const missing = [...waitingFor, ...(lacksSecret ? ['the secret'] : [])]
  if (missing.length > 0)
    return `${asked ? 'After you it still waits for' : 'Your signature is not asked for; it waits for'}: ${missing.join(', ')}.`
  const lock = plan.inputs[0] && lockOf(plan.inputs[0].funded, plan.path)
  const when = lock === undefined ? '' : ', once its lock has opened'
  return asked
    ? `With your signature it can be broadcast by anybody who has it${when}.`
    : `It can be broadcast by anybody who has it${when}, without your signature.`
}

/** What a freeze is good for: nothing, where no clock is relative. */
const freezeSentences = ({ outcome, fee }: Plan, restarts: readonly Lock[]): readonly string[] => {
  if (outcome.kind !== 'relock' || outcome.into !== 'itself') return []
  return restarts.length > 0
    ? [`It can be done again, as often as its signers agree, for a fee each time: now ${fee} sat.`]
    : [`No clock starts again, because all locks are absolute: this only costs ${fee} sat.`]
}

/** Where a relock leads, proven by comparing scripts, and whose agreement that is. */
const relockSentences = ({ outcome, agreement, relaxed }: Plan): readonly string[] => {
  if (outcome.kind !== 'relock') return []
  if (outcome.into === 'itself') return ['Every output goes back to the very script that it comes from.']
  const { index, agreement: target } = outcome.into
  if (target.id === agreement.id)
    return [
      `What is kept goes to contract ${index} of the same agreement: the output has exactly its script.`,
    ]
  const accepted = relaxed.includes('unacceptedAgreement')
    ? 'that not everybody has accepted'
    : 'that every role has accepted'
  return [
    `What is kept goes to contract ${index} of agreement ${target.id}, which amends this one and ${accepted}: the output has exactly its script.`,
  ]
}
