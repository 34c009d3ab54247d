import { afterEach, describe, expect, it } from 'vitest'
import type { ElectrumSource } from '../../src/chain/electrum/source.js'
import { EscrowError } from '../../src/errors.js'
import { fromHex } from '../../src/units/bytes.js'
import { parseHeader } from '../../src/watch/header.js'
import { foldedRoot } from '../../src/watch/merkle.js'
import { type Recording, recordingOf, replay, type Transcripts } from '../support/electrumRecording.js'
import { type ElectrumServer, electrumServer, sourceOf } from '../support/electrumServer.js'
import { CERTIFICATE } from '../support/testCertificate.js'
import { describeVectors } from '../support/vectors.js'

const open: { source: ElectrumSource; server: ElectrumServer }[] = []
afterEach(async () => {
  for (const { source, server } of open.splice(0)) {
    source.close()
    await server.stop()
  }
})

/** The recorded server as it was in a step, until the next one. */
const at = async (
  recording: Recording,
  { step, until }: { readonly step: string; readonly until: string },
  security: 'plain' | 'tls' = 'plain',
): Promise<ElectrumSource> => {
  const server = await electrumServer({
    answer: replay(recording, recording.step(step), recording.step(until)),
    security,
  })
  const source = sourceOf(
    server,
    { retries: 0 },
    security === 'plain' ? { security } : { authorities: CERTIFICATE },
  )
  open.push({ source, server })
  return source
}

const bytesOf = (hex: unknown): Uint8Array => fromHex(String(hex)) ?? new Uint8Array()

/** The request of a method in a step, and what it was about. */
const asked = (recording: Recording, step: string, method: string): readonly unknown[] => {
  const found = recording.exchanges.find((one) => one.step === step && one.method.endsWith(method))
  if (found === undefined) throw new Error(`the recording asks ${method} in the step ${step}`)
  return found.params
}

const CONFIRMED = {
  step: 'P2TR script: funding confirmed',
  until: 'several blocks at once: which header notifications',
}

const EXPECTED: Readonly<Record<string, string>> = {
  'broadcast again while in the mempool': 'accepted',
  'broadcast: already confirmed, outputs unspent': 'known',
  'broadcast: already confirmed, one output spent': 'known',
  'broadcast: input spent by a confirmed tx (double spend)': 'inputsMissingOrSpent',
  'broadcast: unknown input': 'inputsMissingOrSpent',
  'broadcast: input conflicts with a non-replaced mempool tx, lower fee': 'conflicting',
  'broadcast: relative lock not met (BIP68), parent in the mempool': 'notFinal',
  'broadcast: relative lock not met (BIP68), parent has 1 confirmation': 'notFinal',
  'broadcast: absolute lock time not met': 'notFinal',
  'broadcast: fee below the minimum relay fee': 'feeTooLow',
  'broadcast: fee below the minimum relay fee (1 sat)': 'feeTooLow',
  'broadcast: absurd fee (max fee rate)': 'other',
  'broadcast: dust output': 'other',
  'broadcast: output value over input value': 'other',
  'broadcast: bad schnorr signature': 'other',
  'broadcast: no witness': 'other',
  'broadcast: immature coinbase': 'notFinal',
  'broadcast: not a transaction': 'TRANSACTION_MALFORMED',
  'broadcast: odd hex': 'TRANSACTION_MALFORMED',
  'broadcast: not hex': 'TRANSACTION_MALFORMED',
  'broadcast: empty': 'TRANSACTION_MALFORMED',
  'broadcast: trailing byte': 'TRANSACTION_MALFORMED',
  'broadcast: not a string': 'TRANSACTION_MALFORMED',
  'broadcast: zero-fee parent (v3) alone': 'feeTooLow',
  'broadcast: child of an unknown parent': 'inputsMissingOrSpent',
}

const outcomeOf = async (source: ElectrumSource, transactions: readonly Uint8Array[]) => {
  try {
    const verdicts = await source.broadcast({ transactions })
    return verdicts.map((one) => (one.verdict === 'refused' ? one.reason : one.verdict))
  } catch (error) {
    return [error instanceof EscrowError ? error.code : String(error)]
  }
}

describeVectors<Transcripts>('electrum-transcripts.json', 'recorded Electrum servers', (transcripts) => {
  const each = ['core', 'knots'].flatMap((run) => ['A14', 'B16'].map((conn) => ({ run, conn })))

  describe.each(each)('of $run, spoken to as $conn', ({ run, conn }) => {
    const recording = recordingOf(transcripts, run, [conn])
    const other = recordingOf(transcripts, run, ['B16'])
    const depositScript = bytesOf(
      transcripts.runs
        .find(({ id }) => id === run)
        ?.entries.map(
          (entry) => entry as { readonly name?: string; readonly value?: { readonly spk: string } },
        ) // as recorded
        .find(({ name }) => name === 'deposit-script')?.value?.spk,
    )

    it.each(['plain', 'tls'] as const)(
      'a deposit is found in its block, with its proof, over %s',
      async (security) => {
        const source = await at(recording, CONFIRMED, security)
        const tip = await source.tip()
        const [entry] = await source.history({ script: depositScript })
        if (entry?.height === undefined) throw new Error('the deposit is confirmed')
        const { txid, height } = entry
        expect(height).toBe(tip.height)
        const found = await source.transaction({ txid })
        expect(found?.block).toEqual(tip)
        const [header] = await source.headers({ from: height, count: 1 })
        const proof = await source.proof({ txid, height })
        expect(proof).toMatchObject({ blockHash: tip.hash, height, position: 1 })
        if (proof !== undefined && header !== undefined)
          expect(foldedRoot({ txid, ...proof })).toBe(parseHeader(header)?.merkleRoot)
        expect(await source.proof({ txid, height: height - 1 })).toBeUndefined()
      },
    )

    it('headers come in both forms, as many as there are', async () => {
      const source = await at(recording, { step: 'chain basics', until: 'P2TR script: before funding' })
      const headers = await source.headers({ from: 0, count: 5 })
      expect(headers.map((header) => parseHeader(header)?.hash)).toHaveLength(5)
      for (const [index, header] of headers.entries())
        if (index > 0)
          expect(parseHeader(header)?.previous).toBe(parseHeader(headers[index - 1] ?? header)?.hash)
      expect(await source.headers({ from: 145, count: 5 })).toEqual([])
    })

    it('a server that cannot tell a rate says so', async () => {
      const source = await at(recording, { step: 'chain basics', until: 'P2TR script: before funding' })
      expect(await source.feeRate({ blocks: 6 })).toBeUndefined()
    })

    it.each(Object.entries(EXPECTED))('%s: %s', async (step, expected) => {
      const until = 'client name that parses as an old version makes broadcast answer an HTML text as result'
      const found = recording.exchanges.filter(
        (one) => one.step === step && one.method.endsWith('.broadcast'),
      )
      // packages and version 3 were only played on one of the nodes
      if (found.length === 0) expect(run).toBe('knots')
      for (const { params } of found) {
        const source = await at(recording, {
          step,
          until: recording.step(until) > recording.step(step) ? until : 'unknown things',
        })
        expect(await outcomeOf(source, [bytesOf(params[0])])).toEqual([expected])
      }
    })

    it.each([
      [
        'reorg of 3 blocks: funding back in the mempool',
        'reorg of 3 blocks: re-mined one block later',
        'waits',
      ],
      [
        'reorg of 3 blocks: re-mined one block later',
        'reorg of 3 blocks: funding double-spent away',
        'later',
      ],
      ['reorg of 3 blocks: funding double-spent away', 'unknown things', 'gone'],
    ])('%s: found is not confirmed', async (step, until, outcome) => {
      const [txid, height] = asked(recording, step, 'transaction.get_merkle').map(String)
      const before = await at(recording, { step, until: `${step}: now` })
      const found = await before.transaction({ txid: txid ?? '' }).catch(() => undefined)
      if (found !== undefined) expect(found.block?.height).toBe(Number(height))
      const after = await at(recording, { step: `${step}: now`, until })
      const again = await after.transaction({ txid: txid ?? '' })
      const [script] = asked(recording, step, 'get_history')
      const entries = recording.exchanges.find(
        (one) =>
          one.at > recording.step(`${step}: now`) &&
          one.params[0] === script &&
          one.method.endsWith('get_history'),
      )
      if (outcome === 'later') expect(again?.block?.height).toBe(Number(height) + 1)
      else expect(again?.block).toBeUndefined()
      expect(again?.bytes).toBeInstanceOf(Uint8Array)
      expect(entries?.answer).toMatchObject({
        result: outcome === 'gone' ? [] : [{ height: outcome === 'later' ? Number(height) + 1 : 0 }],
      })
    })

    it('a transaction that was replaced is none', async () => {
      const step = 'replacement with too small a fee, then a good one'
      const [txid] = asked(other, step, 'transaction.get')
      const source = await at(other, { step, until: 'P2TR script: spend confirmed' })
      expect(await source.transaction({ txid: String(txid) })).toBeUndefined()
    })
  })

  it('packages: what became of each transaction', async () => {
    const recording = recordingOf(transcripts, 'core', ['B16'])
    const packages = recording.exchanges.filter(
      ({ method, params, step }) =>
        // the last one's history was not recorded
        method.endsWith('broadcast_package') && params[1] === true && !step.startsWith('package: malformed'),
    )
    const outcomes = []
    for (const { step, params } of packages) {
      const source = await at(recording, { step, until: 'reorg of 3 blocks: funding back in the mempool' })
      // the recorder wrote a list
      outcomes.push([step, ...(await outcomeOf(source, (params[0] as readonly string[]).map(bytesOf)))])
    }
    expect(outcomes).toMatchInlineSnapshot(`
      [
        [
          "package: child fee too low",
          "feeTooLow",
          "feeTooLow",
        ],
        [
          "package: again, already in the mempool",
          "accepted",
          "accepted",
        ],
      ]
    `)
  })

  it('limits: a history that is too large, and a node that does not answer its server, have their codes', async () => {
    const recording = recordingOf(transcripts, 'life', ['A', 'A4'])
    const source = await at(recording, {
      step: 'node down: what the server answers',
      until: 'usage limits: COST_SOFT_LIMIT=50 COST_HARD_LIMIT=150 (defaults 1000 and 10000)',
    })
    const slow = '2917540aed00279abafc4d722240da187c19893cde7071e0a39aa592428dc885'
    await expect(source.transaction({ txid: slow })).rejects.toMatchObject({ code: 'SOURCE_BUSY' })
    await expect(source.feeRate({ blocks: 2 })).rejects.toMatchObject({ code: 'SOURCE_BUSY' })
    // its database still answers
    expect((await source.tip()).height).toBeGreaterThan(3997)
    const large = await at(recording, {
      step: 'history too large (server run with MAX_SEND=350000, so the limit is 3535 entries; the default 8.1 MB gives 81,818)',
      until: 'answer over the send limit: headers count is clamped to 2016; 2016 headers',
    })
    const script = bytesOf('5120f9dc18f9f9f7dfaaddb53a0d5487c76aeebba1eaa6f8155a42780e4044f71398')
    await expect(large.history({ script })).rejects.toMatchObject({ code: 'SOURCE_REFUSED' })
  })
})
