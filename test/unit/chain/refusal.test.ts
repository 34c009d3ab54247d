import { describe, expect, it } from 'vitest'
import { verdictOf } from '../../../src/chain/refusal.js'

const TXID = 'ab'.repeat(32)
const judged = (words: string): unknown => {
  const verdict = verdictOf(TXID, words)
  expect(verdict.txid).toBe(TXID)
  return verdict.verdict === 'refused' ? verdict.reason : verdict.verdict
}

describe('what nodes say of a transaction', () => {
  it.each([
    ['bad-txns-inputs-missingorspent', 'inputsMissingOrSpent'],
    ['Missing inputs', 'inputsMissingOrSpent'],
    ['missing-inputs', 'inputsMissingOrSpent'],
    ['non-final', 'notFinal'],
    ['non-BIP68-final', 'notFinal'],
    ['bad-txns-premature-spend-of-coinbase, tried to spend coinbase at depth 1', 'notFinal'],
    ['insufficient fee, rejecting replacement 00; new feerate 1 <= old feerate 2', 'conflicting'],
    ['txn-mempool-conflict', 'conflicting'],
    ['replacement-adds-unconfirmed, replacement 00 adds unconfirmed input, idx 0', 'conflicting'],
    ['bad-txns-spends-conflicting-tx', 'conflicting'],
    ['too many potential replacements', 'conflicting'],
    ['min relay fee not met, 0 < 111', 'feeTooLow'],
    ['mempool min fee not met, 110 < 500', 'feeTooLow'],
    ['mempool full', 'feeTooLow'],
    ['too-long-mempool-chain, too many unconfirmed ancestors [limit: 25]', 'tooManyAncestors'],
    ['too-large-cluster, would exceed the limit', 'tooManyAncestors'],
    ['package-mempool-limits, possibly exceeds descendant count limit', 'tooManyAncestors'],
    ['TRUC-violation, tx 00 would have too many ancestors', 'tooManyAncestors'],
    ['TRUC-violation, version=3 tx 00 is too big', 'other'],
    ['dust, tx with dust output must be 0-fee', 'other'],
    ['mempool-script-verify-flag-failed (Invalid Schnorr signature), input 0', 'other'],
    ['a non-final word', 'other'],
    ['', 'other'],
    ['txn-already-in-mempool', 'known'],
    ['txn-already-known', 'known'],
    ['txn-same-nonwitness-data-in-mempool', 'known'],
    ['Transaction already in block chain', 'known'],
    ['Transaction outputs already in utxo set', 'known'],
  ])('%s', (words, meaning) => {
    expect(judged(words)).toBe(meaning)
  })

  it.each([
    `the transaction was rejected by network rules.\n\nnon-final\n[${'ab'.repeat(400)}]`,
    'sendrawtransaction RPC error: {"code":-26,"message":"non-final"}',
    'sendrawtransaction RPC error -26: non-final',
    'error code: -26\nerror message:\nnon-final',
    '64: non-final',
  ])('is found in what servers write around it: %j', (words) => {
    expect(verdictOf(TXID, words)).toEqual({
      txid: TXID,
      verdict: 'refused',
      reason: 'notFinal',
      text: 'non-final',
    })
  })

  it('is shown short, in one line, and with nothing hidden', () => {
    const verdict = verdictOf(TXID, `a\n\n\tb\u202ec${' '.repeat(4000)}${'d'.repeat(4000)}`)
    expect(verdict).toMatchObject({ text: expect.stringMatching(/^a b\[U\+202E\]c d{100}/) })
    expect(verdict).toMatchObject({ text: expect.stringMatching(/^.{500}$/) })
  })
})
