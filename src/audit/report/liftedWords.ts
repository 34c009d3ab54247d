import type { Difference, Lifted, LiftedContract } from '../lifted.js'
import type { Facts, Line } from './told.js'

export const LIFTED_TITLE = 'What it is'
export const DIFFERENCES_TITLE = 'How it differs from a contract'

/** Whether an output is an agreement's contract, as the sentence that comes first. */
export const liftedText = ({ kind }: Lifted): string =>
  kind === 'contract'
    ? 'It is the contract of an agreement.'
    : 'It is not a contract of an agreement. This is what it is instead:'

export const differenceLine = ({ code, subject, text }: Difference): Line => ({
  text: `${subject}: ${text}`,
  code,
})

/** What the contract says without its agreement. */
export const liftedFacts = ({ index, roles, keyPath, weights, proof }: LiftedContract): Facts => [
  ['Index', `${index}`],
  ['Key path', keyPath === 'musig2' ? 'MuSig2 of employer and worker' : 'closed'],
  ['Tree', weights === 'default' ? 'of the default weights' : 'of chosen weights'],
  [
    'Keys',
    proof === 'derived'
      ? 'derived again from their accounts'
      : 'some are placed by an origin that was claimed',
  ],
  ...roles.map(
    ({ role, threshold, keys }) => [role, `${threshold} of ${keys.length}: ${keys.join(' ')}`] as const,
  ),
]
