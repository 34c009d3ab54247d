import { checkThat, membersOf } from '../given/check.js'
import { psbtToBase64 } from '../psbt/codec.js'
import type { PsbtFormat } from '../psbt/model.js'
import { bodyOf } from './collected.js'
import { toPsbt } from './toPsbt.js'
import type { Spend } from './types.js'

/**
 * The PSBT of a spend as base64: version 0, which `spend.psbt` is too, or version 2 for wallets that want it.
 * `readSpend` takes both.
 *
 * Source: BIP 174, BIP 370.
 *
 * @throws EscrowError `SPEND_NOT_BUILT`
 * @example
 * psbtOf(draft, { version: 2 })
 */
export const psbtOf = (spend: Spend, format: PsbtFormat = {}): string => {
  membersOf<PsbtFormat>({ 'version?': checkThat('0 or 2', (version) => version === 0 || version === 2) })(
    format,
    '',
  )
  return psbtToBase64(toPsbt(bodyOf(spend), spend.inputs), format)
}
