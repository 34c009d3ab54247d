import { expect, it } from 'vitest'
import { fencedBlocks, printedBy, readPage } from '../support/fencedCode.js'
import { startNode } from '../support/node.js'

const node = await startNode()
const { rpc } = node

const program = (...steps: readonly string[]): string =>
  steps.map((code) => `\`\`\`ts\n${code}\`\`\`\n`).join('\n')

it('the wallets of README.md are paid by a node, and release what it mines', async () => {
  const [walletCode = '', agreed = '', paid = ''] = fencedBlocks(readPage('README.md'))
    .filter(({ language }) => language === 'ts')
    .map(({ text }) => text)
  const [, told = ''] = await printedBy(program(walletCode, agreed))
  const address = /^to be paid: (bcrt1p\w+)$/m.exec(told)?.[1] ?? ''
  const [{ hex = '' } = {}] = await node.fund([{ address, amount: 1_000_000n }])

  const afterwards = paid.replace(/const transaction =\n(?: {2}'.*\n)+/, `const transaction = '${hex}'\n`)
  expect(afterwards).toContain(hex)
  const [, , released = ''] = await printedBy(
    program(walletCode, agreed, `${afterwards}console.log(signed)\n`),
  )
  const txid = await rpc.sendrawtransaction(released.trim().split('\n').at(-1) ?? '')
  await node.mine(1)
  const { vout } = await rpc.getrawtransaction(txid)
  expect(vout.map(({ value, scriptPubKey }) => [value, scriptPubKey.address])).toEqual([
    [999_597n, 'bcrt1p5lcyhl7cvzkh6u49jy2n2n6nyk3vyqw3xvksq3vljrvzhapq6k6sv99t9l'],
  ])
})
