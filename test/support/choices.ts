import { type Agreement, combine, type Role, type Spend, sign } from 'taproot-escrow'
import { signerFor } from './contracts.js'

/** Every choice of signers that a spend could meet with. */

/** Members of some roles, by their positions. */
export type Choice = Readonly<Partial<Record<Role, readonly number[]>>>

const subsets = (size: number): readonly (readonly number[])[] =>
  Array.from({ length: 2 ** size }, (_, mask) =>
    Array.from({ length: size }, (_, member) => member).filter((member) => (mask >> member) & 1),
  )

const sizeOf = (agreement: Agreement, role: Role): number => agreement[role]!.keys.length

/** From nobody to all, of both roles. */
export const choicesOf = (agreement: Agreement, [one, other]: readonly [Role, Role]): readonly Choice[] =>
  subsets(sizeOf(agreement, one)).flatMap((left) =>
    subsets(sizeOf(agreement, other)).map((right) => ({ [one]: left, [other]: right })),
  )

/** The roles of which too few were chosen. */
export const lackingIn = (agreement: Agreement, choice: Choice): readonly Role[] =>
  // the keys of a choice are names of roles
  (Object.keys(choice) as Role[]).filter((role) => (choice[role]?.length ?? 0) < agreement[role]!.threshold)

/** A spend with the signature of one member each, made once; by `role position`. */
export const signedByEach = async (draft: Spend): Promise<ReadonlyMap<string, Spend>> => {
  const { agreement } = draft.plan
  const entries = draft.progress.flatMap(({ role }) =>
    Array.from({ length: sizeOf(agreement, role) }, async (_, position) => {
      const signed = await sign(draft, signerFor(agreement, role, position))
      return [`${role} ${position}`, signed] as const
    }),
  )
  return new Map(await Promise.all(entries))
}

/** The spend with the signatures of those who were chosen. */
export const joined = (draft: Spend, choice: Choice, each: ReadonlyMap<string, Spend>): Spend =>
  combine(
    draft,
    ...Object.entries(choice).flatMap(([role, members = []]) =>
      members.map((position) => each.get(`${role} ${position}`)!),
    ),
  )
