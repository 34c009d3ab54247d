import { backend } from '#backend'
import { anAgreement } from '../agreement/given.js'
import type { Agreement } from '../agreement/types.js'
import { compile } from '../contract/compile.js'
import { aContract, type Contract, type ContractLeaf } from '../contract/contract.js'
import { aText, listOf, membersOf } from '../given/check.js'
import { keysOf } from '../script/miniscript.js'
import type { ScriptTree } from '../taproot/tree.js'
import { toHex, utf8 } from '../units/bytes.js'
import { type SecondAgreement, type SecondContract, type SecondLeaf, secondEngine } from './engine/engine.js'
import type { SecondTree } from './engine/tree.js'

/** A value on which the two engines differ. */
export interface EngineDifference {
  /** Such as `agreement`, `contract 7`, `contract 7, leaf employerAlone` or `input 0`. */
  readonly subject: string
  /** Such as `id`, `script` or `address`. */
  readonly field: string
  /** The first byte that differs, counted from 0; of a text's UTF-8. */
  readonly at: number
  /** What ours has: hex, empty where it has nothing. */
  readonly first: string
  /** What the second engine has: hex, empty where it has nothing. */
  readonly second: string
}

/** What two engines that share no code make of the same thing. */
export interface EngineComparison {
  readonly agree: boolean
  readonly differences: readonly EngineDifference[]
  /** How many values were compared. */
  readonly compared: number
  /** What both engines still stand on, so that a mistake in it stands in both: sentences. */
  readonly shared: readonly string[]
}

/** Values of both engines under their names. */
interface Compared {
  readonly subject: string
  readonly field: string
  readonly first: Uint8Array | string | undefined
  readonly second: Uint8Array | string | undefined
}

/** Collects comparisons; nothing is thrown away but what is equal. */
export class Comparison {
  readonly #differences: EngineDifference[] = []
  #compared = 0

  /** Compares one value, texts by their UTF-8. */
  compare({ subject, field, first, second }: Compared): void {
    this.#compared++
    if (typeof first === 'string' && first === second) return
    const [ours, theirs] = [bytesOf(first), bytesOf(second)]
    const at = firstDifference(ours, theirs)
    if (at !== undefined)
      this.#differences.push({ subject, field, at, first: toHex(ours), second: toHex(theirs) })
  }

  /** Compares values of one subject. */
  all(
    subject: string,
    fields: Readonly<Record<string, readonly [Compared['first'], Compared['second']]>>,
  ): void {
    for (const [field, [first, second]] of Object.entries(fields))
      this.compare({ subject, field, first, second })
  }

  /** What came out, with what both engines share; `more` of it where the comparison was of more than contracts. */
  result(more: readonly string[] = []): EngineComparison {
    const differences = [...this.#differences]
    return {
      agree: differences.length === 0,
      differences,
      compared: this.#compared,
      shared: [...sharedParts(), ...more],
    }
  }
}

const NOTHING = /* @__PURE__ */ new Uint8Array(0)

const bytesOf = (value: Uint8Array | string | undefined): Uint8Array =>
  value === undefined ? NOTHING : typeof value === 'string' ? utf8(value) : value

const firstDifference = (left: Uint8Array, right: Uint8Array): number | undefined => {
  const length = Math.max(left.length, right.length)
  for (let at = 0; at < length; at++) if (left[at] !== right[at]) return at
  return undefined
}

/** Backends name their packages; the second engine stands on these. */
const SECOND = { curve: '@noble/curves', hashes: '@noble/hashes' } as const

/** What both engines stand on where this runs. */
const sharedParts = (): readonly string[] => [
  ...(backend.libraries.curve === SECOND.curve
    ? [
        'The arithmetic on the curve: both engines use @noble/curves here; on Node the first uses libsecp256k1.',
      ]
    : []),
  ...(backend.libraries.hashes === SECOND.hashes
    ? ['The hash functions: both engines use @noble/hashes here; on Node the first uses those of Node.']
    : []),
  'Reading JSON: both engines use the JSON.parse of the place where they run.',
  'Judging agreements: the second engine computes from texts that the first has accepted.',
  'MuSig2 signing: partial signatures are made and checked by the first engine alone, on the scalars of @noble/curves. The signature that they become is verified by both engines.',
]

/** What {@link compareEngines} compares. */
export interface CompareOptions {
  /** The agreement's contracts, where they are compiled already. */
  readonly contracts?: readonly Contract[]
  /** The text as it came, before anybody made it canonical. */
  readonly text?: string
}

/**
 * Computes an agreement a second time, by an engine that shares no code with ours, and compares everything that can
 * be seen: canonical text, id, keys, scripts, leaf hashes, control blocks, trees, Merkle roots, internal and output
 * keys, output scripts, addresses. A difference is data, never an error.
 *
 * @throws EscrowError of `compile`, where no contracts are given
 * @example
 * const { agree, differences } = compareEngines(agreement)
 */
export const compareEngines = (agreement: Agreement, options: CompareOptions = {}): EngineComparison => {
  anAgreement(agreement, 'agreement')
  membersOf<CompareOptions>({ 'contracts?': listOf(aContract), 'text?': aText })(options, '')
  const { contracts = compile(agreement), text = agreement.text } = options
  const comparison = new Comparison()
  const second = secondOr(text)
  if (typeof second === 'string') {
    comparison.all('agreement', { refusal: [undefined, second] })
    return comparison.result()
  }
  comparison.all('agreement', {
    canonicalText: [agreement.text, second.canonical],
    id: [agreement.id, second.id],
    contracts: [String(contracts.length), String(second.contracts.length)],
  })
  for (const contract of contracts)
    compareContract(comparison, contract, second.contracts[contract.milestone])
  return comparison.result()
}

/** A text that our parser has accepted and the second engine refuses is a difference like any other. */
const secondOr = (text: string): SecondAgreement | string => {
  try {
    return secondEngine(text)
  } catch (error) {
    return error instanceof Error ? error.message : 'refused'
  }
}

const subjectOf = ({ index }: Contract): string => `contract ${index}`

const compareContract = (
  comparison: Comparison,
  contract: Contract,
  second: SecondContract | undefined,
): void => {
  comparison.all(subjectOf(contract), {
    index: [String(contract.index), second && String(second.index)],
    leaves: [namesOf(contract.leaves.map(({ path }) => path)), second && namesOf(second.leaves)],
    tree: [shapeOf(contract.tree), second && secondShapeOf(second.tree)],
    merkleRoot: [contract.merkleRoot, second?.merkleRoot],
    internalKey: [contract.internalKey, second?.internalKey],
    outputKey: [contract.outputKey, second?.outputKey],
    outputScript: [contract.outputScript, second?.outputScript],
    address: [contract.address, second?.address],
  })
  for (const leaf of contract.leaves)
    compareLeaf(comparison, {
      subject: `${subjectOf(contract)}, leaf ${leaf.path.name}`,
      leaf,
      second: second?.leaves.find(({ name }) => name === leaf.path.name),
    })
}

const compareLeaf = (
  comparison: Comparison,
  { subject, leaf, second }: { subject: string; leaf: ContractLeaf; second: SecondLeaf | undefined },
): void => {
  comparison.all(subject, {
    script: [leaf.script, second?.script],
    leafHash: [leaf.leafHash, second?.leafHash],
    controlBlock: [leaf.controlBlock, second?.controlBlock],
  })
  const keys = keysOf(leaf.fragment)
  for (let at = 0; at < Math.max(keys.length, second?.keys.length ?? 0); at++)
    comparison.compare({
      subject,
      field: `keys[${at}]`,
      first: keys[at]?.xOnly,
      second: second?.keys[at]?.xOnly,
    })
}

const namesOf = (leaves: readonly { readonly name: string }[]): string =>
  leaves.map(({ name }) => name).join()

const shapeOf = (tree: ScriptTree<string>): string =>
  'leaf' in tree ? tree.leaf : `{${shapeOf(tree.left)},${shapeOf(tree.right)}}`

const secondShapeOf = (tree: SecondTree<string>): string =>
  typeof tree === 'string' ? tree : `{${secondShapeOf(tree[0])},${secondShapeOf(tree[1])}}`
