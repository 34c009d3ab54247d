import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import {
  award,
  type Contract,
  type ContractEvent,
  compile,
  emptyView,
  type Funded,
  fund,
  parseAgreement,
  refund,
  release,
  type Spend,
  sign,
} from 'taproot-escrow'
import { bitcoindSource, follow } from 'taproot-escrow/chain'
import { signerFromExtendedKey } from 'taproot-escrow/signers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { make, type Party, partyOf } from '../../examples/platform/party.js'
import { redirected } from '../../scripts/demo/forgery.js'
import { everybody } from '../../scripts/demo/people.js'
import { accountText, master } from '../support/accounts.js'
import { startNode } from '../support/node.js'
import { type PlatformProcess, platformProcesses, type Receiver, startReceiver } from '../support/platform.js'
import { startPostgres } from '../support/postgres.js'

const CONFIRMATIONS = 2
const SILENCE = 300
const FEE_RATE = '2'

const node = await startNode()
const people = everybody()
const source = bitcoindSource({ rpc: node.rpc, network: 'regtest' })

const until = async (holds: () => Promise<boolean> | boolean): Promise<void> => {
  while (!(await holds())) await setTimeout(50)
}

/** What is proposed of the one deposit that there is. */
const drafted =
  (make: (deposit: Funded) => Spend) =>
  ([deposit]: readonly Funded[]): Spend =>
    make(deposit!)

/** An agreement on the platform, with everybody in it. */
interface Deal {
  readonly id: string
  readonly url: string
  readonly contract: Contract
  readonly parties: Readonly<Record<'employer' | 'worker' | 'arbiter', Party>>
}

let accounts = 10
/** Made by an employer whose account nobody else has; the platform says which shard it is in. */
const agree = async (anyProcess: PlatformProcess): Promise<Deal> => {
  const seed = ++accounts
  const { employer, worker, arbiter } = people
  const { id, url, text, tokens } = await make(anyProcess.url, 'fixedPrice', {
    employer: { key: accountText(seed), address: employer.address },
    worker: { key: worker.key, address: worker.address },
    arbiter: { key: arbiter.key, address: arbiter.address, fee: { bps: 100 } },
    amount: '1000000',
    clocks: { decision: 144, silence: SILENCE },
  })
  const signers = {
    employer: signerFromExtendedKey(master(seed).toBase58(), { network: 'regtest' }),
    worker: worker.signer,
    arbiter: arbiter.signer,
  }
  const party = (role: keyof typeof signers) =>
    partyOf({ url, token: tokens[role], role, signer: signers[role], expectedId: id, poll: 100 })
  const parties = { employer: party('employer'), worker: party('worker'), arbiter: party('arbiter') }
  const [contract] = compile(parseAgreement(text))
  return { id, url, contract: contract!, parties }
}

/** Everybody accepts, and the employer's wallet pays. */
const acceptAndFund = async (deals: readonly Deal[]): Promise<void> => {
  for (const { parties, contract } of deals) {
    expect((await parties.employer.look()).at(0).address).toBeUndefined()
    await Promise.all(Object.values(parties).map((party) => party.accept()))
    const { state, report, at } = await parties.employer.look()
    expect(at(0).address).toBe(contract.address)
    const { employer } = parties
    const payer = state.acceptances.filter(({ role }) => role === 'employer')
    const coins = await node.wallet.listunspent()
    const { transactions } = fund([contract], {
      utxos: coins.flatMap(({ address, ...coin }) => (address ? [{ ...coin, address }] : [])),
      change: await node.wallet.getnewaddress({ type: 'bech32m' }),
      feeRate: FEE_RATE,
      at: state.at,
      known: [],
      acceptances: [report],
      payer,
    })
    for (const { psbt } of transactions) {
      const { hex } = await node.wallet.walletprocesspsbt(psbt)
      await node.rpc.sendrawtransaction(hex!)
    }
    await until(async () => (await employer.look()).at(0).word === 'arriving')
  }
}

/** Other blocks in the place of the last ones, of which one more; what stood in those waits again. */
const reorganise = async (depth: number): Promise<void> => {
  await node.rpc.invalidateblock(await node.rpc.getblockhash((await node.height()) - depth + 1))
  await node.rpc.generatetoaddress({ nblocks: depth + 1, address: await node.wallet.getnewaddress() })
}

const databases: Record<string, () => Promise<{ url?: string; stop: () => Promise<void> }>> = {
  PGlite: async () => ({ stop: async () => {} }),
  PostgreSQL: startPostgres,
}

/** As slow as a machine may be that has other things to do. */
const PATIENCE = 300_000

describe.each(Object.entries(databases))(
  'a platform on %s, two processes with a shard each',
  { timeout: PATIENCE },
  (_, open) => {
    let receiver: Receiver
    let database: Awaited<ReturnType<typeof open>>
    let first: PlatformProcess
    let second: PlatformProcess
    const processes = () => [first, second]
    beforeAll(async () => {
      receiver = await startReceiver()
      database = await open()
      const { url } = database
      ;[first, second] = await platformProcesses({
        node,
        receiver,
        confirmations: CONFIRMATIONS,
        ...(url !== undefined && { databaseUrl: url }),
      })
      await Promise.all(processes().map((one) => one.start()))
    }, PATIENCE)
    afterAll(async () => {
      for (const one of processes()) await one?.stop()
      await database?.stop()
      receiver?.stop()
    })
    const deals: Deal[] = []
    const dealsOf = ({ url }: PlatformProcess) => deals.filter((deal) => deal.url.startsWith(url))
    const kindsOf = ({ id }: Deal) =>
      [...receiver.told.values()].flatMap(({ contract, kind }) => (contract.agreement === id ? [kind] : []))
    const told = (deal: Deal, kind: string, times = 1) =>
      until(() => kindsOf(deal).filter((one) => one === kind).length >= times)
    const events: ContractEvent[] = []
    const watching = new AbortController()
    let watched: Promise<void> | undefined

    /** One follower that nobody kills: what it tells is what is to be told. */
    const watch = async () => {
      const height = (await node.height()) - 100
      const view = emptyView({
        network: 'regtest',
        checkpoint: { height, hash: await node.rpc.getblockhash(height) },
      })
      const contracts = deals.map(({ contract }) => contract)
      const options = { contracts, view, confirmations: CONFIRMATIONS, signal: watching.signal, poll: 20 }
      for await (const { changes } of follow(source, options)) events.push(...changes)
    }

    it('makes agreements from a template, each in the shard of its employer, whoever is asked', async () => {
      while (dealsOf(first).length < 2 || dealsOf(second).length < 2) deals.push(await agree(first))
      watched = watch()
      await acceptAndFund([...dealsOf(first).slice(0, 2), ...dealsOf(second).slice(0, 2)])
      await node.mine(CONFIRMATIONS)
      for (const deal of [...dealsOf(first).slice(0, 2), ...dealsOf(second).slice(0, 2)])
        await told(deal, 'confirmed')
    })

    it('takes nothing from a thief', async () => {
      const [deal, another] = dealsOf(first) as [Deal, Deal]
      const { employer, worker } = deal.parties
      const { funded } = (await worker.look()).at(0)
      const draft = release(funded[0]!, { path: 'employerAndWorker', feeRate: FEE_RATE })
      const { worker: payee, arbiter } = draft.plan.agreement
      const [from, to] = [payee.payees[0]!.address.script, arbiter!.address.script]
      const psbt = redirected((await sign(draft, people.worker.signer)).psbt, { from, to })
      await expect(worker.submit(0, { psbt }, 'release')).rejects.toMatchObject({
        code: 'SPEND_OUTPUTS',
        status: 422,
      })
      const back = refund(funded[0]!, { path: 'employerAndWorker', feeRate: FEE_RATE })
      await expect(employer.submit(0, back, 'release')).rejects.toThrow('this is a refund')
      const early = refund(funded[0]!, { path: 'employerAlone', feeRate: FEE_RATE })
      await expect(employer.submit(0, early, 'refund')).rejects.toThrow('opens only after')
      const foreign = release((await another.parties.worker.look()).at(0).funded[0]!, { feeRate: FEE_RATE })
      await expect(worker.submit(0, foreign, 'release')).rejects.toMatchObject({
        code: 'SPEND_INPUT_FOREIGN',
      })
      const stranger = await fetch(another.url, { headers: { authorization: 'Bearer nothing' } })
      expect(stranger.status).toBe(403)
      expect((await employer.look()).at(0).spends).toEqual([])
    })

    it('releases by the key path when both race to sign, and is killed before it has told so', async () => {
      const [deal] = dealsOf(first) as [Deal]
      const wanted = {
        expect: 'release',
        draft: drafted((one) => release(one, { feeRate: FEE_RATE })),
      } as const
      receiver.onNext('spendSeen', first.kill)
      const racing = Promise.allSettled([
        deal.parties.employer.bringAbout(0, wanted),
        deal.parties.worker.bringAbout(0, wanted),
      ])
      await first.dead()
      await racing
      await first.start()
      await node.mine(CONFIRMATIONS)
      await told(deal, 'spendConfirmed')
      expect((await deal.parties.worker.look()).at(0).word).toBe('left')
    })

    it('goes on after a kill in the middle of a block, and pays what the arbiter decides', async () => {
      const [deal] = dealsOf(second) as [Deal]
      const { worker, arbiter } = deal.parties
      await worker.dispute(0, 'the half of it is done')
      await told(deal, 'disputed')
      const split = { employer: 5000, worker: 5000 }
      const draft = drafted((one) => award(one, { path: 'arbiterAndWorker', split, feeRate: FEE_RATE }))
      const wanted = { expect: { outcome: { kind: 'award', split } }, draft } as const
      await Promise.all([arbiter.bringAbout(0, wanted), worker.bringAbout(0, wanted)])
      second.killInNext('getblock')
      await node.mine()
      await second.dead()
      await node.mine(CONFIRMATIONS)
      await second.start()
      await told(deal, 'spendConfirmed')
    })

    it('tells a reorganisation, and sends again what it undid', async () => {
      const [deal] = dealsOf(second) as [Deal]
      await reorganise(4)
      await told(deal, 'undone')
      await node.mine(CONFIRMATIONS)
      await told(deal, 'spendConfirmed', 2)
    })

    it('gives back after silence', async () => {
      const [, deal] = dealsOf(second) as [Deal, Deal]
      await node.mine(SILENCE)
      await told(deal, 'pathOpens')
      const draft = drafted((one) => refund(one, { path: 'employerAlone', feeRate: FEE_RATE }))
      await deal.parties.employer.bringAbout(0, { expect: 'refund', draft })
      await node.mine(CONFIRMATIONS)
      await told(deal, 'spendConfirmed')
    })

    it('has told everything once, and nothing else', async () => {
      const fromChain = () =>
        [...receiver.told.values()].filter(
          ({ kind }) => !['accepted', 'proposed', 'signed', 'sent', 'disputed'].includes(kind),
        )
      const ids = (all: readonly { readonly id: string }[]) => all.map(({ id }) => id).sort()
      await node.mine()
      await until(async () => ids(fromChain()).join() === ids(events).join())
      // what is one too many would come now
      await setTimeout(500)
      watching.abort()
      await watched
      expect(ids(fromChain())).toEqual(ids(events))
    })

    it('says how it is', async () => {
      for (const { url } of processes()) {
        const health = async () =>
          (await fetch(`${url}/health`)).json() as Promise<{ height: number; tip: number }>
        await until(async () => (await health()).height === (await node.height()))
        expect((await fetch(`${url}/health`)).status).toBe(200)
        const metrics = await (await fetch(`${url}/metrics`)).text()
        expect(metrics).toMatch(/^escrow_undelivered\{shard="[01]"\} 0$/m)
        expect(metrics).toMatch(/^escrow_open\{shard="[01]"\} 0$/m)
      }
    })
  },
)

it('is short where it is to be copied', () => {
  const files = ['main', 'server', 'escrow', 'refused', 'shard', 'database', 'events']
  const lines = files.flatMap((name) =>
    readFileSync(new URL(`../../examples/platform/${name}.ts`, import.meta.url), 'utf8').split('\n'),
  )
  expect(lines.filter((line) => !/^\s*($|\/\*\*|\*|\/\/)/.test(line)).length).toBeLessThan(650)
})
