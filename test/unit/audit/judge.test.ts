import { compile, parseAgreement } from 'taproot-escrow'
import { type AuditedLeaf, judgeLeaf, outputOf, readScript } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import { scriptOfText } from '../../../src/audit/lift/miniscript.js'
import { leafHash } from '../../../src/taproot/commitment.js'
import { fromHex } from '../../../src/units/bytes.js'
import { fixtures } from '../../support/fixtures.js'
import { bareHolder } from '../../support/holders.js'

const [A, B] = [bareHolder(1).text, bareHolder(2).text]

const leafWith = (text: string, { depth = 1, miniscript }: { depth?: number; miniscript?: string } = {}) => {
  const script = scriptOfText(text)!
  const keys = [A, B].filter((key) => text.includes(key)).map((key) => fromHex(key)!)
  const leaf: AuditedLeaf = {
    name: 'leaf 1',
    script,
    version: 0xc0,
    leafHash: leafHash(script),
    depth,
    keys: keys.map((key) => ({ key, holder: { kind: 'party', party: 'A', position: 0 } })),
    reading: readScript(script),
    ...(miniscript === undefined ? {} : { miniscript }),
  }
  return judgeLeaf(leaf)
}

describe.each(fixtures())('fixture $name', ({ agreement }) => {
  const contracts = compile(parseAgreement(agreement.text, { allow: ['ordinaryWallets'] }))

  it('has leaves that are sane, of one kind of lock, and within every limit', () => {
    for (const leaf of contracts.flatMap((contract) => outputOf(contract).leaves)) {
      const { miniscript, limits, witnessLength } = judgeLeaf(leaf)
      expect(miniscript).toEqual({
        text: expect.any(String),
        sane: true,
        nonMalleable: true,
        needsSignature: true,
        timelockMix: false,
      })
      expect(limits).toEqual([])
      expect(witnessLength).toBeGreaterThan(100)
    }
  })
})

describe('leaves that others wrote', () => {
  const rules = (text: string, options: { depth?: number } = {}) =>
    leafWith(text, options).limits.map(({ layer, rule }) => `${layer} ${rule}`)

  it.each([
    [
      'a key of 33 bytes',
      `<02${A}> OP_CHECKSIG`,
      [
        'consensus BIP 342, "Rules for signature opcodes"',
        'relay relay: Bitcoin Core, SCRIPT_VERIFY_DISCOURAGE_UPGRADABLE_PUBKEYTYPE',
      ],
    ],
    [
      'a lock that locks nothing',
      `<${A}> OP_CHECKSIGVERIFY <000001> OP_CHECKSEQUENCEVERIFY`,
      ['consensus BIP 68, "Specification"; BIP 65, "Summary"'],
    ],
    [
      'a branch',
      `OP_IF <${A}> OP_ELSE <${B}> OP_ENDIF OP_CHECKSIG`,
      ['relay relay: Bitcoin Knots 29.5, OP_IF in tapscript'],
    ],
    [
      'dropped data',
      `<${B}> OP_DROP <${A}> OP_CHECKSIG`,
      ['relay relay: Bitcoin Knots 29.5, -datacarriersize'],
    ],
  ])('%s', (_, text, due) => {
    expect(rules(text)).toEqual(due)
  })

  it('a leaf too deep for strict nodes, and one too deep for consensus', () => {
    const script = `<${A}> OP_CHECKSIG`
    expect(rules(script, { depth: 7 })).toEqual([])
    expect(rules(script, { depth: 8 })).toEqual([
      'relay relay: Bitcoin Knots 29.5, size of the control block',
    ])
    expect(rules(script, { depth: 129 })[0]).toBe('consensus BIP 341, "Script validation rules"')
  })

  it('more unused keys, and a larger witness, than strict nodes relay', () => {
    const list = Array.from(
      { length: 26 },
      (_, at) => `<${at % 2 === 0 ? A : B}> ${at === 0 ? 'OP_CHECKSIG' : 'OP_CHECKSIGADD'}`,
    )
    const script = scriptOfText(`${list.join(' ')} <13> OP_NUMEQUAL`)!
    const keys = Array.from({ length: 26 }, () => ({
      key: fromHex(A)!,
      holder: { kind: 'party', party: 'A', position: 0 } as const,
    }))
    const reading = readScript(script)
    const judged = judgeLeaf({
      name: 'leaf 1',
      script,
      version: 0xc0,
      leafHash: leafHash(script),
      depth: 1,
      keys,
      reading,
    })
    expect(judged.limits.map(({ text }) => text)).toEqual([
      `The witness has ${judged.witnessLength} bytes; strict nodes relay up to 1650.`,
    ])
  })

  it('is judged as the Miniscript of its descriptor only where that compiles to its bytes', () => {
    const miniscript = `or_d(pk(${A}),and_v(v:pk(${B}),older(144)))`
    const script = `<${A}> OP_CHECKSIG OP_IFDUP OP_NOTIF <${B}> OP_CHECKSIGVERIFY <9000> OP_CHECKSEQUENCEVERIFY OP_ENDIF`
    expect(leafWith(script, { miniscript }).miniscript).toMatchObject({ text: miniscript, sane: true })
    expect(
      leafWith(script, { miniscript: `or_d(pk(${B}),and_v(v:pk(${A}),older(144)))` }).miniscript,
    ).toBeUndefined()
    expect(leafWith(script).miniscript).toBeUndefined()
  })

  it('is said to be insane where no signature is needed', () => {
    const text = `OP_SIZE <20> OP_EQUALVERIFY OP_SHA256 <${'11'.repeat(32)}> OP_EQUAL`
    expect(leafWith(text).miniscript).toMatchObject({
      sane: false,
      needsSignature: false,
      reason: 'signature required in every branch',
    })
  })
})
