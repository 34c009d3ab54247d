import { verifyFunding } from 'taproot-escrow'
import { agreed, bitcoindSource, esploraSource, proveFunding, verified } from 'taproot-escrow/chain'
import { describe, expect, it } from 'vitest'
import { fundAll, made } from '../support/contracts.js'
import { plainDocument } from '../support/documents.js'
import { esploraServer } from '../support/esploraServer.js'
import { startNode } from '../support/node.js'

const node = await startNode()
const server = await esploraServer(node.rpc)
const source = bitcoindSource({ rpc: node.rpc, network: 'regtest' })

describe('a proof of funding', () => {
  it('is made from a node, and shows each deposit to whoever knows one block', async () => {
    const { contracts } = made(plainDocument())
    const funded = await fundAll(node, contracts)
    await node.mine(3)
    const tip = await node.height()
    for (const deposit of funded) {
      const proof = JSON.stringify(await proveFunding(deposit, source, { from: 10 }))
      for (const height of [10, tip]) {
        const checkpoint = { height, hash: await node.rpc.getblockhash(height) }
        const { mediantime } = await node.rpc.getblockchaininfo()
        const shown = verifyFunding(proof, { contract: deposit.contract, checkpoint, now: mediantime + 7200 })
        expect(shown.funded.outpoint).toEqual(deposit.outpoint)
        expect(shown).toMatchObject({ assurance: 'nothing', tip: { height: tip } })
        const { confirmations } = (await node.rpc.gettxout(deposit.outpoint)) ?? {}
        expect(shown.confirmations).toBe(confirmations)
      }
    }
  })

  it('is none after a reorganisation that undid the deposit: the checkpoint is not in it', async () => {
    const [funded] = await fundAll(node, made(plainDocument()).contracts)
    if (funded === undefined) throw new Error('there are contracts')
    const proof = await proveFunding(funded, source)
    const height = await node.height()
    const undone = await node.rpc.getblockhash(height)
    const { time } = await node.rpc.getblockheader(undone)
    await node.rpc.invalidateblock(undone)
    await node.rpc.setmocktime(time + 60)
    await node.mine(2)
    const checkpoint = { height, hash: await node.rpc.getblockhash(height) }
    const given = { contract: funded.contract, checkpoint, now: Date.now() / 1000 + 86_400 * 3650 }
    expect(() => verifyFunding(proof, given)).toThrow(expect.objectContaining({ code: 'PROOF_CHECKPOINT' }))
  })
})

describe('a verified server of a real node', () => {
  const indexed = (name: string) =>
    esploraSource({ url: server.url, network: 'regtest', name, retryDelay: 1 })

  it('answers what the node has, follows its reorganisation, and agrees with another', async () => {
    const checkpoint = { height: 50, hash: await node.rpc.getblockhash(50) }
    const { mediantime } = await node.rpc.getblockchaininfo()
    const now = () => mediantime + 86_400
    const one = verified(indexed('one'), { checkpoint, now })
    const two = agreed([one, verified(indexed('two'), { checkpoint, now })])
    const [funded] = await fundAll(node, made(plainDocument()).contracts)
    if (funded === undefined) throw new Error('there is a contract')
    const { txid } = funded.outpoint
    const script = funded.contract.outputScript
    const before = await one.tip()
    expect(before.hash).toBe(await node.rpc.getblockhash(before.height))
    for (const asked of [one, two]) {
      expect((await asked.history({ script })).at(0)).toMatchObject({ txid, height: before.height })
      expect((await asked.transaction({ txid }))?.block).toEqual(before)
    }
    const byServer = await proveFunding(funded, one, { from: 50 })
    expect(byServer).toEqual(await proveFunding(funded, source, { from: 50 }))
    const { time } = await node.rpc.getblockheader(before.hash)
    await node.rpc.invalidateblock(before.hash)
    await node.rpc.setmocktime(time + 60)
    // a shorter chain than the one that was shown is not believed; one with more work is
    await expect(one.tip()).rejects.toThrow(expect.objectContaining({ code: 'SOURCE_LESS_WORK' }))
    await node.mine(2)
    const after = await one.tip()
    expect(after.height).toBe(before.height + 1)
    expect((await one.transaction({ txid }))?.block?.hash).not.toBe(before.hash)
  })
})
