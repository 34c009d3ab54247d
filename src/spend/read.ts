import { type AcceptanceReport, aReport } from '../agreement/acceptance.js'
import { aContract, type Contract, type ContractLeaf } from '../contract/contract.js'
import { type Funded, someFunded } from '../contract/funded.js'
import { recognise } from '../deeds/recognise.js'
import { listOf, type MemberChecks, membersOf, oneOf } from '../given/check.js'
import type { FeeFloor } from '../plan/feeCaps.js'
import { PLAN_RULES, type PlanRule } from '../plan/plan.js'
import { aSwapTarget, type SwapTarget } from '../plan/via.js'
import { decodePsbt } from '../psbt/codec.js'
import type { Psbt, PsbtInput } from '../psbt/model.js'
import { parseTransaction } from '../psbt/transaction.js'
import { TAPSCRIPT_VERSION } from '../taproot/commitment.js'
import { equalBytes } from '../units/bytes.js'
import { aFeeRate } from '../units/feeRate.js'
import { formatOutpoint } from '../units/outpoint.js'
import type { TransactionOutput } from '../units/transaction.js'
import { SPEND_PATHS, type SpendPath } from '../words.js'
import { SpendBody } from './body.js'
import { aSpend, CollectedSpend } from './collected.js'
import { collectInput } from './collectInput.js'
import { combine } from './combine.js'
import { spendError } from './errors.js'
import { beforeFinal } from './finalInput.js'
import { stateOf } from './state.js'
import { signingAggregate } from './toPsbt.js'
import type { Spend } from './types.js'

export interface ReadOptions extends FeeFloor {
  /** The path that was agreed on, where a PSBT reveals several leaves or nothing of its path. */
  readonly path?: SpendPath
  /**
   * The spend that the PSBT answers. Nodes and devices give back less than they were given (a signature alone, a
   * final witness): what is missing, the path and everything collected so far, is the draft's. The PSBT must be of
   * the same transaction.
   */
  readonly draft?: Spend
  /** Contracts that a relock may lead to; a freeze needs none. */
  readonly into?: readonly Contract[]
  /** Swaps that the worker's part may go into: each made by `swapTarget` from a swap that the reader compiled. */
  readonly via?: readonly SwapTarget[]
  /** Who has accepted the agreement that a relock leads to: reports of `accepted`, with the one that it amends. */
  readonly acceptances?: readonly AcceptanceReport[]
  /** Rules of the plan that the reader knowingly lifts. */
  readonly relax?: readonly PlanRule[]
}

/** What is checked of the options, but for the path. */
export const readChecks = (): MemberChecks<Omit<ReadOptions, 'path'>> => ({
  'feeRateFloor?': aFeeRate,
  'draft?': aSpend,
  'into?': listOf(aContract),
  'via?': listOf(aSwapTarget),
  'acceptances?': listOf(aReport),
  'relax?': listOf(oneOf(PLAN_RULES)),
})

/**
 * The only way in for a PSBT from outside. Everything in it is rebuilt from the agreement and compared: inputs,
 * amounts, scripts, the one path, outputs, fee, version, locktimes; every signature is verified for its own key
 * and leaf. Valid signatures of other leaves (wallets add them) are dropped, rows that mean nothing here survive.
 * Any form will do: base64, hex, bytes, a node's JSON. Where leaf and previous output are missing, as many signers
 * leave them out, they are the contract's, and the leaf hash of a signature names the path; a final witness is read
 * as the signatures in it.
 *
 * Source: BIP 174; BIP 370; BIP 371.
 *
 * @throws EscrowError of kind `mismatch` that names the difference; `input` where the bytes are no PSBT
 * @example
 * const theirs = readSpend(funded, psbt)
 * theirs.plan.outcome.kind // 'release'
 */
export const readSpend = (
  funded: Funded | readonly Funded[],
  psbt: string | Uint8Array,
  given: ReadOptions = {},
): Spend<'unsigned' | 'partial'> => {
  someFunded(funded, 'funded')
  membersOf<ReadOptions>({ ...readChecks(), 'path?': oneOf(SPEND_PATHS) })(given, '')
  const { path: wanted, draft, ...options } = given
  const { decoded, matched } = checkedPsbt('contract' in funded ? [funded] : funded, psbt)
  const path = pathOf(decoded, matched, wanted ?? draft?.plan.path)
  const plan = recognise({ ...options, transaction: decoded.transaction, funded: matched, path })
  const body = new SpendBody(plan, {
    global: decoded.others,
    inputs: decoded.inputs.map(({ others }) => others),
    outputs: decoded.outputs.map(({ others }) => others),
  })
  const inputs = decoded.inputs.map((input, position) => collectInput(input, { body, position }))
  const read = new CollectedSpend({ state: stateOf(inputs), body, inputs })
  return draft === undefined ? read : combine(read, draft)
}

/** A PSBT whose inputs are the funded contracts, with these in the order of the inputs. */
export const checkedPsbt = (
  funded: readonly Funded[],
  psbt: string | Uint8Array,
): { readonly decoded: Psbt; readonly matched: readonly Funded[] } => {
  const answer = decodePsbt(psbt)
  refuseModifiable(answer)
  const matched = matchInputs(funded, answer)
  const inputs = answer.inputs.map((input, position) => {
    const one = matched[position]
    return one === undefined ? input : checkedInput(input, one, `inputs[${position}]`)
  })
  return { decoded: { ...answer, inputs }, matched }
}

/** Whoever signs everything signs nothing that may still change (BIP 370, "Signer"). */
const refuseModifiable = ({ modifiable = 0 }: Psbt): void => {
  if (modifiable !== 0)
    throw spendError('SPEND_MODIFIABLE', {
      field: 'psbt.global.modifiable',
      expected: 'a transaction whose inputs and outputs are fixed: no flags, or 0',
      received: `${modifiable}`,
    })
}

/** The funded contracts in the order of the PSBT's inputs: all of them, and nothing else. */
const matchInputs = (funded: readonly Funded[], { transaction }: Psbt): readonly Funded[] => {
  const known = new Map(funded.map((one) => [formatOutpoint(one.outpoint), one]))
  const matched = transaction.inputs.map(({ outpoint }, position) => {
    const text = formatOutpoint(outpoint)
    const one = known.get(text)
    if (one === undefined)
      throw spendError('SPEND_INPUT_FOREIGN', {
        field: `inputs[${position}]`,
        expected: 'only the funded contracts that were given',
        received: text,
      })
    known.delete(text)
    return one
  })
  const [missing] = known.keys()
  if (missing !== undefined)
    throw spendError('SPEND_INPUT_MISSING', {
      field: 'inputs',
      expected: `all ${funded.length} funded contracts that were given`,
      received: `none that spends ${missing}`,
    })
  return matched
}

/** What an input says about the output that it spends, about keys and about signatures must be the contract's. */
const checkedInput = (final: PsbtInput, { contract, amount, outpoint }: Funded, field: string): PsbtInput => {
  const input = beforeFinal(final, contract, field)
  if (input.sighashType !== undefined && input.sighashType !== 0)
    throw spendError('SPEND_SIGHASH', {
      field: `${field}.sighashType`,
      expected: 'SIGHASH_DEFAULT (0)',
      received: `${input.sighashType}`,
    })
  for (const [name, previous] of Object.entries({
    witnessUtxo: input.witnessUtxo,
    nonWitnessUtxo: previousOutput(input, outpoint.txid, outpoint.vout, field),
  }))
    if (
      previous !== undefined &&
      !(equalBytes(previous.script, contract.outputScript) && previous.amount === amount)
    )
      throw spendError('SPEND_PREVIOUS_DIFFERENT', {
        field: `${field}.${name}`,
        expected: `${amount} sat for ${contract.address}`,
        received: `${previous.amount} sat${equalBytes(previous.script, contract.outputScript) ? '' : ' for another script'}`,
      })
  if (input.tapInternalKey !== undefined && !equalBytes(input.tapInternalKey, contract.internalKey))
    throw spendError('SPEND_INTERNAL_KEY', {
      field: `${field}.tapInternalKey`,
      expected: "the contract's internal key",
      received: 'another key',
    })
  if (input.tapMerkleRoot !== undefined && !equalBytes(input.tapMerkleRoot, contract.merkleRoot))
    throw spendError('SPEND_MERKLE_ROOT', {
      field: `${field}.tapMerkleRoot`,
      expected: "the root of the contract's tree",
      received: 'another hash',
    })
  return input
}

const previousOutput = (
  { nonWitnessUtxo }: PsbtInput,
  txid: string,
  vout: number,
  field: string,
): TransactionOutput | undefined => {
  if (nonWitnessUtxo === undefined) return undefined
  const previous = parseTransaction(nonWitnessUtxo, `${field}.nonWitnessUtxo`)
  const output = previous.txid === txid ? previous.outputs[vout] : undefined
  if (output === undefined)
    throw spendError('SPEND_PREVIOUS_DIFFERENT', {
      field: `${field}.nonWitnessUtxo`,
      expected: `the transaction ${txid}`,
      received: 'another transaction',
    })
  return output
}

/** The leaves that an input reveals, each with the control block that the contract has for it. */
const revealedLeaves = (input: PsbtInput, { contract }: Funded, field: string): readonly ContractLeaf[] =>
  input.tapLeafScripts.map((revealed, position) => {
    const where = `${field}.tapLeafScripts[${position}]`
    const leaf = contract.leaves.find(({ script }) => equalBytes(script, revealed.script))
    if (leaf === undefined || revealed.leafVersion !== TAPSCRIPT_VERSION)
      throw spendError('SPEND_LEAF_UNKNOWN', {
        field: where,
        expected: "a leaf of the contract's tree",
        received: 'another script',
      })
    if (!equalBytes(leaf.controlBlock, revealed.controlBlock))
      throw spendError('SPEND_CONTROL_BLOCK', {
        field: `${where}.controlBlock`,
        expected: `the control block of ${leaf.path.name}`,
        received: 'another one',
      })
    return leaf
  })

/** The leaves of the contract that signatures are for. */
const signedLeaves = ({ tapScriptSignatures }: PsbtInput, { contract }: Funded): readonly ContractLeaf[] =>
  contract.leaves.filter((leaf) =>
    tapScriptSignatures.some(({ leafHash }) => equalBytes(leafHash, leaf.leafHash)),
  )

/** Whether an input speaks of the aggregate key: its signature, its nonces, or who takes part (BIP 373). */
const speaksOfKeyPath = (input: PsbtInput): boolean =>
  input.tapKeySignature !== undefined ||
  [...input.musigParticipants, ...input.musigPublicNonces, ...input.musigPartialSignatures].length > 0

/** What one input says about the path: a leaf that it reveals, else one that it has signatures for; or nothing. */
const pathOfInput = (
  input: PsbtInput,
  { one, field, wanted }: { one: Funded; field: string; wanted: SpendPath | undefined },
): SpendPath | undefined => {
  const revealed = revealedLeaves(input, one, field)
  const leaves = revealed.length === 0 ? signedLeaves(input, one) : revealed
  const names = leaves.map(({ path }) => path.name)
  if (names.length === 0) return wanted ?? (speaksOfKeyPath(input) ? 'key' : undefined)
  if (wanted !== undefined && (wanted === 'key' || names.includes(wanted))) return wanted
  if (wanted === undefined && hasKeyPathNonces(input, one)) return 'key'
  const [name, another] = names
  if (wanted !== undefined || another !== undefined || name === undefined || name === 'terms')
    throw pathUnclear(field, wanted, names.join(', '))
  return name
}

/** Whoever has sent a nonce for the output key spends by it, whatever leaves a wallet reveals or signs beside it. */
const hasKeyPathNonces = ({ musigPublicNonces }: PsbtInput, { contract }: Funded): boolean =>
  contract.internal.kind === 'musig2' &&
  musigPublicNonces.some(
    ({ aggregate, leafHash }) => leafHash === undefined && equalBytes(aggregate, signingAggregate(contract)),
  )

const pathUnclear = (field: string, wanted: SpendPath | undefined, received: string) =>
  spendError('SPEND_PATH_UNCLEAR', {
    field: `${field}.tapLeafScripts`,
    expected: wanted ?? 'the one leaf that is spent by, or the option path or draft',
    received,
  })

/** The one path of all inputs; those that say nothing follow the others. */
const pathOf = ({ inputs }: Psbt, funded: readonly Funded[], wanted: SpendPath | undefined): SpendPath => {
  const paths = inputs.map((input, position) => {
    const one = funded[position]
    return one && pathOfInput(input, { one, field: `inputs[${position}]`, wanted })
  })
  const first = paths.find((path) => path !== undefined)
  if (first === undefined)
    throw pathUnclear('inputs[0]', wanted, 'no leaf, no signature and nothing of the key path')
  const other = paths.findIndex((path) => path !== undefined && path !== first)
  if (other >= 0)
    throw spendError('SPEND_PATH_UNCLEAR', {
      field: `inputs[${other}]`,
      expected: `the path ${first}, as in the first input`,
      received: `${paths[other]}`,
    })
  return first
}
