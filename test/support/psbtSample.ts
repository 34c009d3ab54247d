import type { Psbt, PsbtInput, PsbtOutput } from '../../src/psbt/model.js'
import { sats } from '../../src/units/sats.js'

const filled = (length: number, byte: number): Uint8Array => new Uint8Array(length).fill(byte)

const point = (byte: number): Uint8Array => {
  const bytes = filled(33, byte)
  bytes[0] = 2 + (byte % 2)
  return bytes
}

/** An input with something in every field that the model has, lists in the order of their keys; 128 values of `byte` give different ones. */
export const fullInput = (byte = 1): PsbtInput => ({
  witnessUtxo: { script: filled(34, byte), amount: sats(1000n + BigInt(byte)) },
  nonWitnessUtxo: filled(300, byte),
  sighashType: 0,
  finalScriptSig: new Uint8Array(0),
  finalScriptWitness: [filled(64, byte), new Uint8Array(0), filled(300, byte)],
  sha256Preimages: [{ hash: filled(32, byte), preimage: filled(20, byte) }],
  tapKeySignature: filled(64, byte),
  tapScriptSignatures: [1, 2].map((key) => ({
    xOnly: filled(32, key),
    leafHash: filled(32, byte),
    signature: filled(63 + key, byte),
  })),
  tapLeafScripts: [{ controlBlock: filled(97, 0xc0), script: filled(70, byte), leafVersion: 0xc0 }],
  tapDerivations: [
    { xOnly: filled(32, 1), leafHashes: [], fingerprint: '00ff00ff', path: [] },
    {
      xOnly: filled(32, 2),
      leafHashes: [filled(32, byte), filled(32, byte + 1)],
      fingerprint: 'd34db33f',
      path: [0x80000057, 0xffffffff, 2, 7],
    },
  ],
  tapInternalKey: filled(32, byte),
  tapMerkleRoot: filled(32, byte),
  musigParticipants: [{ aggregate: point(byte), participants: [point(3), point(4)] }],
  musigPublicNonces: [
    { participant: point(4), aggregate: point(byte), leafHash: filled(32, 9), nonce: filled(66, byte) },
    { participant: point(3), aggregate: point(byte), nonce: filled(66, byte) },
  ],
  musigPartialSignatures: [{ participant: point(3), aggregate: point(byte), signature: filled(32, byte) }],
  others: [
    { key: Uint8Array.of(0xf0, 1, 2), value: filled(3, byte) },
    { key: Uint8Array.of(0xfc, 4, 116, 101, 115, 116, 0), value: new Uint8Array(0) },
    // a type of three bytes
    { key: Uint8Array.of(0xfd, 0x00, 0x01), value: filled(260, byte) },
  ],
})

export const fullOutput = (byte = 1): PsbtOutput => ({
  tapInternalKey: filled(32, byte),
  tapTree: [
    { depth: 1, leafVersion: 0xc0, script: filled(34, byte) },
    { depth: 2, leafVersion: 0xc0, script: filled(253, byte) },
    { depth: 2, leafVersion: 0xc2, script: new Uint8Array(0) },
  ],
  tapDerivations: [{ xOnly: filled(32, byte), leafHashes: [], fingerprint: '00000001', path: [1] }],
  musigParticipants: [{ aggregate: point(byte), participants: [point(5)] }],
  others: [{ key: Uint8Array.of(0xf1), value: filled(1, byte) }],
})

/** A PSBT with everything in it. */
export const fullPsbt = ({ inputs = 2, outputs = 2 }: { inputs?: number; outputs?: number } = {}): Psbt => ({
  transaction: {
    version: 3,
    lockTime: 500_000_001,
    inputs: Array.from({ length: inputs }, (_, index) => ({
      outpoint: { txid: (index + 1).toString(16).padStart(64, '0'), vout: index },
      sequence: 0xfffffffd,
    })),
    outputs: Array.from({ length: outputs }, (_, index) => ({
      script: filled(34, index),
      amount: sats(BigInt(1000 * (index + 1))),
    })),
  },
  inputs: Array.from({ length: inputs }, (_, index) => fullInput(1 + (index % 128))),
  outputs: Array.from({ length: outputs }, (_, index) => fullOutput(1 + (index % 128))),
  others: [{ key: Uint8Array.of(0xfb), value: filled(4, 0) }],
})
