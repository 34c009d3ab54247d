import {
  accept,
  accepted,
  amend,
  type Contract,
  compile,
  type Funded,
  freeze,
  refund,
  release,
  relock,
  sats,
  satsPerVb,
} from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { toHex } from '../../src/units/bytes.js'
import { everyPathDocument, finished, made, secretsOf, signerFor } from '../support/contracts.js'
import { plainDocument } from '../support/documents.js'
import { unseen } from '../support/funded.js'
import { addressOf } from '../support/holders.js'
import { startNode } from '../support/node.js'
import { told, type Watch, watch } from '../support/watching.js'

const node = await startNode()
const { rpc, wallet } = node
const feeRate = satsPerVb('2')
const path = 'employerAndWorker'

let index = 100
/** A contract that no other test knows. */
const fresh = (silence = 5000): Contract => {
  index += 10
  const { contracts } = made({
    ...plainDocument(),
    index,
    silence: { pays: 'employer', after: { blocks: silence } },
  })
  return contracts[0]!
}

const looked = async (watching: Watch): Promise<string[]> => (await watching.look()).map(told)

const pay = (contract: Contract, amount: bigint = contract.amount): Promise<string> =>
  wallet.sendtoaddress({ address: contract.address, amount })

/** A transaction of the wallet out of exactly these coins. */
const payFrom = async (
  inputs: readonly { txid: string; vout: number }[],
  { address, amount, rate }: { address: string; amount: bigint; rate: string },
): Promise<string> => {
  const { psbt } = await wallet.walletcreatefundedpsbt({
    inputs,
    outputs: [{ address, amount }],
    feeRate: rate,
  })
  const { hex } = await wallet.walletprocesspsbt(psbt)
  return await rpc.sendrawtransaction(hex!, { maxfeerate: 'unlimited' })
}

/** The last blocks never were, and so many others come; what they held waits again, if the node keeps it. */
const reorganise = async (blocks: number): Promise<void> => {
  const height = await node.height()
  const hash = await rpc.getblockhash(height - blocks + 1)
  const { time } = await rpc.getblockheader(await rpc.getblockhash(height))
  await rpc.invalidateblock(hash)
  await rpc.setmocktime(time + 60)
}

/** Blocks without a transaction of anybody. */
const mineEmpty = async (blocks: number): Promise<void> => {
  const output = await wallet.getnewaddress()
  const params = { output, transactions: [] }
  await rpc.batch(Array.from({ length: blocks }, () => ({ method: 'generateblock', params })))
}

const onlyDeposit = (watching: Watch, contract: Contract): Funded => {
  const { deposits } = watching.status(contract)
  expect(deposits).toHaveLength(1)
  return deposits[0]!.funded
}

describe('a deposit on a node', () => {
  it('arrives, confirms, is released, and leaves', async () => {
    const contract = fresh()
    const watching = await watch(node, [contract], { confirmations: 3 })
    await watching.look()
    expect(watching.status(contract).word).toBe('unfunded')
    await pay(contract)
    expect(await looked(watching)).toEqual(['arrived'])
    expect(watching.status(contract).word).toBe('arriving')
    await node.mine()
    expect(await looked(watching)).toEqual([])
    expect(watching.status(contract).word).toBe('confirming')
    await node.mine(2)
    expect(await looked(watching)).toEqual(['confirmed'])
    expect(watching.status(contract).word).toBe('funded')
    const funded = onlyDeposit(watching, contract)
    const final = await finished(
      release(funded, {
        path,
        feeRate,
        at: { height: watching.status(contract).at.height },
        confirmations: 3,
      }),
    )
    await rpc.sendrawtransaction(final.hex)
    expect(await looked(watching)).toEqual(['spendSeen'])
    expect(watching.status(contract)).toMatchObject({
      word: 'leaving',
      spends: [
        {
          txid: final.txid,
          state: { kind: 'waiting' },
          deed: {
            path,
            signers: [
              { role: 'employer', position: 0, verdict: 'valid' },
              { role: 'worker', position: 0, verdict: 'valid' },
            ],
            outcome: { matches: 'yes', kind: 'release' },
            into: [],
          },
        },
      ],
    })
    await node.mine()
    expect(await looked(watching)).toEqual([])
    expect(watching.status(contract).word).toBe('leaving')
    await node.mine(2)
    expect(await looked(watching)).toEqual(['spendConfirmed'])
    expect(watching.status(contract).word).toBe('left')
  })

  it('has the median time before its block that the node counts from', async () => {
    const contract = fresh()
    const watching = await watch(node, [contract])
    await pay(contract)
    const before = await node.medianTime()
    await node.mine()
    await watching.look()
    expect(onlyDeposit(watching, contract).medianTimeBefore).toBe(before)
    expect(watching.status(contract).at.medianTime).toBe(await node.medianTime())
  })

  it('of less, of more, and twice is told as such', async () => {
    const [under, over, twice] = [fresh(), fresh(), fresh()]
    const watching = await watch(node, [under, over, twice])
    await pay(under, 900_000n)
    await pay(over, 1_100_000n)
    await pay(twice)
    expect(await looked(watching)).toEqual(['arrived', 'under', 'arrived', 'over', 'arrived'])
    await pay(twice)
    expect(await looked(watching)).toEqual(['arrived', 'severalDeposits'])
    await node.mine()
    expect(await looked(watching)).toEqual(['confirmed', 'confirmed', 'confirmed', 'confirmed'])
    expect(watching.status(under).deposits.map(({ kind }) => kind)).toEqual(['under'])
    expect(watching.status(over).deposits.map(({ kind }) => kind)).toEqual(['over'])
    expect(watching.status(twice).deposits.map(({ kind }) => kind)).toEqual(['oneOfSeveral', 'oneOfSeveral'])
  })

  it('after the end is late, and does not open the contract again', async () => {
    const contract = fresh()
    const watching = await watch(node, [contract])
    await pay(contract)
    await node.mine()
    await watching.look()
    const final = await finished(release(onlyDeposit(watching, contract), { path, feeRate }))
    await node.broadcastAndMine(final.hex)
    expect(await looked(watching)).toEqual(['spendSeen', 'spendConfirmed'])
    await pay(contract, 5000n)
    expect(await looked(watching)).toEqual(['arrived', 'under', 'lateDeposit'])
    await node.mine()
    expect(await looked(watching)).toEqual(['confirmed'])
    const { word, deposits } = watching.status(contract)
    expect(word).toBe('left')
    expect(deposits.map(({ isLate }) => isLate)).toEqual([false, true])
  })

  it('is replaced before it confirms, by another amount, and then by nothing', async () => {
    const contract = fresh()
    const watching = await watch(node, [contract])
    const [coin] = await wallet.listunspent()
    const coins = [{ txid: coin!.txid, vout: coin!.vout }]
    await payFrom(coins, { address: contract.address, amount: contract.amount, rate: '2' })
    expect(await looked(watching)).toEqual(['arrived'])
    const dearer = await payFrom(coins, { address: contract.address, amount: 900_000n, rate: '8' })
    expect((await looked(watching)).sort()).toEqual(['arrived', 'replaced deposit', 'under'])
    expect(watching.status(contract)).toMatchObject({
      word: 'arriving',
      deposits: [{ funded: { match: 'under' } }],
      gone: [{ state: { kind: 'replaced', by: dearer } }],
    })
    await payFrom(coins, { address: await wallet.getnewaddress(), amount: 800_000n, rate: '30' })
    expect(await looked(watching)).toEqual(['dropped deposit'])
    expect(watching.status(contract).word).toBe('unfunded')
    await node.mine()
    expect(await looked(watching)).toEqual([])
  })

  it('that nobody mined for two weeks is evicted, and may come again', async () => {
    const contract = fresh()
    const watching = await watch(node, [contract])
    const txid = await pay(contract)
    const { hex } = await rpc.getrawtransaction(txid)
    expect(await looked(watching)).toEqual(['arrived'])
    const { time } = await rpc.getblockheader(await rpc.getblockhash(await node.height()))
    await rpc.setmocktime(time + 15 * 86_400)
    await pay(fresh())
    expect(await rpc.getrawmempool()).not.toContain(txid)
    expect(await looked(watching)).toEqual(['dropped deposit'])
    await rpc.sendrawtransaction(hex)
    expect(await looked(watching)).toEqual(['arrived'])
    await node.mine()
    expect(await looked(watching)).toEqual(['confirmed'])
  })
})

describe('a spend on a node', () => {
  it('races another one, and a reorganisation takes the victory away', async () => {
    const contract = fresh(20)
    const watching = await watch(node, [contract])
    await pay(contract)
    await node.mine()
    await watching.look()
    await node.mine(25)
    await watching.look()
    const funded = onlyDeposit(watching, contract)
    const first = await finished(release(funded, { path, feeRate }))
    const thief = await finished(refund(funded, { path: 'employerAlone', feeRate: satsPerVb('8') }))
    await rpc.sendrawtransaction(first.hex)
    expect(await looked(watching)).toEqual(['spendSeen'])
    await rpc.sendrawtransaction(thief.hex)
    expect((await looked(watching)).sort()).toEqual(['replaced spend', 'spendSeen'])
    expect(watching.status(contract)).toMatchObject({
      word: 'leaving',
      conflicts: [{ txids: [first.txid, thief.txid].sort() }],
    })
    await node.mine()
    expect(await looked(watching)).toEqual(['spendConfirmed'])
    expect(watching.status(contract)).toMatchObject({ word: 'left', conflicts: [{ confirmed: thief.txid }] })
    expect(watching.status(contract).spends[0]?.deed).toMatchObject({
      path: 'employerAlone',
      outcome: { matches: 'yes', kind: 'refund' },
    })
    await reorganise(1)
    await rpc.generateblock({ output: await wallet.getnewaddress(), transactions: [first.hex] })
    await mineEmpty(1)
    expect((await looked(watching)).sort()).toEqual([
      'replaced spend',
      'spendConfirmed',
      'spendSeen',
      'undone spend',
    ])
    expect(watching.status(contract)).toMatchObject({ word: 'left', conflicts: [{ confirmed: first.txid }] })
  })

  it('shows the secret of its contract', async () => {
    const { contracts } = made(
      everyPathDocument('blocks', { from: 500, decision: 10, silence: 600 }, { count: 1 }),
    )
    const [contract] = contracts
    const watching = await watch(node, contracts)
    await pay(contract!)
    await node.mine()
    await watching.look()
    const secrets = secretsOf(contracts)
    const draft = release(onlyDeposit(watching, contract!), { path: 'workerWithSecret', secrets, feeRate })
    await rpc.sendrawtransaction((await finished(draft)).hex)
    expect(await watching.look()).toMatchObject([
      { kind: 'spendSeen' },
      { kind: 'secretShown', secret: toHex(secrets[0]!) },
    ])
    await node.mine()
    expect(await looked(watching)).toEqual(['spendConfirmed'])
  })

  it('is stuck where it pays too little, and is told so once', async () => {
    const contract = fresh()
    const watching = await watch(node, [contract])
    await pay(contract)
    await node.mine()
    await watching.look()
    const slow = await finished(release(onlyDeposit(watching, contract), { path, feeRate: satsPerVb('1') }))
    await rpc.sendrawtransaction(slow.hex)
    await watching.look()
    expect(watching.asks('10').map(told)).toEqual(['stuck spend'])
    expect(watching.asks('30').map(told)).toEqual([])
    await node.mine()
    expect(await looked(watching)).toEqual(['spendConfirmed'])
  })
})

describe('a contract on a node', () => {
  it('that is frozen stays funded, and its clocks start again', async () => {
    const contract = fresh(60)
    const watching = await watch(node, [contract])
    await pay(contract)
    await node.mine()
    const about = ['refusal', 'warning', 'tenth'].map((mark) => `deadlineNear employerAlone worker ${mark}`)
    expect(await looked(watching)).toEqual(['arrived', 'confirmed', about[1]])
    await node.mine(23)
    expect(await looked(watching)).toEqual([])
    await node.mine(1)
    expect(await looked(watching)).toEqual([about[0]])
    const frozen = await finished(freeze(onlyDeposit(watching, contract), { at: 'unknown', path, feeRate }))
    await node.broadcastAndMine(frozen.hex)
    expect((await looked(watching)).sort()).toEqual(
      ['arrived', 'confirmed', about[1], 'spendConfirmed', 'spendSeen', 'under'].sort(),
    )
    expect(watching.status(contract).word).toBe('funded')
    await node.mine(60)
    expect((await looked(watching)).sort()).toEqual([about[0], about[2], 'pathOpens employerAlone'].sort())
  })

  it('goes by relocks along three contracts', async () => {
    const { contracts } = made({
      ...everyPathDocument('blocks', { from: 500, decision: 10, silence: 600 }, { count: 3 }),
      index: 7000,
    })
    const watching = await watch(node, contracts)
    await pay(contracts[0]!, 3_100_000n)
    await node.mine()
    expect(await looked(watching)).toEqual(['arrived', 'over', 'confirmed'])
    for (const [at, keep] of [contracts[1]!.amount, sats('400000')].entries()) {
      const draft = relock(onlyDeposit(watching, contracts[at]!), {
        ...unseen,
        into: contracts[at + 1]!,
        keep,
        pays: { kind: 'release' },
        path,
        feeRate,
        relax: ['amount'],
      })
      await node.broadcastAndMine((await finished(draft)).hex)
      expect(await looked(watching)).toEqual([
        'spendSeen',
        'spendConfirmed',
        'arrived',
        ...(at === 0 ? [] : ['under']),
        'confirmed',
      ])
      const { word, spends } = watching.status(contracts[at]!)
      expect(word).toBe('left')
      expect(spends[0]?.deed).toMatchObject({
        outcome: { matches: 'yes', kind: 'relock' },
        into: [{ contract: { milestone: at + 1 }, how: 'relock' }],
      })
      expect(watching.status(contracts[at + 1]!).word).toBe('funded')
    }
  })

  it('goes on in a contract of an agreement that amends it', async () => {
    const { agreement, contracts } = made({
      ...everyPathDocument('blocks', { from: 500, decision: 10, silence: 600 }),
      index: 8000,
    })
    const amended = amend(agreement, { worker: { payees: [{ address: addressOf(9), share: 10_000 }] } })
    const [into] = compile(amended)
    const [contract] = contracts
    const watching = await watch(node, [contract!, into!])
    await pay(contract!)
    await node.mine()
    await watching.look()
    const signatures = await Promise.all(
      (['employer', 'worker', 'arbiter'] as const).map((role) =>
        accept(amended, signerFor(amended, role), { role, amends: agreement }),
      ),
    )
    const draft = relock(onlyDeposit(watching, contract!), {
      ...unseen,
      into: into!,
      keep: 'everything',
      acceptances: [accepted(amended, signatures.flat(), { amends: agreement })],
      path,
      feeRate,
    })
    await node.broadcastAndMine((await finished(draft)).hex)
    expect(await looked(watching)).toEqual(['spendSeen', 'spendConfirmed', 'arrived', 'under', 'confirmed'])
    expect(watching.status(contract!)).toMatchObject({
      word: 'left',
      spends: [{ deed: { into: [{ contract: { agreement: amended.id }, how: 'amendment' }] } }],
    })
    expect(watching.status(into!).word).toBe('funded')
  })
})

describe.each([1, 6, 100])('a reorganisation of %d blocks', (depth) => {
  it('undoes a funding, which may confirm again', async () => {
    const contract = fresh()
    const watching = await watch(node, [contract])
    const txid = await pay(contract)
    await watching.look()
    const { hex } = await rpc.getrawtransaction(txid)
    await node.mine(depth)
    expect(await looked(watching)).toEqual(['confirmed'])
    const { blockHash } = watching.status(contract).deposits[0]!.state as { blockHash: string }
    await reorganise(depth)
    await mineEmpty(depth + 1)
    const back = (await rpc.getrawmempool()).includes(txid)
    expect(await looked(watching)).toEqual(back ? ['undone deposit'] : ['undone deposit', 'dropped deposit'])
    expect(watching.status(contract)).toMatchObject({
      word: back ? 'arriving' : 'unfunded',
      undone: [{ what: 'deposit', txid, blockHash }],
    })
    if (!back) {
      await rpc.sendrawtransaction(hex)
      expect(await looked(watching)).toEqual(['arrived'])
    }
    await node.mine()
    expect(await looked(watching)).toEqual(['confirmed'])
    expect(watching.status(contract)).toMatchObject({ word: 'funded', undone: [] })
  })

  it('undoes a release', async () => {
    const contract = fresh()
    const watching = await watch(node, [contract])
    await pay(contract)
    await node.mine()
    await watching.look()
    const { hex, txid } = await finished(release(onlyDeposit(watching, contract), { path, feeRate }))
    await rpc.sendrawtransaction(hex)
    await node.mine(depth)
    expect(await looked(watching)).toEqual(['spendSeen', 'spendConfirmed'])
    await reorganise(depth)
    await mineEmpty(depth + 1)
    const back = (await rpc.getrawmempool()).includes(txid)
    expect(await looked(watching)).toEqual(back ? ['undone spend'] : ['undone spend', 'dropped spend'])
    expect(watching.status(contract)).toMatchObject({
      word: back ? 'leaving' : 'funded',
      undone: [{ what: 'spend', txid }],
    })
  })

  it('undoes the victory in a race', async () => {
    const contract = fresh(20)
    const watching = await watch(node, [contract])
    await pay(contract)
    await node.mine(26)
    await watching.look()
    const funded = onlyDeposit(watching, contract)
    const first = await finished(release(funded, { path, feeRate }))
    const thief = await finished(refund(funded, { path: 'employerAlone', feeRate: satsPerVb('8') }))
    await rpc.sendrawtransaction(first.hex)
    expect(await looked(watching)).toEqual(['spendSeen'])
    await rpc.sendrawtransaction(thief.hex)
    await node.mine(depth)
    expect((await looked(watching)).sort()).toEqual(['replaced spend', 'spendConfirmed', 'spendSeen'])
    await reorganise(depth)
    await rpc.generateblock({ output: await wallet.getnewaddress(), transactions: [first.hex] })
    await mineEmpty(depth)
    expect((await looked(watching)).sort()).toEqual([
      'replaced spend',
      'spendConfirmed',
      'spendSeen',
      'undone spend',
    ])
    expect(watching.status(contract)).toMatchObject({ word: 'left', conflicts: [{ confirmed: first.txid }] })
  })
})
