import type { Transaction } from 'bitcoinjs-lib'
import { type Funded, leafOf, readSpend, refund, release, type Spend, satsPerVb } from 'taproot-escrow'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PsbtInput } from '../../src/psbt/model.js'
import { equalBytes } from '../../src/units/bytes.js'
import {
  everyPathDocument,
  finished,
  fundAll,
  type LockKind,
  made,
  milestones,
} from '../support/contracts.js'
import { flipped } from '../support/flipped.js'
import {
  changed,
  forged,
  refusal,
  stranger,
  tampered,
  tamperedInput,
  tamperedTransaction,
  WRONG_PROGRAM,
} from '../support/forgery.js'
import { startNode } from '../support/node.js'

/*
 * Which script is revealed, and what its locks demand of the transaction.
 */

const node = await startNode()
const feeRate = satsPerVb('2')
const NOT_YET = 'mandatory-script-verify-flag-failed (Locktime requirement not satisfied)'

const KINDS: readonly LockKind[] = ['blocks', 'seconds', 'height', 'time']
const funded = new Map<LockKind | 'other', Funded>()
beforeAll(async () => {
  const height = await node.height()
  const time = await node.medianTime()
  // every lock has passed at the end of this hook
  const after = { blocks: 2, seconds: 1024, height: height + 3, time: time + 600 }
  const of = (kind: LockKind, count: number) =>
    made({
      ...everyPathDocument(kind, { decision: 1, silence: after[kind] }),
      arbiter: undefined,
      dispute: undefined,
      milestones: milestones(count, { firstSecret: 400 }),
    }).contracts
  const contracts = KINDS.flatMap((kind) => of(kind, kind === 'blocks' ? 2 : 1))
  const all = await fundAll(node, contracts)
  const [first, other, ...rest] = all
  for (const [at, one] of [first!, ...rest].entries()) funded.set(KINDS[at]!, one)
  funded.set('other', other!)
  await node.mine(5)
  await node.passTimeUntil(time + 4000)
})

const one = (kind: LockKind | 'other' = 'blocks'): Funded => funded.get(kind)!
const releaseOf = () => release(one(), { path: 'employerAndWorker', feeRate })
const refundOf = (kind: LockKind = 'blocks') => refund(one(kind), { path: 'employerAlone', feeRate })

/** The control block of a witness is its last item, the script the one before. */
const swapped = (hex: string, change: (parts: { script: Uint8Array; controlBlock: Uint8Array }) => object) =>
  changed(hex, (transaction) => {
    const { witness } = transaction.ins[0]!
    const [script, controlBlock] = witness.slice(-2)
    const parts = { script: script!, controlBlock: controlBlock! }
    const next = { ...parts, ...change({ ...parts, controlBlock: controlBlock!.slice() }) }
    transaction.ins[0]!.witness = [...witness.slice(0, -2), next.script, next.controlBlock]
  })

const leafRow = (input: PsbtInput, change: object) => ({
  tapLeafScripts: input.tapLeafScripts.map((row) => ({ ...row, ...change })),
})

describe('a script or control block that is not the one of the plan', () => {
  const contract = () => one().contract
  const plan = () => leafOf(contract(), 'employerAndWorker')
  const alone = () => leafOf(contract(), 'employerAlone')

  it('is refused by the node: leaf, control block, parity, internal key, branch', async () => {
    const { hex } = await finished(releaseOf())
    const swaps: readonly ((parts: { controlBlock: Uint8Array }) => object)[] = [
      () => ({ script: alone().script }),
      () => ({ controlBlock: alone().controlBlock }),
      () => ({ script: leafOf(one('other').contract, 'employerAndWorker').script }),
      ({ controlBlock }) => ({ controlBlock: flipped(controlBlock, 0) }),
      ({ controlBlock }) => {
        controlBlock.set(contract().leaves[0]!.leafHash, 33)
        return { controlBlock }
      },
      ({ controlBlock }) => {
        controlBlock.set(
          leafOf(one('other').contract, 'terms').fragment.type === 'pk'
            ? one('other').contract.internalKey
            : [],
          1,
        )
        return { controlBlock }
      },
    ]
    for (const swap of swaps) await node.expectRefused(swapped(hex, swap), WRONG_PROGRAM)
    await node.expectAccepted(swapped(hex, () => ({})))
  })

  it('is refused by the library: a leaf of another contract, or of none', () => {
    const { psbt } = releaseOf()
    const scripts = [
      leafOf(one('other').contract, 'employerAndWorker').script,
      flipped(plan().script, 5),
      new Uint8Array(0),
      Uint8Array.of(0x51),
    ]
    for (const script of scripts) {
      const foreign = tamperedInput(psbt, (input) => leafRow(input, { script }))
      expect(refusal(() => readSpend(one(), foreign))).toBe('SPEND_LEAF_UNKNOWN')
    }
    const versioned = tamperedInput(psbt, (input) => leafRow(input, { leafVersion: 0xc2 }))
    expect(refusal(() => readSpend(one(), versioned))).toMatch(/^(SPEND_LEAF_UNKNOWN|PSBT_ROW_MALFORMED)$/)
  })

  it('is refused by the library: control block, parity, internal key, Merkle root', () => {
    const { psbt } = releaseOf()
    const blocks = [
      alone().controlBlock,
      flipped(plan().controlBlock, 0),
      flipped(plan().controlBlock, 1),
      flipped(plan().controlBlock, 40),
      Uint8Array.of(...plan().controlBlock, ...plan().leafHash),
    ]
    for (const controlBlock of blocks) {
      const wrong = tamperedInput(psbt, (input) => leafRow(input, { controlBlock }))
      expect(refusal(() => readSpend(one(), wrong))).toMatch(/^(SPEND_CONTROL_BLOCK|PSBT_ROW_MALFORMED)$/)
    }
    const key = tamperedInput(psbt, () => ({ tapInternalKey: one('other').contract.internalKey }))
    expect(refusal(() => readSpend(one(), key))).toBe('SPEND_INTERNAL_KEY')
    const root = tamperedInput(psbt, () => ({ tapMerkleRoot: plan().leafHash }))
    expect(refusal(() => readSpend(one(), root))).toBe('SPEND_MERKLE_ROOT')
  })

  it('never stands in a PSBT of ours: other leaves are kept out', () => {
    const everyLeaf = tamperedInput(releaseOf().psbt, () => ({
      tapLeafScripts: contract().leaves.map(({ script, controlBlock }) => ({
        script,
        controlBlock,
        leafVersion: 0xc0,
      })),
    }))
    expect(refusal(() => readSpend(one(), everyLeaf))).toBe('SPEND_PATH_UNCLEAR')
    const read = readSpend(one(), everyLeaf, { path: 'employerAndWorker' })
    expect(read.psbt).toBe(releaseOf().psbt)
    expect(refusal(() => readSpend(one(), releaseOf().psbt, { path: 'employerAlone' }))).toBe(
      'SPEND_PATH_UNCLEAR',
    )
  })

  it('cannot be the terms leaf', () => {
    const { script, controlBlock } = leafOf(contract(), 'terms')
    const terms = tamperedInput(releaseOf().psbt, (input) => leafRow(input, { script, controlBlock }))
    expect(refusal(() => readSpend(one(), terms))).toBe('SPEND_PATH_UNCLEAR')
  })

  it('is one for all inputs', () => {
    const [both] = release([one(), one('other')], { path: 'employerAndWorker', feeRate })
    const mixed = tampered(both!.psbt, (psbt) => ({
      ...psbt,
      inputs: psbt.inputs.map((input, at) =>
        at === 0
          ? input
          : {
              ...input,
              ...leafRow(input, {
                script: leafOf(one('other').contract, 'employerAlone').script,
                controlBlock: leafOf(one('other').contract, 'employerAlone').controlBlock,
              }),
            },
      ),
    }))
    expect(refusal(() => readSpend([one(), one('other')], mixed))).toBe('SPEND_PATH_UNCLEAR')
  })
})

describe.each(KINDS)('a refund under a lock by %s', (kind) => {
  const relative = kind === 'blocks' || kind === 'seconds'
  const draft = (): Spend => refundOf(kind)
  const refused = (change: (transaction: Transaction) => void) =>
    node.expectRefused(forged(draft(), { change }), NOT_YET)

  it('is accepted with the sequence, locktime and version of the plan', async () => {
    await node.expectAccepted(forged(draft()))
    expect(forged(draft())).toHaveLength((await finished(draft())).hex.length)
  })

  it('is refused by the node with a lower lock, whoever signed', async () => {
    await refused((transaction) => {
      if (relative) transaction.ins[0]!.sequence -= 1
      else transaction.locktime -= 1
    })
  })

  it('is refused by the node with a lock of the other kind', async () => {
    await refused((transaction) => {
      if (relative) transaction.ins[0]!.sequence ^= 0x400000
      else transaction.locktime = kind === 'height' ? 1_700_000_000 : 100
    })
  })

  it('is refused by the node with a sequence that disables locks', async () => {
    await refused((transaction) => {
      transaction.ins[0]!.sequence = 0xffffffff
    })
    if (relative)
      await refused((transaction) => {
        transaction.ins[0]!.sequence |= 1 << 31
        transaction.ins[0]!.sequence >>>= 0
      })
  })

  if (relative)
    it('is refused by the node with version 1, which knows no relative locks', async () => {
      await refused((transaction) => {
        transaction.version = 1
      })
    })

  it('is refused by the library with any other sequence, locktime or version', () => {
    const { psbt } = draft()
    for (const sequence of [0, 1, 0xfffffffd, 0xfffffffe, 0xffffffff]) {
      if (sequence === draft().plan.inputs[0]!.sequence) continue
      const wrong = tamperedTransaction(psbt, ({ inputs: [first] }) => ({
        inputs: [{ ...first!, sequence }],
      }))
      expect(refusal(() => readSpend(one(kind), wrong))).toBe('SPEND_SEQUENCE')
    }
    for (const lockTime of [draft().plan.lockTime + 1, 499_999_999, 0xffffffff]) {
      const wrong = tamperedTransaction(psbt, () => ({ lockTime }))
      expect(refusal(() => readSpend(one(kind), wrong))).toBe('SPEND_LOCK_TIME')
    }
    for (const version of [1, 3, 0xffffffff]) {
      const wrong = tamperedTransaction(psbt, () => ({ version }))
      expect(refusal(() => readSpend(one(kind), wrong))).toBe('SPEND_VERSION')
    }
  })
})

describe('a key that only looks like one of the contract', () => {
  it('has no place in a leaf, so the node refuses its script', async () => {
    const { hex } = await finished(releaseOf())
    const key = stranger.text
    const { script } = leafOf(one().contract, 'employerAndWorker')
    const replaced = Uint8Array.of(
      ...script.subarray(0, 1),
      ...Buffer.from(key, 'hex'),
      ...script.subarray(33),
    )
    expect(equalBytes(replaced, script)).toBe(false)
    await node.expectRefused(
      swapped(hex, () => ({ script: replaced })),
      WRONG_PROGRAM,
    )
  })
})
