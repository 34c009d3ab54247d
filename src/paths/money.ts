import type { AgreementDraft, ArbiterDraft, MilestoneDraft, PayeeDraft } from '../agreement/draft.js'
import type { Issues } from '../agreement/issues.js'
import { WHOLE } from '../agreement/shape.js'
import type { Address, ArbiterFee } from '../agreement/types.js'
import { type Sats, sumSats } from '../units/sats.js'
import { pathError } from './errors.js'

const ARBITERS = ['arbiter', 'backupArbiter'] as const

/** What an arbiter takes of a pot: the fixed fee, or its part of the pot rounded down. */
const feeOf = (fee: ArbiterFee, pot: bigint): bigint =>
  'sats' in fee ? fee.sats : (pot * BigInt(fee.bps)) / BigInt(WHOLE)

/** Checks that a fee is either nothing or an output that relays, and that it leaves half of the pot. */
const checkFee = (
  { address, fee }: ArbiterDraft,
  { field, amount, of, issues }: { field: string; amount: Sats; of: string; issues: Issues },
): void => {
  if (address === null || fee === null || ('bps' in fee && fee.bps === 0)) return
  const due = feeOf(fee, amount)
  const member = `${field}.fee.${'sats' in fee ? 'sats' : 'bps'}`
  if (due < address.dust)
    issues.add(() =>
      pathError('ARBITER_FEE_DUST', {
        field: member,
        expected: `${address.dust} sat or more for ${address.text}`,
        received: `${due} sat of ${amount} sat in ${of}`,
      }),
    )
  if (2n * due > amount)
    issues.add(() =>
      pathError('ARBITER_FEE_OVER_AMOUNT', {
        field: member,
        expected: `at most half of ${amount} sat in ${of}`,
        received: `${due} sat`,
      }),
    )
}

/** An address that would be paid and what it would get. */
interface Payment {
  readonly address: Address
  readonly field: string
  readonly amount: bigint
}

/** The worker's side split by shares, each rounded down, the remainder to the first payee. */
const payeePayments = (payees: readonly (PayeeDraft | null)[], whole: bigint): readonly Payment[] => {
  const parts = payees.map((payee) => (whole * BigInt(payee?.share ?? 0)) / BigInt(WHOLE))
  const remainder = whole - parts.reduce((sum, part) => sum + part, 0n)
  return payees.flatMap((payee, index) => {
    if (payee?.address == null) return []
    const amount = (parts[index] ?? 0n) + (index === 0 ? remainder : 0n)
    return [{ address: payee.address, field: `worker.payees[${index}].address`, amount }]
  })
}

/** Checks that either side could be paid the whole of a milestone, after the dearest arbiter. */
const checkMilestone = (
  { amount }: MilestoneDraft,
  { draft, of, issues }: { draft: AgreementDraft; of: string; issues: Issues },
): void => {
  if (amount === null) return
  let dearest = 0n
  for (const field of ARBITERS) {
    const arbiter = draft[field]
    if (arbiter == null) continue
    checkFee(arbiter, { field, amount, of, issues })
    const fee = arbiter.fee === null ? 0n : feeOf(arbiter.fee, amount)
    if (fee > dearest && 2n * fee <= amount) dearest = fee
  }
  const rest = amount - dearest
  const payments: Payment[] = []
  const employer = draft.employer?.address
  if (employer != null) payments.push({ address: employer, field: 'employer.address', amount: rest })
  const payees = draft.worker?.payees
  if (payees != null && sharesOf(payees) === WHOLE) payments.push(...payeePayments(payees, rest))
  for (const payment of payments)
    if (payment.amount < payment.address.dust)
      issues.add(() =>
        pathError('AMOUNT_DUST', {
          field: of,
          expected: `enough that ${payment.field} gets ${payment.address.dust} sat or more`,
          received: `${payment.amount} of ${amount} sat`,
          payee: payment.field,
        }),
      )
}

/** The sum of all shares, `null` where one is unknown. */
const sharesOf = (payees: readonly (PayeeDraft | null)[]): number | null =>
  payees.reduce<number | null>(
    (sum, payee) => (sum === null || payee?.share == null ? null : sum + payee.share),
    0,
  )

export const checkShares = ({ worker }: AgreementDraft, issues: Issues): void => {
  const payees = worker?.payees
  if (payees == null) return
  const sum = sharesOf(payees)
  if (sum !== null && sum !== WHOLE)
    issues.add(() =>
      pathError('SHARES_SUM', {
        field: 'worker.payees',
        expected: `shares that add up to ${WHOLE} basis points`,
        received: String(sum),
      }),
    )
  const first = new Map<string, number>()
  payees.forEach((payee, index) => {
    if (payee?.address == null) return
    const { text } = payee.address
    const other = first.get(text)
    if (other === undefined) first.set(text, index)
    else
      issues.add(() =>
        pathError('PAYEE_REPEATED', {
          field: `worker.payees[${index}].address`,
          expected: 'each address once',
          received: `${text}, the address of worker.payees[${other}]`,
        }),
      )
  })
}

export const checkAmounts = (draft: AgreementDraft, issues: Issues): void => {
  const { milestones } = draft
  if (milestones === null) return
  issues.attempt(() =>
    sumSats(
      milestones.map((milestone) => milestone?.amount ?? 0n),
      'milestones',
    ),
  )
  milestones.forEach((milestone, index) => {
    if (milestone !== null) checkMilestone(milestone, { draft, of: `milestones[${index}].amount`, issues })
  })
}
