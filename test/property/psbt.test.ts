import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EscrowError } from '../../src/errors.js'
import { decodePsbt, encodePsbt, psbtToBase64 } from '../../src/psbt/codec.js'
import {
  EMPTY_INPUT,
  EMPTY_OUTPUT,
  type Psbt,
  type PsbtInput,
  type PsbtOutput,
} from '../../src/psbt/model.js'
import { parseTransaction, serializeTransaction } from '../../src/psbt/transaction.js'
import { toHex } from '../../src/units/bytes.js'
import { sats } from '../../src/units/sats.js'
import { readByBip174, rowsOf } from '../support/psbtRows.js'
import { fullPsbt } from '../support/psbtSample.js'
import { runs } from '../support/runs.js'

const bytes = (length: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength: length, maxLength: length })

const someBytes = (maxLength = 300): fc.Arbitrary<Uint8Array> => fc.uint8Array({ maxLength })

const point: fc.Arbitrary<Uint8Array> = fc
  .tuple(fc.constantFrom(2, 3), bytes(32))
  .map(([sign, x]) => Uint8Array.of(sign, ...x))

const uint32 = fc.integer({ min: 0, max: 0xffffffff })

const few = <T>(item: fc.Arbitrary<T>, key: (value: T) => string): fc.Arbitrary<T[]> =>
  fc
    .uniqueArray(item, { maxLength: 4, selector: key })
    .map((list) => list.sort((a, b) => (key(a) < key(b) ? -1 : 1)))

const derivation = fc.record({
  xOnly: bytes(32),
  leafHashes: fc.array(bytes(32), { maxLength: 3 }),
  fingerprint: bytes(4).map(toHex),
  path: fc.array(uint32, { maxLength: 6 }),
})

const participants = fc.record({
  aggregate: point,
  participants: fc.array(point, { minLength: 1, maxLength: 3 }),
})

const signer = fc.record(
  { participant: point, aggregate: point, leafHash: bytes(32) },
  { requiredKeys: ['participant', 'aggregate'] },
)

const signerKey = ({
  participant,
  aggregate,
  leafHash,
}: {
  participant: Uint8Array
  aggregate: Uint8Array
  leafHash?: Uint8Array
}): string =>
  // as rows are ordered: shorter keys with the same start first
  toHex(participant) + toHex(aggregate) + (leafHash === undefined ? '' : toHex(leafHash))

const others = few(
  fc.record({ key: someBytes(40).map((data) => Uint8Array.of(0xf0, ...data)), value: someBytes() }),
  ({ key }) => toHex(key),
)

const output = fc.record({
  script: someBytes(60),
  amount: fc.bigInt(0n, 100_000n).map((amount) => sats(amount)),
})

const input: fc.Arbitrary<PsbtInput> = fc
  .record({
    optional: fc.record(
      {
        witnessUtxo: output,
        nonWitnessUtxo: someBytes(),
        sighashType: uint32,
        finalScriptSig: someBytes(),
        finalScriptWitness: fc.array(someBytes(), { maxLength: 4 }),
        tapKeySignature: fc.oneof(bytes(64), bytes(65)),
        tapInternalKey: bytes(32),
        tapMerkleRoot: bytes(32),
      },
      { requiredKeys: [] },
    ),
    sha256Preimages: few(fc.record({ hash: bytes(32), preimage: someBytes() }), ({ hash }) => toHex(hash)),
    tapScriptSignatures: few(
      fc.record({ xOnly: bytes(32), leafHash: bytes(32), signature: fc.oneof(bytes(64), bytes(65)) }),
      ({ xOnly, leafHash }) => toHex(xOnly) + toHex(leafHash),
    ),
    tapLeafScripts: few(
      fc
        .record({
          depth: fc.integer({ min: 0, max: 8 }),
          leafVersion: fc.constantFrom(0xc0, 0xc2),
          script: someBytes(),
        })
        .chain(({ depth, leafVersion, script }) =>
          bytes(32 + 32 * depth).map((rest) => ({
            controlBlock: Uint8Array.of(leafVersion + 1, ...rest),
            script,
            leafVersion,
          })),
        ),
      ({ controlBlock }) => toHex(controlBlock),
    ),
    tapDerivations: few(derivation, ({ xOnly }) => toHex(xOnly)),
    musigParticipants: few(participants, ({ aggregate }) => toHex(aggregate)),
    musigPublicNonces: few(
      fc.tuple(signer, bytes(66)).map(([who, nonce]) => ({ ...who, nonce })),
      signerKey,
    ),
    musigPartialSignatures: few(
      fc.tuple(signer, bytes(32)).map(([who, signature]) => ({ ...who, signature })),
      signerKey,
    ),
    others,
  })
  .map(({ optional, ...lists }) => ({ ...optional, ...lists }))

const outputMap: fc.Arbitrary<PsbtOutput> = fc
  .record({
    optional: fc.record({ tapInternalKey: bytes(32) }, { requiredKeys: [] }),
    tapDerivations: few(derivation, ({ xOnly }) => toHex(xOnly)),
    musigParticipants: few(participants, ({ aggregate }) => toHex(aggregate)),
    others,
  })
  .map(({ optional, ...lists }) => ({ ...optional, ...lists }))

const psbt: fc.Arbitrary<Psbt> = fc
  .record({
    version: uint32,
    lockTime: uint32,
    spent: fc.uniqueArray(
      fc.record({ outpoint: fc.record({ txid: bytes(32).map(toHex), vout: uint32 }), sequence: uint32 }),
      { minLength: 1, maxLength: 3, selector: ({ outpoint }) => `${outpoint.txid}${outpoint.vout}` },
    ),
    created: fc.array(output, { minLength: 1, maxLength: 3 }),
    others,
  })
  .chain(({ version, lockTime, spent, created, others: globals }) =>
    fc.record({
      transaction: fc.constant({ version, lockTime, inputs: spent, outputs: created }),
      inputs: fc.array(input, { minLength: spent.length, maxLength: spent.length }),
      outputs: fc.array(outputMap, { minLength: created.length, maxLength: created.length }),
      others: fc.constant(globals),
    }),
  )

/** What comes out of a decoder: a value, or nothing where the bytes were refused with a code. */
const outcome = <T>(attempt: () => T): T | undefined => {
  try {
    return attempt()
  } catch (error) {
    if (error instanceof EscrowError && error.kind !== 'internal') return undefined
    throw error
  }
}

describe('a PSBT', () => {
  it('comes back as it went, whatever it says', () => {
    fc.assert(
      fc.property(psbt, (value) => {
        const encoded = encodePsbt(value)
        expect(decodePsbt(encoded)).toEqual(value)
        expect(decodePsbt(psbtToBase64(value))).toEqual(value)
        expect(toHex(readByBip174(encoded).toBuffer())).toBe(toHex(encoded))
      }),
      { numRuns: runs(100) },
    )
  })

  it('is the same after a way through version 2', () => {
    fc.assert(
      fc.property(psbt, (value) => {
        const version2 = encodePsbt(value, { version: 2 })
        expect(decodePsbt(version2)).toEqual(value)
        expect(toHex(encodePsbt(decodePsbt(version2)))).toBe(toHex(encodePsbt(value)))
      }),
      { numRuns: runs(100) },
    )
  })

  it('of version 2 is refused with a code or keeps its meaning, whatever bytes are changed', () => {
    const sample = encodePsbt(fullPsbt(), { version: 2 })
    fc.assert(
      fc.property(
        fc.nat(sample.length - 1),
        fc.nat(2),
        fc.uint8Array({ maxLength: 2 }),
        (at, remove, insert) => {
          const hostile = Uint8Array.of(...sample.subarray(0, at), ...insert, ...sample.subarray(at + remove))
          const decoded = outcome(() => decodePsbt(hostile))
          if (decoded === undefined) return
          expect(toHex(encodePsbt(decodePsbt(encodePsbt(decoded, { version: 2 }))))).toBe(
            toHex(encodePsbt({ ...decoded, others: decoded.others.filter(({ key }) => key[0] !== 0xfb) })),
          )
        },
      ),
      { numRuns: runs(700) },
    )
  })

  it('is refused with a code or keeps every row, whatever bytes are changed', () => {
    const sample = encodePsbt(fullPsbt())
    const change = fc.record({
      at: fc.nat(sample.length - 1),
      remove: fc.nat(3),
      insert: fc.uint8Array({ maxLength: 3 }),
    })
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        let hostile = sample
        for (const { at, remove, insert } of changes)
          hostile = Uint8Array.of(...hostile.subarray(0, at), ...insert, ...hostile.subarray(at + remove))
        const decoded = outcome(() => decodePsbt(hostile))
        if (decoded === undefined) return
        const counts = { inputs: decoded.inputs.length, outputs: decoded.outputs.length }
        expect(rowsOf(encodePsbt(decoded), counts)).toEqual(rowsOf(hostile, counts))
      }),
      { numRuns: runs(700) },
    )
  })

  it('is refused with a code where a row of any type holds any bytes', () => {
    const row = fc.record({
      type: fc.nat(0x20),
      keyData: fc.oneof(bytes(0), bytes(32), bytes(33), bytes(64), bytes(66), point, someBytes(100)),
      value: fc.oneof(bytes(0), bytes(4), bytes(32), bytes(64), bytes(66), someBytes(100)),
    })
    fc.assert(
      fc.property(row, fc.boolean(), ({ type, keyData, value }, inInput) => {
        const others = [{ key: Uint8Array.of(type, ...keyData), value }]
        const base = fullPsbt({ inputs: 1, outputs: 1 })
        const decoded = outcome(() =>
          decodePsbt(
            encodePsbt({
              ...base,
              inputs: [{ ...EMPTY_INPUT, others: inInput ? others : [] }],
              outputs: [{ ...EMPTY_OUTPUT, others: inInput ? [] : others }],
            }),
          ),
        )
        if (decoded === undefined) return
        const written = encodePsbt(decoded)
        expect(rowsOf(written, { inputs: 1, outputs: 1 })[inInput ? 1 : 2]).toEqual([
          `${toHex(others[0]?.key ?? value)} ${toHex(value)}`,
        ])
      }),
      { numRuns: runs(700) },
    )
  })

  it('is refused with a code where there is none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.uint8Array()), (input) => {
        expect(outcome(() => decodePsbt(input))).toBeUndefined()
      }),
    )
  })
})

describe('a transaction', () => {
  it('is refused with a code or comes back byte for byte, whatever bytes are changed', () => {
    const sample = serializeTransaction({
      ...fullPsbt().transaction,
      inputs: fullPsbt().transaction.inputs.map((spent) => ({ ...spent, witness: [new Uint8Array(64)] })),
    })
    fc.assert(
      fc.property(
        fc.nat(sample.length - 1),
        fc.nat(2),
        fc.uint8Array({ maxLength: 3 }),
        (at, remove, insert) => {
          const hostile = Uint8Array.of(...sample.subarray(0, at), ...insert, ...sample.subarray(at + remove))
          const parsed = outcome(() => parseTransaction(hostile))
          if (parsed !== undefined) expect(toHex(serializeTransaction(parsed))).toBe(toHex(hostile))
        },
      ),
      { numRuns: runs(500) },
    )
  })
})
