import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  /** Two roles whose keys become one key of a contract. */
  CONTRACT_KEY_SHARED: 'input',
  /** More keys in the leaves of all contracts together than anybody should have to derive. */
  CONTRACT_KEYS_COUNT: 'input',
  /** A path that this contract does not have, as its agreement does not provide for it. */
  CONTRACT_PATH_MISSING: 'input',
  /** A spend by the key path of a contract where nobody knows its key: take one of the leaves. */
  CONTRACT_KEY_PATH_CLOSED: 'input',
  /** An agreement that was read and still cannot be compiled: a fault of this library, please report it. */
  CONTRACT_NOT_COMPILABLE: 'internal',
  /** A JSON form of a contract that the caller has not compiled. */
  CONTRACT_UNKNOWN: 'input',
} as const

/** Found alone by those who write for signing devices. */
const policyCodes = {
  /** A wallet policy that a signing device, or BIP 388 itself, does not take. */
  POLICY_DEVICE_LIMIT: 'limit',
  /** A device whose rules for wallet policies are not known here. */
  POLICY_DEVICE_UNKNOWN: 'input',
  /** A version of PSBTs that a signing device does not take. */
  DEVICE_PSBT_VERSION: 'limit',
} as const

interface Extras {
  POLICY_DEVICE_LIMIT: { readonly layer: 'device'; readonly device: string; readonly rule: string }
  DEVICE_PSBT_VERSION: { readonly layer: 'device'; readonly device: string }
}

export const contractError: ErrorFamily<typeof codes> = /* @__PURE__ */ errorFamily(codes)

export const policyError: ErrorFamily<typeof policyCodes, Extras> = /* @__PURE__ */ errorFamily<
  typeof policyCodes,
  Extras
>(policyCodes)
