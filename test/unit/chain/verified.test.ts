import { describe, expect, it } from 'vitest'
import { agreed } from '../../../src/chain/agreed.js'
import { proveFunding } from '../../../src/chain/proveFunding.js'
import type { IndexedSource } from '../../../src/chain/source.js'
import { verified } from '../../../src/chain/verified.js'
import { parseTransaction } from '../../../src/psbt/transaction.js'
import { fromHex, toHex } from '../../../src/units/bytes.js'
import { type FundingProof, verifyFunding } from '../../../src/watch/fundingProof.js'
import { provenTransaction } from '../../../src/watch/inclusion.js'
import { made } from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'
import {
  branchOf,
  type MinedBlock,
  type Mining,
  mined,
  minedChain,
  payment,
  serverOf,
} from '../../support/minedChain.js'

const [contract] = made(plainDocument()).contracts
if (contract === undefined) throw new Error('the document has a milestone')
const script = contract.outputScript
const deposit = payment(1, script, contract.amount)
const { txid } = parseTransaction(deposit)
const others = [2, 3, 4].map((seed) => payment(seed, Uint8Array.of(0x51)))

/** Twenty blocks, the deposit in the fifteenth with three others. */
const plain = (changes: Readonly<Record<number, Mining>> = {}): readonly MinedBlock[] =>
  minedChain(
    Array.from(
      { length: 20 },
      (_, at) => changes[at + 1] ?? (at + 1 === 15 ? { transactions: [...others, deposit] } : {}),
    ),
  )

const honest = plain()
const NOW = 1_800_000_000 + 600 * 21
const checkpoint = { height: 5, hash: honest[5]?.parsed.hash ?? '' }
const options = { checkpoint, now: () => NOW }
const believed = (server: Partial<IndexedSource> = {}, blocks = honest) =>
  verified({ ...serverOf(blocks), ...server }, options)

const codeOf = (asking: Promise<unknown>): Promise<string> =>
  asking.then(
    () => 'answered',
    (error: { readonly code?: string }) => error.code ?? String(error),
  )

const forged = (above: number, mining: Mining): readonly MinedBlock[] => {
  const below = honest.slice(0, above)
  return [...below, mined(below, mining)]
}

describe('a verified source', () => {
  it('answers as an honest server does', async () => {
    const source = believed()
    expect(await source.tip()).toEqual({ hash: honest[20]?.parsed.hash, height: 20 })
    expect(await source.transaction({ txid })).toEqual({
      bytes: deposit,
      block: { hash: honest[15]?.parsed.hash, height: 15 },
    })
    expect(await source.history({ script })).toEqual([{ txid, height: 15 }])
    expect((await source.headers({ from: 1, count: 30 })).map(toHex)).toEqual(
      honest.slice(1).map(({ header }) => toHex(header)),
    )
    expect(await source.transaction({ txid: 'ee'.repeat(32) })).toBeUndefined()
  })

  it.each<[string, readonly MinedBlock[], string]>([
    ['without the work that they name', forged(21, { work: 'none' }), 'SOURCE_HEADER_WORK'],
    [
      'with an easier or harder target than the rule',
      forged(21, { bits: 0x207ffffe }),
      'SOURCE_HEADER_TARGET',
    ],
    [
      'at or below the median of the eleven before',
      forged(21, { time: honest[15]?.parsed.time ?? 0 }),
      'SOURCE_HEADER_TIME',
    ],
    ['two hours and a second ahead of the clock', forged(21, { time: NOW + 7201 }), 'SOURCE_HEADER_TIME'],
    [
      'that do not follow each other',
      [...honest, mined(honest.slice(0, 20), { branch: 9 })],
      'SOURCE_HEADER_LINK',
    ],
    [
      'of another chain of the same genesis',
      minedChain(Array.from({ length: 30 }, () => ({ branch: 7 }))),
      'SOURCE_CHECKPOINT',
    ],
    ['of a chain that ends below the checkpoint', honest.slice(0, 4), 'SOURCE_CHECKPOINT'],
  ])('refuses headers %s', async (_, blocks, code) => {
    expect(await codeOf(believed({}, blocks).tip())).toBe(code)
  })

  it('takes headers at the edges of the rules', async () => {
    const median = honest[15]?.parsed.time ?? 0
    for (const time of [median + 1, NOW + 7200])
      expect((await believed({}, forged(21, { time })).tip()).height).toBe(21)
  })

  it('refuses a tip that is older than allowed', async () => {
    const last = honest[20]?.parsed.time ?? 0
    for (const [age, outcome] of [
      [3600, 'answered'],
      [3601, 'SOURCE_TIP_OLD'],
    ] as const) {
      const source = verified(serverOf(honest), { checkpoint, maxTipAge: 3600, now: () => last + age })
      expect(await codeOf(source.tip())).toBe(outcome)
    }
  })

  it('follows a reorganisation with as much work, and no longer says what it undid', async () => {
    let blocks = honest
    const server: IndexedSource = Object.fromEntries(
      // every question goes to the server of the moment
      Object.entries(serverOf(honest)).map(([name, value]) => [
        name,
        typeof value === 'function'
          ? (asked: never) =>
              (serverOf(blocks) as unknown as Record<string, (asked: never) => unknown>)[name]?.(asked)
          : value,
      ]),
    ) as unknown as IndexedSource // the same members
    const source = verified(server, options)
    expect((await source.transaction({ txid }))?.block?.height).toBe(15)
    const fork = honest.slice(0, 13)
    blocks = Array.from({ length: 7 }, (_, at) => at).reduce<readonly MinedBlock[]>(
      (below) => [...below, mined(below, { branch: 3 })],
      fork,
    )
    expect(await codeOf(source.tip())).toBe('SOURCE_LESS_WORK')
    blocks = [...blocks, mined(blocks, { branch: 3 })]
    blocks = [...blocks, mined(blocks, { transactions: [deposit] })]
    expect((await source.tip()).height).toBe(21)
    expect(await source.transaction({ txid })).toMatchObject({
      block: { height: 21, hash: blocks[21]?.parsed.hash },
    })
    blocks = honest
    expect(await codeOf(source.tip())).toBe('SOURCE_LESS_WORK')
  })

  it('refuses an invented deposit', async () => {
    const invented = payment(9, script)
    const id = parseTransaction(invented).txid
    const block = { hash: honest[15]?.parsed.hash ?? '', height: 15 }
    const lies: Partial<IndexedSource> = {
      history: async () => [{ txid: id, height: 15 }],
      transaction: async () => ({ bytes: invented, block }),
    }
    expect(await codeOf(believed(lies).history({ script }))).toBe('SOURCE_PROOF_MISSING')
    expect(await codeOf(believed(lies).transaction({ txid: id }))).toBe('SOURCE_PROOF_MISSING')
    const branch = branchOf(honest[15]?.transactions ?? [], 4)
    const proof = async () => ({ blockHash: block.hash, height: 15, position: 4, branch })
    expect(await codeOf(believed({ ...lies, proof }).history({ script }))).toBe('SOURCE_PROOF_BRANCH')
    const deeper = async () => ({ ...(await proof()), branch: [...branch, 'ab'.repeat(32)] })
    expect(await codeOf(believed({ ...lies, proof: deeper }).history({ script }))).toBe('SOURCE_PROOF_DEPTH')
    const height = async () => [{ txid, height: 99 }]
    expect(await codeOf(believed({ history: height }).history({ script }))).toBe('SOURCE_PROOF_MISSING')
  })

  it('hands on proofs and coinbase transactions only as they were checked', async () => {
    const server = serverOf(honest)
    const source = believed()
    expect(await source.proof({ txid, height: 15 })).toEqual(await server.proof({ txid, height: 15 }))
    expect(await source.proof({ txid, height: 14 })).toBeUndefined()
    expect(await source.coinbase({ height: 15 })).toEqual(await server.coinbase({ height: 15 }))
    let asked = 0
    const turns = believed({
      proof: async (one) => {
        const proof = await server.proof(one)
        return asked++ === 0 || proof === undefined ? proof : { ...proof, branch: [] }
      },
      coinbase: async ({ height }) => server.coinbase({ height: asked > 1 ? 14 : height }),
    })
    expect(await codeOf(turns.proof({ txid, height: 15 }))).toBe('answered')
    expect(await codeOf(turns.proof({ txid, height: 15 }))).not.toBe('answered')
    expect(await codeOf(turns.coinbase({ height: 15 }))).toBe('SOURCE_PROOF_BRANCH')
  })

  it('refuses bytes of another id, and a coinbase transaction that is none', async () => {
    const bytes = payment(9, script)
    expect(await codeOf(believed({ transaction: async () => ({ bytes }) }).transaction({ txid }))).toBe(
      'SOURCE_TXID',
    )
    expect(
      await codeOf(believed({ transaction: async () => ({ bytes: bytes.slice(1) }) }).transaction({ txid })),
    ).toBe('SOURCE_TXID')
    const block = honest[15]?.transactions ?? []
    const coinbase = async () => ({
      txid: '',
      bytes: block[1] ?? new Uint8Array(),
      proof: { blockHash: '', height: 15, position: 0, branch: branchOf(block, 1) },
    })
    expect(await codeOf(believed({ coinbase }).transaction({ txid }))).toBe('SOURCE_PROOF_COINBASE')
  })
})

describe('sources that are to agree', () => {
  const spend = payment(5, Uint8Array.of(0x52))
  const three = (third: Partial<IndexedSource>) => [
    serverOf(honest, { name: 'one' }),
    serverOf(honest, { name: 'two' }),
    { ...serverOf(honest, { name: 'three' }), ...third },
  ]

  it('answer what all say, also where one does not answer', async () => {
    const broken = async () => Promise.reject(new Error('gone'))
    for (const third of [{}, { tip: broken, history: broken, transaction: broken, headers: broken }]) {
      const source = agreed(three(third), { atLeast: 2 })
      expect((await source.tip()).height).toBe(20)
      expect(await source.history({ script })).toEqual([{ txid, height: 15 }])
      expect((await source.transaction({ txid }))?.block?.height).toBe(15)
      expect(await source.headers({ from: 18, count: 9 })).toHaveLength(3)
    }
    const source = agreed(three({ tip: broken }), { atLeast: 3 })
    await expect(source.tip()).rejects.toThrow('gone')
  })

  it('take the block that enough of them have, where one is behind', async () => {
    const behind = serverOf(honest.slice(0, 20))
    const source = agreed(three({ tip: behind.tip, headers: behind.headers }), { atLeast: 2 })
    expect((await source.tip()).height).toBe(20)
    expect(
      (await agreed(three({ tip: behind.tip, headers: behind.headers }), { atLeast: 3 }).tip()).height,
    ).toBe(19)
  })

  it('tell a spend that one leaves out, and who said what', async () => {
    const source = agreed(three({ history: async () => [] }), { atLeast: 2 })
    await expect(source.history({ script })).rejects.toMatchObject({
      code: 'SOURCES_DISAGREE',
      data: {
        said: [
          { source: 'one', answer: `${txid} at height 15` },
          { source: 'two', answer: `${txid} at height 15` },
          { source: 'three', answer: '' },
        ],
      },
    })
    expect(await codeOf(agreed(three({ transaction: async () => undefined })).transaction({ txid }))).toBe(
      'SOURCES_DISAGREE',
    )
  })

  it('tell two chains apart', async () => {
    const fork = [...honest.slice(0, 20), mined(honest.slice(0, 20), { branch: 4 })]
    const { tip, headers } = serverOf(fork)
    expect(await codeOf(agreed(three({ tip, headers })).tip())).toBe('SOURCES_DISAGREE')
    expect(await codeOf(agreed(three({ tip, headers })).headers({ from: 10, count: 20 }))).toBe(
      'SOURCES_DISAGREE',
    )
  })

  it('know what waits where any of them knows it', async () => {
    const waiting = serverOf(honest, { waiting: [payment(8, script), spend] })
    const source = agreed(three({ history: waiting.history, transaction: waiting.transaction }))
    expect(await source.history({ script })).toHaveLength(2)
    expect(await source.transaction({ txid: parseTransaction(spend).txid })).toEqual({ bytes: spend })
  })

  it('are at least two, of one network', () => {
    const [one, two] = three({})
    expect(() => agreed([serverOf(honest)])).toThrow('at least two')
    expect(() => agreed(three({}), { atLeast: 4 })).toThrow('from 1 to 3')
    expect(() =>
      agreed([one ?? serverOf(honest), { ...(two ?? serverOf(honest)), network: 'mainnet' }]),
    ).toThrow('sources of regtest')
  })
})

describe('a proof of funding', () => {
  const funded = { contract, outpoint: { txid, vout: 0 }, amount: contract.amount, match: 'exact' as const }
  const given = { contract, checkpoint, now: NOW }
  const prove = (): Promise<FundingProof> =>
    proveFunding(funded, serverOf(honest), { from: checkpoint.height })

  it('shows the deposit, how deep it is, and that regtest proves nothing', async () => {
    const proof = await prove()
    expect(verifyFunding(JSON.stringify(proof), given)).toMatchObject({
      funded: { outpoint: { txid, vout: 0 }, amount: contract.amount, match: 'exact', confirmedAt: 15 },
      confirmations: 6,
      tip: { height: 20, hash: honest[20]?.parsed.hash },
      work: 12n,
      assurance: 'nothing',
    })
    // a block above the deposit is as good: the links lead down from there
    const above = { height: 18, hash: honest[18]?.parsed.hash ?? '' }
    expect(verifyFunding(proof, { ...given, checkpoint: above }).confirmations).toBe(6)
  })

  it.each<[string, (proof: FundingProof) => unknown, string]>([
    [
      'another transaction',
      (proof) => ({ ...proof, transaction: toHex(payment(9, script)) }),
      'PROOF_BRANCH',
    ],
    ['another position', (proof) => ({ ...proof, position: 3 }), 'PROOF_BRANCH'],
    ['a longer branch', (proof) => ({ ...proof, branch: [...proof.branch, 'ab'.repeat(32)] }), 'PROOF_DEPTH'],
    [
      'no coinbase transaction',
      (proof) => ({ ...proof, coinbase: { ...proof.coinbase, transaction: proof.transaction } }),
      'PROOF_COINBASE',
    ],
    [
      '64 bytes for a transaction',
      (proof) => ({ ...proof, transaction: '00'.repeat(64) }),
      'PROOF_TRANSACTION',
    ],
    ['another output', (proof) => ({ ...proof, vout: 1 }), 'PROOF_OUTPUT'],
    ['another block', (proof) => ({ ...proof, height: 14 }), 'PROOF_BRANCH'],
    ['a block above the headers', (proof) => ({ ...proof, height: 21 }), 'PROOF_MALFORMED'],
    ['another chain', (proof) => ({ ...proof, chain: 'mainnet' }), 'PROOF_NETWORK'],
    ['other heights', (proof) => ({ ...proof, headers: { ...proof.headers, from: 1 } }), 'PROOF_CHECKPOINT'],
    ['no headers', (proof) => ({ ...proof, headers: { from: 0, hex: '' } }), 'PROOF_CHECKPOINT'],
    [
      'headers that were cut',
      (proof) => ({ ...proof, headers: { ...proof.headers, hex: proof.headers.hex.slice(2) } }),
      'PROOF_HEADER_LINK',
    ],
    [
      'a header less at the end by a byte',
      (proof) => ({ ...proof, headers: { ...proof.headers, hex: proof.headers.hex.slice(0, -2) } }),
      'PROOF_MALFORMED',
    ],
    [
      'a header without work',
      (proof) => ({
        ...proof,
        headers: { ...proof.headers, hex: proof.headers.hex + toHex(mined(honest, { work: 'none' }).header) },
      }),
      'PROOF_HEADER_WORK',
    ],
    [
      'a header with another target',
      (proof) => ({
        ...proof,
        headers: {
          ...proof.headers,
          hex: proof.headers.hex + toHex(mined(honest, { bits: 0x207ffffe }).header),
        },
      }),
      'PROOF_HEADER_TARGET',
    ],
    [
      'a header from the future',
      (proof) => ({
        ...proof,
        headers: {
          ...proof.headers,
          hex: proof.headers.hex + toHex(mined(honest, { time: NOW + 9000 }).header),
        },
      }),
      'PROOF_HEADER_TIME',
    ],
    ['another version', (proof) => ({ ...proof, version: 2 }), 'JSON_FORM_VERSION'],
    ['no JSON', () => 'proof', 'PROOF_MALFORMED'],
  ])('refuses %s', async (_, change, code) => {
    const proof = change(await prove()) as FundingProof // or what somebody sends for one
    expect(await codeOf((async () => verifyFunding(proof, given))())).toBe(code)
  })

  it('refuses a deposit that waits, and a contract that is another', async () => {
    const waiting = serverOf(plain({ 15: {} }), { waiting: [deposit] })
    expect(await codeOf(proveFunding(funded, waiting))).toBe('SOURCE_UNCONFIRMED')
    const [other] = made({ ...plainDocument(), index: 8 }).contracts
    const proof = await prove()
    expect(
      await codeOf((async () => verifyFunding(proof, { ...given, contract: other ?? contract }))()),
    ).toBe('PROOF_OUTPUT')
  })
})

describe('a proof by an inner node', () => {
  it('is refused: nothing of 64 bytes is a transaction in a block', () => {
    const block = honest[15]?.transactions ?? []
    const [first = new Uint8Array()] = block
    const [left, right] = [block[0], block[1]].map((bytes) =>
      fromHex(parseTransaction(bytes ?? first).txid)?.reverse(),
    )
    const node = Uint8Array.from([...(left ?? []), ...(right ?? [])])
    const inclusion = {
      transaction: node,
      position: 0,
      branch: branchOf(block, 0).slice(1),
      coinbase: { transaction: first, branch: branchOf(block, 0) },
    }
    expect(provenTransaction(inclusion, honest[15]?.parsed.merkleRoot ?? '')).toMatchObject({
      rule: 'TRANSACTION',
    })
  })
})
