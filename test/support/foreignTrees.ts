import { createHash } from 'node:crypto'
import { bareHolder } from './holders.js'

/*
 * Escrows that this library did not make, after well-known designs. Keys are bare, so that a test can sign for
 * everybody; whoever is called A in one tree is not the A of another.
 */

/** The point H of BIP 341. */
const NOBODY = '50929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0'

export const SECRET: Uint8Array = new Uint8Array(32).fill(0x5e)
const SECRET_HASH = createHash('ripemd160').update(createHash('sha256').update(SECRET).digest()).digest('hex')

/** What a witness holds: a signature of a seed's key, the secret, or bytes as they are. */
export type Item = { readonly signer: number } | 'secret' | 'one' | 'nothing'

/** One way through one leaf, with the lock that has to have opened. */
export interface ForeignWay {
  readonly leaf: number
  /** Bottom first. */
  readonly items: readonly Item[]
  readonly lock?: { readonly blocks: number } | { readonly height: number }
}

export interface ForeignTree {
  readonly name: string
  readonly descriptor: string
  readonly ways: readonly ForeignWay[]
  /** Seeds of those who sign together by the key path; nobody where it is closed. */
  readonly keyPath: readonly number[]
  readonly sentences: readonly string[]
}

const key = (seed: number): string => bareHolder(seed).text
const point = (seed: number): string => bareHolder(seed, 'compressed').text
const signed = (...signers: readonly number[]): readonly Item[] => signers.map((signer) => ({ signer }))

const [BUYER, SELLER, JUDGE, MAKER, TAKER, COORDINATOR] = [41, 42, 43, 44, 45, 46] as const

const closed = 'The key path is closed: nobody can sign for the internal key.'

export const FOREIGN_TREES: readonly ForeignTree[] = [
  {
    name: '2 of 2 with a refund after a while',
    descriptor: `tr(${NOBODY},{and_v(v:pk(${key(BUYER)}),pk(${key(SELLER)})),and_v(v:pk(${key(BUYER)}),older(6))})`,
    ways: [
      { leaf: 0, items: signed(SELLER, BUYER) },
      { leaf: 1, items: signed(BUYER), lock: { blocks: 6 } },
    ],
    keyPath: [],
    sentences: [
      closed,
      'Keys A and B together can take everything at once, by leaf 1.',
      'Key A can take everything from about 60 minutes (6 blocks) after the funding on, by leaf 2.',
      `Key A is ${key(BUYER)}.`,
      `Key B is ${key(SELLER)}.`,
    ],
  },
  {
    name: '2 of 3 as leaves, two of them by the key path',
    descriptor: `tr(musig(${point(BUYER)},${point(SELLER)}),{and_v(v:pk(${key(BUYER)}),pk(${key(JUDGE)})),and_v(v:pk(${key(SELLER)}),pk(${key(JUDGE)}))})`,
    ways: [
      { leaf: 0, items: signed(JUDGE, BUYER) },
      { leaf: 1, items: signed(JUDGE, SELLER) },
    ],
    keyPath: [BUYER, SELLER],
    sentences: [
      'Keys A and C together can take everything at once, by the key path.',
      'Keys A and B together can take everything at once, by leaf 1.',
      'Keys B and C together can take everything at once, by leaf 2.',
      `Key A is ${key(BUYER)}.`,
      `Key B is ${key(JUDGE)}.`,
      `Key C is ${key(SELLER)}.`,
    ],
  },
  {
    name: 'a swap with a hash and a height',
    descriptor: `tr(${NOBODY},{and_v(v:hash160(${SECRET_HASH}),pk(${key(TAKER)})),and_v(v:pk(${key(MAKER)}),after(150))})`,
    ways: [
      { leaf: 0, items: [{ signer: TAKER }, 'secret'] },
      { leaf: 1, items: signed(MAKER), lock: { height: 150 } },
    ],
    keyPath: [],
    sentences: [
      closed,
      `Key A with a secret whose HASH160 is ${SECRET_HASH} can take everything at once, by leaf 1.`,
      'Key B can take everything as soon as block 150 is mined, by leaf 2.',
      `Key A is ${key(TAKER)}.`,
      `Key B is ${key(MAKER)}.`,
    ],
  },
  {
    name: 'maker, taker and coordinator with a rescue',
    descriptor: `tr(${NOBODY},{{and_v(v:pk(${key(MAKER)}),pk(${key(TAKER)})),and_v(v:pk(${key(COORDINATOR)}),pk(${key(MAKER)}))},{and_v(v:pk(${key(COORDINATOR)}),pk(${key(TAKER)})),and_v(v:multi_a(1,${key(MAKER)},${key(TAKER)}),older(12))}})`,
    ways: [
      { leaf: 0, items: signed(TAKER, MAKER) },
      { leaf: 1, items: signed(MAKER, COORDINATOR) },
      { leaf: 2, items: signed(TAKER, COORDINATOR) },
      { leaf: 3, items: ['nothing', { signer: MAKER }], lock: { blocks: 12 } },
    ],
    keyPath: [],
    sentences: [
      closed,
      'Keys A and B together can take everything at once, by leaf 1.',
      'Keys A and C together can take everything at once, by leaf 2.',
      'Keys B and C together can take everything at once, by leaf 3.',
      '1 of the keys A and B can take everything from about 2 hours (12 blocks) after the funding on, by leaf 4.',
      `Key A is ${key(MAKER)}.`,
      `Key B is ${key(TAKER)}.`,
      `Key C is ${key(COORDINATOR)}.`,
    ],
  },
  {
    name: 'one leaf with an IF, below a key that needs nobody',
    descriptor: `tr(${key(JUDGE)},or_i(and_v(v:pk(${key(BUYER)}),pk(${key(SELLER)})),and_v(v:pk(${key(BUYER)}),older(6))))`,
    ways: [
      { leaf: 0, items: [...signed(SELLER, BUYER), 'one'] },
      { leaf: 0, items: [...signed(BUYER), 'nothing'], lock: { blocks: 6 } },
    ],
    keyPath: [JUDGE],
    sentences: [
      'Key C can take everything at once, by the key path.',
      'Keys A and B together can take everything at once, by leaf 1.',
      'Key A can take everything from about 60 minutes (6 blocks) after the funding on, by leaf 1.',
      'Leaf 1 branches inside its script: strict nodes do not relay it.',
      `Key A is ${key(BUYER)}.`,
      `Key B is ${key(SELLER)}.`,
      `Key C is ${key(JUDGE)}.`,
    ],
  },
]
