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

/** What is taken off every milestone for the network before anybody's part is judged: no transaction is free. */
const ROOM_FOR_FEES = 1000n

/** An address of the agreement, and the least that must be left for its side so that its part is no dust. */
interface Demand {
  readonly address: Address
  readonly field: string
  readonly least: bigint
  /** What it gets of this much. */
  readonly part: (rest: bigint) => bigint
}

const WHOLE_SHARE = /* @__PURE__ */ BigInt(WHOLE)

/** What is left of a division among payees when all but the first have their parts, each rounded down. */
const firstPart = (payees: readonly (PayeeDraft | null)[], rest: bigint): bigint =>
  payees.slice(1).reduce((left, payee) => left - (rest * BigInt(payee?.share ?? 0)) / WHOLE_SHARE, rest)

/** The addresses that must be payable, those that need most first; the first payee is judged by itself. */
const demandsOf = ({ employer, worker }: AgreementDraft): readonly Demand[] => {
  const demands: Demand[] = []
  if (employer?.address != null)
    demands.push({
      address: employer.address,
      field: 'employer.address',
      least: employer.address.dust,
      part: (rest) => rest,
    })
  const payees = worker?.payees
  if (payees != null && sharesOf(payees) === WHOLE)
    for (const [index, payee] of payees.entries())
      if (index > 0 && payee?.address != null && payee.share !== null) {
        const { address, share } = payee
        // the least amount of which the part, rounded down, is the dust limit
        const least = (address.dust * WHOLE_SHARE + BigInt(share) - 1n) / BigInt(share)
        demands.push({
          address,
          field: `worker.payees[${index}].address`,
          least,
          part: (rest) => (rest * BigInt(share)) / WHOLE_SHARE,
        })
      }
  return [...demands].sort((left, right) => (left.least < right.least ? 1 : -1))
}

/** Somebody who could not be paid of what is left of a milestone. */
interface Unpaid {
  readonly address: Address
  readonly field: string
  readonly gets: bigint
}

const unpaidOf = (
  rest: bigint,
  { draft, demands }: { draft: AgreementDraft; demands: readonly Demand[] },
): Unpaid | undefined => {
  const [most] = demands
  if (most !== undefined && rest < most.least)
    return { address: most.address, field: most.field, gets: most.part(rest) }
  const payees = draft.worker?.payees
  const address = payees?.[0]?.address
  if (payees == null || address == null || sharesOf(payees) !== WHOLE) return undefined
  const gets = firstPart(payees, rest)
  return gets < address.dust ? { address, field: 'worker.payees[0].address', gets } : undefined
}

/** Checks that either side could be paid the whole of a milestone, with the network and any arbiter paid. */
const checkMilestone = (
  { amount }: MilestoneDraft,
  {
    draft,
    demands,
    of,
    issues,
  }: { draft: AgreementDraft; demands: readonly Demand[]; of: string; issues: Issues },
): void => {
  if (amount === null) return
  const fees = new Map([[0n, '']])
  for (const field of ARBITERS) {
    const arbiter = draft[field]
    if (arbiter == null) continue
    checkFee(arbiter, { field, amount, of, issues })
    const fee = arbiter.fee === null ? 0n : feeOf(arbiter.fee, amount)
    // a fee over half has an issue of its own
    if (2n * fee <= amount) fees.set(fee, ` and ${fee} sat for ${field}`)
  }
  for (const [fee, arbiter] of fees) {
    const found = unpaidOf(amount - ROOM_FOR_FEES - fee, { draft, demands })
    if (found === undefined) continue
    const { field, address, gets } = found
    issues.add(() =>
      pathError('AMOUNT_DUST', {
        field: of,
        expected: `enough that ${field} gets ${address.dust} sat or more after ${ROOM_FOR_FEES} sat for the network${fee === 0n ? '' : arbiter}`,
        received: `${gets < 0n ? 0n : gets} of ${amount} sat`,
        payee: field,
      }),
    )
    return
  }
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
  const demands = demandsOf(draft)
  milestones.forEach((milestone, index) => {
    if (milestone !== null)
      checkMilestone(milestone, { draft, demands, of: `milestones[${index}].amount`, issues })
  })
}
