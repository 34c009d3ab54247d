import { p2tr } from '@scure/btc-signer'
import { keyAggExport, keyAggregate } from '@scure/btc-signer/musig2.js'
import { TaprootControlBlock } from '@scure/btc-signer/psbt.js'
import { crypto, opcodes, script } from 'bitcoinjs-lib'
import fc from 'fast-check'
import { sats } from 'taproot-escrow'
import { compileSwap, recoverPreimage, swapFromJson, swapToJson } from 'taproot-escrow/swap'
import * as tiny from 'tiny-secp256k1'
import { describe, expect, it } from 'vitest'
import { serializeTransaction } from '../../src/psbt/transaction.js'
import { toHex } from '../../src/units/bytes.js'
import { networkOf } from '../../src/units/network.js'
import { runs } from '../support/runs.js'

const key = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .filter((bytes) => tiny.isPrivate(bytes))
  .map((bytes) => tiny.pointFromScalar(bytes, true)!)
const terms = fc
  .record({
    kind: fc.constantFrom('submarine' as const, 'reverse' as const),
    network: fc.constantFrom('mainnet' as const, 'testnet' as const, 'signet' as const, 'regtest' as const),
    hash: fc.uint8Array({ minLength: 32, maxLength: 32 }),
    provider: key,
    client: key,
    timeout: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 499_999_999 })),
    amount: fc.bigInt({ min: 1n, max: 2_100_000_000_000_000n }),
  })
  .filter(({ provider, client }) => toHex(provider.subarray(1)) !== toHex(client.subarray(1)))

const compiledFrom = ({
  hash,
  provider,
  client,
  amount,
  ...rest
}: typeof terms extends fc.Arbitrary<infer T> ? T : never) =>
  compileSwap({
    ...rest,
    paymentHash: toHex(hash),
    provider: toHex(provider),
    client: toHex(client),
    amount: sats(amount),
  })

describe('a swap of any terms', () => {
  it('is the output that other libraries build from the table of its opcodes', () => {
    const { OP_SIZE, OP_EQUALVERIFY, OP_HASH160, OP_CHECKSIG, OP_CHECKSIGVERIFY, OP_CHECKLOCKTIMEVERIFY } =
      opcodes
    fc.assert(
      fc.property(terms, (one) => {
        const { kind, network, hash, provider, client, timeout } = one
        const [claimer, refunder] = kind === 'submarine' ? [provider, client] : [client, provider]
        const claim = script.compile([
          ...(kind === 'reverse' ? [OP_SIZE, script.number.encode(32), OP_EQUALVERIFY] : []),
          OP_HASH160,
          crypto.ripemd160(hash),
          OP_EQUALVERIFY,
          claimer.subarray(1),
          OP_CHECKSIG,
        ])
        const refund = script.compile([
          refunder.subarray(1),
          OP_CHECKSIGVERIFY,
          script.number.encode(timeout),
          OP_CHECKLOCKTIMEVERIFY,
        ])
        const internal = keyAggExport(keyAggregate([provider, client]))
        const { hrp, p2pkhVersion, p2shVersion, wifVersion } = networkOf(network)
        const params = { bech32: hrp, pubKeyHash: p2pkhVersion, scriptHash: p2shVersion, wif: wifVersion }
        const output = p2tr(internal, [{ script: claim }, { script: refund }], params, true)
        const swap = compiledFrom(one)
        expect(toHex(swap.claim.script)).toBe(toHex(claim))
        expect(toHex(swap.refund.script)).toBe(toHex(refund))
        expect(swap.address).toBe(output.address)
        expect(toHex(swap.outputScript)).toBe(toHex(output.script))
        expect(toHex(swap.internalKey)).toBe(toHex(internal))
        const blocks = new Map(
          output.tapLeafScript!.map(([block, leaf]) => [
            toHex(leaf.subarray(0, -1)),
            toHex(TaprootControlBlock.encode(block)),
          ]),
        )
        expect(toHex(swap.claim.controlBlock)).toBe(blocks.get(toHex(claim)))
        expect(toHex(swap.refund.controlBlock)).toBe(blocks.get(toHex(refund)))
      }),
      { numRuns: runs(100) },
    )
  })

  it('is the same again from its JSON form', () => {
    fc.assert(
      fc.property(terms, (one) => {
        const swap = compiledFrom(one)
        expect(swapFromJson(JSON.parse(JSON.stringify(swapToJson(swap))))).toEqual(swap)
      }),
      { numRuns: runs(30) },
    )
  })

  it('gives its preimage back from a witness, whatever else stands in it', () => {
    const items = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 5 })
    fc.assert(
      fc.property(
        terms,
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        items,
        items,
        (one, preimage, ...around) => {
          const swap = compiledFrom({ ...one, hash: Uint8Array.from(crypto.sha256(preimage)) })
          const [before, behind] = around
          const spending = (witness: readonly Uint8Array[]) =>
            serializeTransaction({
              version: 2,
              lockTime: 0,
              inputs: [
                {
                  outpoint: { txid: 'ab'.repeat(32), vout: 1 },
                  sequence: 0,
                  witness: [Uint8Array.of(1), ...witness],
                },
              ],
              outputs: [{ script: swap.outputScript, amount: sats(1n) }],
            })
          expect(recoverPreimage(swap, spending([...before, preimage, ...behind]))).toBe(toHex(preimage))
          expect(
            recoverPreimage(swap, spending([...before, preimage.subarray(1), ...behind])),
          ).toBeUndefined()
        },
      ),
      { numRuns: runs(30) },
    )
  })
})
