import { psbtToBase64 } from '../psbt/codec.js'
import { EMPTY_INPUT, EMPTY_OUTPUT, type PsbtInput, type Row } from '../psbt/model.js'
import { keyedRow, valueRow } from '../psbt/values.js'
import { concat, fromHex, uint32 } from '../units/bytes.js'
import type { UnsignedTransaction } from '../units/transaction.js'
import type { CoinKey, SpendableCoin } from './coin.js'

/** BIP 174, `PSBT_IN_REDEEM_SCRIPT` and `PSBT_IN_BIP32_DERIVATION`. */
const REDEEM_SCRIPT = 0x04
const BIP32_DERIVATION = 0x06

const derivationRow = ({ publicKey, fingerprint, path }: CoinKey): Row =>
  keyedRow(
    BIP32_DERIVATION,
    publicKey,
    concat(fromHex(fingerprint) ?? new Uint8Array(0), ...path.map(uint32)),
  )

const taprootRows = ({ publicKey, fingerprint, path }: CoinKey): Partial<PsbtInput> => {
  const xOnly = publicKey.subarray(1)
  return { tapInternalKey: xOnly, tapDerivations: [{ xOnly, leafHashes: [], fingerprint, path }] }
}

const inputOf = ({ script, amount, kind, redeemScript, previous, key }: SpendableCoin): PsbtInput => {
  const spent = { ...EMPTY_INPUT, witnessUtxo: { script, amount } }
  // a Taproot signature commits to the amount, so that its signer needs no proof of it (BIP 341)
  if (kind === 'p2tr') return { ...spent, ...(key && taprootRows(key)) }
  return {
    ...spent,
    ...(previous && { nonWitnessUtxo: previous }),
    others: [
      ...(redeemScript === undefined ? [] : [valueRow(REDEEM_SCRIPT, redeemScript)]),
      ...(key === undefined ? [] : [derivationRow(key)]),
    ],
  }
}

/** What an ordinary wallet needs to sign: Updater's rows of its coins, and nothing about the contracts. */
export const fundingPsbt = (transaction: UnsignedTransaction, coins: readonly SpendableCoin[]): string =>
  psbtToBase64({
    transaction,
    inputs: coins.map(inputOf),
    outputs: transaction.outputs.map(() => EMPTY_OUTPUT),
    others: [],
  })
