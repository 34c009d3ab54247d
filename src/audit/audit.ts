import { ALLOWANCES } from '../agreement/allowance.js'
import type { Agreement } from '../agreement/types.js'
import { compile } from '../contract/compile.js'
import type { Contract } from '../contract/contract.js'
import { aPrevout, type Prevout } from '../deeds/given.js'
import { EscrowError, shown } from '../errors.js'
import {
  aFunction,
  anObject,
  anything,
  aText,
  type Check,
  listOf,
  type Members,
  membersOf,
  oneOf,
  textOrBytes,
} from '../given/check.js'
import type { ChainMoment } from '../paths/deadlines.js'
import { aSwapTarget, type SwapTarget } from '../plan/via.js'
import { outputOfCompiled } from '../powers/outputOf.js'
import { descriptorIn } from '../psbt/forms.js'
import { safeParseAgreement } from '../terms/parse.js'
import { aFeeRate, type FeeRateInput } from '../units/feeRate.js'
import type { Sats } from '../units/sats.js'
import {
  type AgreementComparison,
  type AmendmentAudit,
  amendmentsOf,
  areAmended,
  comparisonOf,
} from './amendments.js'
import { aClaim, type ContractClaim } from './claim.js'
import { compareEngines, type EngineComparison } from './compare.js'
import { auditError } from './errors.js'
import type { Finding } from './finding.js'
import { agreementFindings } from './findings/agreement.js'
import { amendmentFindings } from './findings/amendments.js'
import { claimFindings } from './findings/claims.js'
import { descriptorFindings } from './findings/descriptor.js'
import { engineFindings } from './findings/engines.js'
import { byGravity, refusal } from './findings/make.js'
import { spendFindings } from './findings/spend.js'
import { traceFindings } from './findings/trace.js'
import { liftDescriptor } from './lift/lift.js'
import type { Lifted } from './lifted.js'
import type { Now, NowReader } from './now.js'
import { auditedOutput, contractAuditor, type OutputAudit } from './outputAudit.js'
import type { ProofReader, ProofTold } from './proofs.js'
import { auditSpend } from './spend/auditSpend.js'
import type { SpendAudit } from './spend/types.js'
import type { StreamReader, StreamTold } from './stream.js'
import { traceSpends } from './trace/trace.js'
import type { Trace } from './trace/types.js'

/** What is audited beside the text, and for when. */
export interface AuditOptions {
  /** The chain's tip: deadlines that are past are found, and far ones told from near ones. */
  readonly at?: ChainMoment
  /**
   * What was seen of the chain, as `asOf(view)` tells it: the report says first what each contract is like as of the
   * view's last block. Where `at` is not said, that block is the tip.
   */
  readonly now?: NowReader
  /** A stream on one of the contracts, as `ofStream(plan, { last })` tells it: until when it runs, what its last state pays. */
  readonly stream?: StreamReader
  /**
   * What somebody gave as proofs, as `ofAcceptances`, `ofTerms` and `ofFunding` verify it: who has accepted, that an
   * output belongs to the agreement, that a deposit is in the chain.
   */
  readonly proofs?: readonly ProofReader[]
  /** For which rates spends are measured; 1, 10 and 100 sat/vB where not said. */
  readonly feeRates?: readonly FeeRateInput[]
  /** What somebody shows as contracts of the agreement. */
  readonly claims?: readonly ContractClaim[]
  /** A PSBT, in base64, that somebody is asked to sign. */
  readonly psbt?: string
  /** Hex of transactions that paid contracts or spent them. */
  readonly transactions?: readonly string[]
  /** Outputs that the transactions spend, where the transactions that made them are not given. */
  readonly prevouts?: readonly Prevout[]
  /** Swaps that the worker's part may go into, each made by `swapTarget` from its terms: no agreement says which. */
  readonly via?: readonly SwapTarget[]
  /** Texts of further agreements of the same people: what the contracts have in common is found, and how those differ of which one amends the other. */
  readonly others?: readonly string[]
  /**
   * Text of another agreement, whose every difference is told: an earlier draft, what another party sent. Where one
   * amends the other, it is told as one of `others`.
   */
  readonly before?: string
  /** What stands for the wildcard of a descriptor; 0 where not said. */
  readonly index?: number
}

/** One contract of an agreement, computed again and read back. */
export interface ContractAudit extends OutputAudit {
  /** BIP 32 index: the last step of every key. */
  readonly index: number
  /** Position of the milestone in the agreement, from 0. */
  readonly milestone: number
  readonly amount: Sats
  readonly address: string
  readonly descriptor: string
}

/** The output of a descriptor, which may be an agreement's contract or anything else. */
export interface DescriptorAudit extends OutputAudit {
  readonly lifted: Lifted
}

/** Everything that an outsider can conclude. */
export interface Audit {
  /** What the text is. */
  readonly subject: 'agreement' | 'descriptor'
  /** Absent where the text is no agreement; the findings say why. */
  readonly agreement?: Agreement
  /** The tip that was given; that of a view stands in `now`. */
  readonly at?: ChainMoment
  /** What each contract is like as of the last block of a view; present where one was given. */
  readonly now?: Now
  /** A stream on one of the contracts; present where one was given. */
  readonly stream?: StreamTold
  /** Whether a second engine, which shares no code with the first, computes the same contracts. */
  readonly engines?: EngineComparison
  /** One for each milestone; empty where the text is no agreement. */
  readonly contracts: readonly ContractAudit[]
  /** How the agreement differs from those given that it amends, or that amend it; absent where there are none. */
  readonly amendments?: readonly AmendmentAudit[]
  /** How the agreement differs from `before`; absent where that is not given, or stands among the amendments. */
  readonly comparison?: AgreementComparison
  /** What a descriptor describes; absent where the text is none. */
  readonly descriptor?: DescriptorAudit
  /** What was given as proofs, verified; present where something was given. */
  readonly proofs?: readonly ProofTold[]
  /** What the PSBT does; present where one was given. */
  readonly spend?: SpendAudit
  /** What the transactions did; present where some were given. */
  readonly trace?: Trace
  /** The gravest first. */
  readonly findings: readonly Finding[]
}

/** An audit as `audit` makes it. */
export const anAudit: Check = (value, field) => {
  anObject(value, field)
  const { subject, contracts, findings } = value as Members // the line above makes it one
  oneOf(['agreement', 'descriptor'])(subject, `${field}.subject`)
  listOf(anObject)(contracts, `${field}.contracts`)
  listOf(anObject)(findings, `${field}.findings`)
}

/**
 * Finds out what can happen to the money of an agreement, or of a descriptor, without trusting whoever made it.
 * Never throws because of what the text says, or any other document: that becomes a finding.
 *
 * @throws EscrowError `AUDIT_OPTION` for options that no audit can have, `VIEW_NETWORK` for a view of another network,
 * and what the check of `prevouts` throws
 * @example
 * for (const { severity, subject, text } of audit(agreementText).findings) show(severity, subject, text)
 */
export const audit = (text: string, options: AuditOptions = {}): Audit => {
  aText(text, 'text')
  membersOf<AuditOptions>({
    'at?': anObject,
    'now?': aFunction,
    'stream?': aFunction,
    'proofs?': listOf(aFunction),
    'feeRates?': listOf(aFeeRate),
    'claims?': listOf(aClaim),
    'psbt?': textOrBytes,
    'transactions?': listOf(textOrBytes),
    'prevouts?': listOf(aPrevout),
    'via?': listOf(aSwapTarget),
    'others?': listOf(aText),
    'before?': aText,
    'index?': anything,
  })(options, '')
  checkOptions(options)
  const descriptor = descriptorIn(text)
  return {
    ...(descriptor === undefined ? agreementAudit(text, options) : descriptorAudit(descriptor, options)),
    ...(options.at && { at: options.at }),
  }
}

const checkOptions = ({ at, index }: AuditOptions): void => {
  for (const [field, value] of Object.entries({
    ...(at && { height: at.height, medianTime: at.medianTime }),
    ...(index === undefined ? {} : { index }),
  }))
    if (!Number.isInteger(value) || value < 0 || value > MAX_INDEX)
      throw auditError('AUDIT_OPTION', {
        field: field === 'index' ? field : `at.${field}`,
        expected: `a whole number from 0 to ${MAX_INDEX}`,
        received: shown(value),
      })
}

/** The last index that keys are derived for, and more than any height or time. */
const MAX_INDEX = 0x7fffffff

const descriptorAudit = (text: string, { index = 0, feeRates }: AuditOptions): Audit => {
  try {
    const lifted = liftDescriptor(text, { index })
    const described = { lifted, ...auditedOutput(lifted.output, { feeRates }) }
    const findings = byGravity(descriptorFindings(described))
    return { subject: 'descriptor', contracts: [], descriptor: described, findings }
  } catch (error) {
    if (!(error instanceof EscrowError)) throw error
    return { subject: 'descriptor', contracts: [], findings: [refusal(error, 'descriptor')] }
  }
}

const agreementAudit = (text: string, options: AuditOptions): Audit => {
  const { claims = [], feeRates } = options
  const { agreement, contracts, refusals } = readAgreement(text, 'agreement')
  const { others, comparison, refusals: refusedBefore } = heldAgainst(agreement, options)
  const known = others.map((other, position) => readAgreement(other, `others[${position}]`))
  const otherRefusals = [...refusedBefore, ...known.flatMap((other) => other.refusals)]
  if (agreement === undefined || contracts.length === 0)
    return {
      subject: 'agreement',
      ...(agreement === undefined ? {} : { agreement }),
      contracts: [],
      findings: byGravity([...refusals, ...otherRefusals]),
    }
  const concluded = contractAuditor(feeRates)
  const described = descriptorReader(agreement)
  const judged = contracts.map((contract) => ({
    contract,
    audited: auditedContract(contract, {
      descriptor: described(contract),
      ...concluded(outputOfCompiled(contract), contract),
    }),
  }))
  const engines = compareEngines(agreement, { contracts, text })
  // where a relock went on may be a contract of an amended agreement
  const everywhere = [...contracts, ...known.flatMap((other) => other.contracts)]
  const now = options.now?.(contracts, everywhere)
  const at = options.at ?? momentOf(now)
  const stream = options.stream?.(contracts, at)
  const proofs = options.proofs?.map((verified) => verified(contracts, everywhere))
  const trace = tracedBy(options, everywhere)
  const { psbt, transactions = [], via = [] } = options
  const spend =
    psbt === undefined
      ? undefined
      : auditSpend(everywhere, psbt, { transactions, via, ...(at && { at }), ...(now && { now: () => now }) })
  const otherAgreements = known.flatMap((other) => other.agreement ?? [])
  const amendments = amendmentsOf(agreement, otherAgreements)
  const findings = [
    ...engineFindings(engines),
    ...amendmentFindings(amendments),
    ...claimFindings(contracts, claims),
    ...(proofs ?? []).flatMap((told) => (told.kind === 'refused' ? [refusal(told, told.of)] : [])),
    ...(spend === undefined ? [] : spendFindings(spend)),
    ...(trace === undefined ? [] : traceFindings(trace)),
    ...otherRefusals,
    ...agreementFindings(agreement, {
      contracts: judged,
      others: otherAgreements,
      at,
    }),
  ]
  return {
    subject: 'agreement',
    agreement,
    ...(now === undefined ? {} : { now }),
    ...(stream === undefined ? {} : { stream }),
    engines,
    contracts: judged.map(({ audited }) => audited),
    ...(amendments.length === 0 ? {} : { amendments }),
    ...(comparison === undefined ? {} : { comparison }),
    ...(proofs === undefined ? {} : { proofs }),
    ...(spend === undefined ? {} : { spend }),
    ...(trace === undefined ? {} : { trace }),
    findings: byGravity(findings),
  }
}

/** The tip that a view ends with, where it knows its median time. */
const momentOf = (now: Now | undefined): ChainMoment | undefined =>
  now?.at.medianTime === undefined ? undefined : { height: now.at.height, medianTime: now.at.medianTime }

/** An agreement with its contracts as far as the text is one, and why it is not. */
interface ReadAgreement {
  readonly agreement?: Agreement
  readonly contracts: readonly Contract[]
  readonly refusals: readonly Finding[]
}

const readAgreement = (text: string, subject: string): ReadAgreement => {
  // what a reader of agreements refuses unless told otherwise is a finding here
  const parsed = safeParseAgreement(text, { allow: ALLOWANCES })
  if (!parsed.ok) return { contracts: [], refusals: parsed.issues.map((issue) => refusal(issue, subject)) }
  const { agreement } = parsed
  try {
    return { agreement, contracts: compile(agreement), refusals: [] }
  } catch (error) {
    if (!(error instanceof EscrowError)) throw error
    return { agreement, contracts: [], refusals: [refusal(error, subject)] }
  }
}

/** Everything that an agreement is held against: the others, and how it differs from one that is none of them. */
const heldAgainst = (
  agreement: Agreement | undefined,
  { others = [], before }: AuditOptions,
): {
  readonly others: readonly string[]
  readonly comparison?: AgreementComparison
  readonly refusals: readonly Finding[]
} => {
  if (before === undefined || agreement === undefined) return { others, refusals: [] }
  const parsed = safeParseAgreement(before, { allow: ALLOWANCES })
  if (!parsed.ok) return { others, refusals: parsed.issues.map((issue) => refusal(issue, 'before')) }
  return areAmended(agreement, parsed.agreement)
    ? { others: [...others, before], refusals: [] }
    : { others, comparison: comparisonOf(parsed.agreement, agreement), refusals: [] }
}

const tracedBy = (
  { transactions, prevouts = [], via = [] }: AuditOptions,
  contracts: readonly Contract[],
): Trace | undefined =>
  transactions === undefined ? undefined : traceSpends(contracts, transactions, { prevouts, via })

/** The descriptor of a contract: one for all milestones of the same terms, as it leaves the index open. */
const descriptorReader = ({ milestones }: Agreement): ((contract: Contract) => string) => {
  const known = new Map<string, string>()
  return (contract) => {
    const { silence, rescue, dispute, secretHash } = milestones[contract.milestone] ?? {}
    const terms = JSON.stringify([silence, rescue, dispute, secretHash])
    const descriptor = known.get(terms) ?? contract.descriptor
    known.set(terms, descriptor)
    return descriptor
  }
}

const auditedContract = (
  { index, milestone, amount, address }: Contract,
  { descriptor, ...concluded }: OutputAudit & Pick<ContractAudit, 'descriptor'>,
): ContractAudit => ({ index, milestone, amount, address, descriptor, ...concluded })
