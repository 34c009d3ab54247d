import type { ReportSentences, ReportWords } from '../../sentences/report.js'
import { type PaidParty, SIGNERS, type Voice } from '../../sentences/voice.js'
import { ROLES, type SpendPath } from '../../words.js'

/** What a report says by itself. */
export interface Words {
  readonly heads: ReportWords['heads']
  readonly say: Voice
  readonly sentence: <Code extends keyof ReportSentences>(code: Code, data: ReportSentences[Code]) => string
}

/** A path by those who sign, or as that of the key, for which the same two may sign as in a leaf. */
export const pathText = (path: SpendPath, words: Words): string =>
  path === 'key' ? words.heads.keyPath : signersText(path, words)

/** Those who sign where a path is taken. */
export const signersText = (path: SpendPath, { say, sentence }: Words): string =>
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
export const recipientsText = (to: readonly string[], { say }: Words): string =>
  say.and(
    to.map((name) => {
      const party = partyNamed(name)
      return party === undefined ? say.code(name) : say.payees([party])
    }),
  )
