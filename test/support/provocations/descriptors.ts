import { type Contract, compile, parseAgreement } from 'taproot-escrow'
import type { DifferenceCode, FindingCode } from 'taproot-escrow/audit'
import { backend } from '#backend'
import { termsNode } from '../../../src/contract/keys.js'
import {
  decodeExtendedPublicKey,
  encodeExtendedPublicKey,
  type KeyNode,
} from '../../../src/keys/extendedKey.js'
import { shiftedUnspendableNode, unspendableNode } from '../../../src/keys/unspendable.js'
import { concat } from '../../../src/units/bytes.js'
import { everyPathDocument } from '../contracts.js'
import { bareHolder, extendedHolder } from '../holders.js'

/*
 * Contracts with one thing wrong, each as a hostile peer would hand it out: every one is refused for its own reason.
 */

const document = everyPathDocument('blocks', {
  from: 144,
  backupFrom: 1008,
  silence: 4320,
  rescue: 8640,
  decision: 144,
})
const agreement = parseAgreement(JSON.stringify(document))
const [first] = compile(agreement)
/** The agreed contract, by `index`. */
export const contract: Contract = first!
const closedAgreement = parseAgreement(JSON.stringify({ ...document, keyPath: 'closed' }))
const [second] = compile(closedAgreement)
/** The same with a closed key path. */
export const closed: Contract = second!
export const index: number = contract.index

const [employer, worker, arbiter, backup] = [1, 2, 3, 6].map((seed) => extendedHolder(seed).text)
/** A key that has no part in the agreement. */
export const stranger: string = bareHolder(77).text
const written = (node: KeyNode): string => `${encodeExtendedPublicKey({ node, network: 'regtest' })}/0/*`
const terms = written(termsNode(agreement))

/** A descriptor without its checksum. */
export const body = (text: string): string => text.replace(/#.*$/, '')

/** The descriptor with one piece of it replaced; the piece has to be there. */
export const changed = (piece: string | RegExp, into: string, of: Contract = contract): string => {
  const before = body(of.descriptor)
  const after = before.replace(piece, into)
  if (after === before) throw new Error(`the descriptor has no ${piece}`)
  return after
}

/** The closed contract with another terms key, and the internal key that devices then take for unspendable. */
const closedWith = (node: KeyNode): string => {
  const tree = changed(written(termsNode(closedAgreement)), written(node), closed).replace(/^tr\([^,]*,/, '')
  const points = [...tree.matchAll(/tpub\w+/g)].map(([text]) => decodeExtendedPublicKey(text).publicKey)
  return `tr(${written(unspendableNode(backend.sha256(concat(...points))))},${tree}`
}

/** What is wrong, the descriptor, and the code of the difference. */
export const DESCRIPTORS: readonly (readonly [string, () => string, DifferenceCode])[] = [
  [
    'an account without its origin',
    () => body(contract.descriptor).replaceAll(arbiter!, arbiter!.replace(/^.*\]/, '')),
    'KEY_OF_UNKNOWN_ACCOUNT',
  ],
  [
    'an account of another network',
    () => body(contract.descriptor).replaceAll(arbiter!, extendedHolder(3, 'mainnet').text),
    'KEY_OF_UNKNOWN_ACCOUNT',
  ],
  ['an internal key of a stranger', () => changed(/musig\([^)]*\)\/0\/\*/, stranger), 'INTERNAL_KEY_UNKNOWN'],
  [
    'an internal key of the employer alone',
    () => changed(/musig\([^)]*\)\/0\/\*/, `${employer}/0/*`),
    'INTERNAL_KEY_OF_ONE_PARTY',
  ],
  [
    'an aggregate of employer and arbiter',
    () => changed(`musig(${employer},${worker})`, `musig(${employer},${arbiter})`),
    'INTERNAL_KEY_NOT_AGGREGATE',
  ],
  ['an aggregate on another branch', () => changed(')/0/*,', ')/1/*,'), 'INTERNAL_KEY_NOT_AGGREGATE'],
  [
    'a closed key path with a chain code of its own',
    () =>
      changed(
        /^tr\([^/]*\/0\/\*/,
        `tr(${encodeExtendedPublicKey({ node: unspendableNode(new Uint8Array(32).fill(7)), network: 'regtest' })}/0/*`,
        closed,
      ),
    'INTERNAL_KEY_CHAIN_CODE',
  ],
  [
    'the employer where the worker should be alone',
    () => changed(`pk(${worker}/4/*)`, `pk(${employer}/8/*)`),
    'LEAF_KEYS_WRONG',
  ],
  [
    'a leaf on another branch',
    () => changed(`pk(${employer}/4/*)`, `pk(${employer}/8/*)`),
    'LEAF_BRANCH_WRONG',
  ],
  [
    'a leaf on the branch of the change',
    () => changed(`pk(${employer}/4/*)`, `pk(${employer}/5/*)`),
    'LEAF_BRANCH_WRONG',
  ],
  [
    'a leaf on the branch of acceptances',
    () => changed(`pk(${employer}/6/*)`, `pk(${employer}/18/*)`),
    'LEAF_BRANCH_WRONG',
  ],
  [
    'branches in another order',
    () =>
      changed(`pk(${employer}/2/*)`, `pk(${employer}/4/*)`).replace('/4/*),older(4320)', '/2/*),older(4320)'),
    'LEAF_BRANCH_WRONG',
  ],
  [
    'branches that begin at 2',
    () =>
      body(contract.descriptor).replaceAll(
        new RegExp(`(pk\\(${employer!.replaceAll(/[[\]]/g, '\\$&')}/)(\\d+)`, 'g'),
        (_, before, step) => `${before}${Number(step) + 2}`,
      ),
    'LEAF_BRANCH_WRONG',
  ],
  [
    'a gap between the branches',
    () => changed(`pk(${arbiter}/2/*)`, `pk(${arbiter}/4/*)`),
    'LEAF_BRANCH_WRONG',
  ],
  [
    'the branches of format 1 before it was published: twice the number of each path',
    () => {
      const numbers = new Map([
        [`${employer}/2/`, 6],
        [`${worker}/2/`, 4],
      ])
      return [...numbers].reduce(
        (text, [key, step]) => text.replace(key, key.replace('/2/', `/${step}/`)),
        body(contract.descriptor),
      )
    },
    'LEAF_BRANCH_WRONG',
  ],
  [
    'a step more below a branch',
    () => changed(`pk(${employer}/4/*)`, `pk(${employer}/4/0/*)`),
    'LEAF_BRANCH_WRONG',
  ],
  [
    'a leaf twice',
    () => changed(`pk(${terms})`, `{pk(${terms}),and_v(v:pk(${employer}/8/*),older(4321))}`),
    'PATH_TWICE',
  ],
  [
    'a combination of no path',
    () => changed(`pk(${terms})`, `{pk(${terms}),pk(${bareHolder(78).text})}`),
    'LEAF_OF_NO_PATH',
  ],
  ['a key in two leaves', () => changed(`pk(${worker}/4/*)`, `pk(${worker}/6/*)`), 'KEY_REPEATED'],
  ['keys of several indices', () => changed(`pk(${employer}/4/*)`, `pk(${employer}/4/5)`), 'INDEX_DIFFERS'],
  ['a terms leaf that somebody can sign for', () => changed(terms, `${employer}/18/*`), 'TERMS_MISSING'],
  ['a terms key on another branch', () => changed(terms, terms.replace('/0/*', '/1/*')), 'TERMS_MISSING'],
  [
    'an open key path, and a terms key of the point H + c·G',
    () => changed(terms, written(shiftedUnspendableNode(termsNode(agreement).chainCode))),
    'TERMS_POINT_WRONG',
  ],
  [
    'a closed key path, and a terms key of the point H',
    () => closedWith(unspendableNode(termsNode(closedAgreement).chainCode)),
    'TERMS_POINT_WRONG',
  ],
  [
    'a closed key path, and a terms key of a point that is neither',
    () => closedWith({ ...termsNode(closedAgreement), chainCode: new Uint8Array(32).fill(7) }),
    'TERMS_MISSING',
  ],
  [
    'an open key path, and a terms key of a point that somebody chose',
    () =>
      changed(terms, written({ ...termsNode(agreement), publicKey: extendedHolder(9).account.publicKey })),
    'TERMS_MISSING',
  ],
  [
    'a terms key of the point −H',
    () =>
      changed(
        terms,
        written({
          ...termsNode(agreement),
          publicKey: concat(Uint8Array.of(3), termsNode(agreement).publicKey.subarray(1)),
        }),
      ),
    'TERMS_MISSING',
  ],
  [
    'a hash leaf without a key',
    () => changed(/and_v\(v:pk\([^)]*\/6\/\*\),(sha256\([0-9a-f]*\))\)/, '$1'),
    'LEAF_WITHOUT_SIGNATURE',
  ],
  ['a lock that locks nothing', () => changed('older(4320)', 'older(65536)'), 'LEAF_LOCK_WITHOUT_EFFECT'],
  ['a lock of another kind', () => changed('older(4320)', 'after(900000)'), 'LOCK_KINDS_MIXED'],
  [
    'a silence before the arbiter can decide',
    () => changed('older(4320)', 'older(100)'),
    'CLOCKS_OUT_OF_ORDER',
  ],
  [
    'a fragment of none of the paths',
    () => changed('older(4320)', `ripemd160(${'11'.repeat(20)})`),
    'LEAF_NOT_OURS',
  ],
  ['no leaf', () => `tr(${stranger})`, 'NO_TREE'],
  [
    'a backup that can decide with the worker only',
    () =>
      changed(
        `{and_v(v:and_v(v:pk(${backup}/2/*),pk(${employer}/6/*)),older(1008)),pk(${terms})}`,
        `pk(${terms})`,
      ),
    'PATH_MISSING',
  ],
  [
    'two leaves in each other’s places',
    () => {
      const alone = `and_v(v:pk(${worker}/4/*),older(8640))`
      const decided = `and_v(v:and_v(v:pk(${backup}/0/*),pk(${worker}/8/*)),older(1008))`
      return changed(`{${alone},${decided}}`, `{${decided},${alone}}`)
    },
    'TREE_NOT_HUFFMAN',
  ],
  [
    'leaves too deep for strict nodes',
    () => {
      const strangers = Array.from({ length: 8 }, (_, at) => bareHolder(50 + at).text)
      return changed(
        `pk(${terms})`,
        strangers.reduce((below, key) => `{pk(${key}),${below}}`, `pk(${terms})`),
      )
    },
    'TREE_TOO_DEEP',
  ],
]

/** The point H of BIP 341. */
const NOBODY = '50929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0'

/** What is found in a descriptor beside differences from a contract. */
export const BY_THEMSELVES: readonly (readonly [string, () => string, FindingCode])[] = [
  ['a contract whose agreement is not shown', () => contract.descriptor, 'AGREEMENT_NOT_SHOWN'],
  ['anything else', () => `tr(${stranger})`, 'NOT_A_CONTRACT'],
  [
    'a leaf that asks for a height and a time at once',
    () => `tr(${NOBODY},and_v(v:pk(${stranger}),and_v(v:after(100),after(1600000000))))`,
    'LEAF_NOT_SANE',
  ],
  [
    'a leaf that branches',
    () => `tr(${NOBODY},or_i(pk(${stranger}),pk(${bareHolder(78).text})))`,
    'STRICT_NODES_REFUSE',
  ],
]

/** What no descriptor can say. */
export const PLANTED: FindingCode = 'NODES_REFUSE'
