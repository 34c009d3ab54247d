import type { Language } from 'taproot-escrow'
import * as exported from 'taproot-escrow/languages'

/** All languages that the package has; beside them its entry exports a function. */
export const ALL_LANGUAGES: readonly Language[] = Object.values(exported).filter(
  (one): one is Language => typeof one !== 'function',
)
