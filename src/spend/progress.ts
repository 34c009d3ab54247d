import { quorumOf } from '../contract/keys.js'
import type { Plan } from '../plan/plan.js'
import type { Role } from '../words.js'
import type { RoleProgress, SpendInput } from './types.js'

/** Employer and worker, in the order of the aggregate's nonces and partial signatures. */
export const MUSIG_ROLES: readonly Role[] = ['employer', 'worker']

/** Whose signatures a plan's path takes. */
export const signingRoles = (plan: Plan): readonly Role[] => {
  const [first] = plan.inputs
  return first?.funded.contract.paths.find(({ name }) => name === plan.path)?.parties ?? []
}

/** Whether a member of a role has signed an input. */
const hasSigned = (input: SpendInput, role: Role, position: number): boolean =>
  input.kind === 'key'
    ? input.signature !== undefined || input.partials[MUSIG_ROLES.indexOf(role)] !== undefined
    : input.keys.some(
        (key, at) => key.role === role && key.position === position && input.signatures[at] !== undefined,
      )

/** Whether a role's nonce of an input of the key path is there, or is needed no more. */
const hasAnnounced = (input: SpendInput, role: Role): boolean =>
  input.kind === 'key' &&
  (input.signature !== undefined || input.nonces[MUSIG_ROLES.indexOf(role)] !== undefined)

/** The roles whose nonces some input of a spend by the key path still lacks. */
export const unannouncedRoles = ({ inputs }: { readonly inputs: readonly SpendInput[] }): readonly Role[] =>
  MUSIG_ROLES.filter((role) => inputs.some((input) => !hasAnnounced(input, role)))

/** How far each role is that has to sign. */
export const progressOf = (spend: {
  readonly plan: Plan
  readonly inputs: readonly SpendInput[]
}): readonly RoleProgress[] =>
  signingRoles(spend.plan).map((role) => {
    const { threshold, keys } = quorumOf(spend.plan.agreement, role)
    return {
      role,
      needed: threshold,
      signed: keys.flatMap((_, position) =>
        spend.inputs.every((input) => hasSigned(input, role, position)) ? [position] : [],
      ),
      ...(spend.plan.path === 'key' && {
        announced: unannouncedRoles(spend).includes(role) ? [] : [0],
      }),
    }
  })

/** The roles without which some input cannot be spent yet. */
export const missingRoles = ({
  plan,
  inputs,
}: {
  readonly plan: Plan
  readonly inputs: readonly SpendInput[]
}): readonly Role[] =>
  signingRoles(plan).filter((role) => {
    const { threshold, keys } = quorumOf(plan.agreement, role)
    return inputs.some(
      (input) => keys.filter((_, position) => hasSigned(input, role, position)).length < threshold,
    )
  })

/**
 * The roles that an input still lacks after one member of a role has signed: what `complete` would miss. One's own
 * is among them where another member is missing.
 */
export const waitingAfter = (
  { plan, inputs }: { readonly plan: Plan; readonly inputs: readonly SpendInput[] },
  as: Role,
): readonly Role[] =>
  signingRoles(plan).filter((role) => {
    const { threshold, keys } = quorumOf(plan.agreement, role)
    return inputs.some((input) => {
      const signed = keys.filter((_, position) => hasSigned(input, role, position)).length
      return signed + (role === as ? 1 : 0) < threshold
    })
  })

/** Whether an input shows a hash that nothing opens yet. */
export const lacksSecret = ({
  plan,
  inputs,
}: {
  readonly plan: Plan
  readonly inputs: readonly SpendInput[]
}): boolean =>
  plan.path === 'workerWithSecret' &&
  inputs.some((input) => input.kind === 'leaf' && input.preimage === undefined)
