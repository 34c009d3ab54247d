import * as v from 'valibot'
import { collectIssues } from '../agreement/issues.js'
import { readJson } from '../agreement/json.js'
import { EscrowError, refusedOr } from '../errors.js'
import { readShape } from '../forms/form.js'
import { swapError } from './errors.js'

export interface OfferedLeaf {
  readonly version: number
  readonly output: string
}
export interface OfferedTree {
  readonly claimLeaf: OfferedLeaf
  readonly refundLeaf: OfferedLeaf
}

/** What is read of a service's answer, whichever kind of swap it is about. */
export interface OfferedParts {
  readonly id: string
  readonly swapTree: OfferedTree
  readonly address: string
  /** The provider's, 33 bytes in hex. */
  readonly key: string
  readonly timeout: number
  readonly amount: number
  readonly uri?: string | undefined
  readonly invoice?: string
}

const whole = () => v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const leaf = () => v.object({ version: whole(), output: v.string() })
const common = () => ({
  id: v.string(),
  swapTree: v.object({ claimLeaf: leaf(), refundLeaf: leaf() }),
  timeoutBlockHeight: whole(),
})

const submarineShape = () =>
  v.object({
    ...common(),
    address: v.string(),
    bip21: v.exactOptional(v.string()),
    claimPublicKey: v.string(),
    expectedAmount: whole(),
  })

const reverseShape = () =>
  v.object({
    ...common(),
    invoice: v.string(),
    lockupAddress: v.string(),
    refundPublicKey: v.string(),
    onchainAmount: whole(),
  })

/** Two readers that read one text differently are a thief's tool: a member that stands twice is refused. */
const readText = (text: string | Uint8Array): unknown => {
  const issues = collectIssues()
  const value = refusedOr(() => readJson(text, issues))
  const trouble =
    value instanceof EscrowError ? value : issues.list.find(({ code }) => code === 'JSON_DUPLICATE_KEY')
  if (trouble === undefined) return value
  const { field, received } = trouble.data
  throw swapError(
    'SWAP_OFFER_TEXT',
    {
      field: field === 'agreement' ? 'offer' : `offer.${field}`,
      expected: 'JSON text that names each member once',
      received,
    },
    trouble,
  )
}

/** The members of an offer that are known; others are passed over. */
export const offeredParts = (text: string | Uint8Array, kind: 'submarine' | 'reverse'): OfferedParts => {
  const value = readText(text)
  const field = 'offer'
  if (kind === 'submarine') {
    const offer = readShape(value, { shape: submarineShape(), field })
    return {
      id: offer.id,
      swapTree: offer.swapTree,
      address: offer.address,
      key: offer.claimPublicKey,
      timeout: offer.timeoutBlockHeight,
      amount: offer.expectedAmount,
      uri: offer.bip21,
    }
  }
  const offer = readShape(value, { shape: reverseShape(), field })
  return {
    id: offer.id,
    swapTree: offer.swapTree,
    address: offer.lockupAddress,
    key: offer.refundPublicKey,
    timeout: offer.timeoutBlockHeight,
    amount: offer.onchainAmount,
    invoice: offer.invoice,
  }
}
