import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  /** Headers that follow no block which the view keeps: the chain forks below, or some are left out. */
  VIEW_TOO_OLD: 'state',
  /** Not 80 bytes. */
  VIEW_HEADER_MALFORMED: 'input',
  /** Headers of which one does not follow the one before it. */
  VIEW_HEADERS_UNLINKED: 'mismatch',
  /** A header whose hash is above the target that it names, or that names none. */
  VIEW_HEADER_WORK: 'mismatch',
  /** A checkpoint that is none. */
  VIEW_CHECKPOINT: 'input',
  /** A view and a contract, or two views, of different chains. */
  VIEW_NETWORK: 'input',
  /** Two views of which the second did not come from the first. */
  VIEW_ORDER: 'input',
  /** A view's JSON form that contradicts itself, or is of another version. */
  VIEW_JSON: 'input',
} as const

export const watchError: ErrorFamily<typeof codes> = /* @__PURE__ */ errorFamily(codes)
