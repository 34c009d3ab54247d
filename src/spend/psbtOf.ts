import { POLICY_DEVICES, type PolicyDevice, psbtRows } from '../contract/devices.js'
import { checkThat, membersOf, oneOf } from '../given/check.js'
import { psbtToBase64 } from '../psbt/codec.js'
import type { PsbtFormat } from '../psbt/model.js'
import { bodyOf } from './collected.js'
import { toPsbt } from './toPsbt.js'
import type { Spend } from './types.js'

export interface PsbtOptions extends PsbtFormat {
  /**
   * Some devices want other derivation rows than are written without it, or take one version only: `docs/devices.md`
   * says which, and why.
   */
  readonly device?: PolicyDevice
}

/**
 * The PSBT of a spend as base64: version 0, which `spend.psbt` is too, or version 2 for wallets that want it; for a
 * signing device with the rows that it wants. `readSpend` takes all of them.
 *
 * Source: BIP 174, BIP 370; `docs/devices.md`.
 *
 * @throws EscrowError `SPEND_NOT_BUILT`, `DEVICE_PSBT_VERSION`
 * @example
 * psbtOf(draft, { version: 2 })
 * psbtOf(draft, { device: 'coldcard' })
 */
export const psbtOf = (spend: Spend, options: PsbtOptions = {}): string => {
  membersOf<PsbtOptions>({
    'version?': checkThat('0 or 2', (version) => version === 0 || version === 2),
    'device?': oneOf(POLICY_DEVICES),
  })(options, '')
  const { device = 'generic', version = 0 } = options
  const rows = psbtRows(device, version)
  return psbtToBase64(toPsbt(bodyOf(spend), spend.inputs, { rows }), { version })
}
