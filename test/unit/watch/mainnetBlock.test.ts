import { describe, expect, it } from 'vitest'
import { proveFunding } from '../../../src/chain/proveFunding.js'
import type { NodeSource } from '../../../src/chain/source.js'
import type { Funded } from '../../../src/contract/funded.js'
import { parseTransaction } from '../../../src/psbt/transaction.js'
import { concat, fromHex, toHex } from '../../../src/units/bytes.js'
import { type FundingProof, verifyFunding } from '../../../src/watch/fundingProof.js'
import { parseHeader } from '../../../src/watch/header.js'
import { mainnetContract } from '../../support/mainnetContract.js'
import { AROUND_CHANGE, FIRST_PAYMENT } from '../../support/mainnetHeaders.js'
import { payment } from '../../support/minedChain.js'
import { thrown } from '../../support/thrown.js'

const bytesOf = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array()
const contract = mainnetContract()

interface Served {
  readonly height: number
  readonly header: string
  readonly transactions: readonly Uint8Array[]
  /** Of the lowest header that there is, and all from there on. */
  readonly from: number
  readonly headers: readonly string[]
}

/** A node that has one block, and headers around it. */
const nodeOf = ({ height, header, transactions, from, headers }: Served): NodeSource => {
  const unused = () => Promise.reject(new Error('nobody asks that'))
  const { hash } = parseHeader(bytesOf(header))!
  const top = from + headers.length - 1
  return {
    kind: 'node',
    name: 'a node of mainnet',
    network: 'mainnet',
    tip: async () => ({ height: top, hash: parseHeader(bytesOf(headers.at(-1)!))!.hash }),
    headers: async ({ from: start, count }) =>
      headers.slice(Math.max(0, start - from), start - from + count).map(bytesOf),
    transaction: async () => ({ bytes: transactions[1]!, block: { hash, height } }),
    block: async () => concat(bytesOf(header), Uint8Array.of(transactions.length), ...transactions),
    ...{ mempool: unused, waiting: unused, changed: unused, broadcast: unused, feeRate: unused },
    relayPolicy: unused,
  }
}

const fundedBy = (txid: string): Funded => ({
  contract,
  outpoint: { txid, vout: 0 },
  amount: contract.amount,
  match: 'exact',
})

describe('a block of mainnet with its transactions', () => {
  const { height, header, coinbase, transaction, txid, coinbaseTxid } = FIRST_PAYMENT
  const source = nodeOf({
    height,
    header,
    transactions: [coinbase, transaction].map(bytesOf),
    from: height,
    headers: [header],
  })
  const checkpoint = { height, hash: parseHeader(bytesOf(header))!.hash }
  const verify = (proof: FundingProof) =>
    thrown(() => verifyFunding(proof, { contract, checkpoint, now: 2e9 }))
  // the headers below it, to which the rules would reach, are not recorded: the checkpoint stands in for them
  const proved = async (): Promise<FundingProof> => ({
    ...(await proveFunding(fundedBy(txid), source)),
    headers: { from: height, hex: header },
  })

  it('gives the ways of its transactions up to the root that its header names', async () => {
    expect(await proved()).toMatchObject({
      chain: 'mainnet',
      height: 170,
      position: 1,
      branch: [coinbaseTxid],
      coinbase: { branch: [txid] },
    })
  })

  it('proves everything but that the first payment of all pays a contract of ours', async () => {
    const { code, message } = verify(await proved())
    expect(code).toBe('PROOF_OUTPUT')
    expect(message).toContain(contract.address)
  })

  it.each<[string, (proof: FundingProof) => Partial<FundingProof>, string]>([
    ['another way', () => ({ branch: [txid] }), 'PROOF_BRANCH'],
    ['another position', () => ({ position: 0 }), 'PROOF_BRANCH'],
    ['a position that the way does not reach', () => ({ position: 3 }), 'PROOF_BRANCH'],
    ['a way that is deeper than the block', ({ branch }) => ({ branch: [...branch, txid] }), 'PROOF_DEPTH'],
    [
      'a transaction for the coinbase that is none',
      ({ branch, transaction: hex }) => ({ coinbase: { transaction: hex, branch } }),
      'PROOF_COINBASE',
    ],
    [
      'a payment to us that is not in the block',
      () => ({ transaction: toHex(payment(1, contract.outputScript, contract.amount)) }),
      'PROOF_BRANCH',
    ],
  ])('is refused with %s', async (_, change, code) => {
    const proof = await proved()
    expect(verify({ ...proof, ...change(proof) }).code).toBe(code)
  })
})

describe('a deposit that is said to be in a block of mainnet beside a change of difficulty', () => {
  it.each([-1, 0, 1])('is proved and refused by the root, %i blocks from the change', async (beside) => {
    const { from, change, hex } = AROUND_CHANGE
    const height = change + beside
    const deposit = payment(1, contract.outputScript, contract.amount)
    const source = nodeOf({
      height,
      header: hex[height - from]!,
      transactions: [bytesOf(FIRST_PAYMENT.coinbase), deposit],
      from,
      headers: hex,
    })
    const proof = {
      ...(await proveFunding(fundedBy(parseTransaction(deposit).txid), source)),
      // below the change the rules reach to the start of its period, which is a checkpoint of two weeks before
      headers: { from, hex: hex.join('') },
    }
    expect(proof).toMatchObject({ chain: 'mainnet', height, position: 1 })
    const known = { height: change, hash: parseHeader(bytesOf(hex[change - from]!))!.hash }
    const { time } = parseHeader(bytesOf(hex.at(-1)!))!
    // the headers are the chain's, on both sides of the change; nobody can make the root one that has the deposit
    expect(thrown(() => verifyFunding(proof, { contract, checkpoint: known, now: time })).code).toBe(
      'PROOF_BRANCH',
    )
  })
})
