import { compile, parseAgreement } from 'taproot-escrow'
import { consequencesOf, explain, matrixOf, outputOf } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import type { PartyExplanation } from '../../../../src/audit/explain/explain.js'
import { everyPathDocument } from '../../../support/contracts.js'
import { fullDocument, type Json, plainDocument } from '../../../support/documents.js'

const explained = (document: Json): readonly PartyExplanation[] => {
  const [contract] = compile(parseAgreement(JSON.stringify(document)))
  const output = outputOf(contract!)
  const matrix = matrixOf(output)
  return explain(output, { matrix, consequences: consequencesOf(matrix) })
}

/** Each party, then what it is told. */
const read = (document: Json): string =>
  explained(document)
    .map(({ party, text }) => [party, ...text.map((sentence) => `  ${sentence}`)].join('\n'))
    .join('\n')

describe('the explanation', () => {
  it('tells two parties what they can do, and what the other one can', () => {
    expect(read(plainDocument())).toMatchInlineSnapshot(`
      "employer
        You alone can take the money back from about 60 days (8,640 blocks) after the funding on, unless it was paid out before.
        Together with others you can pay it to anybody: with the worker at any time.
        Nobody can move it without you.
        If the worker vanishes, you still get at it: alone from about 60 days (8,640 blocks) after the funding on.
        Blocks are the clock of Bitcoin, one about every ten minutes; the funding is the block that records the payment into the contract.
        Keep the text of the agreement as safe as your keys: without it nobody can find the way to the money.
      worker
        You alone can never take the money.
        Together with others you can pay it to anybody: with the employer at any time.
        Without asking you it can be moved: by the employer alone from about 60 days (8,640 blocks) after the funding on.
        If the employer vanishes, you never get at the money.
        Blocks are the clock of Bitcoin, one about every ten minutes; the funding is the block that records the payment into the contract.
        Keep the text of the agreement as safe as your keys: without it nobody can find the way to the money."
    `)
  })
  it('tells panels what they can do', () => {
    expect(read(fullDocument())).toMatchInlineSnapshot(`
      "employer
        You alone can take the money back from about 60 days (8,640 blocks) after the funding on, unless it was paid out before.
        Together with others you can pay it to anybody: with the worker at any time; with the arbiter from about 24 hours (144 blocks) after the funding on; with the backup arbiter from about 30 days (4,320 blocks) after the funding on.
        Without asking you it can be moved: by the worker alone from about 120 days (17,280 blocks) after the funding on; the worker and the arbiter (2 of 3 keys) together from about 24 hours (144 blocks) after the funding on; the worker and the backup arbiter together from about 30 days (4,320 blocks) after the funding on.
        You and the worker can each take it alone from about 120 days (17,280 blocks) after the funding on: whoever is first has it all.
        If the worker vanishes, you still get at it: alone from about 60 days (8,640 blocks) after the funding on; with the arbiter from about 24 hours (144 blocks) after the funding on; with the backup arbiter from about 30 days (4,320 blocks) after the funding on.
        If the arbiter or the backup arbiter vanishes, the other ways stay open.
        Blocks are the clock of Bitcoin, one about every ten minutes; the funding is the block that records the payment into the contract.
        Keep the text of the agreement as safe as your keys: without it nobody can find the way to the money.
      worker
        You alone can take the money from about 120 days (17,280 blocks) after the funding on, unless it was paid out before.
        Together with others you can pay it to anybody: with the employer at any time; with the arbiter from about 24 hours (144 blocks) after the funding on; with the backup arbiter from about 30 days (4,320 blocks) after the funding on.
        Without asking you it can be moved: by the employer alone from about 60 days (8,640 blocks) after the funding on; the employer and the arbiter (2 of 3 keys) together from about 24 hours (144 blocks) after the funding on; the employer and the backup arbiter together from about 30 days (4,320 blocks) after the funding on.
        You and the employer can each take it alone from about 120 days (17,280 blocks) after the funding on: whoever is first has it all.
        If the employer vanishes, you still get at it: alone from about 120 days (17,280 blocks) after the funding on; with the arbiter from about 24 hours (144 blocks) after the funding on; with the backup arbiter from about 30 days (4,320 blocks) after the funding on.
        If the arbiter or the backup arbiter vanishes, the other ways stay open.
        Blocks are the clock of Bitcoin, one about every ten minutes; the funding is the block that records the payment into the contract.
        Keep the text of the agreement as safe as your keys: without it nobody can find the way to the money.
      arbiter
        You are 3 keys, and act by the signatures of 2 of them.
        You alone can never take the money.
        Together with others you can pay it to anybody: with the employer or with the worker from about 24 hours (144 blocks) after the funding on.
        Without asking you it can be moved: by the employer alone from about 60 days (8,640 blocks) after the funding on; the worker alone from about 120 days (17,280 blocks) after the funding on; the employer and the worker together at any time; the employer and the backup arbiter together or the worker and the backup arbiter together from about 30 days (4,320 blocks) after the funding on.
        Blocks are the clock of Bitcoin, one about every ten minutes; the funding is the block that records the payment into the contract.
        Keep the text of the agreement as safe as your keys: without it nobody can find the way to the money.
      backupArbiter
        You alone can never take the money.
        Together with others you can pay it to anybody: with the employer or with the worker from about 30 days (4,320 blocks) after the funding on.
        Without asking you it can be moved: by the employer alone from about 60 days (8,640 blocks) after the funding on; the worker alone from about 120 days (17,280 blocks) after the funding on; the employer and the worker together at any time; the employer and the arbiter (2 of 3 keys) together or the worker and the arbiter (2 of 3 keys) together from about 24 hours (144 blocks) after the funding on.
        Blocks are the clock of Bitcoin, one about every ten minutes; the funding is the block that records the payment into the contract.
        Keep the text of the agreement as safe as your keys: without it nobody can find the way to the money."
    `)
  })
  it('tells everybody about a secret, about dates, and about a race', () => {
    expect(
      read(
        everyPathDocument('time', {
          from: 1_800_000_000,
          backupFrom: 1_810_000_000,
          silence: 1_820_000_000,
          rescue: 1_830_000_000,
          decision: 1_000_448,
        }),
      ),
    ).toMatchInlineSnapshot(`
      "employer
        You alone can take the money back as soon as the clock of the chain has passed 2027-09-03 19:33:20 UTC, unless it was paid out before.
        Together with others you can pay it to anybody: with the worker at any time; with the arbiter as soon as the clock of the chain has passed 2027-01-15 08:00:00 UTC; with the backup arbiter as soon as the clock of the chain has passed 2027-05-11 01:46:40 UTC.
        Without asking you it can be moved: by the worker alone with the secret at any time; the worker alone as soon as the clock of the chain has passed 2027-12-28 13:20:00 UTC; the worker and the arbiter together as soon as the clock of the chain has passed 2027-01-15 08:00:00 UTC; the worker and the backup arbiter together as soon as the clock of the chain has passed 2027-05-11 01:46:40 UTC.
        You and the worker can each take it alone as soon as the clock of the chain has passed 2027-12-28 13:20:00 UTC: whoever is first has it all.
        If the worker vanishes, you still get at it: alone as soon as the clock of the chain has passed 2027-09-03 19:33:20 UTC; with the arbiter as soon as the clock of the chain has passed 2027-01-15 08:00:00 UTC; with the backup arbiter as soon as the clock of the chain has passed 2027-05-11 01:46:40 UTC.
        If the arbiter or the backup arbiter vanishes, the other ways stay open.
        The funding is the moment at which Bitcoin records the payment into the contract; its clock is about an hour behind.
        Keep the text of the agreement as safe as your keys: without it nobody can find the way to the money.
      worker
        You alone can take the money as soon as the clock of the chain has passed 2027-12-28 13:20:00 UTC, unless it was paid out before.
        With the secret, 32 bytes that somebody else may have to tell you, you alone can take the money at any time.
        Together with others you can pay it to anybody: with the employer at any time; with the arbiter as soon as the clock of the chain has passed 2027-01-15 08:00:00 UTC; with the backup arbiter as soon as the clock of the chain has passed 2027-05-11 01:46:40 UTC.
        Without asking you it can be moved: by the employer alone as soon as the clock of the chain has passed 2027-09-03 19:33:20 UTC; the employer and the arbiter together as soon as the clock of the chain has passed 2027-01-15 08:00:00 UTC; the employer and the backup arbiter together as soon as the clock of the chain has passed 2027-05-11 01:46:40 UTC.
        You and the employer can each take it alone as soon as the clock of the chain has passed 2027-12-28 13:20:00 UTC: whoever is first has it all.
        If the employer vanishes, you still get at it: alone as soon as the clock of the chain has passed 2027-12-28 13:20:00 UTC; with the arbiter as soon as the clock of the chain has passed 2027-01-15 08:00:00 UTC; with the backup arbiter as soon as the clock of the chain has passed 2027-05-11 01:46:40 UTC.
        If the arbiter or the backup arbiter vanishes, the other ways stay open.
        The funding is the moment at which Bitcoin records the payment into the contract; its clock is about an hour behind.
        Keep the text of the agreement as safe as your keys: without it nobody can find the way to the money.
      arbiter
        You alone can never take the money.
        Together with others you can pay it to anybody: with the employer or with the worker as soon as the clock of the chain has passed 2027-01-15 08:00:00 UTC.
        Without asking you it can be moved: by the worker alone with the secret or the employer and the worker together at any time; the employer alone as soon as the clock of the chain has passed 2027-09-03 19:33:20 UTC; the worker alone as soon as the clock of the chain has passed 2027-12-28 13:20:00 UTC; the employer and the backup arbiter together or the worker and the backup arbiter together as soon as the clock of the chain has passed 2027-05-11 01:46:40 UTC.
        The funding is the moment at which Bitcoin records the payment into the contract; its clock is about an hour behind.
        Keep the text of the agreement as safe as your keys: without it nobody can find the way to the money.
      backupArbiter
        You alone can never take the money.
        Together with others you can pay it to anybody: with the employer or with the worker as soon as the clock of the chain has passed 2027-05-11 01:46:40 UTC.
        Without asking you it can be moved: by the worker alone with the secret or the employer and the worker together at any time; the employer alone as soon as the clock of the chain has passed 2027-09-03 19:33:20 UTC; the worker alone as soon as the clock of the chain has passed 2027-12-28 13:20:00 UTC; the employer and the arbiter together or the worker and the arbiter together as soon as the clock of the chain has passed 2027-01-15 08:00:00 UTC.
        The funding is the moment at which Bitcoin records the payment into the contract; its clock is about an hour behind.
        Keep the text of the agreement as safe as your keys: without it nobody can find the way to the money."
    `)
  })

  it.each([
    ['two parties', plainDocument()],
    ['a closed key path', { ...plainDocument(), keyPath: 'closed' }],
    ['panels', fullDocument()],
  ])('is made of whole sentences for %s', (_, document) => {
    for (const { text } of explained(document))
      for (const sentence of text) expect(sentence).toMatch(/^[A-Z][^\n]*[^.;:, ]\.$/)
  })
})
