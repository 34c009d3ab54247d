import * as v from 'valibot'
import { compareAmount } from '../contract/amounts.js'
import { aContract, type Contract } from '../contract/contract.js'
import type { Funded } from '../contract/funded.js'
import { counted, shown } from '../errors.js'
import { type Marks, marks, readForm } from '../forms/form.js'
import { aText, aWhole, having, listOf, membersOf } from '../given/check.js'
import { equalBytes, fromHex } from '../units/bytes.js'
import { watchError } from './errors.js'
import { HEADER_BYTES, type ParsedHeader, parseHeader, workOf } from './header.js'
import { CHAINS, type ChainName, headerFault, networkOfChain } from './headerRules.js'
import { provenTransaction } from './inclusion.js'
import type { Checkpoint } from './types.js'

/** That an output is in the chain, as plain JSON; bytes and hashes in hex, hashes as nodes print them. */
export interface FundingProof extends Marks<'inclusion'> {
  readonly chain: ChainName
  readonly transaction: string
  /** The output that funds a contract. */
  readonly vout: number
  /** Of the block that has it. */
  readonly height: number
  /** Counted from 0, the coinbase transaction. */
  readonly position: number
  /** From the leaves up. */
  readonly branch: readonly string[]
  readonly coinbase: { readonly transaction: string; readonly branch: readonly string[] }
  /** Headers one after the other, from a height up to the tip. */
  readonly headers: { readonly from: number; readonly hex: string }
}

export interface VerifyFundingOptions {
  /** The contract that is said to hold the money, compiled by whoever verifies. */
  readonly contract: Contract
  /** A block that is known to be in the chain, from another place than the proof; one of the proof's headers. */
  readonly checkpoint: Checkpoint
  /** The time, in Unix seconds. */
  readonly now: number
}

/** What a proof has shown. */
export interface ProvenFunding {
  readonly funded: Funded
  /** Blocks from that of the deposit to the proof's last, both counted. */
  readonly confirmations: number
  /** The proof's last block: what came after it, such as a spend, is not in it. */
  readonly tip: { readonly hash: string; readonly height: number; readonly time: number }
  /** How many hashes the blocks from the deposit's on take on average: what a forgery costs. */
  readonly work: bigint
  /**
   * What that work is worth: `work` on mainnet; `cheap` on testnets and signet, where anybody finds blocks or a signer
   * says which count; `nothing` on regtest, whose blocks cost nothing.
   */
  readonly assurance: 'work' | 'cheap' | 'nothing'
}

const ASSURANCE: Readonly<Record<ChainName, ProvenFunding['assurance']>> = {
  mainnet: 'work',
  testnet3: 'cheap',
  testnet4: 'cheap',
  signet: 'cheap',
  regtest: 'nothing',
}

/** Made when it is needed: made at import it would weigh on everybody who imports anything. */
const shape = (): v.GenericSchema<unknown, Omit<FundingProof, keyof Marks<'inclusion'>>> => {
  const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
  const hex = v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{2})*$/))
  const branch = v.pipe(v.array(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))), v.maxLength(32))
  return v.strictObject({
    chain: v.picklist(CHAINS),
    transaction: hex,
    vout: whole,
    height: whole,
    position: whole,
    branch,
    coinbase: v.strictObject({ transaction: hex, branch }),
    headers: v.strictObject({ from: whole, hex }),
  })
}

const bytesOf = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array()

/**
 * Verifies a proof that a contract's deposit is in the chain: that the headers follow each other and, above the
 * checkpoint, the chain's rules of work, target and time; that the transaction is in its block; that its output pays
 * the contract. Nobody has to be believed but whoever gave the checkpoint. That the output was not spent since is
 * nothing that a proof can show.
 *
 * @throws EscrowError `JSON_FORM_…`, `PROOF_MALFORMED`, `PROOF_NETWORK`, `PROOF_CHECKPOINT`, `PROOF_HEADER_LINK`,
 * `PROOF_HEADER_TARGET`, `PROOF_HEADER_WORK`, `PROOF_HEADER_TIME`, `PROOF_TRANSACTION`, `PROOF_COINBASE`,
 * `PROOF_DEPTH`, `PROOF_BRANCH`, `PROOF_OUTPUT`
 * @example
 * const { funded, confirmations } = verifyFunding(text, { contract, checkpoint, now: 1_800_000_000 })
 */
export const verifyFunding = (proof: FundingProof | string, options: VerifyFundingOptions): ProvenFunding => {
  membersOf<VerifyFundingOptions>({ contract: aContract, ...known() })(options, '')
  const { contract, ...rest } = options
  return verifyFundingOf(proof, { contracts: [contract], ...rest })
}

export interface VerifyFundingOfOptions extends Omit<VerifyFundingOptions, 'contract'> {
  /** One at least, all of one network. */
  readonly contracts: readonly Contract[]
}

/**
 * The same for the contract among several that the proof's output pays: a proof says an output, and not which contract.
 * However many there are, headers and branches are verified once.
 *
 * @throws EscrowError as {@link verifyFunding} does; `PROOF_OUTPUT` where it pays none of them
 */
export const verifyFundingOf = (
  proof: FundingProof | string,
  options: VerifyFundingOfOptions,
): ProvenFunding => {
  membersOf<VerifyFundingOfOptions>({ contracts: listOf(aContract), ...known() })(options, '')
  const { contracts, checkpoint, now } = options
  const read = readProof(proof)
  for (const { agreement } of contracts)
    if (networkOfChain(read.chain) !== agreement.network)
      throw watchError('PROOF_NETWORK', {
        field: 'proof.chain',
        expected: `a chain of ${agreement.network}`,
        received: read.chain,
      })
  const headers = checkedHeaders(read, { checkpoint, now })
  const block = headers[read.height - read.headers.from]
  const tip = headers[headers.length - 1]
  if (block === undefined || tip === undefined)
    throw watchError('PROOF_MALFORMED', {
      field: 'proof.headers',
      expected: `the header of block ${read.height} among them`,
      received: `${headers.length} from ${read.headers.from} on`,
    })
  const found = provenTransaction(
    {
      transaction: bytesOf(read.transaction),
      position: read.position,
      branch: read.branch,
      coinbase: { transaction: bytesOf(read.coinbase.transaction), branch: read.coinbase.branch },
    },
    block.merkleRoot,
  )
  if ('rule' in found) {
    const { rule, ...said } = found
    throw watchError(`PROOF_${rule}`, { field: 'proof', ...said })
  }
  const output = found.outputs[read.vout]
  const contract = output && contracts.find(({ outputScript }) => equalBytes(output.script, outputScript))
  if (output === undefined || contract === undefined)
    throw watchError('PROOF_OUTPUT', {
      field: 'proof.vout',
      expected: `an output that pays ${contracts.length === 1 ? contracts[0]?.address : `one of ${counted(contracts.length, 'contract')}`}`,
      received: output === undefined ? 'none' : 'one that pays another script',
    })
  const above = headers.slice(read.height - read.headers.from)
  return {
    funded: {
      contract,
      outpoint: { txid: found.txid, vout: read.vout },
      amount: output.amount,
      match: compareAmount(contract, output.amount),
      confirmedAt: read.height,
    },
    confirmations: above.length,
    tip: { hash: tip.hash, height: read.headers.from + headers.length - 1, time: tip.time },
    work: above.reduce((sum, { bits }) => sum + workOf(bits), 0n),
    assurance: ASSURANCE[read.chain],
  }
}

/** The checks of what a proof is held against. */
const known = () => ({ checkpoint: having({ height: aWhole, hash: aText }), now: aTime })

const aTime = (value: unknown, field: string): void => {
  aWhole(typeof value === 'number' && value >= 0 ? Math.floor(value) : value, field)
}

const readProof = (proof: FundingProof | string): FundingProof => {
  let json: unknown = proof
  if (typeof proof === 'string')
    try {
      json = JSON.parse(proof)
    } catch {
      throw watchError('PROOF_MALFORMED', { field: 'proof', expected: 'JSON', received: shown(proof) })
    }
  return { ...marks('inclusion'), ...readForm(json, { form: 'inclusion', shape: shape(), field: 'proof' }) }
}

/** All headers of a proof: below the checkpoint their links carry them, above it the rules. */
const checkedHeaders = (
  { chain, headers: { from, hex } }: FundingProof,
  { checkpoint, now }: { readonly checkpoint: Checkpoint; readonly now: number },
): readonly ParsedHeader[] => {
  const bytes = bytesOf(hex)
  const headers: ParsedHeader[] = []
  const at = (height: number): ParsedHeader | undefined => headers[height - from]
  const count = Math.floor(bytes.length / HEADER_BYTES)
  if (checkpoint.height < from || checkpoint.height >= from + count)
    throw watchError('PROOF_CHECKPOINT', {
      field: 'checkpoint',
      expected: `a block of the proof's headers, which are ${count} from ${from} on`,
      received: `one at height ${checkpoint.height}`,
    })
  for (let start = 0; start < bytes.length; start += HEADER_BYTES) {
    const header = parseHeader(bytes.subarray(start, start + HEADER_BYTES))
    const height = from + headers.length
    const field = `proof.headers[${headers.length}]`
    if (header === undefined)
      throw watchError('PROOF_MALFORMED', {
        field,
        expected: '80 bytes',
        received: `${bytes.length - start}`,
      })
    const before = headers[headers.length - 1]
    if (before !== undefined && before.hash !== header.previous)
      throw watchError('PROOF_HEADER_LINK', {
        field,
        expected: `a header that follows ${before.hash}`,
        received: `one that follows ${header.previous}`,
      })
    if (height === checkpoint.height && header.hash !== checkpoint.hash)
      throw watchError('PROOF_CHECKPOINT', {
        field,
        expected: `the block ${checkpoint.hash} at height ${height}`,
        received: header.hash,
      })
    const fault = height > checkpoint.height ? headerFault(header, { chain, height, at, now }) : undefined
    if (fault !== undefined) {
      const { rule, ...said } = fault
      throw watchError(`PROOF_HEADER_${rule}`, { field, ...said })
    }
    headers.push(header)
  }
  return headers
}
