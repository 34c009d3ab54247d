import { EscrowError } from '../../errors.js'
import { encodeExtendedPublicKey } from '../../keys/extendedKey.js'
import { parseRoleKey } from '../../keys/roleKey.js'
import type { NetworkName } from '../../units/network.js'
import type { Difference } from '../lifted.js'
import type { Roles } from './assign.js'
import type { KeySource } from './subject.js'

/** Test chains share their version bytes, so any of them stands for all. */
const networkFrom = ({ account }: KeySource): NetworkName =>
  account.startsWith('xpub') ? 'mainnet' : 'testnet'

const difference = (subject: string, text: string): Difference => ({
  code: 'KEY_OF_UNKNOWN_ACCOUNT',
  subject,
  text,
})

/**
 * Accounts that no agreement takes: without an origin, with one that contradicts the key, of another network. What
 * is known by its origin alone is passed over.
 */
export const accountDifferences = (roles: Roles, terms: KeySource): readonly Difference[] => {
  const network = networkFrom(terms)
  const spelled = terms.node && encodeExtendedPublicKey({ node: terms.node, network })
  const ofTerms =
    terms.account === spelled
      ? []
      : [difference('terms', 'The extended key of the terms is not written as agreements write it.')]
  const ofRoles = [...roles].flatMap(([role, { keys }]) =>
    keys.flatMap(({ source }, position): readonly Difference[] => {
      if (source === undefined || (source.node === undefined && source.steps.length > 0)) return []
      const field = `${role}.keys[${position}]`
      try {
        parseRoleKey(source.account, { network, field, allow: ['ordinaryWallets'] })
        return []
      } catch (error) {
        if (!(error instanceof EscrowError)) throw error
        const { expected, received } = error.data
        return [difference(field, `No agreement takes ${field}: expected ${expected}, received ${received}.`)]
      }
    }),
  )
  return [...ofTerms, ...ofRoles]
}
