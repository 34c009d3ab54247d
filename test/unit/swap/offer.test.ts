import { sats } from 'taproot-escrow'
import {
  compileSwap,
  readSwapOffer,
  type SwapKind,
  type SwapOfferOptions,
  swapFromJson,
  swapKey,
  swapToJson,
} from 'taproot-escrow/swap'
import { describe, expect, it } from 'vitest'
import { toHex } from '../../../src/units/bytes.js'
import { extendedHolder } from '../../support/holders.js'
import {
  AMOUNT,
  bareKey,
  clientOf,
  NOW,
  offerOf,
  PREIMAGE,
  paymentHashOf,
  preimageOf,
  providerOf,
  swapInvoice,
  swapOf,
  TIMEOUT,
  termsOf,
} from '../../support/swaps.js'
import { codeOf, thrown } from '../../support/thrown.js'

const at = (blocks = 500, time = NOW) => ({ height: TIMEOUT - blocks, time })

const submarine = (changes: object = {}): SwapOfferOptions => ({
  kind: 'submarine',
  network: 'regtest',
  invoice: swapInvoice(),
  key: clientOf().key,
  at: at(),
  cost: sats('500'),
  ...changes,
})

const reverseAmount = sats('99500')
const reverse = (changes: object = {}): SwapOfferOptions => ({
  kind: 'reverse',
  network: 'regtest',
  paymentHash: paymentHashOf(PREIMAGE),
  key: clientOf().key,
  amount: { chain: reverseAmount },
  at: at(),
  cost: sats('500'),
  ...changes,
})

const honest = {
  submarine: () => offerOf(swapOf('submarine')),
  reverse: () => offerOf(swapOf('reverse', { amount: reverseAmount })),
}
const optionsOf = { submarine, reverse }

type Lie = (offer: ReturnType<typeof offerOf>) => void

/** What the library says to an honest offer in which something was changed. */
const told = (kind: SwapKind, lie: Lie, changes: object = {}) => {
  const offer = honest[kind]()
  lie(offer)
  return thrown(() => readSwapOffer(JSON.stringify(offer), optionsOf[kind](changes)))
}
const saying = (kind: SwapKind, lie: Lie, changes?: object) => told(kind, lie, changes).code
const nothing: Lie = () => {}
const KINDS = ['submarine', 'reverse'] as const

describe('an honest offer', () => {
  it('of a submarine swap is the output of one’s own key and invoice', () => {
    const { swap, invoice, cost } = readSwapOffer(JSON.stringify(honest.submarine()), submarine())
    expect(swap).toEqual(
      compileSwap(
        termsOf('submarine', {
          id: 'x1y2z3',
          invoice: invoice.text,
          provider: bareKey(providerOf().key),
        }),
      ),
    )
    expect(cost).toBe(500n)
    expect(swap).toMatchObject({ claimer: 'provider', refunder: 'client' })
  })

  it('of a reverse swap is the output of one’s own key and hash', () => {
    const { swap, invoice, cost } = readSwapOffer(JSON.stringify(honest.reverse()), reverse())
    expect(swap.address).toBe(swapOf('reverse', { amount: reverseAmount }).address)
    expect(swap).toMatchObject({ claimer: 'client', refunder: 'provider' })
    expect(invoice.paymentHash).toBe(paymentHashOf(PREIMAGE))
    expect(cost).toBe(500n)
    const byLightning = reverse({ amount: { lightning: sats('100000') } })
    expect(readSwapOffer(JSON.stringify(honest.reverse()), byLightning).swap).toEqual(swap)
  })

  it.each(KINDS)('of a %s swap may come as bytes, and with members that nobody knows', (kind) => {
    const text = JSON.stringify({ ...honest[kind](), blindingKey: null, fees: { percentage: 0.25 } })
    const { swap } = readSwapOffer(new TextEncoder().encode(text), optionsOf[kind]())
    expect(swap.terms.id).toBe('x1y2z3')
  })

  it('needs no payment URI', () => {
    const { bip21, ...offer } = honest.submarine()
    expect(readSwapOffer(JSON.stringify(offer), submarine()).cost).toBe(500n)
  })
})

describe.each(KINDS)('an offer of a %s swap that lies', (kind) => {
  const providerField = kind === 'submarine' ? 'claimPublicKey' : 'refundPublicKey'
  const addressField = kind === 'submarine' ? 'address' : 'lockupAddress'
  /** Own leaf: the refund's in a submarine swap, the claim's in a reverse one. */
  const [ownLeaf, otherLeaf] =
    kind === 'submarine' ? (['refundLeaf', 'claimLeaf'] as const) : (['claimLeaf', 'refundLeaf'] as const)
  const treeWith =
    (changes: Parameters<typeof termsOf>[1]): Lie =>
    (offer) => {
      const other = swapOf(kind, { amount: kind === 'submarine' ? AMOUNT : reverseAmount, ...changes })
      offer.swapTree.claimLeaf.output = toHex(other.claim.script)
      offer.swapTree.refundLeaf.output = toHex(other.refund.script)
    }

  it('about the hash in the claim leaf', () => {
    const error = told(kind, treeWith({ paymentHash: paymentHashOf(preimageOf(2)) }))
    expect(error.code).toBe('SWAP_OFFER_HASH')
    expect(error.message).toBe(
      'offer.swapTree.claimLeaf.output: expected the hash of the invoice, received a script that differs there',
    )
  })

  it('about one’s own key', () => {
    const error = told(kind, treeWith({ client: clientOf(1).key }))
    expect(error.code).toBe('SWAP_OFFER_KEY')
    expect(error.data.field).toBe(`offer.swapTree.${ownLeaf}.output`)
  })

  it('about its own key', () => {
    const error = told(kind, treeWith({ provider: providerOf(1).key }))
    expect(error.code).toBe('SWAP_OFFER_KEY')
    expect(error.data.field).toBe(`offer.swapTree.${otherLeaf}.output`)
    expect(
      saying(kind, (offer) => {
        offer[providerField] = bareKey(providerOf(1).key)
      }),
    ).toBe('SWAP_OFFER_KEY')
  })

  it('by naming one’s own key as its own, or its negative', () => {
    const own = bareKey(clientOf().key)
    for (const key of [own, `${own.startsWith('02') ? '03' : '02'}${own.slice(2)}`])
      expect(
        saying(kind, (offer) => {
          offer[providerField] = key
        }),
      ).toBe('SWAP_KEY_REPEATED')
  })

  it('about the height in the refund leaf', () => {
    const error = told(kind, treeWith({ timeout: TIMEOUT + 1 }))
    expect(error.code).toBe('SWAP_OFFER_TIMEOUT')
    expect(saying(kind, treeWith({ timeout: 99_999 }))).toBe('SWAP_OFFER_TIMEOUT')
    expect(
      saying(kind, (offer) => {
        offer.timeoutBlockHeight += 1
      }),
    ).toBe('SWAP_OFFER_TIMEOUT')
  })

  it.each(['claimLeaf', 'refundLeaf'])('about an opcode of the %s, its end, or all of it', (leaf) => {
    const changed = (change: (script: string) => string) =>
      saying(kind, (offer) => {
        offer.swapTree[leaf].output = change(offer.swapTree[leaf].output)
      })
    expect(changed((script) => `51${script.slice(2)}`)).toBe('SWAP_OFFER_LEAF')
    expect(changed((script) => `${script.slice(0, -2)}51`)).toBe('SWAP_OFFER_LEAF')
    expect(changed((script) => `${script}51`)).toBe('SWAP_OFFER_LEAF')
    expect(changed((script) => script.slice(0, -2))).toBe('SWAP_OFFER_LEAF')
    expect(changed(() => '')).toBe('SWAP_OFFER_LEAF')
    expect(changed(() => 'no hex')).toBe('SWAP_OFFER_LEAF')
  })

  it('with the leaf of the other kind of swap', () => {
    const other = swapOf(kind === 'submarine' ? 'reverse' : 'submarine')
    expect(
      saying(kind, (offer) => {
        offer.swapTree.claimLeaf.output = toHex(other.claim.script)
      }),
    ).toBe('SWAP_OFFER_LEAF')
  })

  it.each(['claimLeaf', 'refundLeaf'])('about the version of the %s', (leaf) => {
    expect(
      saying(kind, (offer) => {
        offer.swapTree[leaf].version = 194
      }),
    ).toBe('SWAP_OFFER_LEAF_VERSION')
  })

  it('about the address: of another tree, of keys in another order, of another chain, or of nothing', () => {
    const { terms } = swapOf(kind, { amount: kind === 'submarine' ? AMOUNT : reverseAmount })
    const with_ = (address: string) =>
      saying(kind, (offer) => {
        offer[addressField] = address
      })
    expect(with_(compileSwap({ ...terms, timeout: TIMEOUT + 1 }).address)).toBe('SWAP_OFFER_ADDRESS')
    expect(with_(compileSwap({ ...terms, provider: terms.client, client: terms.provider }).address)).toBe(
      'SWAP_OFFER_ADDRESS',
    )
    expect(with_(compileSwap({ ...terms, network: 'mainnet' }).address)).toBe('SWAP_OFFER_NETWORK')
    expect(with_(compileSwap({ ...terms, network: 'mainnet', timeout: 5 }).address)).toBe(
      'SWAP_OFFER_ADDRESS',
    )
    expect(with_('')).toBe('SWAP_OFFER_ADDRESS')
  })

  it('about a key that is none', () => {
    expect(
      saying(kind, (offer) => {
        offer[providerField] = `05${'11'.repeat(32)}`
      }),
    ).toBe('KEY_NOT_ON_CURVE')
    expect(
      saying(kind, (offer) => {
        offer[providerField] = offer[providerField].slice(2)
      }),
    ).toBe('SWAP_KEY')
  })
})

describe('the time that an offer leaves', () => {
  const range = (kind: SwapKind, blocks: number, changes: object = {}) => {
    try {
      readSwapOffer(JSON.stringify(honest[kind]()), optionsOf[kind]({ at: at(blocks), ...changes }))
      return 'taken'
    } catch {
      return saying(kind, nothing, { at: at(blocks), ...changes })
    }
  }

  it.each([
    ['submarine', 143, 'SWAP_TIMEOUT_RANGE'],
    ['submarine', 144, 'taken'],
    ['reverse', 71, 'SWAP_TIMEOUT_RANGE'],
    ['reverse', 72, 'taken'],
  ] as const)('of a %s swap, %d blocks: %s', (kind, blocks, answer) => {
    expect(range(kind, blocks)).toBe(answer)
  })

  it('is at most a week, unless somebody says otherwise', () => {
    const timeout = { least: 10, most: 20 }
    expect(range('submarine', 9, { timeout })).toBe('SWAP_TIMEOUT_RANGE')
    expect(range('submarine', 10, { timeout })).toBe('taken')
    expect(range('reverse', 20, { timeout })).toBe('taken')
    expect(range('reverse', 21, { timeout })).toBe('SWAP_TIMEOUT_RANGE')
    const far = (timeoutBlockHeight: number) =>
      saying('submarine', (offer) => {
        offer.timeoutBlockHeight = timeoutBlockHeight
      })
    // what lies within is refused for its leaf only
    expect(far(TIMEOUT - 500 + 1008)).toBe('SWAP_OFFER_TIMEOUT')
    expect(far(TIMEOUT - 500 + 1009)).toBe('SWAP_TIMEOUT_RANGE')
    expect(far(0)).toBe('SWAP_TIMEOUT_RANGE')
  })

  it('is said in heights and blocks', () => {
    expect(told('submarine', nothing, { at: at(143) }).message).toBe(
      'offer.timeoutBlockHeight: expected a height from 1001 to 1865, 144 to 1008 blocks from now, received 1000, 143 blocks from now',
    )
  })

  it.each([
    ['submarine', 7200],
    ['reverse', 600],
  ] as const)('of the invoice of a %s swap is %d seconds at least', (kind, least) => {
    const expiresAt = readSwapOffer(JSON.stringify(honest[kind]()), optionsOf[kind]()).invoice.expiresAt
    const time = expiresAt - least
    expect(readSwapOffer(JSON.stringify(honest[kind]()), optionsOf[kind]({ at: at(500, time) })).cost).toBe(
      500n,
    )
    expect(saying(kind, nothing, { at: at(500, time + 1) })).toBe('SWAP_INVOICE_EXPIRY')
  })
})

describe('the money of an offer', () => {
  it('costs no more than was said', () => {
    for (const kind of KINDS) {
      expect(saying(kind, nothing, { cost: sats('499') })).toBe('SWAP_COST')
    }
    expect(told('submarine', nothing, { cost: sats('499') }).message).toBe(
      'offer.amount: expected a swap that costs 499 sat at most, received 500 sat',
    )
  })

  it('is not less on chain than the invoice that the provider is to pay, nor more than the one that is paid', () => {
    expect(
      saying('submarine', (offer) => {
        offer.expectedAmount = 99_999
      }),
    ).toBe('SWAP_OFFER_AMOUNT')
    expect(
      saying('reverse', (offer) => {
        offer.onchainAmount = 100_001
      }),
    ).toBe('SWAP_OFFER_AMOUNT')
  })

  it('is what was asked for in a reverse swap, on chain or over Lightning', () => {
    expect(saying('reverse', nothing, { amount: { chain: sats('99501') } })).toBe('SWAP_OFFER_AMOUNT')
    expect(saying('reverse', nothing, { amount: { lightning: sats('100001') } })).toBe('SWAP_OFFER_AMOUNT')
    expect(
      saying('reverse', (offer) => {
        offer.invoice = swapInvoice({ prefix: 'lnbcrt2m' })
      }),
    ).toBe('SWAP_COST')
  })

  it('is whole satoshis, and said', () => {
    expect(saying('submarine', nothing, { invoice: swapInvoice({ prefix: 'lnbcrt' }) })).toBe(
      'SWAP_AMOUNT_NOT_WHOLE',
    )
    expect(saying('submarine', nothing, { invoice: swapInvoice({ prefix: 'lnbcrt1000000010p' }) })).toBe(
      'SWAP_AMOUNT_NOT_WHOLE',
    )
    for (const amount of [100_500.5, -1, '100500', null])
      expect(
        saying('submarine', (offer) => {
          offer.expectedAmount = amount
        }),
      ).toBe('JSON_FORM_MALFORMED')
  })

  it('is the same in the payment URI', () => {
    const uri = (change: (text: string) => string) =>
      saying('submarine', (offer) => {
        offer.bip21 = change(offer.bip21)
      })
    const other = swapOf('submarine', { timeout: 5 }).address
    expect(uri((text) => text.replace('0.00100500', '0.00100501'))).toBe('SWAP_OFFER_URI')
    expect(uri((text) => text.replace('amount=0.00100500&', ''))).toBe('SWAP_OFFER_URI')
    expect(uri((text) => text.replace(/bcrt1\w+/, other))).toBe('SWAP_OFFER_URI')
    expect(uri((text) => `${text}&bcrt=${other}`)).toBe('SWAP_OFFER_URI')
    expect(uri(() => 'lightning:x')).toBe('URI_MALFORMED')
  })
})

describe('the invoice of an offer', () => {
  it('is of one’s own hash', () => {
    const lie: Lie = (offer) => {
      offer.invoice = swapInvoice({ hash: paymentHashOf(preimageOf(2)) })
    }
    expect(saying('reverse', lie)).toBe('SWAP_OFFER_HASH')
    expect(
      saying('submarine', nothing, { invoice: swapInvoice({ hash: paymentHashOf(preimageOf(2)) }) }),
    ).toBe('SWAP_OFFER_HASH')
  })

  it('is of the same chain', () => {
    expect(
      saying('reverse', (offer) => {
        offer.invoice = swapInvoice({ prefix: 'lnbc1m' })
      }),
    ).toBe('INVOICE_OTHER_NETWORK')
    expect(saying('submarine', nothing, { network: 'mainnet' })).toBe('INVOICE_OTHER_NETWORK')
  })
})

describe('the text of an offer', () => {
  it('names each member once, at every depth', () => {
    const text = JSON.stringify(honest.submarine())
    const twice = (doubled: string) => thrown(() => readSwapOffer(doubled, submarine()))
    const error = twice(text.replace('{', '{"expectedAmount":1,'))
    expect(error.code).toBe('SWAP_OFFER_TEXT')
    expect(error.message).toBe(
      'offer.expectedAmount: expected JSON text that names each member once, received "expectedAmount" again',
    )
    expect(twice(text.replace('"version":192', '"version":192,"version":192')).code).toBe('SWAP_OFFER_TEXT')
    expect(twice(text.slice(1)).code).toBe('SWAP_OFFER_TEXT')
    expect(twice('').code).toBe('SWAP_OFFER_TEXT')
  })

  it.each(['id', 'swapTree', 'address', 'claimPublicKey', 'timeoutBlockHeight', 'expectedAmount'])(
    'has %s',
    (name) => {
      expect(
        saying('submarine', (offer) => {
          delete offer[name]
        }),
      ).toBe('JSON_FORM_MALFORMED')
    },
  )

  it.each([
    'id',
    'swapTree',
    'lockupAddress',
    'refundPublicKey',
    'timeoutBlockHeight',
    'onchainAmount',
    'invoice',
  ])('of a reverse swap has %s', (name) => {
    expect(
      saying('reverse', (offer) => {
        delete offer[name]
      }),
    ).toBe('JSON_FORM_MALFORMED')
  })
})

describe('one’s own key', () => {
  it('has an origin, so that a seed gives it back', () => {
    const key = bareKey(clientOf().key)
    expect(saying('submarine', nothing, { key })).toBe('SWAP_KEY_UNDERIVABLE')
    const { swap } = readSwapOffer(
      JSON.stringify(honest.submarine()),
      submarine({ key, relax: ['keyWithoutOrigin'] }),
    )
    expect(swap.address).toBe(swapOf('submarine').address)
  })

  it('is a compressed one', () => {
    expect(saying('submarine', nothing, { key: extendedHolder(72).text })).toBe('SWAP_KEY')
    expect(codeOf(() => swapOf('submarine', { client: bareKey(clientOf().key).slice(2) }))).toBe('SWAP_KEY')
  })

  it('is the child 0/index of an account', () => {
    const { text, account } = extendedHolder(72)
    const child = account.derive(0).derive(3)
    expect(swapKey(text, { index: 3 })).toBe(
      `${text.slice(0, text.indexOf(']'))}/0/3]${toHex(child.publicKey)}`,
    )
    const wrong = [text.slice(text.indexOf(']') + 1), `${text}/0/*`, `${text}/1`, swapKey(text, { index: 3 })]
    for (const account of wrong) expect(codeOf(() => swapKey(account, { index: 0 }))).toBe('SWAP_KEY')
    expect(codeOf(() => swapKey(text, { index: 2 ** 31 }))).toBe('KEY_HARDENED')
  })
})

describe('the terms of a swap', () => {
  it('have a payment hash, a height and an amount', () => {
    for (const paymentHash of ['', 'AB'.repeat(32), 'ab'.repeat(31), 'ab'.repeat(33)])
      expect(codeOf(() => swapOf('submarine', { paymentHash }))).toBe('SWAP_HASH')
    for (const timeout of [500_000_000, -1])
      expect(codeOf(() => swapOf('submarine', { timeout }))).toBe('LOCK_ABSOLUTE_OUT_OF_RANGE')
    expect(codeOf(() => swapOf('submarine', { timeout: 0 }))).toBe('LOCK_ZERO')
    expect(codeOf(() => swapOf('submarine', { timeout: 1.5 }))).toBe('LOCK_MALFORMED')
  })
})

describe('the JSON form of a swap', () => {
  const json = () => swapToJson(swapOf('reverse', { id: 'x', invoice: swapInvoice() }))

  it('holds the terms, and nothing else', () => {
    expect(json()).toEqual({
      format: 'taproot-escrow/swap',
      version: 1,
      ...termsOf('reverse', { id: 'x', invoice: swapInvoice() }),
      amount: '100500',
    })
  })

  it('is refused with another format, version, member or amount', () => {
    const other = (changes: object) => codeOf(() => swapFromJson({ ...json(), ...changes }))
    expect(other({ format: 'taproot-escrow/stream' })).toBe('JSON_FORM_FORMAT')
    expect(other({ version: 2 })).toBe('JSON_FORM_VERSION')
    expect(other({ more: 1 })).toBe('JSON_FORM_MALFORMED')
    expect(other({ kind: 'chain' })).toBe('JSON_FORM_MALFORMED')
    expect(other({ network: 'liquid' })).toBe('JSON_FORM_MALFORMED')
    expect(other({ amount: '1e5' })).toBe('AMOUNT_NOT_INTEGER')
    expect(other({ client: json().provider })).toBe('SWAP_KEY_REPEATED')
  })

  it('believes nothing but the terms of a swap that it is made of', () => {
    const { terms } = swapOf('reverse')
    const lying = { ...swapOf('submarine'), terms }
    expect(swapFromJson(swapToJson(lying))).toEqual(swapOf('reverse'))
  })
})
