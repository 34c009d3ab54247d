import { EscrowError } from '../../errors.js'
import type { ScriptRemark } from '../../powers/reading.js'
import { readLeaf } from '../../powers/script/readScript.js'
import { TAPSCRIPT_VERSION } from '../../taproot/commitment.js'
import type { Difference, DifferenceCode } from '../lifted.js'
import { type LeafShape, shapeOf } from './shape.js'
import type { LiftSubject, SubjectLeaf } from './subject.js'

/** What makes a leaf none of a contract's, however it is written. */
const REMARKS: readonly (readonly [ScriptRemark, DifferenceCode, string])[] = [
  [
    'unknownKeyType',
    'LEAF_KEY_TYPE_UNKNOWN',
    'has a key that is not 32 bytes long: anything counts as its signature',
  ],
  ['lockWithoutEffect', 'LEAF_LOCK_WITHOUT_EFFECT', 'has a lock that locks nothing'],
  ['noSignature', 'LEAF_WITHOUT_SIGNATURE', 'can be spent without any signature'],
]

/** A leaf's shape, or why it has none that a contract's leaf could have. */
export const leafShape = (
  { script, version }: SubjectLeaf,
  { name, sources }: { readonly name: string; readonly sources: LiftSubject['sources'] },
): LeafShape | Difference => {
  const difference = (code: DifferenceCode, what: string): Difference => ({
    code,
    subject: name,
    text: `The ${name} ${what}.`,
  })
  if (version !== TAPSCRIPT_VERSION)
    return difference(
      'LEAF_VERSION_UNKNOWN',
      'has a version that no rule knows: everybody who mines can spend it',
    )
  const { remarks } = readLeaf(script).reading
  if (remarks.includes('success'))
    return difference('LEAF_OP_SUCCESS', 'contains an OP_SUCCESS: everybody who mines can spend it')
  for (const [remark, code, text] of REMARKS) if (remarks.includes(remark)) return difference(code, text)
  try {
    const shape = shapeOf(script, sources)
    return (
      shape ?? difference('LEAF_OF_NO_PATH', 'asks for a combination that no path of a contract asks for')
    )
  } catch (error) {
    if (!(error instanceof EscrowError)) throw error
    return difference('LEAF_NOT_OURS', 'is not made of the fragments that contracts are made of')
  }
}
