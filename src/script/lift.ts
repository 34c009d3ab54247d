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
const instructionsOf = (script: Uint8Array): readonly Instruction[] => {
  const instructions: Instruction[] = []
  for (let at = 0; at < script.length; ) {
    const opcode = script[at++] ?? 0
    if (opcode < 0x4c) {
      instructions.push({ opcode, data: script.subarray(at, at + opcode) })
      at += opcode
    } else instructions.push({ opcode })
  }
  return instructions
}

/** A push as an unsigned number, OP_1 to OP_16 as theirs; any other opcode gives one that it does not push. */
const numberOf = ({ opcode, data }: Instruction): number =>
  data === undefined ? opcode - 0x50 : data.reduceRight((value, byte) => value * 256 + byte, 0)

/**
 * Reads the fragment that starts at an instruction, as if the script were one of ours: it looks only at what tells one
 * fragment from another. Compiling it again shows whether the rest is so.
 */
const readOne = (
  instructions: readonly Instruction[],
  start: number,
): { readonly fragment: Fragment<Uint8Array>; readonly next: number } | undefined => {
  const at = (offset: number): Instruction => instructions[start + offset] ?? { opcode: 0 }
  const key = at(0).data
  if (key?.length === 32) {
    if (at(1).opcode === 0xad || start + 2 >= instructions.length)
      return { fragment: { type: 'pk', key }, next: start + 2 }
    const keys = [key]
    let end = 2
    for (let more = at(end).data; more?.length === 32; more = at(end).data) {
      keys.push(more)
      end += 2
    }
    const threshold = numberOf(at(end))
    return threshold >= 1 && threshold <= keys.length
      ? { fragment: { type: 'multi_a', threshold, keys }, next: start + end + 2 }
      : undefined
  }

  if (at(0).opcode === 0x82) {
    const hash = at(4).data
    return hash === undefined ? undefined : { fragment: { type: 'sha256', hash }, next: start + 6 }
  }

  // behind a lock stands OP_VERIFY, or nothing
  const [value, next] = [numberOf(at(0)), start + 3]
  if (at(1).opcode === 0xb2)
    return relativeLockOf(value) === undefined ? undefined : { fragment: { type: 'older', value }, next }
  return absoluteLockOf(value) === undefined ? undefined : { fragment: { type: 'after', value }, next }
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
