import { membersOf } from '../../given/check.js'
import { aMatrix, type Matrix } from '../../powers/matrix.js'
import { type AuditedOutput, type AuditedParty, anOutput } from '../../powers/output.js'
import { ENGLISH_POWER_SENTENCES } from '../../sentences/english/powers.js'
import { inEnglish } from '../../sentences/english/say.js'
import type { ByTold, FromTold, PartyTold, PowerSentence, WithTold } from '../../sentences/powers.js'
import { type Consequences, someConsequences } from '../consequences.js'
import { fromTold, partyTold, wayTold } from '../phrases.js'
import { type Ability, abilitiesOf } from './ability.js'

/** What an output means for one of those who hold its keys, for somebody who knows nothing of Bitcoin. */
export interface PartyExplanation {
  /** As the output names it: a role, or `A`, `B` … */
  readonly party: string
  /** Whole sentences, to be read in their order: for `say` in any language and with names. */
  readonly sentences: readonly PowerSentence[]
  /** These sentences in English. */
  readonly text: readonly string[]
}

/** More ways than these are counted, not told: a person has to read them. */
const MOST_TOLD = 12

/**
 * Says in plain sentences, for each party, what it can do alone and with others, what others can do without it, what
 * happens if somebody vanishes, and what to keep. Everything follows from the scripts, by way of the matrix.
 *
 * @throws EscrowError `ARGUMENT_TYPE`
 * @example
 * explain(output, { matrix, consequences: consequencesOf(matrix) })[0].text[0]
 * // 'You alone can take the money back from about 60 days (8,640 blocks) after the funding on, unless it was paid out before.'
 */
export const explain = (
  output: AuditedOutput,
  options: { readonly matrix: Matrix; readonly consequences: Consequences },
): readonly PartyExplanation[] => {
  anOutput(output, 'output')
  membersOf<typeof options>({ matrix: aMatrix, consequences: someConsequences })(options, '')
  const { matrix, consequences } = options
  const told = { parties: matrix.parties, abilities: abilitiesOf(matrix, consequences) }
  return output.parties.map((party) => {
    const sentences = [
      ...quorum(party, matrix),
      ...alone(party, told),
      ...together(party, told),
      ...against(party, told),
      ...races(party, told),
      ...vanishing(party, told),
      ...doubts(matrix),
      ...toKeep(output, matrix),
    ]
    return {
      party: party.name,
      sentences,
      text: sentences.map((sentence) => inEnglish(sentence, ENGLISH_POWER_SENTENCES)),
    }
  })
}

/** What all explanations of one output are made from. */
interface Told {
  readonly parties: readonly AuditedParty[]
  readonly abilities: readonly Ability[]
}

const isParty = ({ role }: AuditedParty): boolean =>
  role === undefined || role === 'employer' || role === 'worker'

/** How many keys it takes to be the "you" of the other sentences. */
const quorum = ({ name, size }: AuditedParty, { coalitions }: Matrix): readonly PowerSentence[] => {
  const keys = coalitions.flatMap(({ members }) =>
    members.flatMap((member) => (member.party === name ? [member.keys] : [])),
  )
  return size < 2 || keys.length === 0
    ? []
    : [{ code: 'youAreKeys', data: { keys: size, needed: Math.max(...keys) } }]
}

const whenTold = ({ from, isMined }: Ability): { readonly from: FromTold; readonly mined: boolean } => ({
  from: fromTold(from),
  mined: isMined,
})

const isAlone = ({ who }: Ability, name: string): boolean => who.length === 1 && who[0] === name

const alone = ({ name, role }: AuditedParty, { abilities }: Told): readonly PowerSentence[] => {
  const own = abilities.filter((ability) => isAlone(ability, name))
  const plain = own.find(({ withSecrets }) => !withSecrets)
  const secret = own.find(({ withSecrets }) => withSecrets)
  const back = role === 'employer'
  return [
    plain === undefined
      ? { code: 'neverAlone', data: { back } }
      : { code: 'aloneFrom', data: { back, ...whenTold(plain) } },
    ...(secret === undefined
      ? []
      : [{ code: 'aloneWithSecret', data: { back, ...whenTold(secret) } } as const]),
  ]
}

const named = (name: string, parties: readonly AuditedParty[]): PartyTold =>
  partyTold(parties.find((party) => party.name === name) ?? { name, size: 1 })

/** Ways with one beginning in one breath: `with the employer or the worker from …; with …`. */
const byMoment = <Way>(
  abilities: readonly Ability[],
  describe: (ability: Ability) => Way,
): {
  readonly ways: readonly {
    readonly from: FromTold
    readonly mined: boolean
    readonly told: readonly Way[]
  }[]
  readonly more: number
} => {
  const moments = new Map<string, { from: FromTold; mined: boolean; told: Way[] }>()
  for (const ability of abilities) {
    const when = whenTold(ability)
    const moment = moments.get(JSON.stringify(when)) ?? { ...when, told: [] }
    moment.told.push(describe(ability))
    moments.set(JSON.stringify(when), moment)
  }
  const ways = [...moments.values()]
  return { ways: ways.slice(0, MOST_TOLD), more: Math.max(0, ways.length - MOST_TOLD) }
}

const withWays = (
  abilities: readonly Ability[],
  { name, parties }: { readonly name: string; readonly parties: readonly AuditedParty[] },
): { readonly ways: readonly WithTold[]; readonly more: number } => {
  const { ways, more } = byMoment(abilities, ({ who, withSecrets }) => ({
    parties: who.filter((other) => other !== name).map((other) => named(other, parties)),
    secret: withSecrets,
  }))
  return { ways: ways.map(({ told, ...when }) => ({ ...when, with: told })), more }
}

const together = ({ name }: AuditedParty, { parties, abilities }: Told): readonly PowerSentence[] => {
  const ways = abilities.filter(({ who }) => who.length > 1 && who.includes(name))
  return ways.length === 0 ? [] : [{ code: 'togetherFrom', data: withWays(ways, { name, parties }) }]
}

const against = (party: AuditedParty, { parties, abilities }: Told): readonly PowerSentence[] => {
  const others = abilities.filter(({ who }) => !who.includes(party.name))
  if (others.length === 0) return [{ code: 'nobodyWithoutYou', data: {} }]
  const { ways, more } = byMoment(others, ({ coalition }) => wayTold(coalition, parties))
  const by: readonly ByTold[] = ways.map(({ told, ...when }) => ({ ...when, by: told }))
  return [{ code: 'movedWithoutYou', data: { ways: by, more } }]
}

/** From when two people can each take everything. */
const races = (party: AuditedParty, { parties, abilities }: Told): readonly PowerSentence[] => {
  const singles = abilities.filter(({ who, withSecrets }) => who.length === 1 && !withSecrets)
  const own = singles.find(({ who }) => who.includes(party.name))
  if (own === undefined) return []
  return singles.flatMap((other) => {
    const [name = ''] = other.who
    if (name === party.name) return []
    const { from } = own.at > other.at ? own : other
    return [{ code: 'eachAlone', data: { other: named(name, parties), from: fromTold(from) } } as const]
  })
}

/** What somebody can still do when another one answers no more. */
const vanishing = (party: AuditedParty, { parties, abilities }: Told): readonly PowerSentence[] => {
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
      .map((other): PowerSentence => {
        const gone = partyTold(other)
        const ways = left(other.name)
        return ways.length === 0
          ? { code: 'neverWithout', data: { gone } }
          : { code: 'stillWithout', data: { gone, ...withWays(ways, { name: party.name, parties }) } }
      }),
    ...(spared.length === 0
      ? []
      : [{ code: 'waysStayOpen', data: { gone: spared.map(partyTold) } } as const]),
  ]
}

const doubts = ({ unknown, omitted }: Matrix): readonly PowerSentence[] => [
  ...unknown.map(({ name }) => ({ code: 'scriptNotUnderstood', data: { leaf: name } }) as const),
  ...(omitted.coalitions + omitted.stretches > 0 ? [{ code: 'tooManyToLookAt', data: {} } as const] : []),
]

const countsBlocks = ({ stretches }: Matrix): boolean =>
  stretches.some((stretch) => fromTold(stretch).some((lock) => 'blocks' in lock || 'height' in lock))

const toKeep = ({ parties }: AuditedOutput, matrix: Matrix): readonly PowerSentence[] => [
  { code: countsBlocks(matrix) ? 'clockIsBlocks' : 'clockIsTime', data: {} },
  {
    code: parties.some(({ role }) => role !== undefined) ? 'keepAgreement' : 'keepDescription',
    data: {},
  },
]
