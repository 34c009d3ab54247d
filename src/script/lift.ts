import { equalBytes } from '../units/bytes.js'
import { absoluteLockOf, relativeLockOf } from '../units/lock.js'
import { scriptError } from './errors.js'
import { compileFragment, conjunction, type Fragment } from './miniscript.js'

/** One instruction: an opcode, with the bytes that it pushes if it does. */
interface Instruction {
  readonly opcode: number
  readonly data?: Uint8Array
}

/** The direct pushes of BIP 62: the only ones that this library's scripts contain. */
const instructionsOf = (script: Uint8Array): readonly Instruction[] | undefined => {
  const instructions: Instruction[] = []
  for (let at = 0; at < script.length; ) {
    const opcode = script[at++] ?? 0
    if (opcode > 0 && opcode < 0x4c) {
      if (at + opcode > script.length) return undefined
      instructions.push({ opcode, data: script.subarray(at, at + opcode) })
      at += opcode
    } else instructions.push({ opcode })
  }
  return instructions
}

const numberOf = ({ opcode, data }: Instruction): number | undefined => {
  if (opcode >= 0x51 && opcode <= 0x60) return opcode - 0x50
  if (data === undefined || data.length > 5) return undefined
  return data.reduceRight((value, byte) => value * 256 + byte, 0)
}

/** Reads the fragment that starts at an instruction; what follows decides nothing but its own place. */
const readOne = (
  instructions: readonly Instruction[],
  start: number,
): { readonly fragment: Fragment<Uint8Array>; readonly next: number } | undefined => {
  const opcode = (offset: number): number | undefined => instructions[start + offset]?.opcode
  const first = instructions[start]
  if (first === undefined) return undefined

  if (first.data?.length === 32) {
    const keys = [first.data]
    let at = start + 1
    if (instructions[at]?.opcode === 0xad) return { fragment: { type: 'pk', key: first.data }, next: at + 1 }
    if (instructions[at]?.opcode !== 0xac) return undefined
    at++
    for (;;) {
      const key = instructions[at]?.data
      if (key?.length !== 32 || instructions[at + 1]?.opcode !== 0xba) break
      keys.push(key)
      at += 2
    }
    const count = instructions[at]
    const closing = instructions[at + 1]?.opcode
    const threshold = count === undefined ? undefined : numberOf(count)
    if (threshold !== undefined && (closing === 0x9c || closing === 0x9d)) {
      if (threshold < 1 || threshold > keys.length) return undefined
      return { fragment: { type: 'multi_a', threshold, keys }, next: at + 2 }
    }
    return keys.length === 1 ? { fragment: { type: 'pk', key: first.data }, next: start + 2 } : undefined
  }

  if (first.opcode === 0x82) {
    const hash = instructions[start + 4]?.data
    const closing = opcode(5)
    if (opcode(2) !== 0x88 || opcode(3) !== 0xa8 || hash?.length !== 32) return undefined
    return closing === 0x87 || closing === 0x88
      ? { fragment: { type: 'sha256', hash }, next: start + 6 }
      : undefined
  }

  const value = numberOf(first)
  if (value === undefined) return undefined
  const next = opcode(2) === 0x69 ? start + 3 : start + 2
  if (opcode(1) === 0xb2 && relativeLockOf(value) !== undefined)
    return { fragment: { type: 'older', value }, next }
  if (opcode(1) === 0xb1 && absoluteLockOf(value) !== undefined)
    return { fragment: { type: 'after', value }, next }
  return undefined
}

/**
 * The Miniscript that a tapscript was compiled from, its parts joined from the left. What it answers compiles to exactly these bytes again;
 * everything else is refused, so a script cannot pretend.
 *
 * @throws EscrowError `SCRIPT_NOT_MINISCRIPT`
 */
export const liftScript = (script: Uint8Array, field = 'script'): Fragment<Uint8Array> => {
  const refused = () =>
    scriptError('SCRIPT_NOT_MINISCRIPT', {
      field,
      expected: 'a script of pk, multi_a, and_v, older, after and sha256',
      received: `${script.length} bytes of another script`,
    })
  const instructions = instructionsOf(script)
  if (instructions === undefined) throw refused()
  const parts: Fragment<Uint8Array>[] = []
  for (let at = 0; at < instructions.length; ) {
    const part = readOne(instructions, at)
    if (part === undefined) throw refused()
    parts.push(part.fragment)
    at = part.next
  }
  const fragment = conjunction(parts)
  if (fragment === undefined || !equalBytes(compileFragment(fragment), script)) throw refused()
  return fragment
}
