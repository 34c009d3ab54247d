import type { EngineComparison } from '../compare.js'
import type { Finding } from '../finding.js'
import { finding } from './make.js'

/** Each value on which the engines differ. */
export const engineFindings = ({ differences }: EngineComparison): readonly Finding[] =>
  differences.map(({ subject, field, at, first, second }) =>
    finding(
      'ENGINES_DIFFER',
      subject,
      `What two programs that share no code compute differs (${field}, from byte ${at} on): ${shortened(first)} and ${shortened(second)}. Do not pay until it is known which of them is wrong.`,
    ),
  )

/** Values are in the comparison in full. */
const shortened = (hex: string): string =>
  hex === '' ? 'nothing' : hex.length <= 64 ? hex : `${hex.slice(0, 64)}…`
