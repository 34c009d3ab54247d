import { type Contract, describeLock, type LeafName } from 'taproot-escrow'
import { shortened } from './output.js'
import { nameOf } from './stage.js'

type Tree = Contract['tree']

/** An agreement's document, a member each line, long keys and addresses cut. */
export const agreementLines = (text: string): readonly string[] => {
  // the text is the agreement's own canonical JSON, an object
  const document = JSON.parse(text) as Record<string, unknown>
  const first = ['format', 'version', 'network', 'index', 'employer', 'worker', 'arbiter', 'backupArbiter']
  const names = [...first, ...Object.keys(document).filter((name) => !first.includes(name))]
  const present = names.filter((name) => document[name] !== undefined)
  return [
    '{',
    ...present.flatMap((name, at) => {
      const comma = at === present.length - 1 ? '' : ','
      const value = document[name]
      if (!Array.isArray(value)) return `  "${name}": ${shortened(JSON.stringify(value))}${comma}`
      const items = value.map((item) => `    ${shortened(JSON.stringify(item))}`).join(',\n')
      return [`  "${name}": [`, ...items.split('\n'), `  ]${comma}`]
    }),
    '}',
  ]
}

const whoAndWhen = (contract: Contract, name: 'key' | LeafName): string => {
  const path = contract.paths.find((candidate) => candidate.name === name)
  if (path === undefined) throw new Error(`no path ${name}`)
  if (path.parties.length === 0) return 'nobody, ever: binds the output to the agreement'
  const who = path.parties.map((role) => nameOf({ role })).join(' and ')
  const secret = path.secretHash === undefined ? '' : ' with the secret'
  const lock = path.lock
  const when =
    lock === undefined
      ? 'at once'
      : `from ${describeLock(lock)}${'blocks' in lock || 'seconds' in lock ? ' after the funding' : ''}`
  return `${who}${secret}, ${when}`
}

/** The tree of a contract: who can spend by each leaf, and from when. */
export const treeLines = (contract: Contract): readonly string[] => {
  const width = Math.max(...contract.paths.map(({ name }) => name.length)) + 3 * 7
  const entry = (start: string, name: 'key' | LeafName): string =>
    `${`${start}${name}`.padEnd(width)} ${whoAndWhen(contract, name)}`
  const draw = (tree: Tree, prefix: string, isLast: 'last' | 'more'): readonly string[] => {
    const own = `${prefix}${isLast === 'last' ? '└─ ' : '├─ '}`
    if ('leaf' in tree) return [entry(own, tree.leaf)]
    const below = `${prefix}${isLast === 'last' ? '   ' : '│  '}`
    return [`${own}┐`, ...draw(tree.left, below, 'more'), ...draw(tree.right, below, 'last')]
  }
  const key =
    contract.internal.kind === 'musig2'
      ? entry('', 'key')
      : `${'(no key path)'.padEnd(width)} nobody: the internal key is provably unspendable`
  const { tree } = contract
  return [
    key,
    ...('leaf' in tree
      ? [entry('', tree.leaf)]
      : ['┐', ...draw(tree.left, '', 'more'), ...draw(tree.right, '', 'last')]),
  ]
}
