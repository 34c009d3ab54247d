import type { KeyNode } from '../../keys/extendedKey.js'
import { unspendableFormOf } from '../../keys/unspendable.js'
import { defaultWeight } from '../../paths/paths.js'
import { huffmanTree, leavesOf, mapTree, type ScriptTree } from '../../taproot/tree.js'
import { toHex } from '../../units/bytes.js'
import { type LeafName, pathNumber, type Role } from '../../words.js'
import type { Difference, DifferenceCode, LiftedContract, LiftedPath } from '../lifted.js'
import { accountDifferences } from './accounts.js'
import { type Assignment, assign, FORMS, type Roles } from './assign.js'
import { branchDifferences, type NamedLeaf } from './branches.js'
import { clockDifferences, paidBySilence } from './clocks.js'
import { diagnose } from './diagnose.js'
import { liftInternal } from './internal.js'
import { leafShape } from './leaves.js'
import { isTermsShape, type LeafShape, type PlacedKey } from './shape.js'
import type { LiftSubject } from './subject.js'

/** A contract's tree is at most this deep (docs/spec.md, "Tree"). */
const MAX_DEPTH = 7

/** What was found: the contract with the path of each leaf, or why it is none. */
export type Found =
  | {
      readonly contract: LiftedContract
      /** From left to right. */
      readonly names: readonly LeafName[]
      readonly roles: Roles
    }
  | { readonly differences: readonly Difference[] }

const difference = (code: DifferenceCode, subject: string, text: string): Difference => ({
  code,
  subject,
  text,
})

/** Finds the contract that an output is, or everything that keeps it from being one. */
export const findContract = (subject: LiftSubject): Found => {
  const { tree, sources } = subject
  if (tree === undefined)
    return { differences: [difference('NO_TREE', 'tree', 'The output has no leaves at all.')] }
  const places = leavesOf(tree)
  const shapes = places.map(({ leaf }, at) => leafShape(leaf, { name: `leaf ${at + 1}`, sources }))
  const broken = shapes.flatMap((shape) => ('code' in shape ? [shape] : []))
  const read = shapes.flatMap((shape) => ('code' in shape ? [] : [shape]))
  const keys = read.flatMap(({ signers }) => signers.flatMap((one) => one.keys))
  const early = [...broken, ...keyDifferences(read, subject), ...depthDifferences(places)]
  if (read.length < shapes.length) return { differences: early }

  const signed = read.filter((shape) => !isTermsShape(shape))
  const terms = read.length - signed.length
  if (terms !== 1) early.push(termsDifference(terms))
  const assignment =
    assign(signed, (names) => branchDifferences(namedLeaves(signed, names)).length === 0) ??
    assign(signed, () => true)
  if (assignment === undefined) return { differences: [...early, ...diagnose(read, isTermsShape)] }
  return completed({ subject, tree, read, keys, assignment, early })
}

const namedLeaves = (
  leaves: readonly LeafShape[],
  names: readonly (LeafName | undefined)[],
): readonly NamedLeaf[] =>
  leaves.flatMap((leaf, at): readonly NamedLeaf[] => {
    const name = names[at]
    return name === undefined || name === 'terms' ? [] : [{ subject: `leaf ${at + 1}`, leaf, name }]
  })

const repeated = (name: string): Difference =>
  difference('KEY_REPEATED', `key ${name}`, `The key ${name} stands in more than one place.`)

/** A bare key stands in every leaf of its role; a derived one in one place only. */
const keyDifferences = (
  leaves: readonly LeafShape[],
  { internalKey }: LiftSubject,
): readonly Difference[] => {
  const differences: Difference[] = []
  const seen = new Set([toHex(internalKey)])
  for (const { signers } of leaves) {
    const here = new Set<string>()
    for (const { key, source } of signers.flatMap(({ keys }) => keys)) {
      const name = toHex(key)
      const bare = source?.steps.length === 0
      if (here.has(name) || (seen.has(name) && !bare)) differences.push(repeated(name))
      if (source === undefined)
        differences.push(
          difference(
            'KEY_OF_UNKNOWN_ACCOUNT',
            `key ${name}`,
            `It cannot be told from which account the key ${name} comes.`,
          ),
        )
      here.add(name)
      if (!bare) seen.add(name)
    }
  }
  return differences
}

/** Accounts that stand in two roles: whoever holds them can act as both. */
const sharedAccounts = (roles: Roles): readonly Difference[] => {
  const accounts = [...roles.values()].flatMap(({ keys }) => keys.map(({ source }) => source?.account ?? ''))
  return accounts
    .filter((account, at) => accounts.indexOf(account) !== at)
    .map((account) =>
      difference('KEY_REPEATED', 'roles', `The account ${account} stands in more than one role.`),
    )
}

const depthDifferences = (places: readonly { readonly depth: number }[]): readonly Difference[] => {
  const depth = Math.max(...places.map((place) => place.depth))
  return depth <= MAX_DEPTH
    ? []
    : [
        difference(
          'TREE_TOO_DEEP',
          'tree',
          `The tree is ${depth} levels deep; contracts have at most ${MAX_DEPTH}.`,
        ),
      ]
}

const termsDifference = (count: number): Difference =>
  count === 0
    ? difference('TERMS_MISSING', 'tree', 'No leaf binds the output to an agreement.')
    : difference('PATH_TWICE', 'tree', 'More than one leaf binds the output to an agreement.')

/** Beside an open key path U has the point H; beside a closed one, which has that point itself, H + c·G. */
const termsPoint = (node: KeyNode, keyPath: 'musig2' | 'closed'): readonly Difference[] =>
  unspendableFormOf(node) === (keyPath === 'musig2' ? 'H' : 'shifted')
    ? []
    : [
        difference(
          'TERMS_POINT_WRONG',
          'terms',
          keyPath === 'musig2'
            ? 'The extended key of the terms has another point than H, which is its point where the key path is open.'
            : 'The extended key of the terms has another point than H + c·G (c its chain code), which is its point where the key path is closed.',
        ),
      ]

interface Parts {
  readonly subject: LiftSubject
  readonly tree: ScriptTree<unknown>
  readonly read: readonly LeafShape[]
  readonly keys: readonly PlacedKey[]
  readonly assignment: Assignment
  readonly early: readonly Difference[]
}

const completed = ({ subject, tree, read, keys, assignment, early }: Parts): Found => {
  const { roles } = assignment
  let next = 0
  const names = read.map(
    (shape): LeafName => (isTermsShape(shape) ? 'terms' : (assignment.names[next++] ?? 'terms')),
  )
  const locks = new Map(names.map((name, at) => [name, read[at]?.lock]))
  const indices = new Set(keys.flatMap(({ source }) => source?.steps.slice(-1) ?? []))
  const [index = 0] = indices
  const internal = liftInternal(subject, { roles, keys, index })
  const terms = read[names.indexOf('terms')]?.signers[0]?.keys[0]?.source
  let at = 0
  const shape = mapTree(tree, () => names[at++] ?? 'terms')
  const differences = [
    ...early,
    ...sharedAccounts(roles),
    ...(terms === undefined ? [] : accountDifferences(roles, terms)),
    ...missing(names),
    ...(indices.size > 1
      ? [
          difference(
            'INDEX_DIFFERS',
            'keys',
            `The keys are of different indices: ${[...indices].sort((left, right) => left - right).join(', ')}.`,
          ),
        ]
      : []),
    ...(terms !== undefined && terms.steps.length === 2 && terms.steps[0] === 0
      ? []
      : [
          difference(
            'TERMS_MISSING',
            'tree',
            'The key of the terms leaf is no child 0/index of its extended key.',
          ),
        ]),
    ...(terms?.node === undefined || 'code' in internal ? [] : termsPoint(terms.node, internal.keyPath)),
    ...branchDifferences(namedLeaves(read, names)),
    ...clockDifferences(locks),
    ...orderDifferences(shape),
    ...('code' in internal ? [internal] : []),
  ]
  if (differences.length > 0 || 'code' in internal || terms?.node === undefined) return { differences }
  const claimed = keys.some(({ source }) => source?.node === undefined && (source?.steps.length ?? 0) > 0)
  return {
    names,
    roles,
    contract: {
      index,
      roles: [...roles]
        .toSorted(([left], [right]) => ROLE_ORDER.indexOf(left) - ROLE_ORDER.indexOf(right))
        .map(([role, signers]) => ({
          role,
          threshold: signers.threshold,
          keys: signers.keys.flatMap(({ source }) => source?.account ?? []),
        })),
      paths: pathsOf(internal.keyPath, { names, read }),
      keyPath: internal.keyPath,
      termsChainCode: terms.node.chainCode,
      weights: hasDefaultWeights(shape, { names, pays: paidBySilence(locks) }) ? 'default' : 'others',
      proof: claimed || internal.proof === 'claimed' ? 'claimed' : 'derived',
    },
  }
}

const ROLE_ORDER: readonly Role[] = ['employer', 'worker', 'arbiter', 'backupArbiter']

const partiesOf = (name: LeafName): readonly Role[] => (name === 'terms' ? [] : FORMS[name].parties)

const pathsOf = (
  keyPath: 'musig2' | 'closed',
  { names, read }: { readonly names: readonly LeafName[]; readonly read: readonly LeafShape[] },
): readonly LiftedPath[] => {
  const leaves = names.map((name, at): LiftedPath => {
    const { lock, secretHash } = read[at] ?? {}
    return {
      name,
      number: pathNumber(name),
      parties: partiesOf(name),
      ...(lock === undefined ? {} : { lock }),
      ...(secretHash === undefined ? {} : { secretHash }),
    }
  })
  const key: LiftedPath = { name: 'key', number: 0, parties: ['employer', 'worker'] }
  return [...(keyPath === 'musig2' ? [key] : []), ...leaves].toSorted(
    (left, right) => left.number - right.number,
  )
}

/** Paths that no contract is without, and those that come together. */
const missing = (names: readonly LeafName[]): readonly Difference[] => {
  const has = (name: LeafName): boolean => names.includes(name)
  const absent = (text: string): Difference => difference('PATH_MISSING', 'tree', text)
  const pair = (one: LeafName, other: LeafName, who: string): readonly Difference[] =>
    has(one) === has(other) ? [] : [absent(`The ${who} can decide with one of the parties only.`)]
  return [
    ...(has('employerAndWorker') ? [] : [absent('No leaf lets employer and worker act together.')]),
    ...(has('employerAlone') || has('workerAlone')
      ? []
      : [absent('No leaf says who gets the money when nobody speaks.')]),
    ...pair('arbiterAndWorker', 'arbiterAndEmployer', 'arbiter'),
    ...pair('backupAndWorker', 'backupAndEmployer', 'backup arbiter'),
    ...(has('backupAndWorker') && !has('arbiterAndWorker')
      ? [absent('There is a backup for no arbiter.')]
      : []),
  ]
}

/** The smallest path number inside, or what breaks the rule that it stands left. */
const orderDifferences = (tree: ScriptTree<LeafName>): readonly Difference[] => {
  const smallest = (node: ScriptTree<LeafName>): number =>
    Math.min(...leavesOf(node).map(({ leaf }) => pathNumber(leaf)))
  const ordered = (node: ScriptTree<LeafName>): boolean =>
    'leaf' in node ||
    (smallest(node.left) < smallest(node.right) && ordered(node.left) && ordered(node.right))
  const places = leavesOf(tree)
  const terms = places.find(({ leaf }) => leaf === 'terms')?.depth ?? 0
  // nothing weighs less than the terms, so nothing can lie more than one level below them
  const deep = places.some(({ depth }) => depth > terms + 1)
  return ordered(tree) && !deep
    ? []
    : [difference('TREE_NOT_HUFFMAN', 'tree', 'No weights of the paths would give a tree of this form.')]
}

const hasDefaultWeights = (
  tree: ScriptTree<LeafName>,
  { names, pays }: { readonly names: readonly LeafName[]; readonly pays: 'employer' | 'worker' },
): boolean => {
  const due = huffmanTree(
    names.map((name) => ({ leaf: name, weight: defaultWeight(name, pays), order: pathNumber(name) })),
  )
  return JSON.stringify(due) === JSON.stringify(tree)
}
