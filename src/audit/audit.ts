import type { Agreement } from '../agreement/types.js'
import { compile } from '../contract/compile.js'
import type { Contract } from '../contract/contract.js'
import { EscrowError } from '../errors.js'
import type { ChainMoment } from '../paths/deadlines.js'
import { safeParseAgreement } from '../terms/parse.js'
import type { FeeRate } from '../units/feeRate.js'
import type { Sats } from '../units/sats.js'
import type { Finding } from './finding.js'
import { ordinaryWallets } from './findings/keys.js'
import { refusal } from './findings/make.js'

/** What is audited beside the text, and for when. */
export interface AuditOptions {
  /** The chain's tip: deadlines that are past are found, and far ones told from near ones. */
  readonly at?: ChainMoment
  /** For which rates the fees of spends are told. */
  readonly feeRates?: readonly FeeRate[]
}

/** One contract of an agreement, computed again and read back. */
export interface ContractAudit {
  /** BIP 32 index: the last step of every key. */
  readonly index: number
  /** Position of the milestone in the agreement, from 0. */
  readonly milestone: number
  readonly amount: Sats
  readonly address: string
  readonly descriptor: string
}

/** Everything that an outsider can conclude. */
export interface Audit {
  /** What the text is. */
  readonly subject: 'agreement' | 'descriptor'
  /** Absent where the text is no agreement; the findings say why. */
  readonly agreement?: Agreement
  /** Empty where the text is no agreement. */
  readonly contracts: readonly ContractAudit[]
  /** The gravest first. */
  readonly findings: readonly Finding[]
}

/**
 * Finds out what can happen to the money of an agreement, or of a descriptor, without trusting whoever made it.
 * Never throws because of what the text says: that becomes a finding.
 *
 * @example
 * for (const { severity, subject, text } of audit(agreementText).findings) show(severity, subject, text)
 */
export const audit = (text: string, _options: AuditOptions = {}): Audit => {
  // what a reader of agreements refuses unless told otherwise is a finding here
  const parsed = safeParseAgreement(text, { allow: ['ordinaryWallets'] })
  if (!parsed.ok)
    return {
      subject: 'agreement',
      contracts: [],
      findings: parsed.issues.map((issue) => refusal(issue, 'agreement')),
    }
  const { agreement } = parsed
  const compiled = compiledOr(agreement)
  if (compiled instanceof EscrowError)
    return { subject: 'agreement', agreement, contracts: [], findings: [refusal(compiled, 'agreement')] }
  return {
    subject: 'agreement',
    agreement,
    contracts: compiled.map(auditedContract),
    findings: ordinaryWallets(agreement),
  }
}

const compiledOr = (agreement: Agreement): readonly Contract[] | EscrowError => {
  try {
    return compile(agreement)
  } catch (error) {
    if (error instanceof EscrowError) return error
    throw error
  }
}

const auditedContract = ({ index, milestone, amount, address, descriptor }: Contract): ContractAudit => ({
  index,
  milestone,
  amount,
  address,
  descriptor,
})
