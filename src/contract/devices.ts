import { policyError } from './errors.js'
import type { Limit } from './policyLimits.js'

/** BIP 174 and BIP 370. */
type PsbtVersion = 0 | 2

/**
 * Which derivation rows the inputs of a PSBT have: `usual` for the keys of the leaf and the internal key, or
 * `leafKeysOnly`, or `everyKey` of the whole tree.
 */
export type PsbtRows = 'usual' | 'leafKeysOnly' | 'everyKey'

interface Device {
  /** In the order in which they are looked at; that of BIP 388 (`extendedKeys`) holds for all devices. */
  readonly limits: readonly Limit[]
  readonly psbt: { readonly rows: PsbtRows; readonly versions: readonly PsbtVersion[] }
}

const USUAL: Device['psbt'] = { rows: 'usual', versions: [0, 2] }

/** Signing devices whose limits are known; `generic` stands for whatever takes all of BIP 388. */
export type PolicyDevice = 'generic' | 'ledger' | 'coldcard' | 'bitbox02' | 'trezor' | 'jade'

/** All that is known of signing devices, with sources and versions in `docs/devices.md`. */
const DEVICES: Readonly<Record<PolicyDevice, Device>> = {
  generic: { limits: [], psbt: USUAL },
  ledger: {
    limits: [
      { rule: 'templateLength', most: 512 },
      { rule: 'keyCount', most: 15 },
      { rule: 'originDepth', most: 8 },
      { rule: 'keyLength', most: 162 },
      { rule: 'memory', most: 896 },
    ],
    // the app takes a row of the internal key for a wish to sign by the key path
    psbt: { rows: 'leafKeysOnly', versions: [0, 2] },
  },
  coldcard: {
    limits: [
      { rule: 'expressionCount', most: 32 },
      { rule: 'originDepth', most: 12 },
    ],
    // it knows an output by nothing less
    psbt: { rows: 'everyKey', versions: [0, 2] },
  },
  bitbox02: {
    limits: ['musig', 'sha256', { rule: 'keyCount', most: 20 }, { rule: 'addressIndex', most: 9999 }],
    psbt: { rows: 'usual', versions: [0] },
  },
  trezor: { limits: ['taprootMiniscript'], psbt: USUAL },
  jade: { limits: ['taprootMiniscript'], psbt: USUAL },
}

/** Every {@link PolicyDevice}. */
export const POLICY_DEVICES: readonly PolicyDevice[] = /* @__PURE__ */ Object.keys(DEVICES) as PolicyDevice[] // its own keys

export const limitsOf = (device: PolicyDevice): readonly Limit[] => DEVICES[device].limits

/**
 * Which rows a PSBT for a device has.
 *
 * @throws EscrowError `DEVICE_PSBT_VERSION`
 */
export const psbtRows = (device: PolicyDevice, version: PsbtVersion): PsbtRows => {
  const { rows, versions } = DEVICES[device].psbt
  if (versions.includes(version)) return rows
  throw policyError('DEVICE_PSBT_VERSION', {
    field: 'version',
    expected: `${versions.join(' or ')}, as ${device} takes it`,
    received: `${version}`,
    layer: 'device',
    device,
  })
}
