import type { AcceptanceReport } from '../agreement/acceptance.js'
import type { Contract, ContractLeaf } from '../contract/contract.js'
import type { Funded } from '../contract/funded.js'
import type { PlanRule } from '../plan/plan.js'
import { decodePsbt } from '../psbt/codec.js'
import type { Psbt, PsbtInput } from '../psbt/model.js'
import { parseTransaction } from '../psbt/transaction.js'
import { TAPSCRIPT_VERSION } from '../taproot/commitment.js'
import { equalBytes } from '../units/bytes.js'
import { formatOutpoint } from '../units/outpoint.js'
import type { TransactionOutput } from '../units/transaction.js'
import type { SpendPath } from '../words.js'
import { SpendBody } from './body.js'
import { CollectedSpend } from './collected.js'
import { collectInput } from './collectInput.js'
import { spendError } from './errors.js'
import { recognise } from './recognise.js'
import { stateOf } from './state.js'
import type { Spend } from './types.js'

export interface ReadOptions {
  /** The path that was agreed on, where a PSBT reveals several leaves. */
  readonly path?: SpendPath
  /** Contracts that a relock may lead to; a freeze needs none. */
  readonly into?: readonly Contract[]
  /** Who has accepted the agreement that a relock leads to. */
  readonly acceptances?: readonly AcceptanceReport[]
  /** Rules of the plan that the reader knowingly lifts. */
  readonly relax?: readonly PlanRule[]
}

/**
 * The only way in for a PSBT from outside. Everything in it is rebuilt from the agreement and compared: inputs,
 * amounts, scripts, the one path, outputs, fee, version, locktimes; every signature is verified for its own key
 * and leaf. Valid signatures of other leaves (wallets add them) are dropped, rows that mean nothing here survive.
 *
 * @throws EscrowError of kind `mismatch` that names the difference; `input` where the bytes are no PSBT
 * @example
 * const theirs = readSpend(funded, psbt)
 * theirs.plan.outcome.kind // 'release'
 */
export const readSpend = (
  funded: Funded | readonly Funded[],
  psbt: string | Uint8Array,
  { path: wanted, ...options }: ReadOptions = {},
): Spend<'unsigned' | 'partial'> => {
  const decoded = decodePsbt(psbt)
  refuseModifiable(decoded)
  const matched = matchInputs('contract' in funded ? [funded] : funded, decoded)
  for (const [position, input] of decoded.inputs.entries()) {
    const one = matched[position]
    if (one !== undefined) checkInput(input, one, `inputs[${position}]`)
  }
  const path = pathOf(decoded, matched, wanted)
  const plan = recognise({ ...options, transaction: decoded.transaction, funded: matched, path })
  const body = new SpendBody(plan, {
    global: decoded.others,
    inputs: decoded.inputs.map(({ others }) => others),
    outputs: decoded.outputs.map(({ others }) => others),
  })
  const inputs = decoded.inputs.map((input, position) => collectInput(input, { body, position }))
  return new CollectedSpend({ state: stateOf(inputs), body, inputs })
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
const checkInput = (input: PsbtInput, { contract, amount, outpoint }: Funded, field: string): void => {
  if (input.finalScriptSig !== undefined || input.finalScriptWitness !== undefined)
    throw spendError('SPEND_ALREADY_FINAL', {
      field,
      expected: 'an input to be signed',
      received: 'a final one',
    })
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
  if (input.witnessUtxo === undefined && input.nonWitnessUtxo === undefined)
    throw spendError('SPEND_PREVIOUS_MISSING', {
      field,
      expected: 'the output that is spent',
      received: 'none',
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

/** What one input says about the path; wallets may reveal every leaf, and then only the reader knows. */
const pathOfInput = (
  leaves: readonly ContractLeaf[],
  { field, wanted }: { field: string; wanted: SpendPath | undefined },
): SpendPath => {
  const names = leaves.map(({ path }) => path.name)
  if (wanted !== undefined && (wanted === 'key' || names.includes(wanted))) return wanted
  const [name = 'key', another] = names
  if (wanted !== undefined || another !== undefined || name === 'terms')
    throw spendError('SPEND_PATH_UNCLEAR', {
      field: `${field}.tapLeafScripts`,
      expected: wanted ?? 'the one leaf that is spent by, or the option path',
      received: names.join(', ') || 'none',
    })
  return name
}

/** The one path of all inputs. */
const pathOf = ({ inputs }: Psbt, funded: readonly Funded[], wanted: SpendPath | undefined): SpendPath => {
  const paths = inputs.map((input, position) => {
    const field = `inputs[${position}]`
    const one = funded[position]
    return pathOfInput(one === undefined ? [] : revealedLeaves(input, one, field), { field, wanted })
  })
  const [first = 'key'] = paths
  const other = paths.findIndex((path) => path !== first)
  if (other >= 0)
    throw spendError('SPEND_PATH_UNCLEAR', {
      field: `inputs[${other}]`,
      expected: `the path ${first}, as in the first input`,
      received: `${paths[other]}`,
    })
  return first
}
