import {
  award,
  type Contract,
  compile,
  type Funded,
  refund,
  release,
  type Spend,
  type SpendPath,
  satsPerVb,
} from 'taproot-escrow'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Mined } from '../../scripts/bitcoind/regtest.js'
import { finished, fundAll, secretsOf } from '../support/contracts.js'
import { startNode } from '../support/node.js'
import { type Panel, pathsExpected, TEMPLATES, type TemplateCase, withPanel } from '../support/templates.js'

const node = await startNode()
const feeRate = satsPerVb('2.1')

const draftOf = (funded: Funded, path: SpendPath): Spend<'unsigned'> => {
  switch (path) {
    case 'employerAlone':
      return refund(funded, { path, feeRate })
    case 'key':
    case 'employerAndWorker':
    case 'workerAlone':
      return release(funded, { path, feeRate })
    case 'workerWithSecret':
      return release(funded, { path, feeRate, secrets: secretsOf([funded.contract]) })
    default:
      return award(funded, { path, split: { employer: 2500, worker: 7500 }, feeRate })
  }
}

/** Clocks that the node can wait for, in the proportions of those that hold where nothing is said. */
const CLOCKS = { decision: 10, silence: 40, rescue: 190 }

interface Case {
  readonly template: TemplateCase
  readonly panel: Panel
  readonly title: string
  readonly contract: Contract
  readonly path: SpendPath
  funded?: Funded
  draft?: Spend<'unsigned'>
  mined?: Mined
}

const built = TEMPLATES.flatMap((template) =>
  template.panels.flatMap((panel) =>
    (['funding', 'start'] as const).map((counted) => ({ template, panel, counted })),
  ),
).map((variant) => {
  const { template, panel, counted } = variant
  const own = template.ownClock === undefined ? {} : { [template.ownClock]: 15 }
  const decision = panel === 'none' ? {} : { decision: CLOCKS.decision }
  const agreement = template.make({
    ...withPanel(template, panel),
    clocks: {
      ...own,
      ...decision,
      silence: CLOCKS.silence,
      rescue: CLOCKS.rescue,
      ...(counted === 'start' ? { start: 130 } : {}),
    },
  })
  const title = `${template.name}, panel ${panel}, clocks from the ${counted}`
  return { ...variant, title, contracts: compile(agreement) }
})

const cases: readonly Case[] = built.flatMap(({ contracts, ...variant }) =>
  contracts.flatMap((contract) =>
    contract.paths.flatMap(({ name }): readonly Case[] =>
      name === 'terms' ? [] : [{ ...variant, contract, path: name }],
    ),
  ),
)

beforeAll(async () => {
  const funded = await fundAll(
    node,
    cases.map(({ contract }) => contract),
  )
  // beyond every rescue: paths never close
  await node.mine(300)
  const spent: { readonly one: Case; readonly txid: string }[] = []
  for (const [at, one] of cases.entries()) {
    one.funded = funded[at]!
    one.draft = draftOf(one.funded, one.path)
    const { hex } = await finished(one.draft)
    spent.push({ one, txid: await node.rpc.sendrawtransaction(hex) })
  }
  await node.mine()
  const height = await node.height()
  for (const { one, txid } of spent) {
    const transaction = await node.rpc.getrawtransaction(txid)
    const { vsize, weight, confirmations = 0 } = transaction
    one.mined = { txid, vsize, weight, confirmations, height: height + 1 - confirmations, transaction }
  }
})

describe.each(built)('$title', ({ title, template, panel, contracts }) => {
  const own = cases.filter((one) => one.contract.agreement === contracts[0]!.agreement)

  it('spends every path that its contracts have, with the planned weight', () => {
    const key = template.name === 'virtualTeam' ? 'closed' : 'open'
    const paths = pathsExpected(template, { panel, key }).filter((name) => name !== 'terms')
    expect(
      own.map(({ path }) => path),
      title,
    ).toEqual(contracts.flatMap(() => paths))
    for (const { mined, draft } of own) {
      expect(mined?.confirmations).toBe(1)
      expect(mined?.weight).toBe(draft?.plan.weight)
    }
  })

  it('is imported by the node, which derives the same addresses and sees the deposits', async () => {
    const wallet = `watch ${title}`
    await node.rpc.createwallet(wallet, { keys: 'watchOnly', blank: 'blank' })
    const watching = node.rpc.wallet(wallet)
    // contracts with the same clocks are positions of one descriptor
    for (const desc of new Set(contracts.map(({ portableDescriptor }) => portableDescriptor))) {
      const described = contracts.filter(({ portableDescriptor }) => portableDescriptor === desc)
      const range = { first: described[0]!.index, last: described.at(-1)!.index }
      expect(await node.rpc.deriveaddresses(desc, { range })).toEqual(described.map(({ address }) => address))
      const [outcome] = await watching.importdescriptors([{ desc, range, timestamp: 'now' }])
      expect(outcome).toMatchObject({ success: true })
    }
    const deposits = await fundAll(node, contracts)
    const seen = await watching.listunspent()
    expect(seen.map(({ txid, vout, address, amount }) => ({ txid, vout, address, amount }))).toEqual(
      expect.arrayContaining(
        deposits.map(({ outpoint, contract, amount }) => ({
          ...outpoint,
          address: contract.address,
          amount,
        })),
      ),
    )
    await node.rpc.unloadwallet(wallet)
  })
})
