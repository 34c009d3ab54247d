import { Transaction } from 'bitcoinjs-lib'
import { describe, expect, it } from 'vitest'
import { compile } from '../../../src/contract/compile.js'
import { matchFunding } from '../../../src/funding/match.js'
import { parseAgreement } from '../../../src/terms/parse.js'
import { fullDocument, plainDocument } from '../../support/documents.js'
import { thrown } from '../../support/thrown.js'

const agreement = parseAgreement(JSON.stringify(fullDocument()))
const contracts = compile(agreement)
const [first, second] = contracts
const change = Uint8Array.of(0x51, 0x20, ...new Uint8Array(32).fill(7))

/** A transaction with these outputs, made by other code. */
const paying = (...outputs: readonly (readonly [Uint8Array, bigint])[]) => {
  const transaction = new Transaction()
  transaction.version = 2
  transaction.addInput(new Uint8Array(32).fill(1), 0)
  transaction.setWitness(0, [new Uint8Array(64)])
  for (const [script, amount] of outputs) transaction.addOutput(script, amount)
  return { txid: transaction.getId(), hex: transaction.toHex(), bytes: transaction.toBuffer() }
}

describe('a funding transaction', () => {
  it('is matched output by output, by script, in the order on chain', () => {
    const { hex, bytes, txid } = paying(
      [change, 5n],
      [second!.outputScript, 2_000_000n],
      [first!.outputScript, 1_000_000n],
    )
    const funded = matchFunding(agreement, hex)
    expect(
      funded.map(({ contract, outpoint, amount, match }) => [contract.milestone, outpoint, amount, match]),
    ).toEqual([
      [1, { txid, vout: 1 }, 2_000_000n, 'exact'],
      [0, { txid, vout: 2 }, 1_000_000n, 'exact'],
    ])
    expect(matchFunding(contracts, bytes).map(({ outpoint }) => outpoint.vout)).toEqual([1, 2])
  })

  it.each([
    [999_999n, 'under'],
    [0n, 'under'],
    [1_000_000n, 'exact'],
    [1_000_001n, 'over'],
    [2_100_000_000_000_000n, 'over'],
  ])('that pays %i of a million is marked %s', (amount, match) => {
    expect(matchFunding(agreement, paying([first!.outputScript, amount]).hex)[0]).toMatchObject({
      amount,
      match,
    })
  })

  it('may pay one contract twice: that is two deposits', () => {
    const { hex } = paying([first!.outputScript, 1n], [first!.outputScript, 1_000_000n])
    expect(matchFunding(agreement, hex).map(({ outpoint, match }) => [outpoint.vout, match])).toEqual([
      [0, 'under'],
      [1, 'exact'],
    ])
  })

  it('keeps the height of its block, even the first, and none where it is unconfirmed', () => {
    const { hex } = paying([first!.outputScript, 1_000_000n])
    expect(matchFunding(agreement, hex, { confirmedAt: 0 })[0].confirmedAt).toBe(0)
    expect(matchFunding(agreement, hex, { confirmedAt: 812_000 })[0].confirmedAt).toBe(812_000)
    expect('confirmedAt' in matchFunding(agreement, hex)[0]).toBe(false)
  })

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '812000', null])(
    'cannot be in a block at height %s',
    (height) => {
      const { hex } = paying([first!.outputScript, 1n])
      // callers without types pass anything
      expect(thrown(() => matchFunding(agreement, hex, { confirmedAt: height as never }))).toMatchObject({
        code: 'FUNDING_HEIGHT',
        data: { field: 'confirmedAt' },
      })
    },
  )

  it('for anybody else is refused', () => {
    const { hex } = paying([change, 1_000_000n])
    expect(thrown(() => matchFunding(agreement, hex))).toMatchObject({
      code: 'FUNDING_NO_OUTPUT',
      kind: 'mismatch',
      data: { expected: 'an output for one of 2 contracts', received: '1 output for other scripts' },
    })
    const [plain] = compile(parseAgreement(JSON.stringify(plainDocument())))
    expect(thrown(() => matchFunding([plain!], hex)).data.expected).toBe(`an output for ${plain!.address}`)
  })

  it('for the same key without the tree is refused: the script counts, not the parties', () => {
    const { hex } = paying([Uint8Array.of(0x51, 0x20, ...first!.internalKey), 1_000_000n])
    expect(thrown(() => matchFunding(agreement, hex)).code).toBe('FUNDING_NO_OUTPUT')
  })

  it.each(['', 'zz', '00', '02000000'])('that is none (%j) is refused', (hex) => {
    expect(thrown(() => matchFunding(agreement, hex)).code).toMatch(/^TRANSACTION_/)
  })
})
