import { afterEach, describe, expect, it, vi } from 'vitest'
import { backend } from '#backend'
import { signerFromExtendedKey } from '../../../src/signers/extendedKey.js'
import { release } from '../../../src/spend/build.js'
import { combine } from '../../../src/spend/combine.js'
import { complete } from '../../../src/spend/complete.js'
import { finalize } from '../../../src/spend/finalize.js'
import { startMusig } from '../../../src/spend/musig.js'
import { readSpend } from '../../../src/spend/read.js'
import { sign } from '../../../src/spend/sign.js'
import type { Signer } from '../../../src/spend/signer.js'
import type { Spend } from '../../../src/spend/types.js'
import { satsPerVb } from '../../../src/units/feeRate.js'
import { milestones } from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'
import { fundedOf } from '../../support/funded.js'
import { extendedHolder } from '../../support/holders.js'

afterEach(() => {
  vi.restoreAllMocks()
})

/** A signer of an account that has derived nothing yet. */
const freshSigner = (seed: number): Signer => {
  const { text, account } = extendedHolder(seed)
  const origin = text.slice(0, text.indexOf(']') + 1)
  return signerFromExtendedKey(`${origin}${account.toBase58()}`, { network: 'regtest' })
}

const EMPLOYER = 1
const WORKER = 2

const fundedContracts = (count: number) => fundedOf({ ...plainDocument(), milestones: milestones(count) })

const drafted = (count: number): Spend<'unsigned'> => {
  const [draft] = release(fundedContracts(count), { path: 'employerAndWorker', feeRate: satsPerVb('2') })
  return draft!
}

/** How often some work uses the curve and the hashes. */
const costOf = async (work: () => unknown) => {
  const names = ['signSchnorr', 'verifySchnorr', 'sha256', 'hmacSha512', 'pointFromScalar'] as const
  const curve = ['pointAdd', 'pointAddScalar', 'pointMultiply', 'xOnlyPointAddTweak', 'isPoint'] as const
  const spies = [...names, ...curve].map((name) => [name, vi.spyOn(backend, name)] as const)
  await work()
  const counts = new Map<string, number>(spies.map(([name, spy]) => [name, spy.mock.calls.length]))
  vi.restoreAllMocks()
  const sum = (of: readonly string[]): number =>
    of.reduce((total, name) => total + (counts.get(name) ?? 0), 0)
  return {
    signed: sum(['signSchnorr']),
    verified: sum(['verifySchnorr']),
    hashed: sum(['sha256']),
    children: sum(['hmacSha512']),
    publicKeys: sum(['pointFromScalar']),
    others: sum(curve),
  }
}

const NOTHING = { signed: 0, verified: 0, hashed: 0, children: 0, publicKeys: 0, others: 0 }
/** Prevouts, amounts, scripts, sequences, outputs (BIP 341). */
const SHARED_HASHES = 5

const COUNTS = [1, 2, 40]

describe('a spend by two signatures', () => {
  it.each(COUNTS)('is built of %d inputs without curve or hashes', async (count) => {
    const funded = fundedContracts(count)
    const build = () => release(funded, { path: 'employerAndWorker', feeRate: satsPerVb('2') })
    expect(await costOf(build)).toEqual(NOTHING)
  })

  it.each(COUNTS)(
    'of %d inputs hashes what they share once, and signs and verifies once for each signature',
    async (count) => {
      await sign(drafted(1), freshSigner(EMPLOYER)) // the prefix of a tagged hash is computed at its first use
      const draft = drafted(count)
      const [employer, worker] = [freshSigner(EMPLOYER), freshSigner(WORKER)]
      // one branch of the account, then one child an input
      const signature = { ...NOTHING, signed: count, verified: count, children: 1 + count, publicKeys: 1 }
      let signed: readonly Spend[] = []
      expect(
        await costOf(async () => {
          signed = [await sign(draft, employer)]
        }),
      ).toEqual({ ...signature, hashed: SHARED_HASHES + count })
      expect(
        await costOf(async () => {
          signed = [...signed, await sign(draft, worker)]
        }),
      ).toEqual(signature)

      const [theirs, mine] = signed
      const both = combine(theirs!, mine!)
      expect(await costOf(() => complete(combine(theirs!, mine!)).psbt)).toEqual(NOTHING)
      // the id is a double hash
      expect(await costOf(() => finalize(complete(both)))).toEqual({ ...NOTHING, hashed: 2 })
    },
  )

  it.each(COUNTS)('of %d inputs that comes as a PSBT is verified once for each signature', async (count) => {
    const funded = fundedContracts(count)
    const draft = drafted(count)
    const [employer, worker] = [freshSigner(EMPLOYER), freshSigner(WORKER)]
    const { psbt } = combine(await sign(draft, employer), await sign(draft, worker))
    let read: Spend | undefined
    expect(
      await costOf(() => {
        read = readSpend(funded, psbt)
      }),
    ).toEqual({ ...NOTHING, verified: 2 * count, hashed: SHARED_HASHES + count })
    expect(await costOf(() => finalize(complete(read!)))).toEqual({ ...NOTHING, hashed: 2 })
  })
})

describe('a spend by the key path', () => {
  /** How often some work uses each operation on the curve. */
  const operationsOf = async (work: () => unknown): Promise<Readonly<Record<string, number>>> => {
    const names = [
      'pointFromScalar',
      'generatorProduct',
      'pointProduct',
      'pointMultiply',
      'pointAddScalar',
      'verifySchnorr',
      'pointUncompressed',
    ] as const
    const spies = names.map((name) => [name, vi.spyOn(backend, name)] as const)
    await work()
    const counts = spies.flatMap(([name, spy]) =>
      spy.mock.calls.length === 0 ? [] : [[name, spy.mock.calls.length] as const],
    )
    vi.restoreAllMocks()
    return Object.fromEntries(counts)
  }

  it.each(COUNTS)(
    'of %d inputs takes the least multiplications, and verifies nothing twice',
    async (count) => {
      const funded = fundedContracts(count)
      const draft = () => release(funded, { feeRate: satsPerVb('2') })[0]!
      const [employer, worker] = [freshSigner(EMPLOYER), freshSigner(WORKER)]
      const [mine, theirs] = [await startMusig(draft(), employer), await startMusig(draft(), worker)]
      // two nonces an input
      expect(await operationsOf(() => startMusig(draft(), worker))).toEqual({
        generatorProduct: 2 * count,
      })
      let half: Spend = theirs.spend
      // the points of the other nonce, the sum of nonces, and the part verified: s·G, R2 of its signer, the key
      expect(
        await operationsOf(async () => {
          half = await theirs.sign(mine.spend)
        }),
      ).toEqual({ pointUncompressed: 2 * count, pointProduct: 3 * count, generatorProduct: count })
      let both = half
      // the last part is verified with the whole
      expect(
        await operationsOf(async () => {
          both = await mine.sign(half)
        }),
      ).toEqual({ pointUncompressed: 2 * count, pointProduct: count, verifySchnorr: count })
      expect(await operationsOf(() => finalize(complete(both)))).toEqual({})
    },
  )
})
