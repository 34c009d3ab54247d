import { aContract, type Contract } from '../contract/contract.js'
import { aFunded, type Funded } from '../contract/funded.js'
import { anObject, aText, having, membersOf } from '../given/check.js'
import { ENGLISH_RECOVERY } from '../sentences/english/recovery.js'
import { ENGLISH_TONGUE } from '../sentences/english/tongue.js'
import { type Names, someNames } from '../sentences/names.js'
import type { RecoverySentences } from '../sentences/recovery.js'
import { type Catalogue, textOf } from '../sentences/sentence.js'
import type { Tongue } from '../sentences/tongue.js'
import { voiceOf } from '../sentences/voice.js'
import type { Role } from '../words.js'
import { type RecoveryLine, type RecoverySection, recoveryOf } from './sections.js'

/** In which words a recovery file is written; its commands are the same in all. */
export interface RecoveryOptions {
  /** One of those that `taproot-escrow/languages` has; English where not said. */
  readonly language?: Tongue & { readonly catalogue: Catalogue<RecoverySentences> }
  /** What people are called; by their roles where it is not said. */
  readonly names?: Names
}

const ENGLISH: NonNullable<RecoveryOptions['language']> = /* @__PURE__ */ (() => ({
  ...ENGLISH_TONGUE,
  catalogue: ENGLISH_RECOVERY,
}))()

/** How many characters are seen: isolates are not. */
const lengthOf = (text: string): number => [...text.replace(/[\u2066-\u2069]/g, '')].length

/**
 * A text file for one role of a contract: what this role can do, alone or with whom, from when, and the exact
 * `bitcoin-cli` commands that do it without this library. With a funded contract the deposit stands in the commands.
 * It holds no secret, and everything that its reader needs besides their own private key. In every language it has the
 * same commands, byte by byte.
 *
 * The key path is not among the commands: nodes before 31 do not know it, and employer and worker can do the same by
 * two signatures.
 *
 * @throws EscrowError `RECOVERY_ROLE` where the agreement has no such role; `NAME_MALFORMED`, `ARGUMENT_TYPE`,
 * `ARGUMENT_UNKNOWN`
 * @example
 * writeFileSync('recovery-employer.txt', recoveryKit(funded, 'employer'))
 * recoveryKit(funded, 'worker', { language: spanish, names: { employer: 'Ada' } })
 */
export const recoveryKit = (input: Contract | Funded, role: Role, options: RecoveryOptions = {}): string => {
  anObject(input, 'input')
  aText(role, 'role')
  ;('contract' in input ? aFunded : aContract)(input, 'input')
  membersOf<RecoveryOptions>({
    'language?': having({ tag: aText, formats: anObject, terms: anObject, catalogue: anObject }),
    'names?': someNames,
  })(options, 'options')
  const { language = ENGLISH, names } = options
  const { title, about, sections } = recoveryOf(input, role)
  const words = { catalogue: language.catalogue, voice: voiceOf(language, names) }
  const lineText = (line: RecoveryLine): string => {
    if ('literal' in line) return line.literal
    const text = textOf(line.sentence, words)
    return line.mark === undefined ? text : `${line.mark} ${text}`
  }
  const sectionText = ({ title: heading, blocks }: RecoverySection): readonly string[] => {
    const text = textOf(heading, words)
    return ['', text, '='.repeat(lengthOf(text)), ...blocks.flatMap((block) => ['', ...block.map(lineText)])]
  }
  return [textOf(title, words), '', textOf(about, words), ...sections.flatMap(sectionText), ''].join('\n')
}
