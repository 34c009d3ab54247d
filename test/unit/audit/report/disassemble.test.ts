import { describe, expect, it } from 'vitest'
import { disassemble } from '../../../../src/audit/report/disassemble.js'
import { fromHex, toHex } from '../../../../src/units/bytes.js'

const steps = (hex: string) =>
  disassemble(fromHex(hex)!).map(({ at, name, data, number }) => [
    at,
    name,
    ...(data === undefined ? [] : [toHex(data)]),
    ...(number === undefined ? [] : [number]),
  ])

describe('a script step by step', () => {
  it('shows pushes as they stand, with the numbers that they are', () => {
    expect(steps('0302c021b2')).toEqual([
      [0, 'OP_PUSHBYTES_3', '02c021', 2_211_842],
      [4, 'OP_CHECKSEQUENCEVERIFY'],
    ])
    expect(steps('4c0101')).toEqual([[0, 'OP_PUSHDATA1', '01', 1]])
    expect(steps('4d0100ff')).toEqual([[0, 'OP_PUSHDATA2', 'ff', -127]])
    expect(steps(`4e06000000${'aa'.repeat(6)}`)).toEqual([[0, 'OP_PUSHDATA4', 'aa'.repeat(6)]])
    expect(steps('00514f60')).toEqual([
      [0, 'OP_0', '', 0],
      [1, 'OP_1', 1],
      [2, 'OP_1NEGATE', -1],
      [3, 'OP_16', 16],
    ])
  })

  it('goes on to the end where a push breaks off', () => {
    expect(steps('ac20aa')).toEqual([
      [0, 'OP_CHECKSIG'],
      [1, 'OP_PUSHBYTES_32'],
    ])
    expect(disassemble(fromHex('20aa')!)[0]?.meaning).toContain('breaks off')
    expect(disassemble(fromHex('4d05')!)[0]?.meaning).toContain('breaks off')
  })

  it('explains every opcode there is', () => {
    for (let opcode = 0; opcode < 256; opcode++) {
      const [step] = disassemble(Uint8Array.of(opcode, ...new Uint8Array(80)))
      expect(step?.name).toMatch(/^OP_[0-9A-Z_]+$/)
      expect(step?.meaning).toMatch(/\w/)
    }
  })

  it('says of opcodes that let everybody through that they do', () => {
    const open = Array.from({ length: 256 }, (_, opcode) => opcode).filter((opcode) =>
      disassemble(Uint8Array.of(opcode))[0]?.name.startsWith('OP_SUCCESS'),
    )
    // BIP 342, "OP_SUCCESSx opcodes": 80, 98, 126-129, 131-134, 137-138, 141-142, 149-153, 187-254
    expect(open).toHaveLength(1 + 1 + 4 + 4 + 2 + 2 + 5 + 68)
  })
})
