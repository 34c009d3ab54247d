import { Transaction } from 'bitcoinjs-lib'
import { compile, matchFunding, release, satsPerVb } from 'taproot-escrow'
import { beforeAll, describe, expect, it } from 'vitest'
import type { RegtestNode } from '../../../scripts/bitcoind/regtest.js'
import { websiteAgreement } from '../../../scripts/demo/agreements.js'
import { silentTeller } from '../../../scripts/demo/output.js'
import { everybody } from '../../../scripts/demo/people.js'
import type { Results } from '../../../scripts/demo/record.js'
import {
  confirm,
  expectOwnRefusal,
  expectRefusal,
  type Stage,
  signTogether,
} from '../../../scripts/demo/stage.js'
import { formatTable } from '../../../scripts/demo/table.js'

const people = everybody()
const stageWith = (node: object): Stage & { results: Results } => ({
  ...silentTeller(),
  people,
  results: { spends: [], refused: [], broken: [] },
  // the scenes under test ask a node for nothing else
  node: node as RegtestNode,
})

const spend = async () => {
  const agreement = websiteAgreement(people)
  const [contract] = compile(agreement)
  const deposit = new Transaction()
  deposit.addInput(new Uint8Array(32).fill(1), 0)
  deposit.addOutput(contract!.outputScript, contract!.amount)
  const [funded] = matchFunding(agreement, deposit.toHex())
  const draft = release(funded, { feeRate: satsPerVb('2') })
  return { draft, final: await signTogether(stageWith({}), { funded, draft }) }
}

describe('the books of the demo', () => {
  let played: Awaited<ReturnType<typeof spend>>
  beforeAll(async () => {
    played = await spend()
  })

  const mined = (change: object = {}) => ({
    broadcastAndMine: async () => ({
      txid: played.final.txid,
      vsize: played.final.vsize,
      weight: played.final.weight,
      confirmations: 1,
      height: 112,
      transaction: { vout: played.draft.plan.outputs.map(({ amount }) => ({ value: amount })) },
      ...change,
    }),
  })

  it('are clean where the node confirms what was planned', async () => {
    const stage = stageWith(mined())
    await confirm(stage, played)
    expect(stage.results.broken).toEqual([])
    expect(stage.results.spends).toHaveLength(1)
  })

  it.each([
    ['a missing confirmation', { confirmations: 0 }, ['not confirmed']],
    ['another weight', { weight: 445 }, ['its weight is 445, planned was 444']],
    ['other outputs', { transaction: { vout: [{ value: 1n }] } }, ['the fee is not', 'the outputs are not']],
  ])('show %s as a broken promise', async (_, change, sentences) => {
    const stage = stageWith(mined(change))
    await confirm(stage, played)
    expect(stage.results.broken).toEqual(sentences.map((text) => expect.stringContaining(text)))
  })

  it.each([
    ['that the node accepts', { allowed: true }, 'the node accepts it'],
    [
      'refused for another reason',
      { allowed: false, reason: 'dust' },
      'the node says "dust", not "non-final"',
    ],
  ])('show an attempt %s as a broken promise', async (_, verdict, sentence) => {
    const stage = stageWith({ tryAccept: async () => verdict })
    await expectRefusal(stage, { attempt: 'refund', hex: '', reason: 'non-final' })
    expect(stage.results.broken).toEqual([`refund: ${sentence}`])
  })

  it('show an attempt that the library accepts as a broken promise', async () => {
    const stage = stageWith({})
    await expectOwnRefusal(stage, { attempt: 'refund', code: 'SPEND_OUTPUTS', act: () => undefined })
    expect(stage.results.broken).toEqual(['refund: the library accepts it'])
  })
})

describe('the table of the demo', () => {
  it('has columns as wide as they must be, numbers on the right', () => {
    const rows = [
      ['key', 111, 'a'],
      ['employerAlone', 1460n, 'bb'],
    ]
    expect(formatTable({ columns: ['path', 'vB', 'txid'], rows })).toEqual([
      'path              vB  txid',
      '-------------  -----  ----',
      'key              111  a',
      'employerAlone  1,460  bb',
    ])
  })
})
