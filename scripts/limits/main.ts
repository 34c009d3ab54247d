import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Rpc } from 'taproot-escrow/chain'
import { witnessLength } from '../../src/script/satisfy.js'
import { type BuiltLeaf, buildLeaf, type LeafCase, spendLeaves } from '../../test/support/limitLeaf.js'
import { type Answer, TABLES, tableText } from '../../test/support/limitTables.js'
import { type Deposit, type RegtestNode, startRegtest } from '../bitcoind/regtest.js'

/*
 * Asks a node which leaves with key lists it lets out again, and writes its answers into docs/limits.md:
 *   npm run limits
 */

const PAGE = fileURLToPath(new URL('../../docs/limits.md', import.meta.url))
const BEGIN = '<!-- measured: begin -->'
const END = '<!-- measured: end -->'
const AMOUNT = 1_000_000n

interface Funded {
  readonly leaf: BuiltLeaf
  readonly deposit: Deposit
}

const ask = async (rpc: Rpc, spent: readonly Funded[]): Promise<Answer> => {
  const transaction = spendLeaves(spent)
  const [verdict] = await rpc.testmempoolaccept([transaction.toHex()], { maxfeerate: 'unlimited' })
  if (verdict?.allowed === true && verdict.vsize !== undefined)
    return { allowed: true, vsize: verdict.vsize, more: verdict.vsize - transaction.virtualSize() }
  return { allowed: false, reason: verdict?.['reject-reason'] ?? 'no verdict' }
}

const fundAll = async (node: RegtestNode, cases: readonly LeafCase[]): Promise<readonly Funded[]> => {
  const leaves = cases.map(buildLeaf)
  const deposits = await node.fund(leaves.map(({ address }) => ({ address, amount: AMOUNT })))
  return leaves.flatMap((leaf, at) => {
    const deposit = deposits[at]
    return deposit === undefined ? [] : [{ leaf, deposit }]
  })
}

const inWords = (answer: Answer): string =>
  answer.allowed
    ? `accepted${answer.more === 0 ? '' : `, counted as ${answer.more} vB more`}`
    : `refused, \`${answer.reason}\``

/** Many keys of which one need not sign too many: inputs that are each counted as larger add up. */
const LARGER: LeafCase = { lists: [{ threshold: 1, keys: 12 }], depth: 2 }

const severalInputs = async (node: RegtestNode): Promise<readonly string[]> => {
  const funded = await fundAll(node, [LARGER, LARGER, LARGER])
  const lines: string[] = []
  for (const count of [1, 2, 3])
    lines.push(
      `- ${count === 1 ? 'one input' : `${count} inputs`} of 1 of 12: ${inWords(await ask(node.rpc, funded.slice(0, count)))}`,
    )
  return lines
}

/** The witness that is counted is the serialised one: nodes that allow exactly its bytes, and one less. */
const exactSize = async (): Promise<readonly string[]> => {
  const one: LeafCase = { lists: [{ threshold: 10, keys: 15 }], depth: 2 }
  const leaf = buildLeaf(one)
  const bytes = witnessLength([
    ...leaf.signing.map((signs) => (signs ? 64 : 0)),
    leaf.script.length,
    leaf.controlBlock.length,
  ])
  const lines: string[] = []
  for (const limit of [bytes, bytes - 1]) {
    const node = await startRegtest({ settings: [`-maxscriptsize=${limit}`] })
    try {
      const answer = await ask(node.rpc, await fundAll(node, [one]))
      lines.push(`- \`-maxscriptsize=${limit}\`, witness of ${bytes} bytes: ${inWords(answer)}`)
    } finally {
      await node.stop()
    }
  }
  return lines
}

const measured = async (): Promise<string> => {
  const node = await startRegtest()
  try {
    const { subversion } = await node.rpc.getnetworkinfo()
    const cases = TABLES.flatMap(({ lines }) => lines.flatMap(({ cells }) => cells)).flatMap(
      (one) => one ?? [],
    )
    const funded = await fundAll(node, cases)
    await node.mine(1)
    const answers = new Map<LeafCase, Answer>()
    for (const [at, one] of cases.entries()) {
      const spent = funded[at]
      if (spent !== undefined) answers.set(one, await ask(node.rpc, [spent]))
    }
    return [
      `Node: \`${subversion}\`, its own relay defaults, \`acceptnonstdtxn=0\`. ${cases.length} leaves, each funded, and`,
      'spent by exactly as many signatures as it needs.',
      '',
      ...TABLES.map((table) => `${tableText(table, answers)}\n`),
      '### Inputs add up',
      '',
      ...(await severalInputs(node)),
      '',
      '### What counts as the witness',
      '',
      ...(await exactSize()),
    ].join('\n')
  } finally {
    await node.stop()
  }
}

const page = readFileSync(PAGE, 'utf8')
const [before, rest = ''] = page.split(BEGIN)
const [, after] = rest.split(END)
if (after === undefined) throw new Error(`docs/limits.md lacks ${BEGIN} … ${END}`)
writeFileSync(PAGE, `${before}${BEGIN}\n\n${await measured()}\n\n${END}${after}`)
