import { type Funded, fundedToJson, release, satsPerVb } from 'taproot-escrow'
import type { WalletRpc } from 'taproot-escrow/chain'
import { beforeAll, describe, expect, it } from 'vitest'
import { decodePsbt, psbtToBase64 } from '../../src/psbt/codec.js'
import { EMPTY_INPUT, EMPTY_OUTPUT } from '../../src/psbt/model.js'
import { type Folder, folderOf, words } from '../support/command.js'
import { everyPathDocument, fundAll, made } from '../support/contracts.js'
import { accountHolder, coreWallet, withPrivateAccount } from '../support/coreWallet.js'
import { startNode } from '../support/node.js'

/*
 * The worker has the command, the employer a wallet of a node, which signs with whatever it has, finalizes unasked, and
 * gives back what it likes. The command reads the answers beside the draft that was sent out.
 */

const node = await startNode()
const path = 'employerAndWorker'
const moments = { from: 1, backupFrom: 2, silence: 50, rescue: 80, decision: 1 }
const { agreement, contracts } = made(everyPathDocument('blocks', moments, { count: 3 }))
const AGREED = 'agreement.json --funded funded.json --milestone 0'

let funded: readonly Funded[] = []
let wallet: WalletRpc

beforeAll(async () => {
  funded = await fundAll(node, contracts)
  wallet = await coreWallet(node.rpc, { contracts, role: 'employer' })
})

/** The worker's folder with a draft in it. */
const workerFolder = async (): Promise<Folder> => {
  const holder = accountHolder(contracts[0]!, 'worker')
  const folder = folderOf({
    'agreement.json': agreement.text,
    'funded.json': JSON.stringify(funded.map(fundedToJson)),
    'worker.key': withPrivateAccount(holder.text, holder),
  })
  await does(folder, `release ${AGREED} --path ${path} --fee-rate 2 --out draft.psbt`)
  return folder
}

const does = async (folder: Folder, line: string): Promise<string> => {
  const { code, out, errors } = await folder.run(words(line))
  expect({ line, code, errors: code === 0 ? [] : errors }).toEqual({ line, code: 0, errors: [] })
  return out.join('\n')
}

/** What many devices give back: signatures and nothing else. */
const stripped = (psbt: string): string => {
  const { transaction, inputs, outputs } = decodePsbt(psbt)
  return psbtToBase64({
    transaction,
    inputs: inputs.map(({ tapScriptSignatures }) => ({ ...EMPTY_INPUT, tapScriptSignatures })),
    outputs: outputs.map(() => EMPTY_OUTPUT),
    others: [],
  })
}

const signing = `sign ${AGREED} --as worker --key-file worker.key`

describe('beside the draft, the command takes', () => {
  it.each<[string, (psbt: string) => Promise<string> | string]>([
    ['a PSBT in which the wallet signed every leaf that it knows', (psbt) => psbt],
    ['one with the signatures alone', stripped],
    ['what combinepsbt makes of both', (psbt) => node.rpc.combinepsbt([psbt, stripped(psbt)])],
    [
      'what finalizepsbt prints of it, which is not complete',
      async (psbt) => {
        const { psbt: same, complete } = await node.rpc.finalizepsbt(psbt)
        expect(complete).toBe(false)
        return JSON.stringify({ psbt: same, complete }, null, 2)
      },
    ],
  ])('%s, and the worker signs it', async (_, answer) => {
    const folder = await workerFolder()
    const { psbt } = await wallet.walletprocesspsbt(folder.text('draft.psbt').trim())
    folder.files.set('answer.psbt', await answer(psbt))
    await does(folder, `${signing} --draft draft.psbt --psbt answer.psbt --out both.psbt`)
    await node.expectAccepted(await does(folder, `finalize ${AGREED} both.psbt`))
  })

  it.each<[string, (psbt: string, hex: string) => Promise<string> | string]>([
    ['the final PSBT of a wallet that finalizes unasked', (psbt) => psbt],
    ['its transaction, as finalizepsbt prints it', (_, hex) => JSON.stringify({ hex, complete: true })],
    ['its transaction, as hex', (_, hex) => `${hex}\n`],
    [
      'the final PSBT as finalizepsbt prints it',
      async (psbt) => JSON.stringify(await node.rpc.finalizepsbt(psbt, { as: 'psbt' })),
    ],
  ])('%s, and finalizes it to the same transaction', async (_, answer) => {
    const folder = await workerFolder()
    await does(folder, `${signing} --psbt draft.psbt --out worker.psbt`)
    const { psbt, hex = '', complete } = await wallet.walletprocesspsbt(folder.text('worker.psbt').trim())
    expect(complete).toBe(true)
    expect(decodePsbt(psbt).inputs[0]?.finalScriptWitness).toBeDefined()
    folder.files.set('answer.psbt', await answer(psbt, hex))
    expect(await does(folder, `finalize ${AGREED} --draft draft.psbt answer.psbt`)).toBe(hex)
    await does(folder, `combine ${AGREED} --draft draft.psbt answer.psbt worker.psbt --out both.psbt`)
    expect(await does(folder, `finalize ${AGREED} both.psbt`)).toBe(hex)
    await node.expectAccepted(hex)
  })
})

describe('beside the draft, the command refuses', () => {
  it('a transaction of another outcome, and one that was changed', async () => {
    const folder = await workerFolder()
    await does(folder, `${signing} --psbt draft.psbt --out worker.psbt`)
    const { hex = '' } = await wallet.walletprocesspsbt(folder.text('worker.psbt').trim())
    const refused = async (answer: string): Promise<string> => {
      folder.files.set('answer.hex', answer)
      const { code, errors } = await folder.run(words(`finalize ${AGREED} --draft draft.psbt answer.hex`))
      expect(code).toBe(1)
      return errors.join('\n')
    }
    // a signature has 64 bytes
    const at = hex.search(/40[0-9a-f]{128}40/) + 2
    const changed = `${hex.slice(0, at)}${hex[at] === '0' ? '1' : '0'}${hex.slice(at + 1)}`
    expect(await refused(changed)).toContain('SIGNATURE_INVALID')
    folder.files.set('draft.psbt', release(funded[0]!, { path, feeRate: satsPerVb('3') }).psbt)
    expect(await refused(hex)).toContain('SPEND_DIFFERENT')
  })
})
