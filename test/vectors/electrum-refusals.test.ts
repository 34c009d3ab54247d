import { expect, it } from 'vitest'
import { verdictOf } from '../../src/chain/refusal.js'
import { describeVectors } from '../support/vectors.js'

interface Transcripts {
  readonly runs: readonly {
    readonly label: string
    readonly entries: readonly { readonly dir?: string; readonly line?: string }[]
  }[]
}

const REJECTED = 'the transaction was rejected by network rules.'

describeVectors<Transcripts>('electrum-transcripts.json', 'recorded refusals', ({ runs }) => {
  it('are told apart by the words of nodes, and none of them holds the transaction', () => {
    const meanings = new Set<string>()
    for (const { entries } of runs)
      for (const { dir, line = '' } of entries) {
        if (dir !== '<' || !line.includes(REJECTED)) continue
        const { message = '' } = JSON.parse(line).error ?? {}
        expect(message).toContain(REJECTED)
        const verdict = verdictOf('ab'.repeat(32), message)
        const words = verdict.verdict === 'refused' ? verdict.text : message.split('\n')[2]
        expect(words).not.toMatch(/\[|network rules/)
        const begin = words.split(/[,(]| [0-9a-f]{64}/)[0].trim()
        meanings.add(`${begin} → ${verdict.verdict === 'refused' ? verdict.reason : verdict.verdict}`)
      }
    expect([...meanings].sort()).toMatchInlineSnapshot(`
      [
        "Fee exceeds maximum configured by user → other",
        "TX decode failed. Make sure the tx has at least one input. → other",
        "Transaction outputs already in utxo set → known",
        "bad-txns-in-belowout → other",
        "bad-txns-inputs-missingorspent → inputsMissingOrSpent",
        "bad-txns-premature-spend-of-coinbase → notFinal",
        "dust → other",
        "dust-nonanchor → other",
        "insufficient fee → conflicting",
        "mempool-script-verify-flag-failed → other",
        "min relay fee not met → feeTooLow",
        "non-BIP68-final → notFinal",
        "non-final → notFinal",
      ]
    `)
  })
})
