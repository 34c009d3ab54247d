import { type Contract, release, satsPerVb } from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { finished, fundAll, made } from '../support/contracts.js'
import { type Json, plainDocument } from '../support/documents.js'
import { addressOf, bareHolder } from '../support/holders.js'
import { buildLeaf, type KeyList, spendLeaves } from '../support/limitLeaf.js'
import { startNode } from '../support/node.js'
import { codeOf } from '../support/thrown.js'

const node = await startNode()
const feeRate = satsPerVb('2')
/** Bitcoin Core relays all of these; the stricter node is the one that decides what is compiled. */
const isStrict = (await node.rpc.getnetworkinfo()).subversion.includes('Knots')

const quorum = ({ threshold, keys }: KeyList, first: number): Json => ({
  threshold,
  keys: Array.from({ length: keys }, (_, at) => bareHolder(first + at).text),
})

const documentOf = ([employer, worker]: readonly [KeyList, KeyList]): Json => ({
  ...plainDocument(),
  employer: { ...quorum(employer, 600), address: addressOf(1) },
  worker: { ...plainDocument().worker, ...quorum(worker, 640) },
  keyPath: 'closed',
})

const of = (threshold: number, keys: number): KeyList => ({ threshold, keys })

const AT_THE_BOUND = [
  ['10 of 20 beside one key', [of(10, 20), of(1, 1)]],
  ['2 of 8 beside 4 of 8', [of(2, 8), of(4, 8)]],
  ['5 of 10 twice', [of(5, 10), of(5, 10)]],
  ['7 of 7 twice', [of(7, 7), of(7, 7)]],
] as const

const PENALISED = [
  ['9 of 20 beside one key', [of(9, 20), of(1, 1)]],
  ['1 of 8 beside 4 of 8', [of(1, 8), of(4, 8)]],
  ['4 of 10 beside 5 of 10', [of(4, 10), of(5, 10)]],
] as const

const REFUSED = [
  ['7 of 20 beside one key', [of(7, 20), of(1, 1)], 'SCRIPT_TOO_MANY_KEYS', 'txn-datacarrier-exceeded'],
  ['2 of 11 twice', [of(2, 11), of(2, 11)], 'SCRIPT_TOO_MANY_KEYS', 'txn-datacarrier-exceeded'],
  ['8 of 8 twice', [of(8, 8), of(8, 8)], 'SCRIPT_WITNESS_TOO_LARGE', 'bad-witness-witness-size'],
] as const

/** What the node says of a spend by hand, at the depth that the library would give the leaf. */
const byHand = async (lists: readonly KeyList[]) => {
  const leaf = buildLeaf({ lists, depth: 1 })
  const [deposit] = await node.fund([{ address: leaf.address, amount: 1_000_000n }])
  const transaction = spendLeaves([{ leaf, deposit: deposit! }])
  const [verdict] = await node.rpc.testmempoolaccept([transaction.toHex()], { maxfeerate: 'unlimited' })
  return { verdict: verdict!, vsize: transaction.virtualSize() }
}

describe('lists of keys', () => {
  it.each(AT_THE_BOUND)('at the bound are spent, and counted as large as they are: %s', async (_, lists) => {
    const [contract] = made(documentOf(lists)).contracts
    const [funded] = await fundAll(node, [contract as Contract])
    const draft = release(funded!, { path: 'employerAndWorker', feeRate })
    const { hex } = await finished(draft)
    const [verdict] = await node.rpc.testmempoolaccept([hex])
    expect(verdict).toMatchObject({ allowed: true, vsize: draft.plan.vsize })
    const mined = await node.broadcastAndMine(hex)
    expect(mined.weight).toBe(draft.plan.weight)
  })

  it.each(PENALISED)('one key beyond it are refused before money is paid in: %s', async (_, lists) => {
    expect(codeOf(() => made(documentOf(lists)))).toBe('SCRIPT_TOO_MANY_KEYS')
    const { verdict, vsize } = await byHand(lists)
    expect(verdict.allowed).toBe(true)
    expect(verdict.vsize! > vsize).toBe(isStrict)
  })

  it.each(REFUSED)('far beyond it would be refused by the node: %s', async (_, lists, code, reason) => {
    expect(codeOf(() => made(documentOf(lists)))).toBe(code)
    const { verdict } = await byHand(lists)
    expect(verdict['reject-reason']).toBe(isStrict ? reason : undefined)
  })
})
