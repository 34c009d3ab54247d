import { shown } from '../errors.js'
import { aText, aWhole, membersOf } from '../given/check.js'
import { descendant } from '../keys/derivation.js'
import { formatKeyExpression, parseKeyExpression } from '../keys/keyExpression.js'
import { swapError } from './errors.js'

export interface SwapKeyOptions {
  /** A number of its own for every swap, from 0. */
  readonly index: number
}

/**
 * The key of one swap below an account that serves nothing but swaps: its child `0/index`, behind its origin, so that
 * the same signers find it that sign for contracts. Store the index with the swap: a key serves one swap.
 *
 * @throws EscrowError `SWAP_KEY`, `KEY_…`
 * @example
 * swapKey('[d34db33f/87h/1h/9h]tpub…', { index: 3 }) // '[d34db33f/87h/1h/9h/0/3]02…'
 */
export const swapKey = (account: string, options: SwapKeyOptions): string => {
  aText(account, 'account')
  membersOf<SwapKeyOptions>({ index: aWhole })(options, '')
  const field = 'account'
  const { key, origin, derivation } = parseKeyExpression(account, { field })
  const isBare = derivation.steps.length === 0 && derivation.wildcard === 'none'
  if (key.kind !== 'extended' || origin === undefined || !isBare)
    throw swapError('SWAP_KEY', {
      field,
      expected: 'an extended public key behind its origin and nothing behind it: [d34db33f/87h/1h/9h]tpub…',
      received: shown(account),
    })
  const steps = [0, options.index]
  const { publicKey } = descendant(key, steps)
  return formatKeyExpression({
    origin: { ...origin, path: [...origin.path, ...steps] },
    key: { kind: 'compressed', publicKey },
    derivation,
  })
}
