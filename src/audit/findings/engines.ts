import type { EngineComparison } from '../compare.js'
import type { Finding } from '../finding.js'
import { finding } from './make.js'

/** Each value on which the engines differ. */
export const engineFindings = ({ differences }: EngineComparison): readonly Finding[] =>
  differences.map(({ subject, field, at, first, second }) =>
    finding(subject, {
      code: 'ENGINES_DIFFER',
      data: { field, at, first: shortened(first), second: shortened(second) },
    }),
  )

/** Values are in the comparison in full. */
const shortened = (hex: string): string => (hex.length <= 64 ? hex : `${hex.slice(0, 64)}…`)
