import type { KeyAllowance } from '../keys/roleKey.js'
import type { TextAllowance } from './secretsInText.js'

/** A rule of readers, no rule of the format, that is lifted by name. */
export type Allowance = KeyAllowance | TextAllowance

/** All of them: for readers who judge an agreement by other rules. */
export const ALLOWANCES: readonly Allowance[] = ['ordinaryWallets', 'secretsInText']
