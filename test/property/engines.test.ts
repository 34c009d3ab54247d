import { base64, hex } from '@scure/base'
import { Transaction } from '@scure/btc-signer'
import fc from 'fast-check'
import {
  award,
  type Contract,
  compile,
  EscrowError,
  type Funded,
  parseAgreement,
  refund,
  release,
  type Spend,
  type SpendPath,
  satsPerVb,
  sign,
  startMusig,
} from 'taproot-escrow'
import { auditSpend, compareEngines } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import { secondCanonical, secondId } from '../../src/audit/engine/document.js'
import { type SecondContract, secondEngine } from '../../src/audit/engine/engine.js'
import { secondSighash } from '../../src/audit/engine/transaction.js'
import type { SecondTree } from '../../src/audit/engine/tree.js'
import { outputScriptAt } from '../../src/descriptor/derive.js'
import { parseDescriptor } from '../../src/descriptor/parse.js'
import { liftScript } from '../../src/script/lift.js'
import { compileFragment, keysOf, mapKeys } from '../../src/script/miniscript.js'
import type { ScriptTree } from '../../src/taproot/tree.js'
import { agreementDocuments } from '../support/arbitraries.js'

/** Deriving in pure JavaScript is slow, so lists are short here; long ones have fixtures. */
const documents = agreementDocuments({ mostKeys: 3, mostMilestones: 2 })
const RUNS = { numRuns: 40 }

interface Pair {
  readonly contract: Contract
  readonly second: SecondContract
}

const bothOf = (document: unknown): readonly Pair[] => {
  const text = JSON.stringify(document)
  const agreement = parseAgreement(text)
  const second = secondEngine(text)
  return compile(agreement).map((contract, milestone) => ({
    contract,
    second: second.contracts[milestone]!,
  }))
}

const shapeOf = (tree: ScriptTree<string>): SecondTree<string> =>
  'leaf' in tree ? tree.leaf : [shapeOf(tree.left), shapeOf(tree.right)]

/** What both engines have to say about a contract, in one form. */
const told = (contract: Contract) => ({
  index: contract.index,
  tree: shapeOf(contract.tree),
  internalKey: hex.encode(contract.internalKey),
  merkleRoot: hex.encode(contract.merkleRoot),
  outputKey: hex.encode(contract.outputKey),
  outputScript: hex.encode(contract.outputScript),
  address: contract.address,
  leaves: contract.leaves.map(({ path, fragment, script, leafHash, controlBlock, depth }) => ({
    name: path.name,
    keys: keysOf(fragment).map(({ xOnly }) => hex.encode(xOnly)),
    script: hex.encode(script),
    leafHash: hex.encode(leafHash),
    controlBlock: hex.encode(controlBlock),
    depth,
  })),
})

const toldBySecond = (contract: SecondContract) => ({
  index: contract.index,
  tree: contract.tree,
  internalKey: hex.encode(contract.internalKey),
  merkleRoot: hex.encode(contract.merkleRoot),
  outputKey: hex.encode(contract.outputKey),
  outputScript: hex.encode(contract.outputScript),
  address: contract.address,
  leaves: contract.leaves.map(({ name, keys, script, leafHash, controlBlock, depth }) => ({
    name,
    keys: keys.map(({ xOnly }) => hex.encode(xOnly)),
    script: hex.encode(script),
    leafHash: hex.encode(leafHash),
    controlBlock: hex.encode(controlBlock),
    depth,
  })),
})

const made = (contract: Contract): Funded => ({
  contract,
  outpoint: { txid: contract.agreement.id, vout: contract.milestone },
  amount: contract.amount,
  match: 'exact',
})

const feeRate = satsPerVb('1')
const split = { employer: 4000, worker: 6000 }

/** One spend of all these contracts by this path, or as many as it takes. */
const spendsOf = (funded: readonly Funded[], path: SpendPath): readonly Spend<'unsigned'>[] => {
  switch (path) {
    case 'key':
    case 'employerAndWorker':
    case 'workerAlone':
    case 'workerWithSecret':
      return release(funded, { path, feeRate, relax: ['feeShareCap'] })
    case 'employerAlone':
      return refund(funded, { path, feeRate, relax: ['feeShareCap'] })
    default:
      return award(funded, { path, split, feeRate, relax: ['feeShareCap'] })
  }
}

/** What a signer is asked to sign, by the position of the input. */
const digestsOf = async (draft: Spend): Promise<ReadonlyMap<number, ReadonlySet<string>>> => {
  const digests = new Map<number, Set<string>>()
  const see = ({ input, digest }: { input: number; digest: Uint8Array }): undefined => {
    digests.set(input, (digests.get(input) ?? new Set()).add(hex.encode(digest)))
  }
  const recording = {
    sign: async ({ requests }: { requests: readonly { input: number; digest: Uint8Array }[] }) =>
      requests.map(see),
    startMusig: async (requests: readonly { input: number; digest: Uint8Array }[]) => requests.map(see),
  }
  const asked = draft.plan.path === 'key' ? startMusig(draft, recording) : sign(draft, recording)
  const error: unknown = await asked.catch((thrown) => thrown)
  expect(error).toBeInstanceOf(EscrowError)
  expect(error).toMatchObject({ code: 'SIGNER_NO_KEY' })
  return digests
}

const unsignedHex = (psbt: string): string =>
  hex.encode(
    Transaction.fromPSBT(base64.decode(psbt), {
      allowUnknownOutputs: true,
      allowUnknownInputs: true,
      disableScriptCheck: true,
      unknown: 'ignore',
    }).unsignedTx,
  )

/** A draft may hold a part of the pairs only: locks by height and by time cannot share a transaction. */
const expectSameDigests = async (pairs: readonly Pair[], path: SpendPath): Promise<void> => {
  const drafts = spendsOf(
    pairs.map(({ contract }) => made(contract)),
    path,
  )
  expect(drafts.flatMap(({ plan }) => plan.inputs)).toHaveLength(pairs.length)
  for (const draft of drafts) {
    const { inputs } = draft.plan
    const seconds = inputs.map(
      ({ funded }) => pairs.find(({ contract }) => contract === funded.contract)!.second,
    )
    const transaction = {
      hex: unsignedHex(draft.psbt),
      spent: seconds.map(({ outputScript }, at) => ({
        script: outputScript,
        amount: inputs[at]!.funded.amount,
      })),
    }
    const expected = new Map(
      seconds.map(({ leaves }, input) => {
        const script = leaves.find(({ name }) => name === path)?.script
        const digest = secondSighash(transaction, script === undefined ? { input } : { input, script })
        return [input, new Set([hex.encode(digest)])]
      }),
    )
    expect(await digestsOf(draft)).toEqual(expected)
    expect(
      auditSpend(
        pairs.map(({ contract }) => contract),
        draft.psbt,
      ),
    ).toMatchObject({ kind: 'spend', spend: { path }, engines: { agree: true } })
  }
}

describe('two engines and one agreement', () => {
  it('agree on the canonical text and the id', () => {
    fc.assert(
      fc.property(agreementDocuments(), (document) => {
        const { text, id } = parseAgreement(JSON.stringify(document, null, 1))
        expect(text).toBe(secondCanonical(document))
        expect(id).toBe(hex.encode(secondId(text)))
      }),
      { numRuns: 100 },
    )
  })

  it('agree on keys, scripts, hashes, trees, control blocks and addresses', () => {
    fc.assert(
      fc.property(documents, (document) => {
        for (const { contract, second } of bothOf(document))
          expect(told(contract)).toEqual(toldBySecond(second))
      }),
      RUNS,
    )
  })

  it('agree in the audit, too', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const text = JSON.stringify(document, null, 1)
        const { differences } = compareEngines(parseAgreement(text), { text })
        expect(differences).toEqual([])
      }),
      RUNS,
    )
  })

  it('agree on what is signed, on every path, for one input and for several', async () => {
    await fc.assert(
      fc.asyncProperty(documents, async (document) => {
        const pairs = bothOf(document)
        const paths = new Set(pairs.flatMap(({ contract }) => contract.paths.map(({ name }) => name)))
        for (const path of paths) {
          if (path === 'terms') continue
          const having = pairs.filter(({ contract }) => contract.paths.some(({ name }) => name === path))
          await expectSameDigests(having, path)
        }
      }),
      RUNS,
    )
  })
})

describe('what a contract shows', () => {
  it('lifts back: both descriptors give its output script, every leaf its own bytes', () => {
    fc.assert(
      fc.property(documents, (document) => {
        for (const contract of compile(parseAgreement(JSON.stringify(document)))) {
          for (const text of [contract.descriptor, contract.portableDescriptor])
            expect(outputScriptAt(parseDescriptor(text), { index: contract.index })).toEqual(
              contract.outputScript,
            )
          for (const { script, fragment } of contract.leaves) {
            const lifted = liftScript(script)
            expect(lifted).toEqual(mapKeys(fragment, ({ xOnly }) => xOnly))
            expect(compileFragment(lifted)).toEqual(script)
          }
        }
      }),
      RUNS,
    )
  })
})
