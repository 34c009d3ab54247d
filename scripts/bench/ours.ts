import { encodeTaprootAddress } from '../../src/agreement/taprootAddress.js'
import { assemble } from '../../src/contract/assemble.js'
import { compile } from '../../src/contract/compile.js'
import type { LeafPath } from '../../src/paths/types.js'
import { leafFragment } from '../../src/script/leaf.js'
import { huffmanTree, mapTree } from '../../src/taproot/tree.js'
import { parseAgreement } from '../../src/terms/parse.js'
import { parseLock } from '../../src/units/lock.js'
import type { Role } from '../../src/words.js'
import type { Contender } from './contender.js'
import type { GivenKeys } from './works.js'

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
        return encodeTaprootAddress(assemble({ internalKey: { xOnly: given.internalKey }, tree }).outputKey, 'regtest')
      })
  },
  compileFresh: async (work) => {
    const agreements = work.agreements.map(({ text }) => parseAgreement(text))
    return () => agreements.flatMap((agreement) => compile(agreement).map(({ address }) => address))
  },
}
