import * as v from 'valibot'
import { parseGivenAddress } from '../agreement/address.js'
import { type ExactJson, parseExactJson } from '../chain/exactJson.js'
import { shown } from '../errors.js'
import { readShape } from '../forms/form.js'
import { type Coin, coinKind } from '../funding/coin.js'
import { fromHex } from '../units/bytes.js'
import { satsOfCoins } from '../units/coins.js'
import type { NetworkName } from '../units/network.js'
import { cliError } from './errors.js'
import type { CoinFault } from './words/words.js'

/** What is read of a coin as `bitcoin-cli listunspent` prints it; decimals are text, so that no digit is lost. */
const coinShape = () =>
  v.array(
    v.object({
      txid: v.string(),
      vout: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
      address: v.optional(v.string()),
      redeemScript: v.optional(v.string()),
      amount: v.union([v.string(), v.number()]),
      spendable: v.optional(v.boolean()),
      confirmations: v.optional(v.number()),
    }),
  )

type ListedCoin = v.InferOutput<ReturnType<typeof coinShape>>[number]

/** Why a coin of the wallet cannot pay, where it cannot. */
const unfit = (
  { address, redeemScript, spendable = true, confirmations = 1 }: ListedCoin,
  network: NetworkName,
): CoinFault | undefined => {
  if (!spendable) return 'notSpendable'
  if (confirmations < 1) return 'unconfirmed'
  if (address === undefined) return 'noAddress'
  const { script } = parseGivenAddress(address, { network, field: 'address' })
  const inside = redeemScript === undefined ? undefined : fromHex(redeemScript)
  return coinKind(script, inside) === undefined ? 'otherKind' : undefined
}

/** The coins of a wallet that can pay, and how many cannot for which reason. */
export interface ListedCoins {
  readonly coins: readonly Coin[]
  readonly passedOver: readonly { readonly why: CoinFault; readonly count: number }[]
}

/**
 * The coins of a wallet as Bitcoin Core lists them: those that are confirmed and that funding can spend. A wallet has
 * others too, and they are no reason to refuse.
 *
 * @throws EscrowError `FILE_NOT_JSON`, `JSON_FORM_MALFORMED`, `COIN_AMOUNT`, and what `parseAddress` throws
 */
export const coinsIn = (
  text: string,
  { field, network }: { readonly field: string; readonly network: NetworkName },
): ListedCoins => {
  const reasons = new Map<CoinFault, number>()
  const coins = readShape(exactJson(text, field), { shape: coinShape(), field }).flatMap(
    (coin, at): readonly Coin[] => {
      const { txid, vout, address, amount, redeemScript } = coin
      const reason = unfit(coin, network)
      if (reason !== undefined) reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
      if (reason !== undefined || address === undefined) return []
      const value = satsOfCoins(String(amount))
      if (value === undefined)
        throw cliError('COIN_AMOUNT', {
          field: `${field}[${at}].amount`,
          expected: 'whole coins with up to 8 decimals',
          received: shown(amount),
        })
      return [{ txid, vout, address, amount: value, ...(redeemScript !== undefined && { redeemScript }) }]
    },
  )
  return { coins, passedOver: [...reasons].map(([why, count]) => ({ why, count })) }
}

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
