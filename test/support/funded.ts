import { compareAmount } from '../../src/contract/amounts.js'
import { compile } from '../../src/contract/compile.js'
import type { Contract } from '../../src/contract/contract.js'
import type { Funded } from '../../src/contract/funded.js'
import { parseAgreement } from '../../src/terms/parse.js'
import { sats } from '../../src/units/sats.js'
import type { Json } from './documents.js'

/** A contract with an output on a chain that nobody looks at: as agreed, or of this amount. */
export const fundedWith = (
  contract: Contract,
  { amount = contract.amount, deposit = 1 }: { amount?: bigint; deposit?: number } = {},
): Funded => ({
  contract,
  outpoint: { txid: deposit.toString(16).padStart(64, '0'), vout: contract.milestone },
  amount: sats(amount),
  match: compareAmount(contract, amount),
})

/** All contracts of a document, each with its output. */
export const fundedOf = (document: Json): readonly Funded[] =>
  compile(parseAgreement(JSON.stringify(document))).map((contract) => fundedWith(contract))

/** The first contract of a document with its output. */
export const firstFunded = (document: Json, options?: { amount?: bigint; deposit?: number }): Funded => {
  const [contract] = compile(parseAgreement(JSON.stringify(document)))
  return fundedWith(contract!, options)
}

/** For relocks between contracts whose clocks are relative, by somebody who has no other agreements. */
export const unseen = { at: 'unknown', known: [] } as const
