import type { PaidParty } from '../../sentences/voice.js'
import { SIGNERS } from '../../sentences/voice.js'
import { ROLES, type SpendPath } from '../../words.js'
import type { Wording } from './wording.js'

type Words = Pick<Wording, 'heads' | 'say' | 'sentence'>

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
export const recipientsText = (to: readonly string[], { say }: Wording): string =>
  say.and(
    to.map((name) => {
      const party = partyNamed(name)
      return party === undefined ? say.code(name) : say.payees([party])
    }),
  )
