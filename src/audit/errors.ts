import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  /** An option that no audit can have. */
  AUDIT_OPTION: 'input',
  /** A PSBT that does not say what it spends, and nobody else does. */
  AUDIT_PREVOUT_MISSING: 'mismatch',
  /** A PSBT that spends none of the contracts. */
  AUDIT_NO_CONTRACT: 'mismatch',
  /** A text that is no descriptor of a Taproot output. */
  AUDIT_DESCRIPTOR_MALFORMED: 'input',
  /** A leaf that is no Miniscript, or that cannot be compiled. */
  AUDIT_DESCRIPTOR_LEAF: 'input',
  /** An output that is handed in with parts that do not belong together. */
  AUDIT_OUTPUT_MALFORMED: 'input',
} as const

export const auditError: ErrorFamily<typeof codes> = /* @__PURE__ */ errorFamily(codes)
