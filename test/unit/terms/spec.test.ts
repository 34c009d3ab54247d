import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { backend } from '#backend'
import type { Agreement } from '../../../src/agreement/types.js'
import { compile } from '../../../src/contract/compile.js'
import { termsNode } from '../../../src/contract/keys.js'
import { encodeExtendedPublicKey } from '../../../src/keys/extendedKey.js'
import { dividePot } from '../../../src/plan/divide.js'
import type { OutcomeTerms } from '../../../src/plan/outcome.js'
import type { Split } from '../../../src/plan/splitTerms.js'
import { formatMiniscript, mapKeys } from '../../../src/script/miniscript.js'
import { secretBytes } from '../../../src/spend/secret.js'
import { huffmanTree, type ScriptTree } from '../../../src/taproot/tree.js'
import { parseAgreement } from '../../../src/terms/parse.js'
import { toHex } from '../../../src/units/bytes.js'
import { feeFor, satsPerVb } from '../../../src/units/feeRate.js'
import { sats } from '../../../src/units/sats.js'
import type { SpendPath } from '../../../src/words.js'
import { fullDocument } from '../../support/documents.js'

const spec = readFileSync(new URL('../../../docs/spec.md', import.meta.url), 'utf8')

/** The text of a section, from its heading to the next one. */
const section = (heading: string): string => spec.split(/^## /m).find((text) => text.includes(heading)) ?? ''

const blocks = (heading: string): string[] =>
  [...section(heading).matchAll(/^```[a-z]+\n([\s\S]*?)\n```$/gm)].map(([, text]) => text ?? '')

const rows = (heading: string): string[][] =>
  [...section(heading).matchAll(/^\| (.*) \|$/gm)].map(([, row]) => (row ?? '').split(' | ')).slice(2)

/** `e = 6000`, or `worker 600000` to the satoshi. */
const splitIn = (name: string): Split => {
  const [, side, amount] = /(employer|worker) (\d+)/.exec(name) ?? []
  if (amount !== undefined) return side === 'worker' ? { worker: sats(amount) } : { employer: sats(amount) }
  const employer = Number(/e = (\d+)/.exec(name)?.[1] ?? 0)
  return { employer, worker: 10_000 - employer }
}

const compiled = (agreement: Agreement): string => {
  const [contract] = compile(agreement)
  const { internal, leaves } = contract!
  const terms = termsNode(agreement)
  const isOpen = internal.kind === 'musig2'
  const lines: (readonly [string, string])[] = [
    ['id', agreement.id],
    ['chain code of U', toHex(terms.chainCode)],
    ['point of U', toHex(terms.publicKey)],
    ['U', encodeExtendedPublicKey({ node: terms, network: agreement.network })],
    [isOpen ? 'aggregate' : 'internal point', toHex(internal.node.publicKey)],
    ...(isOpen ? [] : [['internal chain code', toHex(internal.node.chainCode)] as const]),
    ['internal key', toHex(contract!.internalKey)],
    ...leaves.flatMap(({ path, depth, fragment, script, leafHash, controlBlock }) => [
      [`path ${path.number}`, `${path.name}, depth ${depth}`] as const,
      ['  miniscript', formatMiniscript(mapKeys(fragment, ({ xOnly }) => toHex(xOnly)))] as const,
      ['  script', toHex(script)] as const,
      ['  leaf hash', toHex(leafHash)] as const,
      ['  control block', toHex(controlBlock)] as const,
    ]),
    ['Merkle root', toHex(contract!.merkleRoot)],
    ['output key', `${toHex(contract!.outputKey)}, parity ${contract!.parity}`],
    ['address', contract!.address],
    ['descriptor', contract!.descriptor],
    ...(isOpen ? [['synthetic', contract!.portableDescriptor] as const] : []),
  ]
  return lines.map(([name, value]) => `${name.padEnd(20)} ${value}`).join('\n')
}

describe('the specification', () => {
  const [document = '', text, open, closed] = blocks('Example: two parties')

  it('shows what its example compiles to', () => {
    const agreement = parseAgreement(document)
    expect(agreement.text).toBe(text)
    expect(compiled(agreement)).toBe(open)
    expect(compiled(parseAgreement(JSON.stringify({ ...JSON.parse(document), keyPath: 'closed' })))).toBe(
      closed,
    )
  })

  it.each(rows('Examples: money'))('divides a pot to the satoshi: %s', (name, pot, fee, ...expected) => {
    const agreement = parseAgreement(JSON.stringify(fullDocument()))
    const kind = name!.split(',')[0]
    const path: Record<string, SpendPath> = {
      release: 'key',
      settle: 'key',
      refund: 'key',
      award: 'arbiterAndWorker',
    }
    // the first word of each row is the outcome's name
    const outcome = { kind, split: splitIn(name!) } as OutcomeTerms
    const { outputs } = dividePot(agreement, {
      outcome,
      path: name!.includes('backup') ? 'backupAndWorker' : path[kind!]!,
      inputs: [{ contract: compile(agreement)[0]!, amount: sats(pot!) }],
      fee: sats(fee!),
    })
    const paid = ['rbiter', 'employer', 'worker0', 'worker1'].map((who) => {
      const output = outputs.find(({ recipients }) =>
        recipients.some((to) => 'role' in to && `${to.role}${to.payee ?? ''}`.endsWith(who)),
      )
      return output === undefined ? '–' : String(output.amount)
    })
    expect(paid).toEqual(expected)
  })

  it.each(rows('Examples: relocks'))('relocks to the satoshi: %s of %s', (name, inputs, fee, expected) => {
    const agreement = parseAgreement(
      JSON.stringify({
        ...fullDocument(),
        milestones: ['1000000', '2000000', '3000000'].map((amount) => ({ amount })),
      }),
    )
    const contracts = compile(agreement)
    const keep = /keep (\d+)/.exec(name!)?.[1]
    const kind = /(release|refund|settle)/.exec(name!)?.[1]
    const into = name === 'freeze' ? 'itself' : contracts[2]!
    // the words of each row are those of the outcome
    const outcome = {
      kind: 'relock',
      into,
      ...(keep ? { keep: sats(keep) } : { keep: 'everything' }),
      pays: { kind, split: splitIn(name!) },
    } as OutcomeTerms
    const { outputs } = dividePot(agreement, {
      outcome,
      path: 'employerAndWorker',
      inputs: inputs!.split(', ').map((amount, at) => ({ contract: contracts[at]!, amount: sats(amount) })),
      fee: sats(fee!),
    })
    expect(outputs.map(({ amount }) => String(amount))).toEqual(expected!.split(', '))
    const last = outputs.at(-1)!.recipients[0]!
    expect('contract' in last && (name === 'freeze' || last.contract === into)).toBe(true)
  })

  it('shows a secret, its text and its hash', () => {
    const [bytes, text, hash] = ['bytes', 'text', 'hash'].map(
      (name) => new RegExp(`^ {4}${name} +(\\S+)$`, 'm').exec(section('21. Secrets'))?.[1],
    )
    expect(toHex(secretBytes(text!))).toBe(bytes)
    expect(toHex(backend.sha256(secretBytes(text!)))).toBe(hash)
  })

  it('rounds fees up', () => {
    expect(feeFor(812, satsPerVb('2.5'))).toBe(508n)
  })

  it.each(rows('Examples: trees'))('grows the tree of %s', (leaves, expected) => {
    const write = (tree: ScriptTree<number>): string =>
      'leaf' in tree ? String(tree.leaf) : `{${write(tree.left)},${write(tree.right)}}`
    const weighted = leaves!.split(', ').map((leaf) => {
      const [order, weight] = leaf.split(': ').map(Number)
      return { leaf: order!, order: order!, weight: weight! }
    })
    expect(`\`${write(huffmanTree(weighted))}\``).toBe(expected)
  })

  it('names every rule that it gives a code for by a code that exists', () => {
    const codes = new Set([...spec.matchAll(/`([A-Z]+_[A-Z_0-9]+[A-Z0-9])`/g)].map(([, code]) => code))
    const sources = [
      'agreement',
      'paths',
      'terms',
      'keys',
      'forms',
      'units',
      'script',
      'taproot',
      'contract',
      'admission',
      'plan',
      'funding',
    ].map((folder) => readFileSync(new URL(`../../../src/${folder}/errors.ts`, import.meta.url), 'utf8'))
    const known = new Set(
      sources.flatMap((source) => [...source.matchAll(/^ {2}([A-Z_0-9]+):/gm)].map(([, code]) => code)),
    )
    expect([...codes].filter((code) => !known.has(code))).toEqual([])
    expect(codes.size).toBeGreaterThan(60)
  })
})
