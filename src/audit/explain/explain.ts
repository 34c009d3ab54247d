import { membersOf } from '../../given/check.js'
import { aMatrix, type Matrix } from '../../powers/matrix.js'
import { type AuditedOutput, type AuditedParty, anOutput } from '../../powers/output.js'
import { type Consequences, someConsequences } from '../consequences.js'
import { coalitionPhrase, listed, partyPhrase } from '../phrases.js'
import { type Ability, abilitiesOf } from './ability.js'
import { capital, either, fromText } from './words.js'

/** What an output means for one of those who hold its keys, for somebody who knows nothing of Bitcoin. */
export interface PartyExplanation {
  /** As the output names it: a role, or `A`, `B` … */
  readonly party: string
  /** Whole sentences, to be read in their order. */
  readonly sentences: readonly string[]
}

/** More ways than these are counted, not told: a person has to read them. */
const MOST_TOLD = 12

/**
 * Says in plain sentences, for each party, what it can do alone and with others, what others can do without it, what
 * happens if somebody vanishes, and what to keep. Everything follows from the scripts, by way of the matrix.
 *
 * @throws EscrowError `ARGUMENT_TYPE`
 * @example
 * explain(output, { matrix, consequences: consequencesOf(matrix) })[0].sentences[0]
 * // 'You alone can take the money back from block 8640 after the funding (about 60 days), unless it was paid out before.'
 */
export const explain = (
  output: AuditedOutput,
  options: { readonly matrix: Matrix; readonly consequences: Consequences },
): readonly PartyExplanation[] => {
  anOutput(output, 'output')
  membersOf<typeof options>({ matrix: aMatrix, consequences: someConsequences })(options, '')
  const { matrix, consequences } = options
  const told = { parties: matrix.parties, abilities: abilitiesOf(matrix, consequences) }
  return output.parties.map((party) => ({
    party: party.name,
    sentences: [
      ...quorum(party, matrix),
      ...alone(party, told),
      ...together(party, told),
      ...against(party, told),
      ...races(party, told),
      ...vanishing(party, told),
      ...doubts(matrix),
      ...toKeep(output, matrix),
    ],
  }))
}

/** What all explanations of one output are made from. */
interface Told {
  readonly parties: readonly AuditedParty[]
  readonly abilities: readonly Ability[]
}

const isParty = ({ role }: AuditedParty): boolean =>
  role === undefined || role === 'employer' || role === 'worker'

/** How many keys it takes to be the "you" of the other sentences. */
const quorum = ({ name, size }: AuditedParty, { coalitions }: Matrix): readonly string[] => {
  const keys = coalitions.flatMap(({ members }) =>
    members.flatMap((member) => (member.party === name ? [member.keys] : [])),
  )
  return size < 2 || keys.length === 0
    ? []
    : [`You are ${size} keys, and act by the signatures of ${Math.max(...keys)} of them.`]
}

/** `take the money back` of whoever paid it in. */
const take = ({ role }: AuditedParty): string => `take the money${role === 'employer' ? ' back' : ''}`

const helped = ({ isMined }: Ability): string =>
  isMined ? ', with the help of somebody who makes blocks' : ''

const isAlone = ({ who }: Ability, name: string): boolean => who.length === 1 && who[0] === name

const alone = (party: AuditedParty, { abilities }: Told): readonly string[] => {
  const own = abilities.filter((ability) => isAlone(ability, party.name))
  const plain = own.find(({ withSecrets }) => !withSecrets)
  const secret = own.find(({ withSecrets }) => withSecrets)
  return [
    plain === undefined
      ? `You alone can never ${take(party)}.`
      : `You alone can ${take(party)} ${fromText(plain.from)}${helped(plain)}, unless it was paid out before.`,
    ...(secret === undefined
      ? []
      : [
          `With the secret, 32 bytes that somebody else may have to tell you, you alone can ${take(party)} ${fromText(secret.from)}${helped(secret)}.`,
        ]),
  ]
}

const namesOf = (names: readonly string[], parties: readonly AuditedParty[]): string =>
  listed(names.map((name) => partyPhrase(parties.find((party) => party.name === name) ?? { name, size: 1 })))

/** Ways with one beginning in one breath: `with the employer or the worker from block 144 …; with …`. */
const waysText = (abilities: readonly Ability[], describe: (ability: Ability) => string): string => {
  const moments = new Map<string, string[]>()
  for (const ability of abilities) {
    const when = `${fromText(ability.from)}${helped(ability)}`
    moments.set(when, [...(moments.get(when) ?? []), describe(ability)])
  }
  const texts = [...moments].map(([when, ways]) => `${either(ways)} ${when}`)
  const more = texts.length - MOST_TOLD
  return more <= 0 ? texts.join('; ') : `${texts.slice(0, MOST_TOLD).join('; ')}; and in ${more} more ways`
}

const together = ({ name }: AuditedParty, { parties, abilities }: Told): readonly string[] => {
  const ways = abilities.filter(({ who }) => who.length > 1 && who.includes(name))
  if (ways.length === 0) return []
  const text = waysText(ways, ({ who, withSecrets }) => {
    const others = namesOf(
      who.filter((other) => other !== name),
      parties,
    )
    return `with ${others}${withSecrets ? ' and the secret' : ''}`
  })
  return [`Together with others you can pay it to anybody: ${text}.`]
}

const against = (party: AuditedParty, { parties, abilities }: Told): readonly string[] => {
  const ways = abilities.filter(({ who }) => !who.includes(party.name))
  return ways.length === 0
    ? ['Nobody can move it without you.']
    : [
        `Without asking you it can be moved: by ${waysText(ways, ({ coalition }) => coalitionPhrase(coalition, parties))}.`,
      ]
}

/** From when two people can each take everything. */
const races = (party: AuditedParty, { parties, abilities }: Told): readonly string[] => {
  const singles = abilities.filter(({ who, withSecrets }) => who.length === 1 && !withSecrets)
  const own = singles.find(({ who }) => who.includes(party.name))
  if (own === undefined) return []
  return singles.flatMap((other) => {
    const [name = ''] = other.who
    if (name === party.name) return []
    const { from } = own.at > other.at ? own : other
    return [
      `${capital(fromText(from))} you and ${namesOf([name], parties)} can each take it alone: whoever is first has it all.`,
    ]
  })
}

/** What somebody can still do when another one answers no more. */
const vanishing = (party: AuditedParty, { parties, abilities }: Told): readonly string[] => {
  if (!isParty(party)) return []
  const own = abilities.filter(({ who, withSecrets }) => who.includes(party.name) && !withSecrets)
  const earliest = Math.min(...own.map(({ at }) => at))
  const others = parties.filter(({ name }) =>
    own.some(({ who }) => name !== party.name && who.includes(name)),
  )
  const left = (name: string): readonly Ability[] => own.filter(({ who }) => !who.includes(name))
  const isSpared = ({ name }: AuditedParty): boolean => left(name).some(({ at }) => at === earliest)
  const spared = others.filter(isSpared)
  return [
    ...others
      .filter((other) => !isSpared(other))
      .map(({ name }) => {
        const ways = left(name)
        if (ways.length === 0) return `If ${namesOf([name], parties)} vanishes, you never get at the money.`
        const text = waysText(ways, ({ who }) => {
          const helpers = who.filter((one) => one !== party.name)
          return helpers.length === 0 ? 'alone' : `with ${namesOf(helpers, parties)}`
        })
        return `If ${namesOf([name], parties)} vanishes, you still get at it: ${text}.`
      }),
    ...(spared.length === 0
      ? []
      : [`If ${either(spared.map(partyPhrase))} vanishes, the other ways stay open.`]),
  ]
}

const doubts = ({ unknown, omitted }: Matrix): readonly string[] => [
  ...unknown.map(
    ({ name }) => `Nobody can say who else may take the money by ${name}: its script is not understood.`,
  ),
  ...(omitted.coalitions + omitted.stretches > 0
    ? ['There are too many combinations of people or times to look at all of them: there may be more ways.']
    : []),
]

const countsBlocks = ({ stretches }: Matrix): boolean =>
  stretches.some(({ from, and = [] }) =>
    [from, ...and].some((lock) => lock !== undefined && ('blocks' in lock || 'height' in lock)),
  )

const toKeep = ({ parties }: AuditedOutput, matrix: Matrix): readonly string[] => [
  countsBlocks(matrix)
    ? 'Blocks are the clock of Bitcoin, one about every ten minutes; the funding is the block that records the payment into the contract.'
    : 'The funding is the moment at which Bitcoin records the payment into the contract; its clock is about an hour behind.',
  parties.some(({ role }) => role !== undefined)
    ? 'Keep the text of the agreement as safe as your keys: without it nobody can find the way to the money.'
    : 'Keep the description of this output as safe as your keys: without it nobody can find the way to the money.',
]
