import { backend } from '#backend'
import { parseGivenAddress } from '../agreement/address.js'
import { shown } from '../errors.js'
import {
  anything,
  aText,
  aWhole,
  type Check,
  having,
  listOf,
  membersOf,
  someBytes,
  textOrBytes,
} from '../given/check.js'
import type { KeyOrigin } from '../keys/keyExpression.js'
import { segwitInputWeight } from '../plan/weight.js'
import { parseTransaction, serializeTransaction } from '../psbt/transaction.js'
import { SIGNATURE_LENGTH, witnessLength } from '../script/satisfy.js'
import { tweakInternalKey } from '../taproot/commitment.js'
import { concat, equalBytes, fromHex } from '../units/bytes.js'
import type { NetworkName } from '../units/network.js'
import { formatOutpoint, type Outpoint, parseOutpoint } from '../units/outpoint.js'
import { type Sats, sats } from '../units/sats.js'
import { fundingError } from './errors.js'

/** The key of a coin and where a signer finds it. */
export interface CoinKey extends KeyOrigin {
  /** 33 bytes, compressed; of a Taproot coin the internal key, before the tweak. */
  readonly publicKey: Uint8Array
}

/** Of a coin's key: what signers find it by. */
export const aCoinKey: Check = (value, field) => {
  membersOf<CoinKey>({ publicKey: someBytes, fingerprint: aText, path: listOf(aWhole) })(value, field)
}

interface CoinFacts extends Outpoint {
  readonly amount: Sats
  /**
   * The transaction that made the coin, hex or bytes: checked against everything else that is said about the coin.
   * Many devices sign for a P2WPKH coin only when they see it.
   */
  readonly previous?: string | Uint8Array
  /** For signers that do not know their own coins. */
  readonly key?: CoinKey
  /** Of a P2SH coin the P2WPKH script that it wraps, 22 bytes or their hex (BIP 141, "P2WPKH nested in BIP16 P2SH"). */
  readonly redeemScript?: string | Uint8Array
}

/**
 * A coin of the employer's wallet: P2TR (spent by its key path), P2WPKH, or P2SH that wraps P2WPKH; by address or by
 * output script.
 */
export type Coin = CoinFacts & ({ readonly address: string } | { readonly script: Uint8Array })

export type CoinKind = 'p2tr' | 'p2wpkh' | 'p2sh-p2wpkh'

/** A coin that passed every check. */
export interface SpendableCoin {
  readonly outpoint: Outpoint
  readonly amount: Sats
  readonly script: Uint8Array
  readonly kind: CoinKind
  /** The P2WPKH script inside a P2SH coin. */
  readonly redeemScript?: Uint8Array
  readonly previous?: Uint8Array
  readonly key?: CoinKey
  /** Where the coin is the change of a transaction that is still to be sent: the position of that one. */
  readonly changeOf?: number
}

/** The longest signature under the rule of low s (BIP 146), in DER with its type byte. */
const LONGEST_ECDSA = 72
const COMPRESSED_KEY = 33

/** Bytes of a scriptSig that pushes a P2WPKH script; its length still fits into the byte that every input has. */
const NESTED_SCRIPT_SIG = 23

/** What a signed input has before its witness: of a nested coin the push of the script inside, known before. */
export const scriptSigOf = (coin: Pick<SpendableCoin, 'redeemScript'> | undefined): Uint8Array => {
  const script = coin?.redeemScript
  return script === undefined ? new Uint8Array(0) : concat(Uint8Array.of(script.length), script)
}

/** Exact for P2TR; for P2WPKH, nested or not, the most that it can be, a byte or two more than it turns out. */
export const coinWeight = (kind: CoinKind): number =>
  segwitInputWeight(witnessLength(kind === 'p2tr' ? [SIGNATURE_LENGTH] : [LONGEST_ECDSA, COMPRESSED_KEY])) +
  (kind === 'p2sh-p2wpkh' ? 4 * NESTED_SCRIPT_SIG : 0)

/** The kind of an output script, where it is one that funding can spend; P2SH is only with the script inside. */
export const coinKind = (script: Uint8Array, redeemScript?: Uint8Array): CoinKind | undefined => {
  const [version, length] = script
  if (version === 0x51 && length === 32 && script.length === 34) return 'p2tr'
  if (version === 0 && length === 20 && script.length === 22) return 'p2wpkh'
  return redeemScript !== undefined && coinKind(redeemScript) === 'p2wpkh' && wraps(script, redeemScript)
    ? 'p2sh-p2wpkh'
    : undefined
}

/** BIP 16: OP_HASH160, the hash, OP_EQUAL. */
const wraps = (script: Uint8Array, redeemScript: Uint8Array): boolean =>
  equalBytes(script, concat(Uint8Array.of(0xa9, 20), backend.hash160(redeemScript), Uint8Array.of(0x87)))

/** The 20 or 32 bytes of a coin's witness program. */
export const programOf = ({
  script,
  redeemScript,
}: Pick<SpendableCoin, 'script' | 'redeemScript'>): Uint8Array => (redeemScript ?? script).subarray(2)

const mismatch = (field: string, expected: string, received: string): ReturnType<typeof fundingError> =>
  fundingError('FUNDING_COIN_MISMATCH', { field, expected, received })

const checkKey = (coin: SpendableCoin, { publicKey }: CoinKey, field: string): void => {
  const fits =
    publicKey.length === COMPRESSED_KEY &&
    backend.isPoint(publicKey) &&
    equalBytes(
      coin.kind === 'p2tr'
        ? tweakInternalKey({ xOnly: publicKey.subarray(1) }, undefined).outputKey
        : backend.hash160(publicKey),
      programOf(coin),
    )
  if (!fits)
    throw mismatch(
      `${field}.key`,
      coin.kind === 'p2tr' ? 'the internal key of the coin (BIP 86)' : 'the public key of the coin',
      'another key',
    )
}

const previousOf = (coin: SpendableCoin, previous: string | Uint8Array, field: string): Uint8Array => {
  const parsed = parseTransaction(previous, field)
  const { outpoint, amount, script } = coin
  if (parsed.txid !== outpoint.txid) throw mismatch(field, `transaction ${outpoint.txid}`, parsed.txid)
  const output = parsed.outputs[outpoint.vout]
  if (output === undefined)
    throw mismatch(field, `an output ${outpoint.vout}`, `${parsed.outputs.length} outputs`)
  if (output.amount !== amount) throw mismatch(field, `${amount} sat in the coin`, `${output.amount} sat`)
  if (!equalBytes(output.script, script)) throw mismatch(field, 'the script of the coin', 'another script')
  return serializeTransaction(parsed)
}

const checkedCoin = (
  input: Coin,
  { network, field }: { network: NetworkName; field: string },
): SpendableCoin => {
  // as `listunspent` prints it, it says more
  having({
    txid: anything,
    vout: anything,
    amount: anything,
    'address?': aText,
    'script?': someBytes,
    'previous?': textOrBytes,
    'redeemScript?': textOrBytes,
    'key?': aCoinKey,
  })(input, field)
  const outpoint = parseOutpoint(input, field)
  const amount = sats(input.amount, `${field}.amount`)
  const script =
    'script' in input
      ? input.script
      : parseGivenAddress(input.address, { network, field: `${field}.address` }).script
  const redeemScript =
    typeof input.redeemScript === 'string' ? fromHex(input.redeemScript) : input.redeemScript
  const kind = coinKind(script, redeemScript)
  if (kind === undefined)
    throw fundingError('FUNDING_COIN_TYPE', {
      field,
      expected: 'a coin of type P2TR or P2WPKH, or P2SH with the P2WPKH script that it wraps as redeemScript',
      received: 'address' in input ? shown(input.address) : `a script of ${script.length} bytes`,
    })
  const coin: SpendableCoin = {
    outpoint,
    amount,
    script,
    kind,
    ...(kind === 'p2sh-p2wpkh' && redeemScript && { redeemScript }),
  }
  const { key, previous } = input
  if (key !== undefined) checkKey(coin, key, field)
  return {
    ...coin,
    ...(key && { key }),
    ...(previous !== undefined && { previous: previousOf(coin, previous, `${field}.previous`) }),
  }
}

/**
 * Checks the coins that a caller has.
 *
 * @throws EscrowError `FUNDING_COIN_TYPE`, `FUNDING_COIN_MISMATCH`, `FUNDING_COIN_REPEATED`, and what the checks of
 * addresses, amounts, outpoints and transactions throw
 */
export const checkCoins = (
  coins: readonly Coin[],
  { network }: { network: NetworkName },
): readonly SpendableCoin[] => {
  const seen = new Set<string>()
  return coins.map((input, position) => {
    const field = `utxos[${position}]`
    const coin = checkedCoin(input, { network, field })
    const name = formatOutpoint(coin.outpoint)
    if (seen.has(name))
      throw fundingError('FUNDING_COIN_REPEATED', {
        field,
        expected: 'every coin once',
        received: `${name} again`,
      })
    seen.add(name)
    return coin
  })
}
