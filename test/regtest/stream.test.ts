import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import {
  award,
  childPaysForParent,
  combine,
  complete,
  type Funded,
  finalize,
  refund,
  type Sats,
  type Spend,
  sats,
  startMusig,
} from 'taproot-escrow'
import {
  closable,
  closeStream,
  planStream,
  readState,
  renewStream,
  type StreamPlan,
  settleStream,
  signState,
  streamStateFromJson,
} from 'taproot-escrow/stream'
import { afterAll, describe, expect, it } from 'vitest'
import { leafOf } from '../../src/contract/contract.js'
import { planTransaction } from '../../src/plan/plan.js'
import { serializeTransaction } from '../../src/psbt/transaction.js'
import { preparedOf } from '../../src/stream/prepared.js'
import { sighasher } from '../../src/taproot/sighash.js'
import { toHex } from '../../src/units/bytes.js'
import type { TransactionOutput } from '../../src/units/transaction.js'
import { everyPathDocument, finished, fundAll, made, milestones } from '../support/contracts.js'
import type { Json } from '../support/documents.js'
import type { TestNode } from '../support/node.js'
import { EMPLOYER, streamOf, TIP, WORKER } from '../support/streams.js'
import { codeOf } from '../support/thrown.js'
import { trucNodes } from '../support/trucNodes.js'

const truc = await trucNodes()
const node = truc.enforcing

const FROM = 40
const SILENCE = 60
const INVALID = 'script-verify-flag-failed (Invalid Schnorr signature)'

/** Receivers are wallets of the node, so that they can spend what they get. */
const documentOn = async (on: TestNode, change: Json = {}): Promise<Json> => {
  const document = {
    ...everyPathDocument('blocks', { from: FROM, decision: 10, silence: SILENCE }),
    milestones: milestones(1),
    ...change,
  }
  document.employer.address = await on.wallet.getnewaddress({ type: 'bech32m' })
  document.worker.payees[0].address = await on.wallet.getnewaddress({ type: 'bech32m' })
  return document
}

const momentOf = async (on: TestNode) => ({ height: await on.height(), medianTime: await on.medianTime() })

/** A contract with so many deposits, and the stream over all of them. */
const streamOn = async (
  on: TestNode,
  { count = 1, feeRate = '2', change = {} }: { count?: number; feeRate?: string; change?: Json } = {},
) => {
  const [contract] = made(await documentOn(on, change)).contracts
  const deposits = await fundAll(
    on,
    Array.from({ length: count }, () => contract!),
  )
  return planStream({ deposits, feeRate }, { at: await momentOf(on), margin: 5 })
}

const signed = (plan: StreamPlan, pays: bigint) =>
  signState(plan, { pays: sats(pays), last: 'none' }, EMPLOYER)

/** Both sign by the key path, each the draft that they made themselves. */
const settledTogether = async (draft: () => Spend<'unsigned'>) => {
  const [mine, theirs] = [await startMusig(draft(), EMPLOYER), await startMusig(draft(), WORKER)]
  const halves = [await mine.sign(theirs.spend.psbt), await theirs.sign(mine.spend.psbt)] as const
  return finalize(complete(combine(halves[0], halves[1])))
}

/**
 * A transaction by hand, whatever it pays: the worker signs it, and the employer too where no signatures are given that
 * the employer made for something else.
 */
const byHand = async (plan: StreamPlan, { pays, outputs, signatures, worker }: ByHand): Promise<string> => {
  const planned = preparedOf(plan).planAt(pays)
  const transaction = { ...planTransaction(planned), ...(outputs && { outputs }) }
  const spent = plan.deposits.map(({ contract, amount }) => ({ script: contract.outputScript, amount }))
  const digestOf = sighasher(transaction, spent)
  const inputs = await Promise.all(
    transaction.inputs.map(async (input, index) => {
      const leaf = leafOf(plan.deposits[index]!.contract, 'employerAndWorker')
      const digest = digestOf({ index, leafHash: leaf.leafHash })
      const by = async (signer: typeof WORKER, role: 'employer' | 'worker') => {
        const fragment = leaf.fragment as {
          left: { key: { xOnly: Uint8Array } }
          right: { key: { xOnly: Uint8Array } }
        }
        const { key } = role === 'employer' ? fragment.left : fragment.right
        const request = {
          ...key,
          digest,
          publicKey: key.xOnly,
          role,
          path: 'employerAndWorker',
          input: index,
        } as const
        const [signature] = await signer.sign({ requests: [request], psbt: '' })
        return signature!
      }
      const witness = [
        worker ?? (await by(WORKER, 'worker')),
        signatures?.[index] ?? (await by(EMPLOYER, 'employer')),
        leaf.script,
        leaf.controlBlock,
      ]
      return { ...input, witness }
    }),
  )
  return toHex(serializeTransaction({ ...transaction, inputs }))
}
interface ByHand {
  readonly pays: Sats
  readonly outputs?: readonly TransactionOutput[]
  readonly signatures?: readonly Uint8Array[]
  /** In place of the worker's signature. */
  readonly worker?: Uint8Array
}

describe('a close', () => {
  it('by the leaf is accepted and mined as heavy as planned, the worker paid to the satoshi', async () => {
    const plan = await streamOn(node)
    const { hex, vsize } = await closeStream(plan, await signed(plan, 412_345n), WORKER)
    const { vsize: mined, transaction } = await node.broadcastAndMine(hex)
    expect([mined, vsize]).toEqual([plan.vsize, plan.vsize])
    expect(transaction.vout.map(({ value }) => value)).toEqual([plan.pot - plan.fee - 412_345n, 412_345n])
  })

  it('by the key path is accepted, smaller, and pays what both say', async () => {
    const plan = await streamOn(node)
    const last = await signed(plan, 412_345n)
    const draft = () => settleStream(plan, { pays: sats('412345'), last, feeRate: '3' })
    const { vsize, transaction } = await node.broadcastAndMine((await settledTogether(draft)).hex)
    expect(vsize).toBeLessThan(plan.vsize)
    expect(transaction.vout[1]!.value).toBe(412_345n)
  })

  it('by the key path is no close where one of both says less', async () => {
    const plan = await streamOn(node)
    const last = await signed(plan, 412_345n)
    const mine = await startMusig(settleStream(plan, { pays: last.pays, last }), WORKER)
    const theirs = await startMusig(settleStream(plan, { pays: sats('400000'), last: 'none' }), EMPLOYER)
    await expect(mine.sign(theirs.spend.psbt)).rejects.toMatchObject({ code: 'SPEND_DIFFERENT' })
  })

  it('over two deposits, after a top-up, pays from both', async () => {
    const plan = await streamOn(node, { count: 2 })
    const { hex } = await closeStream(plan, await signed(plan, plan.most), WORKER)
    const { vsize, transaction } = await node.broadcastAndMine(hex)
    expect(vsize).toBe(plan.vsize)
    expect(transaction.vin).toHaveLength(2)
    expect(transaction.vout.map(({ value }) => value)).toEqual([330n, plan.most])
  })

  it('at either end of what a state can pay is accepted', async () => {
    const plan = await streamOn(node)
    for (const pays of [plan.least, plan.most])
      await node.expectAccepted((await closeStream(plan, await signed(plan, pays), WORKER)).hex)
  })
})

describe('a wrong state', () => {
  it('is refused by the worker, and by the node where the worker closes with it all the same', async () => {
    const plan = await streamOn(node, { count: 2 })
    const [first, second] = plan.deposits
    const at = await momentOf(node)
    const of = (deposits: readonly Funded[], feeRate = '2') =>
      planStream({ deposits, feeRate }, { at, margin: 5 })
    const one = of([first!])
    const other = of([second!])
    const dear = of([first!], '3')
    const state = await signed(one, 50_000n)
    const read = (given: typeof state, by = one) => codeOf(() => readState(by, given, { last: 'none', at }))

    // more than was signed, and so fewer satoshis for the employer
    expect(read({ ...state, pays: sats('60000') })).toBe('STREAM_SIGNATURE')
    await node.expectRefused(
      await byHand(one, { pays: sats('60000'), signatures: state.signatures }),
      INVALID,
    )
    // fewer satoshis for the worker
    expect(read({ ...state, pays: sats('40000') })).toBe('STREAM_SIGNATURE')
    await node.expectRefused(
      await byHand(one, { pays: sats('40000'), signatures: state.signatures }),
      INVALID,
    )
    // of another deposit of the same contract
    expect(read(state, other)).toBe('STREAM_DEPOSITS')
    await node.expectRefused(await byHand(other, { pays: state.pays, signatures: state.signatures }), INVALID)
    // with another fee
    expect(read(state, dear)).toBe('STREAM_FEE')
    await node.expectRefused(await byHand(dear, { pays: state.pays, signatures: state.signatures }), INVALID)
    // forged
    const forged = [new Uint8Array(64).fill(3)]
    expect(read({ ...state, signatures: forged })).toBe('STREAM_SIGNATURE')
    await node.expectRefused(await byHand(one, { pays: state.pays, signatures: forged }), INVALID)
    // and as it was signed
    await node.expectAccepted(await byHand(one, { pays: state.pays, signatures: state.signatures }))
  })

  it('below the floor is signed by nobody, and relays nowhere', async () => {
    const plan = await streamOn(node)
    await expect(signed(plan, plan.least - 1n)).rejects.toMatchObject({ code: 'STREAM_TOO_SMALL' })
    await expect(signed(plan, plan.most + 1n)).rejects.toMatchObject({ code: 'STREAM_TOO_MUCH' })
    const [toEmployer, toWorker] = preparedOf(plan).planAt(plan.least).outputs
    const move = (by: bigint) => [
      { ...toEmployer!, amount: sats(toEmployer!.amount + by) },
      { ...toWorker!, amount: sats(toWorker!.amount - by) },
    ]
    await node.expectAccepted(await byHand(plan, { pays: plan.least, outputs: move(0n) }))
    const { allowed, reason } = await node.tryAccept(
      await byHand(plan, { pays: plan.least, outputs: move(1n) }),
    )
    expect([allowed, reason?.split('-')[0]]).toEqual([false, 'dust'])
  })

  it('that the worker does not countersign is nobody’s to broadcast', async () => {
    const plan = await streamOn(node)
    const { pays, signatures } = await signed(plan, 50_000n)
    await node.expectAccepted(await byHand(plan, { pays, signatures }))
    const worker = signatures[0]!
    await node.expectRefused(await byHand(plan, { pays, signatures, worker }), INVALID)
  })
})

describe('the end of a stream', () => {
  it('is when arbiter and employer can take the money, and not a block before', async () => {
    const plan = await streamOn(node)
    const state = await signed(plan, 300_000n)
    const [deposit] = plan.deposits
    const taken = await finished(
      award(deposit!, { path: 'arbiterAndEmployer', split: { employer: 10_000, worker: 0 }, feeRate: '20' }),
    )
    expect(plan.ends).toMatchObject({
      path: 'arbiterAndEmployer',
      from: { height: deposit!.confirmedAt! + FROM - 1 },
    })
    const end = deposit!.confirmedAt! + FROM - 1
    await node.mineUntilHeight(end - 6)
    expect(readState(plan, state, { last: 'none', at: await momentOf(node) }).amount).toBe(300_000n)
    await node.mine()
    const late = await momentOf(node)
    expect(plan.closeBefore).toEqual({ height: late.height })
    expect(codeOf(() => readState(plan, state, { last: 'none', at: late }))).toBe('STREAM_OVER')
    await node.mineUntilHeight(end - 1)
    await node.expectRefused(taken.hex, 'non-BIP68-final')
    await node.mine()
    await node.expectAccepted(taken.hex)
    // a close that waits in the mempool is replaced by whoever pays more
    const close = await closeStream(plan, state, WORKER)
    await node.rpc.sendrawtransaction(close.hex)
    await node.rpc.sendrawtransaction(taken.hex)
    expect(await node.rpc.getrawmempool()).toEqual([taken.txid])
    await node.mine()
    // past the end a state is worth what nobody was quicker to take
    await node.expectRefused(close.hex, 'missing-inputs')
  })

  it('is silence where there is no arbiter, and not a block before', async () => {
    const plan = await streamOn(node, { change: { arbiter: undefined, dispute: undefined } })
    const [deposit] = plan.deposits
    const end = deposit!.confirmedAt! + SILENCE - 1
    expect(plan.ends).toMatchObject({ path: 'employerAlone', from: { height: end } })
    const taken = await finished(refund(deposit!, { path: 'employerAlone', feeRate: '2' }))
    await node.mineUntilHeight(end - 1)
    await node.expectRefused(taken.hex, 'non-BIP68-final')
    await node.mine()
    await node.expectAccepted(taken.hex)
    await node.expectAccepted((await closeStream(plan, await signed(plan, 300_000n), WORKER)).hex)
  })
})

describe('a freeze', () => {
  it('voids every state, and the first state of the renewal stands on its output', async () => {
    const plan = await streamOn(node, { count: 2 })
    const last = await signed(plan, 700_000n)
    const at = await momentOf(node)
    const { freeze, next, least } = renewStream(plan, { last, at, margin: 5 })
    const first = await signed(next, least)
    expect(readState(next, first, { last: 'none', at, owed: last.pays }).amount).toBe(last.pays)
    const frozen = await settledTogether(() => renewStream(plan, { last, at, margin: 5 }).freeze)
    expect(next.deposits).toMatchObject([{ outpoint: { txid: frozen.txid, vout: 0 } }])
    await node.broadcastAndMine(frozen.hex)
    await node.expectRefused((await closeStream(plan, last, WORKER)).hex, 'missing-inputs')
    const confirmed = {
      ...next.deposits[0]!,
      confirmedAt: await node.height(),
    }
    const renewed = planStream(
      { deposits: [confirmed], feeRate: '2' },
      { at: await momentOf(node), margin: 5 },
    )
    expect(renewed).toMatchObject({ id: next.id, fee: next.fee, ends: next.ends })
    expect(freeze.plan.pot - freeze.plan.fee).toBe(next.pot)
    const { transaction } = await node.broadcastAndMine((await closeStream(renewed, first, WORKER)).hex)
    expect(transaction.vout.map(({ value }) => value)).toContain(last.pays)
  })
})

describe('an old state', () => {
  it('that was countersigned and leaked stands for ever: the newest does not take its place', async () => {
    const plan = await streamOn(node)
    const old = await closeStream(plan, await signed(plan, 100_000n), WORKER)
    const newest = await closeStream(plan, await signed(plan, 900_000n), WORKER)
    await node.expectAccepted(newest.hex)
    await node.rpc.sendrawtransaction(old.hex)
    await node.expectRefused(newest.hex, 'insufficient fee')
    await node.mine()
    await node.expectRefused(newest.hex, 'missing-inputs')
  })

  it('of the stream before a top-up takes the first deposit alone', async () => {
    const both = await streamOn(node, { count: 2 })
    const at = await momentOf(node)
    const [first] = both.deposits
    const before = planStream({ deposits: [first!], feeRate: '2' }, { at, margin: 5 })
    const old = await closeStream(before, await signed(before, 500_000n), WORKER)
    const newest = await closeStream(both, await signed(both, 1_200_000n), WORKER)
    await node.broadcastAndMine(old.hex)
    await node.expectRefused(newest.hex, 'missing-inputs')
  })
})

describe.each(truc.all)(`where nodes $policy version 3 (${truc.told})`, ({ node: on, policy }) => {
  it('a state relays by itself, and the worker’s child makes up for a fee that has become too low', async () => {
    const plan = await streamOn(on)
    const state = await signed(plan, 600_000n)
    const { hex, txid } = await closeStream(plan, state, WORKER)
    await on.rpc.sendrawtransaction(hex)
    const childOf = async (vout: number, feeRate: string) => {
      const child = childPaysForParent({
        parent: hex,
        parentFee: plan.fee,
        vout,
        to: await on.wallet.getnewaddress({ type: 'bech32m' }),
        network: 'regtest',
        feeRate,
      })
      return { child, hex: (await on.wallet.walletprocesspsbt(child.psbt)).hex! }
    }
    // the employer's child comes first, and holds up nobody
    const pin = await on.rpc.sendrawtransaction((await childOf(0, '10')).hex)
    const rescue = await childOf(1, '30')
    expect(rescue.child.amount).toBe(closable(plan, { pays: state.pays, feeRate: '30' }))
    const rescueId = await on.rpc.sendrawtransaction(rescue.hex)
    const mempool = await on.rpc.getrawmempool()
    expect(mempool).toEqual(expect.arrayContaining([txid, rescueId]))
    expect(mempool.includes(pin)).toBe(policy === 'accept')
    await on.mine()
    expect((await on.rpc.getrawtransaction(txid)).confirmations).toBe(1)
  })
})

describe('kill -9 in the middle of a stream', () => {
  const PROGRAM = fileURLToPath(new URL('../support/streamSide.ts', import.meta.url))
  const folder = mkdtempSync(join(tmpdir(), 'stream-'))
  const running = new Set<ChildProcess>()
  afterAll(() => {
    for (const child of running) child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })

  const started = (side: 'employer' | 'worker') => {
    const child = spawn(
      process.execPath,
      ['--conditions=taproot-escrow-source', '--import', 'tsx', PROGRAM, side, join(folder, side)],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    )
    running.add(child)
    return child
  }
  const killed = async (child: ChildProcess): Promise<void> => {
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    running.delete(child)
  }
  const storedBy = (side: 'employer' | 'worker') =>
    streamStateFromJson(JSON.parse(readFileSync(join(folder, side), 'utf8')))

  /** Everything that a side said, and a moment when it has said so much. */
  const listening = (child: ChildProcess) => {
    const lines: string[] = []
    const reader = createInterface(child.stdout!)
    reader.on('line', (line) => lines.push(line))
    return {
      lines,
      until: async (count: number) => {
        while (lines.length < count) await once(reader, 'line')
      },
    }
  }

  it('loses nothing that was believed, on neither side', async () => {
    let sides = { employer: started('employer'), worker: started('worker') }
    let believed = 0n
    let sent = 0n
    for (const victim of ['worker', 'employer', 'worker'] as const) {
      const { employer, worker } = sides
      worker.stdin!.on('error', () => undefined) // it may be gone already
      employer.stdout!.pipe(worker.stdin!)
      const heard = { employer: listening(employer), worker: listening(worker) }
      await heard.worker.until(20)
      await killed(sides[victim])
      employer.stdout!.unpipe()
      for (const line of heard.worker.lines) {
        expect(BigInt(line)).toBeGreaterThan(believed)
        believed = BigInt(line)
      }
      for (const line of heard.employer.lines.filter((line) => line.endsWith('}'))) {
        const { pays } = streamStateFromJson(JSON.parse(line))
        // after a restart the newest is sent again, and never an older one
        expect(pays).toBeGreaterThanOrEqual(sent)
        sent = pays
      }
      expect(storedBy('worker').pays).toBeGreaterThanOrEqual(believed)
      expect(storedBy('employer').pays).toBeGreaterThanOrEqual(sent)
      sides = { ...sides, [victim]: started(victim) }
    }
    await Promise.all(Object.values(sides).map(killed))
    const plan = streamOf()
    expect(readState(plan, storedBy('worker'), { last: 'none', at: TIP }).amount).toBeGreaterThanOrEqual(
      believed,
    )
    expect(storedBy('employer').pays).toBeGreaterThanOrEqual(storedBy('worker').pays)
  })
})
