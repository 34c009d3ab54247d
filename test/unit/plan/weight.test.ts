import { describe, expect, it } from 'vitest'
import { compile } from '../../../src/contract/compile.js'
import { inputWeight, inputWitnessLength, transactionWeight } from '../../../src/plan/weight.js'
import { transactionWeight as builtWeight } from '../../../src/psbt/transaction.js'
import { satisfy } from '../../../src/script/satisfy.js'
import { parseAgreement } from '../../../src/terms/parse.js'
import { sats } from '../../../src/units/sats.js'
import { everyPathDocument } from '../../support/contracts.js'
import { fullDocument, plainDocument } from '../../support/documents.js'
import { extendedHolder } from '../../support/holders.js'

const documents = {
  plain: plainDocument(),
  full: fullDocument(),
  everyPath: everyPathDocument('height', {
    from: 1,
    backupFrom: 255,
    silence: 256,
    rescue: 499_999_999,
    decision: 1,
  }),
  deep: {
    ...fullDocument(),
    weights: {
      employerAndWorker: 64,
      arbiterAndWorker: 32,
      arbiterAndEmployer: 16,
      employerAlone: 8,
      workerAlone: 4,
      backupAndWorker: 2,
      backupAndEmployer: 1,
    },
    milestones: [{ amount: '1000000' }],
  },
  quorum: {
    ...plainDocument(),
    keyPath: 'closed',
    employer: {
      ...plainDocument().employer,
      threshold: 10,
      keys: Array.from({ length: 20 }, (_, at) => extendedHolder(100 + at).text),
    },
  },
}

const script = new Uint8Array(34)

describe.each(Object.entries(documents))('the weight of a spend of %s', (_, document) => {
  const contracts = compile(parseAgreement(JSON.stringify(document)))

  it('is that of the signed transaction, for every path', () => {
    for (const contract of contracts)
      for (const { path, fragment, script: leafScript, controlBlock } of contract.leaves) {
        if (path.name === 'terms') continue
        const stack = satisfy(fragment, {
          signature: () => new Uint8Array(64),
          preimage: () => new Uint8Array(32),
        })!
        const witness = [...stack, leafScript, controlBlock]
        for (const count of [1, 252, 253]) {
          const built = builtWeight({
            version: 2,
            lockTime: 0,
            inputs: Array.from({ length: count }, (_, vout) => ({
              outpoint: { txid: '11'.repeat(32), vout },
              sequence: 0,
              witness,
            })),
            outputs: [{ script, amount: sats(330n) }],
          })
          expect(
            transactionWeight({
              inputWeights: Array.from({ length: count }, () => inputWeight(contract, path.name as 'key')),
              outputScripts: [script],
            }),
          ).toBe(built)
        }
      }
  })

  it('by the key path is one signature', () => {
    for (const contract of contracts) expect(inputWitnessLength(contract, 'key')).toBe(66)
  })
})

describe('the deepest tree that relays', () => {
  it('takes two bytes more for the length of its control block', () => {
    const [contract] = compile(parseAgreement(JSON.stringify(documents.deep)))
    const deepest = contract!.leaves.find(({ depth }) => depth === 7)!
    expect(deepest.controlBlock.length).toBe(257)
    expect(inputWitnessLength(contract!, 'backupAndEmployer')).toBe(
      1 + 65 + 65 + (1 + deepest.script.length) + (3 + 257),
    )
  })
})
