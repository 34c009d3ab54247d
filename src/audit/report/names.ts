import type { PaidParty } from '../../sentences/voice.js'
import { SIGNERS } from '../../sentences/voice.js'
import { ROLES, SPEND_PATHS, type SpendPath } from '../../words.js'
import { type Span, said } from './blocks.js'
import type { Wording } from './wording.js'

/** Those who sign where a path is taken. */
export const signersText = (path: SpendPath, { say, sentence }: Wording): string =>
  sentence('signers', {
    who: SIGNERS[path].map((role) => say.role(role)),
    secrets: path === 'workerWithSecret' ? 1 : 0,
  })

const partyNamed = (name: string): PaidParty | undefined => {
  const [, payee] = /^worker\.payees\[(\d+)\]$/.exec(name) ?? []
  if (payee !== undefined) return { role: 'worker', payee: Number(payee) }
  const [, contract] = /^contract (\d+)$/.exec(name) ?? []
  if (contract !== undefined) return { contract: Number(contract) }
  if (name === 'swap') return { swap: '' }
  const role = ROLES.find((one) => one === name)
  return role === undefined ? undefined : { role }
}

/** Those whom an output pays, by the names that the audit gives them. */
export const recipientsText = (to: readonly string[], { say }: Wording): string =>
  say.and(
    to.map((name) => {
      const party = partyNamed(name)
      return party === undefined ? say.code(name) : say.payees([party])
    }),
  )

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

const pieceText = (piece: string, wording: Wording): string => {
  const { heads, say, sentence } = wording
  const role = ROLES.find((one) => one === piece)
  if (role !== undefined) return say.role(role)
  const [, word = '', rest = ''] = /^(device|leaf|claim|transaction|input|output) (\S+)$/.exec(piece) ?? []
  if (word === 'device') return sentence('aboutDevice', { device: rest })
  if (word === 'claim') return sentence('aboutClaim', { position: Number(rest) })
  if (word === 'leaf') {
    const path = SPEND_PATHS.find((one) => one === rest)
    return path === undefined
      ? sentence('aboutLeaf', { leaf: rest })
      : sentence('aboutWay', { signers: signersText(path, wording) })
  }
  if (word === 'transaction' || word === 'input' || word === 'output')
    return `${heads[THINGS[word]]} ${say.code(rest)}`
  const thing = new Map(Object.entries(THINGS)).get(piece)
  return thing === undefined ? say.code(piece) : heads[thing]
}

const contractsText = (
  { claim, list, place }: { claim: string | undefined; list: string; place: string | undefined },
  wording: Wording,
): readonly string[] => {
  const { say, sentence } = wording
  const each = list.split(/, | and /)
  const contracts = say.and(each.map((one) => say.code(one.replace(' to ', '–'))))
  const count = each.length === 1 && !list.includes(' to ') ? 1 : 2
  return [
    ...(claim === undefined ? [] : [sentence('aboutClaim', { position: Number(claim) })]),
    sentence('aboutContracts', { contracts, count }),
    ...(place === undefined ? [] : place.split(', ').map((piece) => pieceText(piece, wording))),
  ]
}

/** What a finding is about. English says it as it is, since programs look for it; other languages say what they can. */
export const subjectSpan = (subject: string, wording: Wording): Span => {
  if (wording.tag === 'en') return { as: 'english', text: subject }
  const [, claim, list, place] = CONTRACTS.exec(subject) ?? []
  const pieces =
    list === undefined
      ? subject.split(', ').map((piece) => pieceText(piece, wording))
      : contractsText({ claim, list, place }, wording)
  return said(pieces.join(' · '))
}
