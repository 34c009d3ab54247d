import { type Contract, type Funded, refund, satsPerVb } from 'taproot-escrow'
import { asOf, audit } from 'taproot-escrow/audit'
import { expect, it } from 'vitest'
import { finished, made } from '../support/contracts.js'
import { plainDocument } from '../support/documents.js'
import { startNode } from '../support/node.js'
import { watch } from '../support/watching.js'

const node = await startNode()
const { rpc, wallet } = node
const SILENCE = 30

it('an audit says of a contract on a node what is so, and from which tip the node takes the refund', async () => {
  const { agreement, contracts } = made({
    ...plainDocument(),
    silence: { pays: 'employer', after: { blocks: SILENCE } },
  })
  const [contract] = contracts as readonly [Contract]
  const watching = await watch(node, contracts)
  const looked = async () => {
    await watching.look()
    const { at, contracts: told } = audit(agreement.text, { now: asOf(watching.view()) }).now!
    const height = await rpc.getblockcount()
    expect(at).toMatchObject({ height, hash: await rpc.getblockhash(height) })
    return told[0]!
  }

  expect(await looked()).toMatchObject({
    word: 'unfunded',
    text: [expect.stringMatching(/^Nothing is in escrow/)],
  })
  await wallet.sendtoaddress({ address: contract.address, amount: contract.amount })
  expect(await looked()).toMatchObject({
    word: 'arriving',
    text: [expect.stringMatching(/^On its way in/), expect.any(String), expect.any(String)],
  })
  await node.mine()
  const { word, text, deposits } = await looked()
  expect(word).toBe('funded')
  const opening = deposits[0]!.openings.find(({ path }) => path === 'employerAlone')!
  const tip = opening.from !== undefined && 'height' in opening.from.tip ? opening.from.tip.height : 0
  expect(text.join('\n')).toContain(
    `the employer alone from a tip of height ${tip} on, in block ${tip + 1} at the earliest`,
  )

  const funded: Funded = watching.status(contract).deposits[0]!.funded
  const { hex, txid } = await finished(refund(funded, { path: 'employerAlone', feeRate: satsPerVb('2') }))
  await node.mine(tip - 1 - (await rpc.getblockcount()))
  await expect(rpc.sendrawtransaction(hex)).rejects.toThrow(/non-BIP68-final/)
  expect((await looked()).text.join('\n')).toContain(`from a tip of height ${tip} on`)
  await node.mine()
  expect((await looked()).text.join('\n')).toContain(
    'now by the employer and the worker together, or by the employer alone',
  )
  await rpc.sendrawtransaction(hex)
  expect(await looked()).toMatchObject({
    word: 'leaving',
    amount: 0n,
    text: [expect.stringMatching(/^On its way out by a refund, signed by the employer: /)],
  })
  await node.mine()
  expect(await looked()).toMatchObject({
    word: 'left',
    spends: [{ txid, deed: { outcome: { kind: 'refund' } }, outputs: [{ to: ['employer'] }] }],
    text: [
      expect.stringMatching(
        /^Paid out by a refund, .* sat \(0\.\d+ BTC\) to the employer; transaction .*\(1 confirmation\)\.$/,
      ),
    ],
  })
})
