import { expect, it, vi } from 'vitest'
import { backend } from '#backend'
import { encodeTaprootAddress } from '../../src/agreement/taprootAddress.js'
import { parseTransaction } from '../../src/psbt/transaction.js'
import {
  controlBlock,
  type LeafScript,
  merkleize,
  outputScript,
  outputTweak,
  tweakInternalKey,
} from '../../src/taproot/commitment.js'
import { sighasher } from '../../src/taproot/sighash.js'
import type { ScriptTree } from '../../src/taproot/tree.js'
import { fromHex, toHex } from '../../src/units/bytes.js'
import { sats } from '../../src/units/sats.js'
import { describeVectors } from '../support/vectors.js'

interface LeafVector {
  readonly id: number
  readonly script: string
  readonly leafVersion: number
}
type TreeVector = LeafVector | readonly [TreeVector, TreeVector]

interface OutputVector {
  readonly given: { readonly internalPubkey: string; readonly scriptTree: TreeVector | null }
  readonly intermediary: {
    readonly leafHashes?: readonly string[]
    readonly merkleRoot: string | null
    readonly tweak: string
    readonly tweakedPubkey: string
  }
  readonly expected: {
    readonly scriptPubKey: string
    readonly bip350Address: string
    readonly scriptPathControlBlocks?: readonly string[]
  }
}

interface SpendVector {
  readonly given: {
    readonly rawUnsignedTx: string
    readonly utxosSpent: readonly { readonly scriptPubKey: string; readonly amountSats: number }[]
  }
  readonly intermediary: Readonly<
    Record<'hashAmounts' | 'hashOutputs' | 'hashPrevouts' | 'hashScriptPubkeys' | 'hashSequences', string>
  >
  readonly inputSpending: readonly {
    readonly given: { readonly txinIndex: number; readonly hashType: number }
    readonly intermediary: { readonly sigHash: string }
  }[]
}

interface Vectors {
  readonly scriptPubKey: readonly OutputVector[]
  readonly keyPathSpending: readonly SpendVector[]
}

interface Leaf extends LeafScript {
  readonly id: number
  readonly version: number
}

const bytes = (hex: string): Uint8Array => fromHex(hex)!

const isBranch = (tree: TreeVector): tree is readonly [TreeVector, TreeVector] => Array.isArray(tree)

const treeOf = (tree: TreeVector): ScriptTree<Leaf> =>
  isBranch(tree)
    ? { left: treeOf(tree[0]), right: treeOf(tree[1]) }
    : { leaf: { id: tree.id, script: bytes(tree.script), version: tree.leafVersion } }

describeVectors<Vectors>(
  'bip341-wallet-test-vectors.json',
  'BIP 341',
  ({ scriptPubKey, keyPathSpending }) => {
    it.each(scriptPubKey.map((vector) => [vector.expected.bip350Address, vector] as const))(
      'commits to %s',
      (_, vector) => {
        const { given, intermediary, expected } = vector
        const internalKey = bytes(given.internalPubkey)
        const tree = given.scriptTree === null ? undefined : merkleize(treeOf(given.scriptTree))
        const { outputKey, parity } = tweakInternalKey({ xOnly: internalKey }, tree?.hash)
        expect(toHex(outputTweak(internalKey, tree?.hash))).toBe(intermediary.tweak)
        expect(tree === undefined ? null : toHex(tree.hash)).toBe(intermediary.merkleRoot)
        expect(toHex(outputKey)).toBe(intermediary.tweakedPubkey)
        expect(toHex(outputScript(outputKey))).toBe(expected.scriptPubKey)
        expect(encodeTaprootAddress(outputKey, 'mainnet')).toBe(expected.bip350Address)
        const places = [...(tree?.places ?? [])].sort((left, right) => left.leaf.id - right.leaf.id)
        expect(places.map(({ hash }) => toHex(hash))).toEqual(intermediary.leafHashes ?? [])
        expect(
          places.map(({ leaf, merklePath }) =>
            toHex(controlBlock({ internalKey, parity, merklePath, version: leaf.version })),
          ),
        ).toEqual(expected.scriptPathControlBlocks ?? [])
      },
    )

    const [spending] = keyPathSpending
    const spent = spending!.given.utxosSpent.map((output) => ({
      script: bytes(output.scriptPubKey),
      amount: sats(BigInt(output.amountSats)),
    }))
    const transaction = parseTransaction(spending!.given.rawUnsignedTx)

    it('shares five hashes among all inputs of a transaction', () => {
      const hashing = vi.spyOn(backend, 'sha256')
      sighasher(transaction, spent)
      const hashes = hashing.mock.results.map(({ value }) => toHex(value))
      hashing.mockRestore()
      expect(hashes.toSorted()).toEqual(Object.values(spending!.intermediary).toSorted())
    })

    const signed = spending!.inputSpending.map(({ given, intermediary }) => ({ ...given, ...intermediary }))

    it.each(signed.filter(({ hashType }) => hashType === 0))(
      'signs input $txinIndex with SIGHASH_DEFAULT',
      ({ txinIndex, sigHash }) => {
        expect(toHex(sighasher(transaction, spent)({ index: txinIndex }))).toBe(sigHash)
      },
    )

    it.each(signed.filter(({ hashType }) => hashType !== 0))(
      'signs input $txinIndex with SIGHASH_DEFAULT only: type $hashType is out of scope',
      ({ txinIndex, sigHash }) => {
        expect(toHex(sighasher(transaction, spent)({ index: txinIndex }))).not.toBe(sigHash)
      },
    )
  },
)
