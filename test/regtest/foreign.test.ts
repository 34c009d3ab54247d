import { type AuditedOutput, type Demand, judgeLeaf, liftDescriptor, liftOutput } from 'taproot-escrow/audit'
import { beforeAll, describe, expect, it } from 'vitest'
import { encodeTaprootAddress } from '../../src/agreement/taprootAddress.js'
import { scriptOfText } from '../../src/audit/lift/miniscript.js'
import { unspendablePoint } from '../../src/keys/unspendable.js'
import { concat } from '../../src/units/bytes.js'
import { timelocksOf } from '../../src/units/lock.js'
import {
  type ForeignCoin,
  keySpend,
  leafSpend,
  type Replaced,
  strangersSignature,
} from '../support/foreignSpends.js'
import { FOREIGN_TREES, type ForeignWay, type Item } from '../support/foreignTrees.js'
import { bareHolder } from '../support/holders.js'
import { startNode } from '../support/node.js'

/*
 * What the reading of foreign scripts claims, before a real node: each way opens with all of its demands, and with
 * none of them missing.
 */

const node = await startNode()

const FAILED = 'mandatory-script-verify-flag-failed'
const NO_SIGNATURE = {
  verified: `${FAILED} (Script failed an OP_CHECKSIGVERIFY operation)`,
  last: `${FAILED} (Script evaluated without error but finished with a false/empty top stack element)`,
  counted: `${FAILED} (Script failed an OP_NUMEQUALVERIFY operation)`,
} as const
const WRONG_SIGNATURE = `${FAILED} (Invalid Schnorr signature)`
const WRONG_SECRET = `${FAILED} (Script failed an OP_EQUALVERIFY operation)`
const NOT_YET = `${FAILED} (Locktime requirement not satisfied)`

const A = bareHolder(41).text
/** Leaves that protect less than they seem to: who reads them has to know. */
const ODD: Readonly<Record<string, { readonly script: Uint8Array; readonly version?: number }>> = {
  'older(65536)': { script: scriptOfText(`<${A}> OP_CHECKSIGVERIFY <000001> OP_CHECKSEQUENCEVERIFY`)! },
  'a key of 33 bytes': { script: scriptOfText(`<02${A}> OP_CHECKSIG`)! },
  OP_SUCCESS: { script: concat(scriptOfText(`<${A}> OP_CHECKSIG`)!, Uint8Array.of(0x50)) },
  'an unknown leaf version': { script: scriptOfText(`<${A}> OP_CHECKSIG`)!, version: 0xc2 },
}

const odd = (name: string): AuditedOutput =>
  liftOutput({ internalKey: unspendablePoint().subarray(1), tree: { leaf: ODD[name]! } }).output

const trees = FOREIGN_TREES.map((tree) => ({ ...tree, output: liftDescriptor(tree.descriptor).output }))
type Tree = (typeof trees)[number]
/** Strict nodes, of which this may be one, relay no script that branches: blocks judge these. */
const branches = ({ output }: Tree): boolean =>
  output.leaves.some(({ reading }) => reading.remarks.includes('conditional'))

const coins = new Map<string, ForeignCoin[]>()

beforeAll(async () => {
  // the height of the swap has to be ahead
  expect(await node.height()).toBeLessThan(140)
  const outputs = [
    ...trees.flatMap(({ name, output, ways }) => ways.map(() => ({ name, output }))),
    ...Object.keys(ODD).map((name) => ({ name, output: odd(name) })),
  ]
  const deposits = await node.fund(
    outputs.map(({ output }) => ({
      address: encodeTaprootAddress(output.outputKey, 'regtest'),
      amount: 100_000n,
    })),
  )
  for (const [at, { name }] of outputs.entries()) coins.set(name, [...(coins.get(name) ?? []), deposits[at]!])
})

/** Puts a transaction into a block, whatever relay thinks of it; why not, where consensus refuses it. */
const mined = async (hex: string): Promise<string | undefined> => {
  const output = await node.wallet.getnewaddress({ type: 'bech32m' })
  try {
    await node.rpc.generateblock({ output, transactions: [hex] })
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

interface Changed {
  /** How much too early, in the unit of the lock. */
  readonly early?: number
  readonly replace?: Replaced
}

const spendOf = ({ name, output }: Tree, way: ForeignWay, { early = 0, replace }: Changed = {}): string => {
  const { lock } = way
  const { sequence, lockTime } = timelocksOf(lock)
  return leafSpend(coins.get(name)!.at(-1)!, {
    output,
    leaf: output.leaves[way.leaf]!,
    items: way.items,
    locks:
      lock !== undefined && 'blocks' in lock
        ? { sequence: sequence - early }
        : { sequence, lockTime: lockTime - early },
    ...(replace === undefined ? {} : { replace }),
  })
}

/** The item at one place replaced. */
const at =
  (place: number, bytes: Uint8Array): Replaced =>
  (_, position) =>
    position === place ? bytes : undefined

/** Each demand of a way left out, or met by somebody else, with the node's reason. */
const spoiled = (
  tree: Tree,
  way: ForeignWay,
): readonly { readonly hex: string; readonly reason: string }[] => {
  const nothing = new Uint8Array(0)
  const counted = way.items.includes('nothing') && !branches(tree)
  const items = way.items.flatMap((item, place) => {
    if (item === 'one' || item === 'nothing') return []
    const absent = counted
      ? NO_SIGNATURE.counted
      : place === 0 && way.lock === undefined
        ? NO_SIGNATURE.last
        : NO_SIGNATURE.verified
    return [
      {
        hex: spendOf(tree, way, { replace: at(place, strangersSignature()) }),
        reason: item === 'secret' ? WRONG_SECRET : WRONG_SIGNATURE,
      },
      {
        hex: spendOf(tree, way, { replace: at(place, nothing) }),
        reason: item === 'secret' ? WRONG_SECRET : absent,
      },
    ]
  })
  const early = way.lock === undefined ? [] : [{ hex: spendOf(tree, way, { early: 1 }), reason: NOT_YET }]
  return [...items, ...early]
}

const cases = trees.flatMap((tree) =>
  tree.ways.map((way, position) => ({ tree, way, name: `${tree.name}, way ${position + 1}` })),
)
const relayed = cases.filter(({ tree }) => !branches(tree))
const branching = cases.filter(({ tree }) => branches(tree))

describe('the readings', () => {
  it.each(trees)('of $name have exactly the ways that are spent here', ({ output, ways }) => {
    const LENGTHS = { secret: 32, one: 1, nothing: 0 } as const
    for (const [position, { reading }] of output.leaves.entries()) {
      const spent = ways.filter(({ leaf }) => leaf === position)
      const lengths = spent.map(({ items }) =>
        items.map((item) => (typeof item === 'string' ? LENGTHS[item] : 64)),
      )
      expect(reading.understood && reading.ways.map(({ items }) => items.toSorted())).toEqual(
        lengths.map((one) => one.toSorted()),
      )
      expect(reading.understood && reading.ways.map(lockIn)).toEqual(spent.map(({ lock }) => lock))
    }
  })

  const lockIn = ({ demands }: { readonly demands: readonly Demand[] }) =>
    demands.flatMap((demand) => (demand.kind === 'older' || demand.kind === 'after' ? [demand.lock] : []))[0]
})

describe('before its lock opens', () => {
  it.each(relayed.filter(({ way }) => way.lock !== undefined))('$name is refused', async ({ tree, way }) => {
    await node.expectRefused(spendOf(tree, way), 'blocks' in way.lock! ? 'non-BIP68-final' : 'non-final')
  })
})

describe('after all locks', () => {
  beforeAll(async () => {
    await node.mine(12)
    await node.mineUntilHeight(150)
  })

  it.each(relayed)(
    '$name is accepted, and refused for each demand that is missing',
    async ({ tree, way }) => {
      await node.expectAccepted(spendOf(tree, way))
      for (const { hex, reason } of spoiled(tree, way)) await node.expectRefused(hex, reason)
    },
  )

  it.each(trees.filter(({ keyPath }) => keyPath.length > 0))(
    '$name opens by its key path to those whom the reading names',
    async ({ name, output, keyPath }) => {
      const coin = coins.get(name)!.at(-1)!
      await node.expectAccepted(keySpend(coin, { output, signers: keyPath }))
      await node.expectRefused(keySpend(coin, { output, signers: [98] }), WRONG_SIGNATURE)
    },
  )

  it('no way of a leaf that branches is relayed by a node that is strict', async () => {
    const [{ tree, way } = cases[0]!] = branching
    const [leaf] = tree.output.leaves
    expect(judgeLeaf(leaf!).limits.map(({ layer, rule }) => `${layer}: ${rule}`)).toEqual([
      'relay: relay: Bitcoin Knots 29.5, OP_IF in tapscript',
    ])
    const { subversion } = await node.rpc.getnetworkinfo()
    const { allowed, reason } = await node.tryAccept(spendOf(tree, way))
    expect(allowed).toBe(!subversion.includes('Knots'))
    if (!allowed) expect(reason).toContain('OP_IF/NOTIF argument must be minimal in tapscript')
  })

  it.each(branching)(
    '$name is valid in a block, and invalid with a demand missing',
    async ({ tree, way }) => {
      for (const { hex, reason } of spoiled(tree, way))
        expect(await mined(hex)).toContain(/\((.*)\)$/.exec(reason)![1])
      expect(await mined(spendOf(tree, way))).toBeUndefined()
      coins.get(tree.name)!.pop()
    },
  )
})

describe('leaves that protect less than they seem to', () => {
  const spend = (name: string, items: readonly Item[]): string => {
    const output = odd(name)
    return leafSpend(coins.get(name)!.at(-1)!, {
      output,
      leaf: output.leaves[0]!,
      items,
      locks: { sequence: 0 },
    })
  }

  it('older(65536) opens at once, on every node', async () => {
    expect(odd('older(65536)').leaves[0]!.reading.remarks).toEqual(['lockWithoutEffect'])
    await node.expectAccepted(spend('older(65536)', [{ signer: 41 }]))
  })

  it.each([
    ['a key of 33 bytes', ['one'], 'Public key version reserved for soft-fork upgrades'],
    ['OP_SUCCESS', [], 'OP_SUCCESSx reserved for soft-fork upgrades'],
    ['an unknown leaf version', [], 'Taproot version reserved for soft-fork upgrades'],
  ] as const)('%s: nodes relay no spend, and anybody who mines can take it', async (name, items, reason) => {
    const { reading } = odd(name).leaves[0]!
    expect(reading.understood && reading.ways.map(({ demands }) => demands)).toEqual([[]])
    const hex = spend(name, items)
    await node.expectRefused(hex, `${FAILED} (${reason})`)
    expect(await mined(hex)).toBeUndefined()
  })
})
