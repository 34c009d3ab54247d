import { DEEDS } from './survivors/deeds.js'
import { PLAN } from './survivors/plan.js'
import { PSBT } from './survivors/psbt.js'
import type { Reason } from './survivors/reason.js'
import { RECOVERY } from './survivors/recovery.js'
import { SPEND } from './survivors/spend.js'
import { TREE } from './survivors/tree.js'

/** Why mutants live: the first reason that explains a mutant is told. */
export const REASONS: readonly Reason[] = [...TREE, ...PLAN, ...PSBT, ...DEEDS, ...RECOVERY, ...SPEND]
