import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  /** A QR code that begins as a part of a series (BBQr) and is none: whoever shows it writes it otherwise. */
  QR_PART_MALFORMED: 'input',
  /** A part of another series than those that were read before; or the same place with something else in it. */
  QR_PART_OTHER: 'mismatch',
  /** More than any PSBT, transaction or document takes. */
  QR_PARTS_TOO_LARGE: 'input',
  /** All parts are there, and what they hold together is not what their encoding or their kind says. */
  QR_PARTS_MALFORMED: 'input',
} as const

export const pageError: ErrorFamily<typeof codes> = /* @__PURE__ */ errorFamily(codes)
