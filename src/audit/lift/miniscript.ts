import { compileMiniscript } from '@bitcoinerlab/miniscript/dist/compiler/index.js'
import { backend } from '#backend'
import { OP, opcodeNamed } from '../../powers/script/opcodes.js'
import { concat, fromHex } from '../../units/bytes.js'

const MAX_DIRECT_PUSH = 75
const KEY_HASH = /^HASH160\(([0-9a-f]{64})\)$/
const SMALL_NUMBER = /^(?:[0-9]|1[0-6])$/

const push = (data: Uint8Array): Uint8Array | undefined =>
  data.length === 0 || data.length > MAX_DIRECT_PUSH ? undefined : concat(Uint8Array.of(data.length), data)

/** One word of a script's text: a push in angle brackets, a small number, or an opcode. */
const encodeWord = (word: string): Uint8Array | undefined => {
  if (SMALL_NUMBER.test(word)) return Uint8Array.of(word === '0' ? OP.ZERO : OP.ONE + Number(word) - 1)
  if (!word.startsWith('<') || !word.endsWith('>')) {
    const opcode = opcodeNamed(word)
    return opcode === undefined ? undefined : Uint8Array.of(opcode)
  }
  const inside = word.slice(1, -1)
  const [, key] = KEY_HASH.exec(inside) ?? []
  const data = fromHex(key ?? inside)
  return data && push(key === undefined ? data : backend.hash160(data))
}

/** The script of a text such as `<02ab…> OP_CHECKSIG`; `undefined` where a word is none. */
export const scriptOfText = (text: string): Uint8Array | undefined => {
  const words = text.split(' ').map(encodeWord)
  const parts = words.filter((word) => word !== undefined)
  return parts.length === words.length ? concat(...parts) : undefined
}

/**
 * The tapscript of any Miniscript whose keys are 64 hex digits; `undefined` where the text is none.
 *
 * Source: BIP 379, by way of @bitcoinerlab/miniscript.
 */
export const compileAnyMiniscript = (miniscript: string): Uint8Array | undefined => {
  const compiled = attempt(() => compileMiniscript(miniscript, { tapscript: true }))
  // what is valid but not sane compiles; whether it is sane is told by the judge of leaves
  if (compiled === undefined || (compiled.error !== null && !compiled.error.startsWith('sane:')))
    return undefined
  return scriptOfText(compiled.asm)
}

/** The package throws plain errors at texts that it cannot take apart. */
const attempt = <Result>(work: () => Result): Result | undefined => {
  try {
    return work()
  } catch {
    return undefined
  }
}
