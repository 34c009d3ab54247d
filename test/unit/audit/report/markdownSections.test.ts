import { type Audit, audit, reportHtml, reportMarkdown } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import type { Fixture, FixtureSpend } from '../../../support/fixtureFormat.js'
import { fixtures } from '../../../support/fixtures.js'
import { asSaid, auditWithMemos, fixtureTexts, HOSTILE } from '../../../support/reports.js'

const fixtureOf = (file: string): Fixture => {
  const text = new Map(fixtureTexts()).get(file)
  return fixtures().find(({ agreement }) => agreement.text === text)!
}

const spendBy = ({ spends }: Fixture, path: string): FixtureSpend =>
  spends.find((spend) => spend.path === path)!

/** What the inputs of a spend are, as somebody with a node would say it. */
const prevoutsOf = (spend: FixtureSpend, { contracts }: Fixture) =>
  spend.inputs.map(({ txid, vout, amount, milestone }) => ({
    outpoint: { txid, vout },
    amount: BigInt(amount),
    script: contracts.find((contract) => contract.milestone === milestone)!.outputScript,
  }))

/** How a report calls paths. */
const WAYS: Readonly<Record<string, string>> = {
  key: 'Key path',
  employerAndWorker: 'the employer and the worker',
  arbiterAndWorker: 'the arbiter and the worker',
  arbiterAndEmployer: 'the arbiter and the employer',
  employerAlone: 'the employer',
  workerAlone: 'the worker',
  workerWithSecret: 'the worker with the secret',
  backupAndWorker: 'the backup arbiter and the worker',
  backupAndEmployer: 'the backup arbiter and the employer',
}

/** A section of a report, from its heading to the next one of the same level. */
const section = (report: Audit, heading: string): string => {
  const [, found] =
    reportMarkdown(report)
      .split(/^## /m)
      .map((text) => [text.split('\n')[0], text])
      .find(([first]) => first === heading) ?? []
  if (found === undefined) throw new Error(`no section ${heading}`)
  return found
}

/** The text without code, in which nothing has a meaning. */
const outsideCode = (text: string): string => text.replace(/```.*?```/gs, '').replace(/`[^`]*`/g, '')

describe('a report in Markdown', () => {
  it('says what a PSBT does, who has signed it and who says what it spends', () => {
    const { agreement, spends } = fixtureOf('two-parties.json')
    const report = audit(agreement.text, { psbt: spends[0]!.unsignedPsbt })
    expect(section(report, 'What the PSBT does')).toMatchInlineSnapshot(`
      "What the PSBT does

      **This is a release, as the agreement has it where it is signed by the employer and the worker.** Signed: the employer 0 of 1 and the worker 0 of 1

      - **Warning**: the funding is not known to be confirmed: whoever paid it in may still spend it elsewhere (\`confirmations\`)

      | Output | To | Amount | Address or script |
      | ---: | --- | ---: | --- |
      | 0 | the worker (payee 1) | 999,722 sat | \`bcrt1p2hwqt5x7pgaxd6pyqt4umvk4w6mr60ve2j0wzk9pgrcdyeu3hgasng26lm\` |

      The network takes 278 sat: 2.504 sat/vB, 0.03 % of the inputs.

      What input 0 spends is the PSBT's own claim: give the funding transactions to have the amounts proven. Signatures cover the claimed amounts, so a false one makes them worthless and moves nothing.

      It spends, and this is who says so:

      | Input | Milestone | Memo | Contract | Amount | Who says so | Output that it spends |
      | ---: | ---: | --- | ---: | ---: | --- | --- |
      | 0 | 0 |  | 0 | 1,000,000 sat | the PSBT alone, which may claim anything | \`92f011a926a5affb90fe7727261e04a01edc96a4368bb1ccb7eb2f30aa818990:0\` |

      - Inputs together: 1,000,000 sat
      - Version: 2
      - Lock time: 0

      Two engines that share no code computed it, and agree on the one value.

      "
    `)
  })

  it('says of what is no spend of the agreement that nobody should sign it', () => {
    const { agreement } = fixtureOf('two-parties.json')
    const report = audit(agreement.text, { psbt: 'cHNidP8B' })
    expect(section(report, 'What the PSBT does')).toMatchInlineSnapshot(`
      "What the PSBT does

      **It is no spend of the agreement: do not sign it.** psbt.global: expected more bytes, received the end of the bytes at 6 (\`PSBT_TRUNCATED\`)

      There was nothing that both engines could compute.

      "
    `)
  })

  it('says what transactions did, signature by signature, and which secret they show', () => {
    const fixture = fixtureOf('backup-and-rescue.json')
    const spend = spendBy(fixture, 'workerWithSecret')
    const report = audit(fixture.agreement.text, {
      transactions: [spend.transaction, '00'],
      prevouts: prevoutsOf(spend, fixture),
    })
    expect(section(report, 'What the transactions did')).toMatchInlineSnapshot(`
      "What the transactions did

      Two engines that share no code computed it, and agree on all 2 values.

      ### Transaction \`a62bf427247e8297b8cfc33ad219764ce84e3ed18aa8e046e8c49dd7cbb27a97\`

      - Input 0 spends contract 7, 1,000,000 sat (0.01 BTC), signed by the worker.
      - It shows the secret, which opens the hash of the agreement: \`becf223b86ee21af9c328381ef75dbb6b7d27f3af602b2ce6dc3a03e08e988be\`
      - Output 0 pays 699,661 sat (0.00699661 BTC) to the worker (payee 1). \`bcrt1pxf07nnqs8k233uzepjhld4g3hgglh0x93snkzr40rtu4na0lu2kqxunjqz\`
      - Output 1 pays 299,854 sat (0.00299854 BTC) to the worker (payee 2). \`bcrt1qceu8aaffd4x2uggqchxfvukdkvvzhqp52r4lrx\`
      - The network takes 485 sat: 2.5 sat/vB, 0.05 % of the inputs.
      - This is a release, as the agreement has it where it is signed by the worker with the secret.

      <details><summary>Signatures, outputs and fields</summary>

      - Version: 3
      - Lock time: 0

      Input 0 spends contract 7, signed by the worker with the secret: \`97536d789202e3981bb25926b0b7878f77dc5660fdc4a12f12451640cebab3b4:0\`

      | Signed by | Verdict | Type | Key | Signature |
      | --- | ---: | ---: | --- | --- |
      | the worker | valid | 0x00 | \`da6ed4b1ee8de32d1ffbc3f662db06bf860c371bf3c4093dff09b32a0eeb184e\` | \`44862467e1a0d75ca1faf70924ea6e1c9c5b1eee5d70aafac6a45851e4f65a99ceb55e4890f64d74955a518f57ac7624c5c68d1cb9b248ea29214d1e850910fe\` |

      | Output | To | Amount | Address or script |
      | ---: | --- | ---: | --- |
      | 0 | the worker (payee 1) | 699,661 sat | \`bcrt1pxf07nnqs8k233uzepjhld4g3hgglh0x93snkzr40rtu4na0lu2kqxunjqz\` |
      | 1 | the worker (payee 2) | 299,854 sat | \`bcrt1qceu8aaffd4x2uggqchxfvukdkvvzhqp52r4lrx\` |

      </details>

      What was given as number 2 is no transaction: transactions\\[1\\]: expected a transaction in its network serialisation, received one that is cut off

      "
    `)
  })

  it('says what a foreign output is, and what others object to in its leaves', () => {
    const report = audit(FOREIGN)
    expect(section(report, 'The output')).toMatchInlineSnapshot(`
      "The output

      ### What it is

      It is not a contract of an agreement. This is what it is instead:

      - Key B can take everything at once, by the key path.
      - Key A can take everything at once, by leaf 1.
      - Anybody can take everything from about 24 hours (144 blocks) after the funding on, by leaf 2.
      - Leaf 2 can be spent without a signature: whoever sees the spend can send the money elsewhere.
      - Key A is f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9.
      - Key B is c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5.

      <details><summary>How it differs from a contract</summary>

      - leaf 2: The leaf 2 can be spent without any signature. (\`LEAF_WITHOUT_SIGNATURE\`)

      </details>

      #### What it means

      - **For A**: You alone can take the money at any time, unless it was paid out before. Without asking you it can be moved: by anybody from about 24 hours (144 blocks) after the funding on; B alone at any time. You and B can each take it alone at any time: whoever is first has it all.
      - **For B**: You alone can take the money at any time, unless it was paid out before. Without asking you it can be moved: by anybody from about 24 hours (144 blocks) after the funding on; A alone at any time. You and A can each take it alone at any time: whoever is first has it all.

      - Blocks are the clock of Bitcoin, one about every ten minutes; the funding is the block that records the payment into the contract.
      - Keep the description of this output as safe as your keys: without it nobody can find the way to the money.

      #### Ways to spend

      | Way | Who signs | From when | Size of a spend | Depth |
      | --- | --- | --- | ---: | ---: |
      | Key path (key) | B alone | at once | 111 vB | – |
      | \`leaf 1\` | A | at once | 137 vB | 1 |
      | \`leaf 2\` | anybody | about 24 hours (144 blocks) after the funding | 113 vB | 1 |

      - \`leaf 2\`: Miniscript: not sane (signature required in every branch), not malleable, can be taken without a signature.

      #### Who can act when

      | Acting together | at once | about 24 hours (144 blocks) |
      | --- | --- | --- |
      | A alone | \`leaf 1\` 137 vB | \`leaf 2\` 113 vB |
      | B alone | Key path 111 vB | Key path 111 vB |
      | anybody | no | \`leaf 2\` 113 vB |

      <details><summary>What can be taken without asking</summary>

      - Without A, B alone can take everything at any time.
      - Without A, anybody can take everything from about 24 hours (144 blocks) after the funding on.
      - Without B, A alone can take everything at any time.
      - Without B, anybody can take everything from about 24 hours (144 blocks) after the funding on.

      </details>

      <details><summary>If somebody vanishes</summary>

      - If A is gone, the money can be moved by B alone at any time; by anybody from about 24 hours (144 blocks) after the funding on.
      - If B is gone, the money can be moved by A alone at any time; by anybody from about 24 hours (144 blocks) after the funding on.

      </details>

      <details><summary>What two can do together</summary>

      - A and B together can do nothing that neither of them can do alone.

      </details>

      #### What a spend costs

      Fees at several rates, each with the smallest amount of which it takes at most half.

      | Way | Outcome | Outputs | Size | 1 sat/vB | 10 sat/vB | 100 sat/vB | Relayed by |
      | --- | --- | ---: | ---: | ---: | ---: | ---: | --- |
      | Key path | all to one output | 1 | 111 vB | 111 sat (from 441 sat) | 1,110 sat (from 2,220 sat) | 11,100 sat (from 22,200 sat) | all nodes |
      | \`leaf 2\` | all to one output | 1 | 113 vB | 113 sat (from 443 sat) | 1,130 sat (from 2,260 sat) | 11,300 sat (from 22,600 sat) | all nodes |
      | \`leaf 1\` | all to one output | 1 | 137 vB | 137 sat (from 467 sat) | 1,370 sat (from 2,740 sat) | 13,700 sat (from 27,400 sat) | all nodes |

      "
    `)
  })

  it('says of a descriptor that it is a contract, and which one', () => {
    const { contracts } = fixtureOf('two-parties.json')
    const text = section(audit(contracts[0]!.descriptor), 'The output')
    expect(text).toContain('It is the contract of an agreement.\n\n- Index: ')
    expect(text).toContain('\n- Keys: derived again from their accounts\n')
  })

  it('says of every contract what can be taken, who must not vanish, and what a spend costs', () => {
    const report = audit(fixtureOf('backup-and-rescue.json').agreement.text)
    const text = reportMarkdown(report)
    const html = asSaid(reportHtml(report))
    for (const { consequences, dryRuns } of report.contracts) {
      const { takings, absences, pairs } = consequences
      for (const said of [...takings, ...absences, ...pairs]) {
        expect(text).toContain(`\n- ${said.text}\n`)
        expect(html).toContain(said.text)
      }
      for (const { by, vsize } of dryRuns)
        expect(text).toMatch(new RegExp(`^\\| ${WAYS[by]} \\|.*\\| ${vsize} vB \\|`, 'm'))
    }
  })

  it('takes nothing that somebody else wrote for markup, in whatever section', () => {
    const harmless = auditWithMemos(['harmless'])
    const { agreement } = harmless
    const { spend, trace } = audit(agreement!.text, {
      psbt: HOSTILE.markdown,
      transactions: [HOSTILE.image],
    })
    const hostile = Object.values(HOSTILE).map((text) => ({ text, rule: text, code: text }))
    const text = reportMarkdown({
      ...auditWithMemos(Object.values(HOSTILE)),
      spend: { ...spend!, remarks: Object.values(HOSTILE) },
      trace: { ...trace!, refused: hostile.map((said, position) => ({ ...said, position })) },
    })
    expect(outsideCode(text).match(/(?<!\\)<(?!\/?(details|summary)>)/g)).toBeNull()
    expect(outsideCode(text).match(/(?<!\\)\[/g)).toBeNull()
    expect(text).not.toMatch(/[\u202e\u200b]/)
    expect(text).toContain('**bold** [link]'.replace(/[*[\]]/g, '\\$&'))
  })
})

const FOREIGN =
  'tr(c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5,{pk(f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9),older(144)})'
