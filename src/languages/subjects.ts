import type { ReportWords, SubjectSaying } from '../sentences/report.js'
import { SIGNERS, type Voice } from '../sentences/voice.js'
import { ROLES, SPEND_PATHS } from '../words.js'

/** How a language says what findings are about. */
interface SubjectWords {
  /** Anything else, which may be a member of an agreement. */
  readonly named: (text: string, say: Voice) => string
  /** Contracts, as a list that is said already. */
  readonly contracts: (told: { readonly contracts: string; readonly count: number }) => string
  readonly device: (told: { readonly device: string }, say: Voice) => string
  readonly claim: (told: { readonly position: number }, say: Voice) => string
  /** A way, by those who sign. */
  readonly way: (told: { readonly signers: string }) => string
  /** A leaf by its name, which is said already. */
  readonly leaf: (told: { readonly leaf: string }) => string
}

/** `contract 7`, `contracts 7, 9 to 12 and 14`: with what stands before and behind them. */
const CONTRACTS =
  /^(?:claim (\d+) about )?contracts? (\d+(?: to \d+)?(?:(?:, | and )\d+(?: to \d+)?)*)(?:, (.*))?$/

/** Other things that findings are about, each with the head that is its word. */
const THINGS = {
  transaction: 'transaction',
  input: 'input',
  output: 'output',
  address: 'address',
  agreement: 'agreement',
  tree: 'tree',
  'key path': 'keyPath',
} as const

/** Says in a language what findings are about, by the names that the audit gives to it; what it does not know stays. */
export const subjectsIn = (words: SubjectWords): NonNullable<ReportWords['about']> => {
  const piece = (text: string, { say, words: { heads, sentences } }: SubjectSaying): string => {
    const role = ROLES.find((one) => one === text)
    if (role !== undefined) return say.role(role)
    const [, word = '', rest = ''] = /^(device|leaf|claim|transaction|input|output) (\S+)$/.exec(text) ?? []
    if (word === 'device') return words.device({ device: rest }, say)
    if (word === 'claim') return words.claim({ position: Number(rest) }, say)
    if (word === 'leaf') {
      const path = SPEND_PATHS.find((one) => one === rest)
      if (path === undefined) return words.leaf({ leaf: words.named(rest, say) })
      const who = SIGNERS[path].map((one) => say.role(one))
      return words.way({
        signers: sentences.signers({ who, secrets: path === 'workerWithSecret' ? 1 : 0 }, say),
      })
    }
    if (word === 'transaction' || word === 'input' || word === 'output')
      return `${heads[THINGS[word]]} ${say.code(rest)}`
    const thing = new Map(Object.entries(THINGS)).get(text)
    return thing === undefined ? words.named(text, say) : heads[thing]
  }
  return (subject, saying) => {
    const { say } = saying
    const [, claim, list, place] = CONTRACTS.exec(subject) ?? []
    if (list === undefined)
      return subject
        .split(', ')
        .map((text) => piece(text, saying))
        .join(' · ')
    const each = list.split(/, | and /)
    const contracts = say.and(each.map((one) => say.code(one.replace(' to ', '–'))))
    const count = each.length === 1 && !list.includes(' to ') ? 1 : 2
    return [
      ...(claim === undefined ? [] : [words.claim({ position: Number(claim) }, say)]),
      words.contracts({ contracts, count }),
      ...(place === undefined ? [] : place.split(', ').map((text) => piece(text, saying))),
    ].join(' · ')
  }
}
