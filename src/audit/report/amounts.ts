import type { Voice } from '../../sentences/voice.js'

/** `1,000,000 sat`: beside others of its kind, without whole coins. */
export const satsText = (amount: bigint, say: Voice): string => say.code(`${say.number(amount)} sat`)

export const sizeText = (vsize: number, say: Voice): string => say.code(`${say.number(vsize)} vB`)
