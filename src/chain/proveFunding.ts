import { aFunded, type Funded } from '../contract/funded.js'
import { marks } from '../forms/form.js'
import { aFunction, aWhole, having, membersOf, oneOf } from '../given/check.js'
import { Cursor } from '../psbt/cursor.js'
import { parseTransaction } from '../psbt/transaction.js'
import { concat, fromHex, toHex } from '../units/bytes.js'
import type { FundingProof } from '../watch/fundingProof.js'
import { HEADER_BYTES, hash256, hashText } from '../watch/header.js'
import { chainOfNetwork, contextOf } from '../watch/headerRules.js'
import { malformedAnswer, sourceError } from './errors.js'
import { aSource } from './given.js'
import type { Signal } from './signal.js'
import type { Asked, NodeSource, Source } from './source.js'

export interface ProveFundingOptions {
  /**
   * The lowest height that whoever verifies may know a block at; the proof's headers begin low enough to follow the
   * rules from there on. That of the deposit's block where absent.
   */
  readonly from?: number
  /** Which of its two chains `testnet` is; `testnet4` where absent. */
  readonly testnet?: 'testnet3' | 'testnet4'
  readonly signal?: Signal
}

/**
 * A proof that a contract's deposit is in the chain, as plain JSON: the transaction, its way up the tree of its block,
 * that of the coinbase transaction, and the headers up to the tip. {@link verifyFunding} needs it and a block that is
 * known to be in the chain.
 *
 * @throws EscrowError `SOURCE_UNCONFIRMED` where the source knows no block that has it, and other `SOURCE_…`
 * @example
 * const proof = await proveFunding(funded, source)
 * await writeFile('deposit.json', JSON.stringify(proof))
 */
export const proveFunding = async (
  funded: Funded,
  source: Source,
  options: ProveFundingOptions = {},
): Promise<FundingProof> => {
  aFunded(funded, 'funded')
  aSource(source, 'source')
  membersOf<ProveFundingOptions>({
    'from?': aWhole,
    'testnet?': oneOf(['testnet3', 'testnet4']),
    'signal?': having({ addEventListener: aFunction }),
  })(options, '')
  const { from, testnet = 'testnet4', signal } = options
  const asked: Asked = signal === undefined ? {} : { signal }
  const { txid, vout } = funded.outpoint
  const { height: top } = await source.tip(asked)
  const found = await source.transaction({ txid, ...asked })
  if (found?.block === undefined)
    throw sourceError('SOURCE_UNCONFIRMED', {
      field: 'funded.outpoint',
      expected: `a transaction in a block, from ${source.name}`,
      received: found === undefined ? 'none' : 'one that waits',
      source: source.name,
    })
  const { hash, height } = found.block
  const start = contextOf(Math.min(from ?? height, height))
  const [inclusion, headers] = await Promise.all([
    source.kind === 'node'
      ? inclusionInBlock(source, { hash, txid }, asked)
      : inclusionByServer(source, { height, txid }, asked),
    source.headers({ from: start, count: Math.max(top, height) - start + 1, ...asked }),
  ])
  return {
    ...marks('inclusion'),
    chain: source.network === 'testnet' ? testnet : chainOfNetwork(source.network),
    transaction: toHex(found.bytes),
    vout,
    height,
    ...inclusion,
    headers: { from: start, hex: headers.map(toHex).join('') },
  }
}

type Ways = Pick<FundingProof, 'position' | 'branch' | 'coinbase'>

const inclusionByServer = async (
  source: Extract<Source, { readonly kind: 'index' }>,
  { height, txid }: { readonly height: number; readonly txid: string },
  asked: Asked,
): Promise<Ways> => {
  const [proof, coinbase] = await Promise.all([
    source.proof({ txid, height, ...asked }),
    source.coinbase({ height, ...asked }),
  ])
  if (proof === undefined)
    throw malformedAnswer(source.name, {
      expected: `a proof of ${txid} at height ${height}`,
      received: 'none',
    })
  return {
    position: proof.position,
    branch: proof.branch,
    coinbase: { transaction: toHex(coinbase.bytes), branch: coinbase.proof.branch },
  }
}

const inclusionInBlock = async (
  source: NodeSource,
  { hash, txid }: { readonly hash: string; readonly txid: string },
  asked: Asked,
): Promise<Ways> => {
  const block = await source.block({ hash, ...asked })
  const transactions = transactionsIn(source.name, block)
  const ids = transactions.map((bytes) => parseTransaction(bytes).txid)
  const position = ids.indexOf(txid)
  const [first] = transactions
  if (position < 0 || first === undefined)
    throw malformedAnswer(source.name, {
      expected: `the block ${hash} with ${txid}`,
      received: 'one without',
    })
  return {
    position,
    branch: branchOf(ids, position),
    coinbase: { transaction: toHex(first), branch: branchOf(ids, 0) },
  }
}

/** The hashes beside a leaf's way up; the last of an odd number stands beside itself. */
const branchOf = (ids: readonly string[], position: number): readonly string[] => {
  const branch: string[] = []
  let level = ids.map((id) => fromHex(id)?.reverse() ?? new Uint8Array())
  for (let at = position; level.length > 1; at = Math.floor(at / 2)) {
    const even = level.length % 2 === 0 ? level : [...level, ...level.slice(-1)]
    branch.push(hashText(even[at ^ 1] ?? new Uint8Array()))
    level = Array.from({ length: even.length / 2 }, (_, pair) =>
      hash256(concat(...even.slice(2 * pair, 2 * pair + 2))),
    )
  }
  return branch
}

/** The transactions of a raw block, as views of its bytes (BIP 144). */
const transactionsIn = (name: string, block: Uint8Array): readonly Uint8Array[] => {
  const cursor = new Cursor(block, () => {
    throw malformedAnswer(name, { expected: 'a block', received: `${block.length} bytes of something else` })
  })
  const sized = (): void => cursor.skip(cursor.compactSize())
  const times = (count: number, read: () => void): void => {
    for (let turn = 0; turn < count; turn++) read()
  }
  cursor.skip(HEADER_BYTES)
  const transactions: Uint8Array[] = []
  times(cursor.compactSize(), () => {
    const start = block.length - cursor.left
    cursor.skip(4)
    let inputs = cursor.compactSize()
    const hasWitnesses = inputs === 0
    if (hasWitnesses) {
      cursor.skip(1)
      inputs = cursor.compactSize()
    }
    times(inputs, () => {
      cursor.skip(36)
      sized()
      cursor.skip(4)
    })
    times(cursor.compactSize(), () => {
      cursor.skip(8)
      sized()
    })
    if (hasWitnesses) times(inputs, () => times(cursor.compactSize(), sized))
    cursor.skip(4)
    transactions.push(block.subarray(start, block.length - cursor.left))
  })
  return transactions
}
