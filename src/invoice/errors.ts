import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  /** No text of an invoice: bech32 that it is not, cut off, fields that reach beyond the end. */
  INVOICE_MALFORMED: 'input',
  /** Mistyped or cut off: ask for the invoice again. */
  INVOICE_CHECKSUM: 'input',
  /** An invoice of another network than the caller's. */
  INVOICE_OTHER_NETWORK: 'input',
  /** An amount of another unit, of parts of a millisatoshi, with a zero in front, or above all coins. */
  INVOICE_AMOUNT: 'input',
  /** A field that every invoice has (BOLT 11), such as the payment hash. */
  INVOICE_FIELD_MISSING: 'input',
  /** A field that stands once, or one of two of which one alone may stand. */
  INVOICE_FIELD_REPEATED: 'input',
  /** A field whose bits are not what BOLT 11 wants of it. */
  INVOICE_FIELD_MALFORMED: 'input',
  /** A feature that a payer must know and that is not known here, or one without another that it needs. */
  INVOICE_FEATURE: 'input',
  /** A signature that is not the named payee's, or that no key can have made. */
  INVOICE_SIGNATURE: 'mismatch',
  /** Not the text whose hash the invoice holds. */
  INVOICE_DESCRIPTION: 'mismatch',
} as const

export type InvoiceErrorCodes = typeof codes

/** Makes an error of reading an invoice. */
export const invoiceError: ErrorFamily<InvoiceErrorCodes> = /* @__PURE__ */ errorFamily(codes)
