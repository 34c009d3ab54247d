import { type Acceptance, accepted } from '../acceptance/accept.js'
import type { AcceptanceReport } from '../agreement/acceptance.js'
import type { Contract } from '../contract/contract.js'
import { EscrowError } from '../errors.js'
import { aList, anything, aText, aWhole, having, membersOf } from '../given/check.js'
import { type TermsProof, verifyTerms } from '../terms/proof.js'
import { formatOutpoint } from '../units/outpoint.js'
import type { Sats } from '../units/sats.js'
import { type FundingProof, type ProvenFunding, verifyFundingOf } from '../watch/fundingProof.js'
import type { Checkpoint } from '../watch/types.js'
import { type ContractName, nameOf } from './told.js'

/** What something shows that somebody gave as a proof, verified. Plain data. */
export type ProofTold =
  | { readonly kind: 'acceptances'; readonly report: AcceptanceReport }
  /** An output commits to the agreement. */
  | { readonly kind: 'terms'; readonly contract: ContractName; readonly address: string }
  /** A deposit is in the chain. */
  | ({
      readonly kind: 'funding'
      readonly contract: ContractName
      /** As `txid:vout`. */
      readonly outpoint: string
      readonly amount: Sats
    } & Pick<ProvenFunding, 'confirmations' | 'tip' | 'work' | 'assurance'>)
  /** It shows nothing; among the findings stands why. */
  | ({ readonly kind: 'refused'; readonly of: ProofKind; readonly text: string } & Pick<
      EscrowError,
      'code' | 'data'
    >)

export type ProofKind = 'acceptances' | 'terms' | 'funding'

/**
 * Verifies what somebody gave as a proof against the contracts of an agreement; `everywhere` has those of others that
 * are known, too.
 */
export type ProofReader = (contracts: readonly Contract[], everywhere: readonly Contract[]) => ProofTold

const judged =
  (of: ProofKind, read: (...known: Parameters<ProofReader>) => ProofTold): ProofReader =>
  (contracts, everywhere) => {
    try {
      return read(contracts, everywhere)
    } catch (error) {
      if (!(error instanceof EscrowError)) throw error
      const { code, data, message } = error
      return { kind: 'refused', of, code, data, text: message }
    }
  }

/**
 * What an audit says of acceptances: who has accepted, every signature verified; where the agreement amends one that
 * is known, with whose keys of that one, too. A function of its own, as those below, so that who audits without proofs
 * bundles nothing that reads them.
 *
 * Source: BIP 322.
 *
 * @throws EscrowError `ARGUMENT_TYPE`
 * @example
 * const { proofs } = audit(agreementText, { proofs: [ofAcceptances(JSON.parse(file))] })
 */
export const ofAcceptances = (acceptances: readonly Acceptance[]): ProofReader => {
  aList(acceptances, 'acceptances')
  return judged('acceptances', ([contract], everywhere) => {
    const { agreement } = contract as Contract // no audit asks about nothing
    const amends = everywhere.find((other) => other.agreement.id === agreement.previous)?.agreement
    return { kind: 'acceptances', report: accepted(agreement, acceptances, amends && { amends }) }
  })
}

export interface OfTermsOptions {
  /** The address that is said to belong to the agreement; the contract's own where it is not said. */
  readonly address?: string
}

/**
 * What an audit says of a proof of terms: that an output commits to the agreement, each step computed again.
 *
 * Source: BIP 341, "Script validation rules".
 *
 * @throws EscrowError `ARGUMENT_TYPE`, `ARGUMENT_UNKNOWN`
 * @example
 * const { proofs } = audit(agreementText, { proofs: [ofTerms(JSON.parse(file), { address })] })
 */
export const ofTerms = (proof: TermsProof, options: OfTermsOptions = {}): ProofReader => {
  membersOf<OfTermsOptions>({ 'address?': aText })(options, '')
  return judged('terms', (contracts) => {
    // the milestone is a claim, too: where there is none such, the proof is held against the first and refused
    const claimed = contracts.find(({ milestone }) => milestone === Object(proof).milestone)
    const contract = claimed ?? (contracts[0] as Contract) // no audit asks about nothing
    const address = options.address ?? contract.address
    verifyTerms(proof, { agreement: contract.agreement.text, output: address })
    return { kind: 'terms', contract: nameOf(contract), address }
  })
}

export interface OfFundingOptions {
  /** A block that is known to be in the chain, from another place than the proof. */
  readonly checkpoint: Checkpoint
  /** The time, in Unix seconds. */
  readonly now: number
}

/**
 * What an audit says of a proof of funding: that a deposit of one of the contracts is in the chain, how deep, and what
 * a forgery would cost. Whether it was spent since, no proof says.
 *
 * @throws EscrowError `ARGUMENT_TYPE`, `ARGUMENT_UNKNOWN`
 * @example
 * const { proofs } = audit(agreementText, { proofs: [ofFunding(text, { checkpoint, now: 1_800_000_000 })] })
 */
export const ofFunding = (proof: FundingProof | string, options: OfFundingOptions): ProofReader => {
  membersOf<OfFundingOptions>({ checkpoint: having({ height: aWhole, hash: aText }), now: anything })(
    options,
    '',
  )
  return judged('funding', (contracts) => {
    const { funded, confirmations, tip, work, assurance } = verifyFundingOf(proof, { contracts, ...options })
    const { contract, outpoint, amount } = funded
    return {
      kind: 'funding',
      contract: nameOf(contract),
      outpoint: formatOutpoint(outpoint),
      amount,
      confirmations,
      tip,
      work,
      assurance,
    }
  })
}
