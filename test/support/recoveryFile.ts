import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Contract, Funded, Role, SpendPath } from 'taproot-escrow'
import type { Rpc } from 'taproot-escrow/chain'
import { afterAll } from 'vitest'
import { findBitcoind } from '../../scripts/bitcoind/find.mjs'
import { isProgram, onPath } from '../../scripts/onPath.mjs'
import { subjectOf } from '../../src/recovery/subject.js'

/*
 * Does what a recovery file says and nothing else: finds the commands in its text, writes what its reader knows into
 * the placeholders, runs each line in a shell and remembers what the file says the answer is called.
 */

interface Step {
  readonly line: string
  readonly placeholder?: string
  readonly field?: string
}

/** Where commands stand in a file: below a key of the preparation, or below a way, by its number. */
export type Place =
  | { readonly prepare: number }
  | { readonly way: number; readonly step?: 'draft' | 'sign' | 'send'; readonly key?: number }

/** By its place among the sections, each below a line of equal signs: no word of a language is known here. */
const FIRST_WAY = 4
const PREPARE = 3

/** The lines of each section, without its title. */
export const sectionsOf = (file: string): readonly (readonly string[])[] => {
  const lines = file.split('\n')
  const rules = lines.flatMap((line, at) => (/^=+$/.test(line) ? [at] : []))
  return rules.map((rule, at) =>
    lines.slice(rule + 1, at + 1 < rules.length ? rules[at + 1]! - 1 : undefined),
  )
}

/** The commands of a section, those below the same words together. */
const groupsOf = (section: readonly string[]): readonly (readonly Step[])[] => {
  const groups: Step[][] = []
  let isBelowWords = true
  for (const line of section) {
    if (/^\S/.test(line)) isBelowWords = true
    const [, command] = /^ {4}((?:bitcoin-cli|for) .*)$/.exec(line) ?? []
    const [, placeholder, field] = /^ {4}-> (<\w+>)(?:: "(\w+)")?$/.exec(line) ?? []
    if (command !== undefined && isBelowWords) groups.push([])
    const group = groups.at(-1)
    if (command !== undefined) {
      isBelowWords = false
      group?.push({ line: command })
    }
    const last = group?.at(-1)
    if (placeholder !== undefined && group !== undefined && last !== undefined)
      group[group.length - 1] = { ...last, placeholder, ...(field === undefined ? {} : { field }) }
  }
  return groups
}

/** The commands at a place of the file; of a way without a step all of it. */
export const stepsOf = (file: string, place: Place): readonly Step[] => {
  const section = sectionsOf(file)['prepare' in place ? PREPARE : FIRST_WAY - 1 + place.way] ?? []
  const groups = groupsOf(section)
  const chosen = (): readonly (readonly Step[] | undefined)[] => {
    if ('prepare' in place) return [groups[place.prepare]]
    if (place.step === undefined) return groups
    return [
      groups[place.step === 'draft' ? 0 : place.step === 'send' ? groups.length - 1 : 1 + (place.key ?? 0)],
    ]
  }
  const steps = chosen().flatMap((group) => group ?? [])
  if (steps.length === 0) throw new Error(`no commands at ${JSON.stringify(place)}`)
  return steps
}

/** The number of the way by which a role of a contract takes a path. */
export const wayNumber = (input: Contract | Funded, role: Role, path: SpendPath): number =>
  subjectOf(input, role).leaves.findIndex(({ name }) => name === path) + 1

/** What is known so far: placeholders and what stands for them. */
export type Known = Record<string, string>

export interface Reader {
  /** Runs the steps in their order; what their answers are called is added to what is known. */
  readonly follow: (steps: readonly Step[], known: Known) => Promise<void>
}

const filledIn = (line: string, known: Known): string => {
  const filled = line.replaceAll(/<[A-Z][A-Z0-9_]*>/g, (placeholder) => known[placeholder] ?? placeholder)
  const [missing] = /<[A-Z][A-Z0-9_]*>/.exec(filled) ?? []
  if (missing !== undefined) throw new Error(`the file does not say what ${missing} is`)
  return filled
}

const follower =
  (run: (line: string) => Promise<string>): Reader['follow'] =>
  async (steps, known) => {
    for (const { line, placeholder, field } of steps) {
      const answer = (await run(filledIn(line, known))).trim()
      if (placeholder === undefined) continue
      const named = field === undefined ? answer : (JSON.parse(answer) as Record<string, unknown>)[field]
      if (typeof named !== 'string')
        throw new Error(`no ${field} in the answer to ${line.slice(0, 60)}: ${answer}`)
      known[placeholder] = named
    }
  }

const inShell =
  (PATH: string) =>
  (line: string): Promise<string> =>
    new Promise((resolve, reject) => {
      execFile('/bin/sh', ['-c', line], { env: { ...process.env, PATH } }, (error, output, errors) => {
        if (error === null) resolve(output)
        else reject(new Error(errors.trim() || error.message))
      })
    })

/** How a shell starts the bitcoin-cli that belongs to the node, or `undefined` where there is none. */
const bitcoinCli = async (): Promise<string | undefined> => {
  const folder = dirname(await findBitcoind())
  const beside = join(folder, 'bitcoin-cli')
  if (isProgram(beside)) return `"${beside}"`
  const unpacked = join(folder, 'root/usr/bin/bitcoin-cli')
  if (!isProgram(unpacked)) return onPath(['bitcoin-cli'], process.env)
  // Debian's package in a folder of its own, with its own loader and libraries
  const libraries = join(folder, 'root/usr/lib')
  for (const architecture of readdirSync(libraries)) {
    const own = join(libraries, architecture)
    const loader = readdirSync(own).find((name) => /^ld-linux.*\.so/.test(name))
    if (loader !== undefined) return `"${join(own, loader)}" --library-path "${own}" "${unpacked}"`
  }
  return undefined
}

interface Node {
  readonly rpc: Rpc
  readonly url: string
  readonly dataFolder: string
}

/** Runs the lines by RPC: what bitcoin-cli would make of them. Lines of other programs go to the shell. */
export const rpcReader = ({ rpc }: Pick<Node, 'rpc'>): Reader => ({
  follow: follower(async (line) => {
    if (!line.startsWith('bitcoin-cli ')) return inShell(process.env['PATH'] ?? '')(line)
    const words = [...line.matchAll(/(?:[^\s']+|'[^']*')+/g)].map(([word]) => word.replaceAll("'", ''))
    const options = words.slice(1).filter((word) => word.startsWith('-'))
    const [method = '', ...values] = words.slice(1).filter((word) => !word.startsWith('-'))
    const wallet = options.find((word) => word.startsWith('-rpcwallet='))?.slice('-rpcwallet='.length)
    const client = wallet === undefined ? rpc : rpc.wallet(wallet)
    const params = options.includes('-named')
      ? Object.fromEntries(
          values.map((value) => {
            const [, name = '', text = ''] = /^(\w+)=(.*)$/.exec(value) ?? []
            return [name, parsedOr(text)]
          }),
        )
      : values.map(parsedOr)
    const answer = await client.call(method, params as never)
    return typeof answer === 'string' ? answer : JSON.stringify(answer)
  }),
})

const parsedOr = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Runs the lines literally, by the bitcoin-cli of the node where there is one, else by RPC. */
export const shellReader = async (node: Node): Promise<Reader> => {
  const cli = await bitcoinCli()
  if (cli === undefined) return rpcReader(node)
  const folder = mkdtempSync(join(tmpdir(), 'taproot-escrow-cli-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const { port } = new URL(node.url)
  // where this node is, which its owner has in a configuration file
  writeFileSync(
    join(folder, 'bitcoin-cli'),
    `#!/bin/sh\nexec ${cli} -datadir="${node.dataFolder}" -rpcport=${port} "$@"\n`,
    { mode: 0o755 },
  )
  return { follow: follower(inShell(`${folder}:${process.env['PATH']}`)) }
}
