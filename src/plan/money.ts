import type { Address, Agreement, Arbiter } from '../agreement/types.js'
import { equalBytes } from '../units/bytes.js'
import { MAX_SATS, type Sats, sats } from '../units/sats.js'
import type { Role, SpendPath } from '../words.js'
import { planError } from './errors.js'
import { FULL_SHARE, type OutcomeTerms } from './outcome.js'

/** Somebody who is paid: a role, and for the worker's side the position of the payee. */
export interface Recipient {
  readonly role: Role
  readonly payee?: number
}

/** One output of a plan, with everybody whom it pays. */
export interface PlannedOutput {
  readonly address: string
  readonly script: Uint8Array
  readonly amount: Sats
  readonly recipients: readonly Recipient[]
}

/** How a pot is divided. */
export interface Division {
  readonly arbiterFee: Sats
  readonly outputs: readonly PlannedOutput[]
}

interface Payment {
  readonly address: Address
  readonly amount: bigint
  readonly recipient: Recipient
}

const part = (amount: bigint, basisPoints: number): bigint =>
  (amount * BigInt(basisPoints)) / BigInt(FULL_SHARE)

const deciding = (agreement: Agreement, path: SpendPath): { role: Role; arbiter: Arbiter } => {
  const role = path === 'backupAndWorker' || path === 'backupAndEmployer' ? 'backupArbiter' : 'arbiter'
  const arbiter = agreement[role]
  if (arbiter === undefined)
    throw planError('ROLE_MISSING', {
      field: 'path',
      expected: `an agreement with ${role}`,
      received: 'none',
    })
  return { role, arbiter }
}

/** What the deciding arbiter takes of a pot; nothing but on awards. */
export const arbiterFeeOn = (
  agreement: Agreement,
  { outcome, path, pot }: { outcome: OutcomeTerms['kind']; path: SpendPath; pot: bigint },
): bigint => (outcome === 'award' ? arbiterFeeOf(deciding(agreement, path).arbiter, pot) : 0n)

const arbiterFeeOf = ({ fee }: Arbiter, pot: bigint): bigint =>
  'sats' in fee ? fee.sats : part(pot, fee.bps)

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

const toEmployer = (agreement: Agreement, amount: bigint): Payment => ({
  address: agreement.employer.address,
  amount,
  recipient: { role: 'employer' },
})

const split = (agreement: Agreement, rest: bigint, employer: number): readonly Payment[] => {
  const back = part(rest, employer)
  return [
    ...(employer > 0 ? [toEmployer(agreement, back)] : []),
    ...(employer < FULL_SHARE ? toPayees(agreement, rest - back) : []),
  ]
}

const payments = (
  agreement: Agreement,
  options: { outcome: OutcomeTerms; path: SpendPath; pot: bigint; fee: bigint },
): readonly Payment[] => {
  const { outcome, path, pot, fee } = options
  switch (outcome.kind) {
    case 'release':
      return toPayees(agreement, pot - fee)
    case 'refund':
      return [toEmployer(agreement, pot - fee)]
    case 'settle':
      return split(agreement, pot - fee, outcome.split.employer)
    case 'award': {
      const { role, arbiter } = deciding(agreement, path)
      const arbiterFee = arbiterFeeOf(arbiter, pot)
      return [
        ...(arbiterFee > 0n ? [{ address: arbiter.address, amount: arbiterFee, recipient: { role } }] : []),
        ...split(agreement, pot - arbiterFee - fee, outcome.split.employer),
      ]
    }
  }
}

/** An output before anybody looked whether it may exist. */
interface Payout extends Omit<PlannedOutput, 'amount'> {
  readonly amount: bigint
  readonly dust: Sats
}

/** Outputs with one script become one, in the place of the first. */
const merged = (all: readonly Payment[]): readonly Payout[] => {
  const outputs: Payout[] = []
  for (const { address, amount, recipient } of all) {
    const at = outputs.findIndex(({ script }) => equalBytes(script, address.script))
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

const describe = ({ role, payee }: Recipient): string =>
  payee === undefined ? role : `worker.payees[${payee}]`

/** What an outcome would pay, by arithmetic alone: possibly dust, possibly less than nothing. */
export const payoutsOf = (
  agreement: Agreement,
  options: { outcome: OutcomeTerms; path: SpendPath; pot: bigint; fee: bigint },
): readonly Payout[] => merged(payments(agreement, options))

/** The scripts that an outcome pays, in order: known before any amount is. */
export const recipientScripts = (
  agreement: Agreement,
  { outcome, path }: { outcome: OutcomeTerms; path: SpendPath },
): readonly Uint8Array[] =>
  // any pot does: what matters here is who is paid at all
  payoutsOf(agreement, { outcome, path, pot: MAX_SATS, fee: 0n }).map(({ script }) => script)

/**
 * Divides a pot: the arbiter's fee on awards, then the network fee off the top, then the sides in basis points
 * with the employer's part rounded down, then the worker's payees.
 *
 * @throws EscrowError `FEE_OVER_AMOUNT` where the fees eat everything, `OUTPUT_DUST` naming who would get dust
 */
export const dividePot = (
  agreement: Agreement,
  options: { outcome: OutcomeTerms; path: SpendPath; pot: Sats; fee: Sats },
): Division => {
  const { outcome, path, pot, fee } = options
  const arbiterFee = arbiterFeeOn(agreement, { outcome: outcome.kind, path, pot })
  if (fee + arbiterFee >= pot)
    throw planError('FEE_OVER_AMOUNT', {
      field: 'fee',
      expected: `fees below the ${pot} sat that are spent`,
      received: `${fee} sat to the network, ${arbiterFee} sat to the arbiter`,
      fee,
      pot,
    })
  const outputs = payoutsOf(agreement, options).map(({ dust, amount, ...output }): PlannedOutput => {
    if (amount < dust)
      throw planError('OUTPUT_DUST', {
        field: output.recipients.map(describe).join(' and '),
        expected: `at least ${dust} sat for ${output.address}`,
        received: `${amount} sat`,
        layer: 'relay',
        address: output.address,
        amount,
        dust,
      })
    return { ...output, amount: sats(amount, 'output') }
  })
  return { arbiterFee: sats(arbiterFee, 'arbiterFee'), outputs }
}
