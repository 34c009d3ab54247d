import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  /** A JSON form of another shape. */
  JSON_FORM_MALFORMED: 'input',
  /** Another form than the one that is read here, or one that does not say which it is. */
  JSON_FORM_FORMAT: 'input',
  /** A version of the form that this version of the library does not read. */
  JSON_FORM_VERSION: 'input',
} as const

interface Extras {
  JSON_FORM_FORMAT: { readonly form: string }
  JSON_FORM_VERSION: { readonly form: string }
}

export const formError: ErrorFamily<typeof codes, Extras> = /* @__PURE__ */ errorFamily<typeof codes, Extras>(
  codes,
)
