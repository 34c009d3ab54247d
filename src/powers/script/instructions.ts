import { isSuccess, OP } from './opcodes.js'

/** One instruction of a script: an opcode, with the bytes that it pushes if it does. */
export interface Instruction {
  readonly opcode: number
  readonly data?: Uint8Array
}

/** A script taken apart, as far as consensus takes it apart. */
export interface Disassembly {
  readonly instructions: readonly Instruction[]
  /** `success`: stopped at an `OP_SUCCESSx`. `truncated`: the last push reaches beyond the end. */
  readonly end: 'whole' | 'success' | 'truncated'
}

/** How many bytes behind a push opcode say how long the push is. */
const LENGTH_BYTES: ReadonlyMap<number, number> = /* @__PURE__ */ new Map([
  [OP.PUSHDATA1, 1],
  [OP.PUSHDATA2, 2],
  [OP.PUSHDATA4, 4],
])

/**
 * The instructions of a script. An `OP_SUCCESSx` ends it, because consensus looks no further.
 *
 * Source: BIP 342, "Script execution".
 */
export const disassemble = (script: Uint8Array): Disassembly => {
  const instructions: Instruction[] = []
  for (let at = 0; at < script.length; ) {
    const opcode = script[at++] ?? 0
    if (isSuccess(opcode)) return { instructions: [...instructions, { opcode }], end: 'success' }
    if (opcode === 0 || opcode > OP.PUSHDATA4) {
      instructions.push({ opcode })
      continue
    }
    const lengthBytes = LENGTH_BYTES.get(opcode) ?? 0
    if (at + lengthBytes > script.length) return { instructions, end: 'truncated' }
    let length = opcode
    if (lengthBytes > 0) {
      length = 0
      for (let byte = lengthBytes - 1; byte >= 0; byte--) length = length * 256 + (script[at + byte] ?? 0)
    }
    at += lengthBytes
    if (at + length > script.length) return { instructions, end: 'truncated' }
    instructions.push({ opcode, data: script.subarray(at, at + length) })
    at += length
  }
  return { instructions, end: 'whole' }
}
