import { encodeTaprootAddress } from '../../src/agreement/taprootAddress.js'
import { assemble } from '../../src/contract/assemble.js'
import { compile, compileAll } from '../../src/contract/compile.js'
import { matchFunding } from '../../src/funding/match.js'
import type { LeafPath } from '../../src/paths/types.js'
import { leafFragment } from '../../src/script/leaf.js'
import { signerFromExtendedKey } from '../../src/signers/extendedKey.js'
import { release } from '../../src/spend/build.js'
import { combine } from '../../src/spend/combine.js'
import { complete } from '../../src/spend/complete.js'
import { finalize } from '../../src/spend/finalize.js'
import { startMusig } from '../../src/spend/musig.js'
import { sign } from '../../src/spend/sign.js'
import { huffmanTree, mapTree } from '../../src/taproot/tree.js'
import { parseAgreement } from '../../src/terms/parse.js'
import { satsPerVb } from '../../src/units/feeRate.js'
import { parseLock } from '../../src/units/lock.js'
import type { Role } from '../../src/words.js'
import type { Contender, Spent } from './contender.js'
import type { Account, GivenKeys } from './data.js'
import { FEE_RATE_TEXT } from './works.js'

/** The four leaves that keys are given for, as the default weights place them. */
const treeOf = (silence: number) => {
  const leaf = (path: Omit<LeafPath, 'kind'>) => ({ leaf: path, weight: path.weight, order: path.number })
  return huffmanTree([
    leaf({ name: 'employerAndWorker', number: 1, parties: ['employer', 'worker'], weight: 8 }),
    leaf({ name: 'arbiterAndWorker', number: 2, parties: ['arbiter', 'worker'], weight: 4 }),
    leaf({ name: 'arbiterAndEmployer', number: 3, parties: ['arbiter', 'employer'], weight: 2 }),
    leaf({
      name: 'employerAlone',
      number: 4,
      parties: ['employer'],
      lock: parseLock({ blocks: silence }, { field: 'silence.after' }),
      weight: 4,
    }),
  ])
}

/** Which of a role's given keys stands in which leaf. */
const keyOf = ({ employer, worker, arbiter }: GivenKeys, number: number, role: Role): Uint8Array => {
  if (role === 'worker') return worker[number - 1] ?? worker[0]
  if (role === 'arbiter') return arbiter[number - 2] ?? arbiter[0]
  return employer[number === 1 ? 0 : number === 3 ? 1 : 2]
}

const signer = ({ origin, extendedPrivateKey }: Account) =>
  signerFromExtendedKey(`${origin}${extendedPrivateKey}`, { network: 'regtest' })

/** The library itself. Given keys go in below `compile`, which takes agreements. */
export const ours: Contender = {
  name: 'taproot-escrow',
  verifies: true,
  compileGiven: async (work) => {
    const shape = treeOf(work.silence)
    return () =>
      work.contracts.map((given) => {
        const tree = mapTree(shape, (path) => ({
          fragment: leafFragment(path, {
            quorum: (role) => ({ threshold: 1, keys: [{ xOnly: keyOf(given, path.number, role) }] }),
            terms: { xOnly: given.internalKey },
          }),
        }))
        return encodeTaprootAddress(
          assemble({ internalKey: { xOnly: given.internalKey }, tree }).outputKey,
          'regtest',
        )
      })
  },
  compileFresh: async (work) => {
    const agreements = work.agreements.map(({ text }) => parseAgreement(text))
    return () => compileAll(agreements).flatMap((contracts) => contracts.map(({ address }) => address))
  },
  spend: async (work) => {
    const funded = matchFunding(compile(parseAgreement(work.agreement.text)), work.funding)
    const [first] = funded
    const employer = signer(work.agreement.employer)
    const worker = signer(work.agreement.worker)
    const feeRate = satsPerVb(FEE_RATE_TEXT)
    // signers in use have derived their branch before, and the floor is given it
    for (const one of [employer, worker])
      await sign(release(first, { path: 'employerAndWorker', feeRate }), one)
    return async () => {
      const spends: Spent[] = []
      for (const draft of release(funded, { path: 'employerAndWorker', feeRate })) {
        const both = complete(combine(await sign(draft, employer), await sign(draft, worker)))
        spends.push({ psbt: both.psbt, transaction: finalize(both).hex })
      }
      return spends
    }
  },
  spendMusig: async (work) => {
    const funded = matchFunding(compile(parseAgreement(work.agreement.text)), work.funding)
    const [first] = funded
    const employer = signer(work.agreement.employer)
    const worker = signer(work.agreement.worker)
    const feeRate = satsPerVb(FEE_RATE_TEXT)
    for (const one of [employer, worker]) await startMusig(release(first, { path: 'key', feeRate }), one)
    return async () => {
      const spends: Spent[] = []
      // either side plans for itself, as they sit in different places
      const drafts = release(funded, { path: 'key', feeRate })
      for (const [at, theirs] of release(funded, { path: 'key', feeRate }).entries()) {
        const mine = await startMusig(drafts[at] ?? theirs, employer)
        const answer = await startMusig(theirs, worker)
        const half = await answer.sign(mine.spend)
        const both = complete(await mine.sign(half))
        spends.push({ psbt: both.psbt, transaction: finalize(both).hex })
      }
      return spends
    }
  },
}
