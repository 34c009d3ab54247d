import { dustOf } from '../agreement/address.js'
import type { Address, Agreement, Arbiter } from '../agreement/types.js'
import type { Contract } from '../contract/contract.js'
import { equalBytes } from '../units/bytes.js'
import type { Sats } from '../units/sats.js'
import type { Role, SpendPath } from '../words.js'
import { planError } from './errors.js'
import { type OutcomeTerms, sharesOf, viaOf } from './outcome.js'
import { part, sidesOf } from './shares.js'
import type { Split } from './splitTerms.js'
import { addressOf, type SwapTarget, type Via } from './via.js'

/** Somebody who is paid: a role, for the worker's side with the payee's position; or a contract; or a swap. */
export type Recipient =
  | { readonly role: Role; readonly payee?: number }
  | { readonly contract: Contract }
  | { readonly swap: SwapTarget }

/** One output of a plan, with everybody whom it pays. */
export interface PlannedOutput {
  readonly address: string
  readonly script: Uint8Array
  readonly amount: Sats
  readonly recipients: readonly Recipient[]
}

/** One of the outputs that make a pot. */
export interface PotInput {
  readonly contract: Contract
  readonly amount: bigint
}

/** A pot, what shall become of it, and what the network takes. */
export interface PotOptions {
  readonly outcome: OutcomeTerms
  readonly path: SpendPath
  readonly inputs: readonly PotInput[]
  readonly fee: bigint
}

/** The sum of the inputs. */
export const potOf = (inputs: readonly PotInput[]): bigint =>
  inputs.reduce((sum, { amount }) => sum + amount, 0n)

/** An amount for an address, before outputs with one script become one. */
export interface Payment {
  readonly address: Address
  readonly amount: bigint
  readonly recipient: Recipient
}

/** Which arbiter decides on a path of a dispute. */
export const arbiterOn = (path: SpendPath): 'arbiter' | 'backupArbiter' =>
  path === 'backupAndWorker' || path === 'backupAndEmployer' ? 'backupArbiter' : 'arbiter'

const deciding = (agreement: Agreement, path: SpendPath): { role: Role; arbiter: Arbiter } => {
  const role = arbiterOn(path)
  const arbiter = agreement[role]
  if (arbiter === undefined)
    throw planError('ROLE_MISSING', {
      field: 'path',
      expected: `an agreement with ${role}`,
      received: 'none',
    })
  return { role, arbiter }
}

/** What an arbiter takes: fixed satoshis once for each contract, however many deposits it has, or a part of the pot. */
const arbiterFeeOf = ({ fee }: Arbiter, inputs: readonly PotInput[]): bigint => {
  if (!('sats' in fee)) return part(potOf(inputs), fee.bps)
  const milestones = new Set(inputs.map(({ contract }) => contract.milestone))
  return fee.sats * BigInt(milestones.size)
}

/** The worker's side by shares, each rounded down, the remainder to the first payee. */
const toPayees = (agreement: Agreement, amount: bigint): readonly Payment[] => {
  const { payees } = agreement.worker
  const parts = payees.map(({ share }) => part(amount, share))
  const remainder = amount - parts.reduce((sum, share) => sum + share, 0n)
  return payees.map(({ address }, payee) => ({
    address,
    amount: (parts[payee] ?? 0n) + (payee === 0 ? remainder : 0n),
    recipient: { role: 'worker', payee },
  }))
}

/** The worker's part: into a swap exactly what that takes, all else to the payees, who bear the fee of a replacement. */
const toWorker = (agreement: Agreement, amount: bigint, via: Via | undefined): readonly Payment[] =>
  via === undefined
    ? toPayees(agreement, amount)
    : [
        ...toPayees(agreement, amount - via.amount),
        { address: addressOf(via.swap), amount: via.amount, recipient: { swap: via.swap } },
      ]

const toEmployer = (agreement: Agreement, amount: bigint): Payment => ({
  address: agreement.employer.address,
  amount,
  recipient: { role: 'employer' },
})

/** What is shared between the sides, and how; a swap takes its amount off the worker's side. */
interface Shared {
  readonly split: Split
  readonly rest: bigint
  readonly via?: Via | undefined
}

/** What each side of a split would be paid with; nothing where it is to have nothing. */
export const paymentsOf = (
  agreement: Agreement,
  { split, rest, via }: Shared,
): { readonly employer: readonly Payment[]; readonly worker: readonly Payment[] } => {
  const { employer, worker = via && 0n } = sidesOf(split, rest)
  return {
    employer: employer === undefined ? [] : [toEmployer(agreement, employer)],
    worker: worker === undefined ? [] : toWorker(agreement, worker, via),
  }
}

const toBoth = (agreement: Agreement, shared: Shared): readonly Payment[] => {
  const { employer, worker } = paymentsOf(agreement, shared)
  return [...employer, ...worker]
}

const toContract = (contract: Contract, amount: bigint): Payment => {
  const script = contract.outputScript
  return {
    address: { text: contract.address, script, dust: dustOf(script) },
    amount,
    recipient: { contract },
  }
}

/** Every input back to its own script, less the fee in proportion; what rounding leaves of it, the first bears. */
const backAgain = (inputs: readonly PotInput[], fee: bigint): readonly Payment[] => {
  const pot = potOf(inputs)
  const fees = inputs.map(({ amount }) => (pot === 0n ? 0n : (fee * amount) / pot))
  const remainder = fee - fees.reduce((sum, share) => sum + share, 0n)
  return inputs.map(({ contract, amount }, at) =>
    toContract(contract, amount - (fees[at] ?? 0n) - (at === 0 ? remainder : 0n)),
  )
}

/** What leaves a pot before anybody on whom the outcome is about is paid. */
export const takenFirst = (
  agreement: Agreement,
  { outcome, path, inputs, fee }: PotOptions,
): { readonly arbiterFee: bigint; readonly kept: bigint; readonly sum: bigint } => {
  const arbiterFee = outcome.kind === 'award' ? arbiterFeeOf(deciding(agreement, path).arbiter, inputs) : 0n
  const kept = 'keep' in outcome && outcome.keep !== 'everything' ? outcome.keep : 0n
  return { arbiterFee, kept, sum: fee + arbiterFee + kept }
}

const payments = (agreement: Agreement, options: PotOptions): readonly Payment[] => {
  const { outcome, path, inputs, fee } = options
  const { arbiterFee, sum } = takenFirst(agreement, options)
  const rest = potOf(inputs) - sum
  if (outcome.kind === 'relock') {
    if (outcome.into === 'itself') return backAgain(inputs, fee)
    if (outcome.keep === 'everything') return [toContract(outcome.into, rest)]
    return [
      ...toBoth(agreement, { split: sharesOf(outcome.pays), rest }),
      toContract(outcome.into, outcome.keep),
    ]
  }
  const toSides = toBoth(agreement, { split: sharesOf(outcome), rest, via: viaOf(outcome) })
  if (arbiterFee <= 0n) return toSides
  const { role, arbiter } = deciding(agreement, path)
  return [{ address: arbiter.address, amount: arbiterFee, recipient: { role } }, ...toSides]
}

/** An output before anybody looked whether it may exist. */
export interface Payout extends Omit<PlannedOutput, 'amount'> {
  readonly amount: bigint
  readonly dust: Sats
}

/**
 * Outputs with one script become one, in the place of the first. What is below nothing stays by itself: no other part
 * makes up for it.
 */
const merged = (all: readonly Payment[]): readonly Payout[] => {
  const outputs: Payout[] = []
  for (const { address, amount, recipient } of all) {
    const at = outputs.findIndex(
      (output) => amount >= 0n && output.amount >= 0n && equalBytes(output.script, address.script),
    )
    const known = outputs[at]
    if (known === undefined)
      outputs.push({
        address: address.text,
        script: address.script,
        dust: address.dust,
        amount,
        recipients: [recipient],
      })
    else
      outputs[at] = { ...known, amount: known.amount + amount, recipients: [...known.recipients, recipient] }
  }
  return outputs
}

/** `employer`, `worker.payees[1]`, `contract 8`, `swap`. */
export const describeRecipient = (recipient: Recipient): string => {
  if ('contract' in recipient) return `contract ${recipient.contract.index}`
  if ('swap' in recipient) return 'swap'
  return recipient.payee === undefined ? recipient.role : `worker.payees[${recipient.payee}]`
}

/** What an outcome would pay, by arithmetic alone: possibly dust, possibly less than nothing. */
export const payoutsOf = (agreement: Agreement, options: PotOptions): readonly Payout[] =>
  merged(payments(agreement, options))

/** The scripts that an outcome pays, in order: known before the fee is. */
export const recipientScripts = (
  agreement: Agreement,
  options: Omit<PotOptions, 'fee'>,
): readonly Uint8Array[] => payoutsOf(agreement, { ...options, fee: 0n }).map(({ script }) => script)
