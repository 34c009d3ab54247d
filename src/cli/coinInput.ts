import * as v from 'valibot'
import { type ExactJson, parseExactJson } from '../chain/exactJson.js'
import { readJsonForm } from '../contract/json.js'
import { shown } from '../errors.js'
import type { Coin } from '../funding/coin.js'
import { satsOfCoins } from '../units/coins.js'
import { cliError } from './errors.js'

/** What is read of a coin as `bitcoin-cli listunspent` prints it; decimals are text, so that no digit is lost. */
const coinShape = () =>
  v.array(
    v.object({
      txid: v.string(),
      vout: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
      address: v.string(),
      amount: v.union([v.string(), v.number()]),
      spendable: v.optional(v.boolean()),
      confirmations: v.optional(v.number()),
    }),
  )

/**
 * The coins of a wallet as Bitcoin Core lists them: those that are confirmed and that it can spend.
 *
 * @throws EscrowError `FILE_NOT_JSON`, `JSON_FORM_MALFORMED`, `COIN_AMOUNT`
 */
export const coinsIn = (text: string, field: string): readonly Coin[] =>
  readJsonForm(exactJson(text, field), { shape: coinShape(), field }).flatMap((coin, at): readonly Coin[] => {
    const { txid, vout, address, amount, spendable = true, confirmations = 1 } = coin
    if (!spendable || confirmations < 1) return []
    const value = satsOfCoins(String(amount))
    if (value === undefined)
      throw cliError('COIN_AMOUNT', {
        field: `${field}[${at}].amount`,
        expected: 'whole coins with up to 8 decimals',
        received: shown(amount),
      })
    return [{ txid, vout, address, amount: value }]
  })

const exactJson = (text: string, field: string): ExactJson => {
  try {
    return parseExactJson(text)
  } catch {
    throw cliError('FILE_NOT_JSON', {
      field,
      expected: 'a list as `bitcoin-cli listunspent` prints it',
      received: 'text that is not JSON',
    })
  }
}
