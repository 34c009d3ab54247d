import type { LeafKey } from '../../src/contract/keys.js'
import { type Fragment, formatMiniscript, mapKeys } from '../../src/script/miniscript.js'
import { toHex } from '../../src/units/bytes.js'

/** A leaf as the package @bitcoinerlab/miniscript reads it, its keys in hex. */
export const judgedText = (fragment: Fragment<LeafKey>): string =>
  formatMiniscript(mapKeys(fragment, ({ xOnly }) => toHex(xOnly)))

const NAMES: Readonly<Record<number, string>> = {
  105: 'OP_VERIFY',
  130: 'OP_SIZE',
  135: 'OP_EQUAL',
  136: 'OP_EQUALVERIFY',
  156: 'OP_NUMEQUAL',
  157: 'OP_NUMEQUALVERIFY',
  168: 'OP_SHA256',
  172: 'OP_CHECKSIG',
  173: 'OP_CHECKSIGVERIFY',
  177: 'OP_CHECKLOCKTIMEVERIFY',
  178: 'OP_CHECKSEQUENCEVERIFY',
  186: 'OP_CHECKSIGADD',
}

/** A script in the spelling of @bitcoinerlab/miniscript: pushes in angle brackets, small numbers as digits. */
export const asmOf = (script: Uint8Array): string => {
  const words: string[] = []
  for (let at = 0; at < script.length; ) {
    const opcode = script[at++]!
    if (opcode >= 1 && opcode <= 75) {
      words.push(`<${toHex(script.subarray(at, at + opcode))}>`)
      at += opcode
    } else words.push(opcode >= 81 && opcode <= 96 ? String(opcode - 80) : (NAMES[opcode] ?? `OP_${opcode}?`))
  }
  return words.join(' ')
}
