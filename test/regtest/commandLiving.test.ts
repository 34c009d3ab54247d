import { bump, fundedToJson, readSpend, refund, release, satsPerVb } from 'taproot-escrow'
import { afterAll, describe, expect, it } from 'vitest'
import { folderOf, words } from '../support/command.js'
import { everyPathDocument, finished, fundAll, made } from '../support/contracts.js'
import type { Json } from '../support/documents.js'
import { electrumNode } from '../support/electrumNode.js'
import { esploraServer } from '../support/esploraServer.js'
import { startNode } from '../support/node.js'

/* What is sent, kept, replaced and paid for by the command, and proofs: at a node and at servers. */

const node = await startNode()
const esplora = await esploraServer(node.rpc)
const electrum = await electrumNode(node.rpc, esplora)
afterAll(() => electrum.stop())

const path = 'employerAndWorker'
const worker = await node.wallet.getnewaddress({ type: 'bech32m' })
const moments = { from: 5, decision: 5, silence: 30, rescue: 60 }
const document: Json = everyPathDocument('blocks', moments, { count: 6 })
const paidToWallet = { ...Object(document), worker: { ...Object(document).worker } }
paidToWallet.worker.payees = [{ address: worker, share: 10_000 }]
const { agreement, contracts } = made(paidToWallet)
const funded = await fundAll(node, contracts)
const folder = folderOf({
  'agreement.json': agreement.text,
  'funded.json': JSON.stringify(funded.map(fundedToJson)),
})
const atNode = `--node ${node.url} --node-cookie ${node.cookieFile}`
const servers = {
  'a node': atNode,
  'an Esplora server': `--esplora ${esplora.url}`,
  'an Electrum server': `--electrum tcp://127.0.0.1:${electrum.port}`,
}
const AGREED = 'agreement.json --funded funded.json'

const does = (line: string, options = {}) => folder.run(words(line), options)
const slow = (milestone: number) => release(funded[milestone]!, { path, feeRate: satsPerVb('1') })

describe('send', () => {
  it.each(Object.entries(servers))(
    'at %s: too early, accepted, known, spent otherwise',
    async (name, source) => {
      const at = Object.keys(servers).indexOf(name)
      const early = await finished(refund(funded[at]!, { path: 'employerAlone', feeRate: satsPerVb('2') }))
      folder.files.set('early.hex', early.hex)
      const refused = await does(`send agreement.json early.hex ${source}`)
      expect([refused.code, refused.out]).toEqual([
        1,
        [expect.stringMatching(`^${early.txid} refused, notFinal: .*non-BIP68-final`)],
      ])
      const { hex, txid } = await finished(slow(at))
      folder.files.set('slow.hex', hex)
      expect(await does(`send agreement.json slow.hex ${source}`)).toMatchObject({
        code: 0,
        out: [`${txid} accepted`],
      })
      const again = await does(`send agreement.json slow.hex ${source} --json`)
      expect([again.code, JSON.parse(again.out[0]!)]).toEqual([
        0,
        // recorded of a real server, too: nodes behind Electrum say of what waits that they took it
        {
          format: 'taproot-escrow/answer',
          version: 1,
          command: 'send',
          transactions: [{ txid, verdict: name.includes('Electrum') ? 'accepted' : 'known' }],
        },
      ])
      const spanish = await does(`send agreement.json slow.hex ${source} --lang es`)
      expect(spanish.out).toEqual([
        expect.stringMatching(`^Transacción ${txid}: el nodo o servidor (?:la aceptó|ya la conocía)\\.$`),
      ])
      const rival = await finished(release(funded[at]!, { path: 'key', feeRate: satsPerVb('1') }))
      folder.files.set('rival.hex', rival.hex)
      expect(await does(`send agreement.json rival.hex ${source}`)).toMatchObject({
        code: 1,
        out: [expect.stringMatching(`^${rival.txid} refused, (?:conflicting|feeTooLow): `)],
      })
    },
  )

  it('refuses what is not finished, before anything is asked', async () => {
    folder.files.set('draft.psbt', slow(3).psbt)
    expect(await does('send agreement.json draft.psbt --node http://127.0.0.1:1')).toMatchObject({
      code: 1,
      errors: [
        expect.stringMatching(/^taproot-escrow: TRANSACTION_UNFINISHED transactions\[0\]\.inputs\[0\]/),
      ],
    })
  })

  it('--wait keeps it sent until it is deep, and ends with 1 where another one took its place', async () => {
    const { hex, txid } = await finished(slow(3))
    folder.files.set('kept.hex', hex)
    const running = does(`send agreement.json kept.hex ${atNode} --wait 2`)
    while (!(await node.rpc.getrawmempool()).includes(txid)) await new Promise(setImmediate)
    await node.mine()
    await node.mine()
    const { code, out } = await running
    expect([code, out.at(-1)]).toEqual([0, `${txid} is 2 deep`])
    expect(out.some((line) => line.startsWith(`${txid} is in block `))).toBe(true)
    const early = await does(`send agreement.json early.hex ${atNode} --wait 1 --json`)
    expect([early.code, JSON.parse(early.out[0]!).kind]).toEqual([
      1,
      expect.stringMatching('replaced|refused'),
    ])
  })

  it('--wait ends with 1 at Ctrl-C', async () => {
    const early = await finished(refund(funded[4]!, { path: 'employerAlone', feeRate: satsPerVb('2') }))
    folder.files.set('waiting.hex', early.hex)
    const controller = new AbortController()
    const running = does(`send agreement.json waiting.hex ${atNode} --wait 1`, {
      interruption: controller.signal,
    })
    setTimeout(() => controller.abort(), 500)
    const { code, out } = await running
    expect(code).toBe(1)
    for (const line of out) expect(line).toContain(`${early.txid} refused, notFinal: `)
  })
})

describe('bump', () => {
  it('drafts the least replacement that the node takes, and not one satoshi for a thousand less', async () => {
    const draft = slow(4)
    folder.files.set('slow.psbt', draft.psbt)
    const first = await finished(draft)
    await node.rpc.sendrawtransaction(first.hex)
    const { code, errors } = await does(
      `bump ${AGREED} --milestone 4 --psbt slow.psbt ${atNode} --out faster.psbt`,
    )
    expect([code, errors[0]]).toEqual([0, expect.stringMatching(/^fee rate \d+(\.\d+)? sat\/vB$/)])
    const faster = readSpend([funded[4]!], folder.text('faster.psbt').trim())
    const { incrementalrelayfee } = await node.rpc.getmempoolinfo()
    const least = bump(draft, { feeRate: satsPerVb('3'), incrementalFeeRate: incrementalrelayfee })
    expect(faster.plan.fee).toBeLessThanOrEqual(least.plan.fee)
    const { hex, txid } = await finished(faster)
    folder.files.set('faster.hex', hex)
    expect((await does(`send agreement.json faster.hex ${atNode}`)).out).toEqual([`${txid} accepted`])
    const little = await does(`bump ${AGREED} --milestone 4 --psbt faster.psbt --fee-rate 1`)
    expect([little.code, little.errors[0]]).toEqual([1, expect.stringContaining('BUMP_TOO_LITTLE')])
  })
})

describe('child', () => {
  it('pays for its parent: the wallet signs it, and both are sent together', async () => {
    const parent = await finished(slow(5))
    folder.files.set('parent.hex', parent.hex)
    const to = await node.wallet.getnewaddress({ type: 'bech32m' })
    const line = `child ${AGREED} --tx parent.hex --to ${to} --fee-rate 20 --out child.psbt`
    const { code, errors } = await does(line)
    expect([code, errors[0]]).toEqual([0, expect.stringContaining(`a child of ${parent.txid}: fee `)])
    await node.rpc.sendrawtransaction(parent.hex)
    const { hex = '' } = await node.wallet.walletprocesspsbt(folder.text('child.psbt').trim())
    folder.files.set('child.hex', hex)
    const sent = await does(`send agreement.json parent.hex child.hex ${atNode}`)
    expect([sent.code, sent.out[0]]).toEqual([0, `${parent.txid} known`])
    expect(sent.out[1]).toMatch(/^[0-9a-f]{64} accepted$/)
    // the node says what the parent pays
    folder.files.set('none.json', '[]')
    const asked = await does(
      `child agreement.json --tx parent.hex --to ${to} --fee-rate 20 ${atNode} --out same.psbt`,
    )
    expect([asked.code, folder.text('same.psbt')]).toEqual([0, folder.text('child.psbt')])
    expect((await does(`child agreement.json --tx parent.hex --to ${to} --fee-rate 20`)).code).toBe(2)
  })
})

describe('prove and verify', () => {
  it.each(Object.entries(servers))('at %s: whoever knows a block needs nobody', async (_, source) => {
    const block = await node.rpc.getblockhash(105)
    const proved = await does(`prove ${AGREED} --milestone 2 --from 105 ${source} --out proof.json --force`)
    expect([proved.code, proved.errors[0]]).toEqual([
      0,
      expect.stringMatching(
        /^milestone 2: in block \d+, with the headers from 0 on; whether it was spent since, the proof does not say$/,
      ),
    ])
    const verify = `verify agreement.json proof.json --checkpoint 105:${block}`
    const { code, out } = await does(`${verify} --funded-out proven.json --force`)
    const depth = (await node.height()) - funded[2]!.confirmedAt! + 1
    expect([code, out[0]]).toEqual([
      0,
      expect.stringContaining(`milestone 2: 1,000,000 sat (0.01 BTC) in ${funded[2]!.outpoint.txid}:`),
    ])
    expect(out[0]).toContain(`${depth} confirmations up to block ${await node.height()}`)
    expect(out[0]).toContain('prove nothing')
    expect(JSON.parse(folder.text('proven.json'))).toMatchObject([fundedToJson(funded[2]!)])
    const few = await does(`${verify} --confirmations ${depth + 1} --lang es`)
    expect([few.code, few.out]).toEqual([
      1,
      [
        expect.stringMatching(
          /^Etapa 2: depósito de 1\.000\.000 sat .* no demuestran nada\. La prueba no dice si el depósito se gastó después\.$/,
        ),
        `  Son menos que las confirmaciones pedidas: ${depth + 1}.`,
      ],
    ])
    const refused = async (line: string) => (await does(line)).errors[0]
    expect(await refused(`verify agreement.json proof.json --checkpoint 105:${'0'.repeat(64)}`)).toContain(
      'PROOF_CHECKPOINT',
    )
    expect(await refused(`${verify} --milestone 1`)).toContain('PROOF_OUTPUT')
    const proof = JSON.parse(folder.text('proof.json'))
    folder.files.set('forged.json', JSON.stringify({ ...proof, position: proof.position + 1 }))
    expect(await refused(verify.replace('proof.json', 'forged.json'))).toMatch(/PROOF_(BRANCH|DEPTH)/)
  })
})
