import { type Opcode, opcodeOf } from './opcodes.js'

/** One step of a script. */
export interface Operation extends Opcode {
  /** Position of its first byte. */
  readonly at: number
  /** What it pushes onto the stack, where it is a push. */
  readonly data?: Uint8Array
  /** The number that it pushes, where it is one of up to five bytes. */
  readonly number?: number
}

const PUSHDATA1 = 76
const PUSHDATA2 = 77
const PUSHDATA4 = 78
const ONE_NEGATE = 79
const ONE = 81
const SIXTEEN = 96

/**
 * A script step by step, as it stands: no push is rewritten. Bytes that break off inside a push end the list with
 * a step that says so.
 */
export const disassemble = (script: Uint8Array): readonly Operation[] => {
  const operations: Operation[] = []
  for (let at = 0; at < script.length; ) {
    const { length, ...operation } = operationAt(script, at)
    operations.push({ at, ...operation })
    at += length
  }
  return operations
}

/** A step without its place, and how many bytes it takes. */
type Step = Omit<Operation, 'at'> & { readonly length: number }

const operationAt = (script: Uint8Array, at: number): Step => {
  const opcode = script[at] ?? 0
  if (opcode === ONE_NEGATE || (opcode >= ONE && opcode <= SIXTEEN)) {
    const number = opcode - ONE + 1
    return { name: opcode === ONE_NEGATE ? 'OP_1NEGATE' : `OP_${number}`, ...pushed(number), length: 1 }
  }
  if (opcode > PUSHDATA4) return { ...opcodeOf(opcode), length: 1 }
  const { name, size, header } = pushHeader(script, at)
  const data = script.slice(at + header, at + header + size)
  if (data.length < size)
    return { name, meaning: 'breaks off inside this push: the script is invalid', length: header + size }
  const number = data.length <= 5 ? scriptNumber(data) : undefined
  return {
    name,
    data,
    ...(number === undefined ? { meaning: pushes(data.length) } : pushed(number)),
    length: header + size,
  }
}

const pushes = (length: number): string => `pushes ${length} bytes`
const pushed = (number: number): { readonly number: number; readonly meaning: string } => ({
  number,
  meaning: `pushes the number ${number}`,
})

/** How a push is announced: by its length, or by one, two or four bytes of length. */
const pushHeader = (
  script: Uint8Array,
  at: number,
): { readonly name: string; readonly size: number; readonly header: number } => {
  const opcode = script[at] ?? 0
  if (opcode < PUSHDATA1)
    return { name: opcode === 0 ? 'OP_0' : `OP_PUSHBYTES_${opcode}`, size: opcode, header: 1 }
  const width = opcode === PUSHDATA1 ? 1 : opcode === PUSHDATA2 ? 2 : 4
  let size = 0
  for (let byte = width; byte > 0; byte--) size = size * 256 + (script[at + byte] ?? 0)
  return { name: `OP_PUSHDATA${width}`, size, header: 1 + width }
}

/** Little endian with the sign in the highest bit. */
const scriptNumber = (data: Uint8Array): number => {
  let value = 0
  for (let at = data.length - 1; at >= 0; at--) {
    const byte = data[at] ?? 0
    value = value * 256 + (at === data.length - 1 ? byte & 0x7f : byte)
  }
  return ((data.at(-1) ?? 0) & 0x80) === 0 ? value : -value
}
