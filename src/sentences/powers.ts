import type { Lock } from '../units/lock.js'
import type { Role, SpendPath } from '../words.js'
import type { SentenceIn } from './sentence.js'
import { SIGNERS, type Voice } from './voice.js'

/** Who holds keys: a role, or the letter by which an output without an agreement calls somebody, or nobody knows. */
export type PartyTold = { readonly role: Role } | { readonly name: string } | { readonly unknown: 'party' }

/** People who act together, each with so many of so many keys; anybody where there are none. */
export interface WayTold {
  readonly members: readonly {
    readonly party: PartyTold
    /** How many keys sign. */
    readonly keys: number
    /** Of how many. */
    readonly of: number
  }[]
  /** How many secrets they need. */
  readonly secrets: number
}

/** Those who sign by a path, as sentences have them. */
export const wayOf = (path: SpendPath): WayTold => ({
  members: SIGNERS[path].map((role) => ({ party: { role }, keys: 1, of: 1 })),
  secrets: path === 'workerWithSecret' ? 1 : 0,
})

/** Locks that must all have opened; at any time where there are none. */
export type FromTold = readonly Lock[]

/** From when, and whether no node passes it on, so that somebody who makes blocks has to help. */
interface When {
  readonly from: FromTold
  readonly mined: boolean
}

/** Ways that begin at one moment. */
export interface WithTold extends When {
  /** With whom; alone where a list is empty. */
  readonly with: readonly { readonly parties: readonly PartyTold[]; readonly secret: boolean }[]
}

/** The same of others. */
export interface ByTold extends When {
  readonly by: readonly WayTold[]
}

/** More ways than are told. */
interface More {
  readonly more: number
}

/** What an output means for each of those who hold its keys, and what follows from who they are. */
export interface PowerSentences {
  youAreKeys: {
    /** How many. */
    readonly keys: number
    readonly needed: number
  }
  /** `back`: of whoever paid it in. */
  neverAlone: { readonly back: boolean }
  aloneFrom: When & { readonly back: boolean }
  aloneWithSecret: When & { readonly back: boolean }
  togetherFrom: More & { readonly ways: readonly WithTold[] }
  nobodyWithoutYou: object
  movedWithoutYou: More & { readonly ways: readonly ByTold[] }
  eachAlone: { readonly other: PartyTold; readonly from: FromTold }
  neverWithout: { readonly gone: PartyTold }
  stillWithout: More & { readonly gone: PartyTold; readonly ways: readonly WithTold[] }
  waysStayOpen: { readonly gone: readonly PartyTold[] }
  scriptNotUnderstood: { readonly leaf: string }
  tooManyToLookAt: object
  clockIsBlocks: object
  clockIsTime: object
  keepAgreement: object
  keepDescription: object
  takenWithout: { readonly victim: PartyTold; readonly by: WayTold; readonly from: FromTold }
  goneForEver: { readonly gone: PartyTold }
  goneWays: {
    readonly gone: PartyTold
    readonly ways: readonly { readonly by: WayTold; readonly from: FromTold }[]
    /** Those who can do nothing. */
    readonly idle: readonly PartyTold[]
  }
  pairNothing: { readonly pair: readonly PartyTold[] }
  canMoveAll: { readonly by: WayTold; readonly from: FromTold }
  leafNotUnderstood: { readonly leaf: string; readonly reason: string }
  coalitionsOmitted: { readonly looked: number; readonly all: number }
  locksOmitted: { readonly looked: number; readonly all: number }
}

export type PowerSentence = SentenceIn<PowerSentences>

/** How a language says who moves money, and from when. */
export interface PowerWords {
  /** Whom nobody knows. */
  readonly unknown: string
  readonly anybody: string
  /** `the arbiter (2 of 3 keys)`. */
  readonly keys: (party: string, keys: string, of: string) => string
  readonly alone: (who: string) => string
  readonly together: (who: string) => string
  /** With one secret, or with several. */
  readonly knowing: (who: string, secrets: number, count: string) => string
  readonly atAnyTime: string
  /** From so long after the confirmation of the deposit on. */
  readonly after: (span: string) => string
  /** A height, as soon as whose block is mined. */
  readonly mined: (height: string) => string
  /** A moment, as soon as the chain's clock has passed it. */
  readonly clock: (moment: string) => string
  /** Behind a moment: with the help of somebody who makes blocks. */
  readonly helped: string
  /** Somebody, or several ways, and from when. */
  readonly whoWhen: (who: string, when: string) => string
  /** Between ways. */
  readonly between: string
  /** Behind ways: so many more. */
  readonly more: (count: number, said: string) => string
  /** How "you" act: without anybody. */
  readonly yourselfAlone: string
  readonly yourselfWithSecret: string
  readonly withOthers: (others: string, secret: boolean) => string
}

/** Who moves money and from when, in the words of a language. */
export interface Powers {
  readonly party: (party: PartyTold, say: Voice) => string
  readonly parties: (parties: readonly PartyTold[], say: Voice) => readonly string[]
  readonly way: (way: WayTold, say: Voice) => string
  readonly from: (from: FromTold, say: Voice) => string
  readonly when: (when: When, say: Voice) => string
  readonly ways: (
    told: { readonly ways: readonly (WithTold | ByTold)[]; readonly more: number },
    say: Voice,
  ) => string
}

export const powersIn = (words: PowerWords): Powers => {
  const party: Powers['party'] = (one, say) => {
    if ('role' in one) return say.role(one.role)
    return 'name' in one ? say.code(one.name) : words.unknown
  }
  const parties: Powers['parties'] = (several, say) => several.map((one) => party(one, say))
  const way: Powers['way'] = ({ members, secrets }, say) => {
    const names = members.map(({ party: one, keys, of }) =>
      of === 1 ? party(one, say) : words.keys(party(one, say), say.number(keys), say.number(of)),
    )
    const who = say.and(names)
    const acting =
      names.length === 0 ? words.anybody : names.length === 1 ? words.alone(who) : words.together(who)
    return secrets === 0 ? acting : words.knowing(acting, secrets, say.number(secrets))
  }
  const lock = (one: Lock, say: Voice): string => {
    if ('height' in one) return words.mined(say.id(one.height))
    return 'time' in one ? words.clock(say.moment(one.time)) : words.after(say.span(one))
  }
  const from: Powers['from'] = (locks, say) =>
    locks.length === 0 ? words.atAnyTime : say.and(locks.map((one) => lock(one, say)))
  const when: Powers['when'] = (one, say) => `${from(one.from, say)}${one.mined ? words.helped : ''}`
  const acting = (one: WithTold | ByTold, say: Voice): readonly string[] =>
    'by' in one
      ? one.by.map((each) => way(each, say))
      : one.with.map(({ parties: others, secret }) =>
          others.length === 0
            ? secret
              ? words.yourselfWithSecret
              : words.yourselfAlone
            : words.withOthers(say.and(parties(others, say)), secret),
        )
  return {
    party,
    parties,
    way,
    from,
    when,
    ways: ({ ways, more }, say) =>
      `${ways
        .map((one) => words.whoWhen(say.or(acting(one, say)), when(one, say)))
        .join(words.between)}${more === 0 ? '' : words.more(more, say.number(more))}`,
  }
}
