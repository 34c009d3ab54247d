import type { Voice } from '../../sentences/voice.js'
import { coinsOfSats } from '../../units/coins.js'

/** `1,000,000 sat`: beside others of its kind, without whole coins. */
export const satsText = (amount: bigint, say: Voice): string => say.code(`${say.number(amount)} sat`)

/** `0.01 BTC`. */
export const coinsText = (amount: bigint, say: Voice): string =>
  say.code(`${say.decimal(coinsOfSats(amount).replace(/\.?0+$/, ''))} BTC`)

export const sizeText = (vsize: number, say: Voice): string => say.code(`${say.number(vsize)} vB`)
