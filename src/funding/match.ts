import { admissionError } from '../admission/errors.js'
import { anAgreement } from '../agreement/given.js'
import type { Agreement } from '../agreement/types.js'
import { compareAmount } from '../contract/amounts.js'
import { compile } from '../contract/compile.js'
import { aContract, type Contract } from '../contract/contract.js'
import type { Funded } from '../contract/funded.js'
import { counted, shown } from '../errors.js'
import { anything, aWhole, listOf, membersOf } from '../given/check.js'
import { psbtError } from '../psbt/errors.js'
import { parseTransaction } from '../psbt/transaction.js'
import { toHex } from '../units/bytes.js'
import type { TransactionOutput } from '../units/transaction.js'
import { matchError } from './errors.js'

export interface MatchOptions {
  /** Height of the block that confirmed the transaction; without it the output counts as unconfirmed. */
  readonly confirmedAt?: number
  /** Median time of the block before that one: what relative seconds count from (BIP 68). */
  readonly medianTimeBefore?: number
}

const checkHeight = (confirmedAt: number | undefined): void => {
  if (confirmedAt !== undefined && (!Number.isInteger(confirmedAt) || confirmedAt < 0))
    throw admissionError('FUNDING_HEIGHT', {
      field: 'confirmedAt',
      expected: 'the height of a block',
      received: shown(confirmedAt),
    })
}

/**
 * An id is hex, too, and would be read as a transaction that ends early.
 *
 * @throws EscrowError `TRANSACTION_MALFORMED`
 */
const notItsId = (transaction: string | Uint8Array): void => {
  if (typeof transaction === 'string' && /^\s*[0-9a-f]{64}\s*$/i.test(transaction))
    throw psbtError('TRANSACTION_MALFORMED', {
      field: 'transaction',
      expected: 'a transaction in its network serialisation',
      received: 'the id of one: a node or a server has the transaction',
    })
}

/** Where the key of a Taproot output begins in its script: behind OP_1 and its length (BIP 341). */
const KEY_AT = 2

/** The contracts that outputs pay, by script. A transaction has few outputs: most contracts cost one look at a byte. */
const paidBy = (
  outputs: readonly TransactionOutput[],
  contracts: readonly Contract[],
): ReadonlyMap<string, Contract> => {
  const begin = new Set(outputs.map(({ script }) => script[KEY_AT]))
  return new Map(
    contracts.flatMap((contract): readonly (readonly [string, Contract])[] =>
      begin.has(contract.outputKey[0]) ? [[toHex(contract.outputScript), contract]] : [],
    ),
  )
}

/**
 * The outputs of a transaction that fund contracts of an agreement, in their order on chain: each marked exact,
 * under or over. An output script is compared, never an address. Contracts that are compiled already may be
 * given instead of their agreement.
 *
 * @throws EscrowError `FUNDING_NO_OUTPUT`, `FUNDING_HEIGHT`, and what `parseTransaction` throws
 * @example
 * const [funded] = matchFunding(agreement, hex, { confirmedAt: 812_000 })
 */
export const matchFunding = (
  agreement: Agreement | readonly Contract[],
  transaction: string | Uint8Array,
  options: MatchOptions = {},
): readonly [Funded, ...Funded[]] => {
  ;(Array.isArray(agreement) ? listOf(aContract) : anAgreement)(agreement, 'agreement')
  membersOf<MatchOptions>({ 'confirmedAt?': anything, 'medianTimeBefore?': aWhole })(options, '')
  const { confirmedAt, medianTimeBefore } = options
  checkHeight(confirmedAt)
  const contracts = 'id' in agreement ? compile(agreement) : agreement
  notItsId(transaction)
  const { txid, outputs } = parseTransaction(transaction)
  const byScript = paidBy(outputs, contracts)
  const [first, ...rest] = outputs.flatMap(({ script, amount }, vout): readonly Funded[] => {
    const contract = byScript.get(toHex(script))
    if (contract === undefined) return []
    return [
      {
        contract,
        outpoint: { txid, vout },
        amount,
        match: compareAmount(contract, amount),
        ...(confirmedAt === undefined ? {} : { confirmedAt }),
        ...(medianTimeBefore === undefined ? {} : { medianTimeBefore }),
      },
    ]
  })
  if (first === undefined)
    throw matchError('FUNDING_NO_OUTPUT', {
      field: 'transaction',
      expected: `an output for ${contracts.length === 1 ? contracts[0]?.address : `one of ${contracts.length} contracts`}`,
      received: `${counted(outputs.length, 'output')} for other scripts`,
    })
  return [first, ...rest]
}
