import type { Route, SignatureNeed } from './routes.js'

/** How many keys of each party take part; none where a party is not named. */
export type KeyCounts = ReadonlyMap<string, number>

/** What a way asks of one party: positions of its keys, and in how many of the way's needs they stand. */
interface Asked {
  readonly party: string
  readonly positions: readonly number[]
  /** The threshold, where any so many of the party's keys meet all that is asked of it. */
  readonly anyOf?: number
}

const askedOf = (needs: readonly SignatureNeed[]): readonly Asked[] => {
  const parties = new Set(needs.flatMap(({ signers }) => signers.map(({ party }) => party)))
  return [...parties].map((party) => {
    const own = needs.filter(({ signers }) => signers.some((signer) => signer.party === party))
    const all = own.flatMap(({ signers }) => signers.filter((signer) => signer.party === party))
    const positions = [...new Set(all.map(({ position }) => position))]
    const [need, another] = own
    const isAlone = need !== undefined && another === undefined && need.signers.length === positions.length
    return { party, positions, ...(isAlone ? { anyOf: need.threshold } : {}) }
  })
}

/** Every choice of so many out of a list. */
const choicesOf = <Item>(items: readonly Item[], count: number): readonly (readonly Item[])[] => {
  const [first, ...rest] = items
  if (count === 0) return [[]]
  if (first === undefined) return []
  return [...choicesOf(rest, count - 1).map((others) => [first, ...others]), ...choicesOf(rest, count)]
}

type Chosen = ReadonlyMap<string, readonly number[]>

const satisfies = (needs: readonly SignatureNeed[], chosen: Chosen): boolean =>
  needs.every(
    ({ threshold, signers }) =>
      signers.filter(({ party, position }) => chosen.get(party)?.includes(position)).length >= threshold,
  )

/** Whether some choice of so many keys of each party gives all signatures. */
const search = (
  needs: readonly SignatureNeed[],
  [asked, ...others]: readonly Asked[],
  { keys, chosen }: { readonly keys: KeyCounts; readonly chosen: Chosen },
): boolean => {
  if (asked === undefined) return satisfies(needs, chosen)
  const { party, positions } = asked
  const count = Math.min(keys.get(party) ?? 0, positions.length)
  return choicesOf(positions, count).some((some) =>
    search(needs, others, { keys, chosen: new Map([...chosen, [party, some]]) }),
  )
}

/** Whether so many keys of each party, the best ones of each, give all signatures that a way needs. */
export const canSign = ({ needs }: Pick<Route, 'needs'>): ((keys: KeyCounts) => boolean) => {
  const asked = askedOf(needs)
  if (asked.every(({ anyOf }) => anyOf !== undefined))
    return (keys) => asked.every(({ party, anyOf = 0 }) => (keys.get(party) ?? 0) >= anyOf)
  return (keys) => search(needs, asked, { keys, chosen: new Map() })
}

/** For each party the numbers of keys that make a difference to one of the ways, 0 first. */
export const levelsOf = (routes: readonly Pick<Route, 'needs'>[]): ReadonlyMap<string, readonly number[]> => {
  const levels = new Map<string, Set<number>>()
  for (const { party, positions, anyOf } of routes.flatMap(({ needs }) => askedOf(needs))) {
    const known = levels.get(party) ?? new Set([0])
    levels.set(party, known)
    if (anyOf !== undefined) known.add(anyOf)
    else for (let count = 1; count <= positions.length; count++) known.add(count)
  }
  return new Map([...levels].map(([party, known]) => [party, [...known].sort((one, other) => one - other)]))
}
