import { readScript } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import { scriptOfText } from '../../../../src/audit/lift/miniscript.js'
import { concat, fromHex, toHex } from '../../../../src/units/bytes.js'
import { bareHolder } from '../../../support/holders.js'

const key = (at: number): string => bareHolder(at).text
const [A, B, C] = [key(1), key(2), key(3)]
const HASH = '11'.repeat(32)
const SHORT = '22'.repeat(20)

const read = (text: string) => readScript(scriptOfText(text)!)

/** The ways of a script, each as one line. */
const ways = (text: string): readonly string[] | string => {
  const reading = read(text)
  if (!reading.understood) return reading.reason
  const names = new Map([A, B, C].map((hex, at) => [hex, 'ABC'.charAt(at)]))
  return reading.ways.map(({ demands, items }) => {
    const told = demands.map((demand) => {
      switch (demand.kind) {
        case 'signatures': {
          const keys = demand.keys.map((one) => names.get(toHex(one))).join('')
          return demand.keys.length === 1 ? keys : `${demand.threshold} of ${keys}`
        }
        case 'preimage':
          return demand.hash
        default:
          return JSON.stringify(demand.lock)
      }
    })
    return `${told.join(' + ')} (${items.join(' ')})`
  })
}

describe('scripts of the field', () => {
  it.each([
    ['a key', `<${A}> OP_CHECKSIG`, ['A (64)']],
    ['two keys', `<${A}> OP_CHECKSIGVERIFY <${B}> OP_CHECKSIG`, ['A + B (64 64)']],
    [
      '2 of 3 with CHECKSIGADD',
      `<${A}> OP_CHECKSIG <${B}> OP_CHECKSIGADD <${C}> OP_CHECKSIGADD 2 OP_NUMEQUAL`,
      ['2 of ABC (0 64 64)'],
    ],
    [
      '2 of 3 counted from zero, or more',
      `0 <${A}> OP_CHECKSIGADD <${B}> OP_CHECKSIGADD <${C}> OP_CHECKSIGADD 2 OP_GREATERTHANOREQUAL`,
      ['2 of ABC (0 64 64)'],
    ],
    [
      'more than one of two',
      `<${A}> OP_CHECKSIG <${B}> OP_CHECKSIGADD 1 OP_GREATERTHAN`,
      ['2 of AB (64 64)'],
    ],
    [
      'a lock and DROP',
      `<9000> OP_CHECKSEQUENCEVERIFY OP_DROP <${A}> OP_CHECKSIG`,
      ['A + {"blocks":144} (64)'],
    ],
    [
      'a lock and VERIFY',
      `<9000> OP_CHECKSEQUENCEVERIFY OP_VERIFY <${A}> OP_CHECKSIG`,
      ['A + {"blocks":144} (64)'],
    ],
    [
      'a lock in seconds',
      `<010040> OP_CHECKSEQUENCEVERIFY OP_DROP <${A}> OP_CHECKSIG`,
      ['A + {"seconds":512} (64)'],
    ],
    [
      'a height',
      `<a0bb0d> OP_CHECKLOCKTIMEVERIFY OP_DROP <${A}> OP_CHECKSIG`,
      ['A + {"height":900000} (64)'],
    ],
    [
      'an HTLC with IF',
      `OP_IF OP_SHA256 <${HASH}> OP_EQUALVERIFY <${A}> OP_ELSE <a0bb0d> OP_CHECKLOCKTIMEVERIFY OP_DROP <${B}> OP_ENDIF OP_CHECKSIG`,
      ['A + sha256 (64 32 1)', 'B + {"height":900000} (64 0)'],
    ],
    [
      'an HTLC that tells by the size of the secret',
      `OP_SIZE <20> OP_EQUAL OP_IF OP_HASH160 <${SHORT}> OP_EQUALVERIFY <${A}> OP_ELSE OP_DROP <9000> OP_CHECKSEQUENCEVERIFY OP_DROP <${B}> OP_ENDIF OP_CHECKSIG`,
      ['A + hash160 (64 32)', 'B + {"blocks":144} (64 0)'],
    ],
    [
      'a key or, later, another one, with IFDUP',
      `<${A}> OP_CHECKSIG OP_IFDUP OP_NOTIF <${B}> OP_CHECKSIGVERIFY <9000> OP_CHECKSEQUENCEVERIFY OP_ENDIF`,
      ['A (64)', 'B + {"blocks":144} (64 0)'],
    ],
    [
      'two keys joined by BOOLAND over the other stack',
      `<${A}> OP_CHECKSIG OP_TOALTSTACK <${B}> OP_CHECKSIG OP_FROMALTSTACK OP_BOOLAND`,
      ['2 of BA (64 64)'],
    ],
    [
      'either of two by BOOLOR',
      `<${A}> OP_CHECKSIG OP_SWAP <${B}> OP_CHECKSIG OP_BOOLOR`,
      ['1 of AB (0 64)'],
    ],
    [
      'the longer of two locks',
      `<9000> OP_CHECKSEQUENCEVERIFY OP_DROP <${A}> OP_CHECKSIGVERIFY <c800> OP_CHECKSEQUENCEVERIFY`,
      ['A + {"blocks":200} (64)'],
    ],
  ])('%s', (_, script, due) => {
    expect(ways(script)).toEqual(due)
  })
})

describe('scripts that nobody can take', () => {
  it.each([
    ['RETURN', `OP_RETURN <${A}> OP_CHECKSIG`],
    ['a false constant', '0'],
    ['two values left over', `<${A}> OP_CHECKSIG 1`],
    ['CHECKMULTISIG, which tapscript has not', `0 <${A}> 1 OP_CHECKMULTISIG`],
    ['an IF that never ends', `OP_IF <${A}> OP_CHECKSIG`],
    ['a key off the curve', `<${'ff'.repeat(32)}> OP_CHECKSIG`],
    [
      'locks of two types',
      `<9000> OP_CHECKSEQUENCEVERIFY OP_DROP <010040> OP_CHECKSEQUENCEVERIFY OP_DROP <${A}> OP_CHECKSIG`,
    ],
    ['a negative lock', `OP_1NEGATE OP_CHECKSEQUENCEVERIFY OP_DROP <${A}> OP_CHECKSIG`],
    ['a digest of the wrong length', `OP_SHA256 <${SHORT}> OP_EQUALVERIFY <${A}> OP_CHECKSIG`],
  ])('%s', (_, script) => {
    expect(ways(script)).toEqual([])
  })

  it('a push beyond the end', () => {
    expect(readScript(Uint8Array.of(0x20, 1))).toEqual({ understood: true, ways: [], remarks: [] })
  })

  it('a push of more than 520 bytes, even where it is not walked', () => {
    const long = concat(Uint8Array.of(0x4d, 9, 2), new Uint8Array(521))
    expect(readScript(concat(Uint8Array.of(0, 0x63), long, Uint8Array.of(0x68, 0x51)))).toMatchObject({
      understood: true,
      ways: [],
    })
  })
})

describe('remarks', () => {
  const remarksOf = (text: string) => read(text).remarks

  it.each([
    [
      'a key of 33 bytes takes anything for a signature',
      `<02${A}> OP_CHECKSIG`,
      ['unknownKeyType', 'noSignature'],
      [' (1)'],
    ],
    [
      'older(65536) locks nothing',
      `<${A}> OP_CHECKSIGVERIFY <000001> OP_CHECKSEQUENCEVERIFY`,
      ['lockWithoutEffect'],
      ['A (64)'],
    ],
    [
      'a sequence whose lock is switched off',
      `<0000008000> OP_CHECKSEQUENCEVERIFY OP_DROP <${A}> OP_CHECKSIG`,
      ['lockWithoutEffect'],
      ['A (64)'],
    ],
    [
      'after(0) locks nothing',
      `0 OP_CHECKLOCKTIMEVERIFY OP_DROP <${A}> OP_CHECKSIG`,
      ['lockWithoutEffect'],
      ['A (64)'],
    ],
    [
      'a secret alone opens it',
      `OP_SIZE <20> OP_EQUALVERIFY OP_SHA256 <${HASH}> OP_EQUAL`,
      ['noSignature'],
      ['sha256 (32)'],
    ],
    ['dropped data', `<${HASH}> OP_DROP <${A}> OP_CHECKSIG`, ['droppedData'], ['A (64)']],
    [
      'an envelope',
      `0 OP_IF <${HASH}> OP_ENDIF <${A}> OP_CHECKSIG`,
      ['conditional', 'droppedData'],
      ['A (64)'],
    ],
    ['nothing but a lock', '<9000> OP_CHECKSEQUENCEVERIFY', ['noSignature'], ['{"blocks":144} ()']],
    ['nothing at all', 'OP_NOP', ['noSignature'], [' (1)']],
  ])('%s', (_, script, remarks, due) => {
    expect(remarksOf(script)).toEqual(remarks)
    expect(ways(script)).toEqual(due)
  })

  it('lets everybody through at an OP_SUCCESS, wherever it stands', () => {
    const script = concat(scriptOfText(`<${A}> OP_CHECKSIG`)!, Uint8Array.of(0x50, 0x20))
    const open = { understood: true, ways: [{ demands: [], items: [] }] }
    expect(readScript(script)).toEqual({ ...open, remarks: ['success'] })
  })

  it('lets everybody through at a leaf version that no rule knows', () => {
    const open = { understood: true, ways: [{ demands: [], items: [] }] }
    expect(readScript(scriptOfText(`<${A}> OP_CHECKSIG`)!, { version: 0xc2 })).toEqual({
      ...open,
      remarks: ['unknownLeafVersion'],
    })
  })
})

describe('what is beyond the reading is said, not guessed', () => {
  it.each([
    [
      'a key known by a hash only',
      `OP_DUP OP_HASH160 <${SHORT}> OP_EQUALVERIFY OP_CHECKSIG`,
      'it takes a key from the witness, and it cannot be told which one',
    ],
    [
      'a lock from the witness',
      `OP_CHECKSEQUENCEVERIFY OP_DROP <${A}> OP_CHECKSIG`,
      'it takes a lock from something that is no number of its own',
    ],
    ['the depth of the stack', `<${A}> OP_CHECKSIGVERIFY OP_DEPTH`, 'it uses opcode 0x74'],
    [
      'two items compared',
      `OP_EQUALVERIFY <${A}> OP_CHECKSIG`,
      'it compares two values that both depend on the witness',
    ],
    [
      'one signature for two keys',
      `OP_DUP <${A}> OP_CHECKSIGVERIFY <${B}> OP_CHECKSIG`,
      'it asks two things of one item of the witness',
    ],
  ])('%s', (_, script, reason) => {
    const bytes = script.includes('OP_DEPTH')
      ? concat(scriptOfText(script.replace(' OP_DEPTH', ''))!, Uint8Array.of(0x74))
      : scriptOfText(script)!
    expect(readScript(bytes)).toMatchObject({ understood: false, reason })
  })

  it('knows a key by its hash where it is told which one it may be', () => {
    const { text } = bareHolder(1)
    const script = scriptOfText(`OP_DUP OP_HASH160 <HASH160(${text})> OP_EQUALVERIFY OP_CHECKSIG`)!
    const keys = [fromHex(text)!]
    expect(readScript(script, { keys })).toEqual({
      understood: true,
      ways: [{ demands: [{ kind: 'signatures', threshold: 1, keys }], items: [64, 32] }],
      remarks: [],
    })
  })

  it('stops at scripts with more ways than can be told', () => {
    const branch = 'OP_IF 1 OP_ELSE 1 OP_ENDIF OP_DROP'
    const script = scriptOfText(`${Array.from({ length: 40 }, () => branch).join(' ')} 1`)!
    expect(readScript(script)).toMatchObject({
      understood: false,
      reason: 'it has more ways than can be told',
    })
  })
})

it('reads a list of 999 keys, as many as consensus allows', () => {
  const keys = Array.from({ length: 999 }, (_, at) => (at % 2 === 0 ? A : B))
  const list = keys.map((one, at) => `<${one}> ${at === 0 ? 'OP_CHECKSIG' : 'OP_CHECKSIGADD'}`)
  expect(ways(`${list.join(' ')} <f401> OP_NUMEQUAL`)).toHaveLength(1)
})
