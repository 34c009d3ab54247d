import { plain } from '../../audit/report/auditToJson.js'
import type { Kept } from '../../chain/keep.js'
import type { Source } from '../../chain/source.js'
import { AGREEMENT_OPTIONS, readAgreement } from '../agreementInput.js'
import { type Command, type CommandResult, type Desk, defineCommand } from '../command.js'
import { finishedIn } from '../finished.js'
import type { Given } from '../options.js'
import { withinOf } from '../sources/facts.js'
import { SOURCE_OPTIONS } from '../sources/options.js'
import { withSource } from '../sources/withSource.js'
import { wholeNumber } from '../values.js'
import { readWording, WORDING_OPTIONS, type Wording } from '../wording.js'

const OPTIONS = {
  ...AGREEMENT_OPTIONS,
  ...SOURCE_OPTIONS,
  ...WORDING_OPTIONS,
  wait: {
    value: 'N',
    help: 'goes on until every transaction is N blocks deep, and sends again what mempools forget',
  },
  within: {
    value: 'BLOCKS',
    help: 'with --wait: within how many blocks it is to confirm; what pays less than that takes is stuck; 6 if not said',
  },
} as const

type SendOption = keyof typeof OPTIONS

/** What waiting does not help against. */
const isLost = (kept: Kept): boolean =>
  kept.kind === 'replaced' ||
  (kept.kind === 'refused' && kept.reason !== 'notFinal' && kept.reason !== 'tooManyAncestors')

const kept = async (
  source: Source,
  transactions: readonly Uint8Array[],
  {
    desk,
    wording,
    wanted,
    blocks,
  }: { readonly desk: Desk; readonly wording: Wording; readonly wanted: number; readonly blocks: number },
): Promise<CommandResult> => {
  const { keep } = await import('../../chain/keep.js')
  const signal = desk.io.interruption()
  const onTrouble = desk.complain
  for await (const one of keep(source, transactions, { confirmations: wanted, blocks, signal, onTrouble })) {
    // a verdict is plain data of the library, whatever words of a server it holds
    const json = plain(one) as Readonly<Record<string, unknown>>
    const text = [wording.tell({ code: 'kept', data: { told: one, wanted } })]
    await desk.deliver({ text, json }, { out: undefined })
    if (isLost(one)) return { exit: 1, text: [] }
  }
  // interrupted: nobody may take that for an end
  return { exit: signal.aborted ? 1 : 0, text: [] }
}

const sent = async (
  source: Source,
  transactions: readonly Uint8Array[],
  { tell }: Wording,
): Promise<CommandResult> => {
  const verdicts = await source.broadcast({ transactions })
  return {
    exit: verdicts.some(({ verdict }) => verdict === 'refused') ? 1 : 0,
    text: verdicts.map((answer) => tell({ code: 'sent', data: { answer } })),
    json: { transactions: verdicts },
  }
}

/** The transactions of the files behind the agreement. */
const readFinished = async (given: Given<SendOption>, { reader }: Desk): Promise<readonly Uint8Array[]> => {
  const transactions: Uint8Array[] = []
  for (const [at, file] of given.operands.slice(1).entries()) {
    const field = `transactions[${at}]`
    transactions.push(finishedIn(await reader.bytes(file, { field }), field).bytes)
  }
  return transactions
}

export const sendCommand: Command = defineCommand<SendOption>({
  name: 'send',
  summary: 'send finished transactions, and keep them sent',
  operands: { least: 2, most: 26, names: 'AGREEMENT TRANSACTION…' },
  options: OPTIONS,
  about: [
    'Sends a transaction, or a PSBT whose inputs are all final, to a node or server on the network of the agreement. Several are a package: parents before the child that pays for them.',
    'Says of each whether it was accepted, was known already, or is refused and why: inputsMissingOrSpent, notFinal, feeTooLow, conflicting, tooManyAncestors, other, with the words of the server. Ends with 1 where one is refused.',
    'With --wait goes on until all are so deep: tells when one was dropped (and sends it again), is stuck, with the least rate of a replacement that the node takes, is in a block, or is deep enough. Ends with 1 where one is replaced or refused for good, and after Ctrl-C.',
  ],
  examples: [
    {
      line: 'taproot-escrow send agreement.json release.hex --node http://127.0.0.1:8332',
      does: 'once',
    },
    {
      line: 'taproot-escrow send agreement.json release.hex --esplora https://mempool.space/api --wait 6',
      does: 'until it has six confirmations',
    },
    {
      line: 'taproot-escrow send agreement.json release.hex child.hex --node http://127.0.0.1:8332',
      does: 'with the child that pays for it',
    },
  ],
  run: async (given, desk) => {
    const wait = given.one('wait')
    const wanted = wait === undefined ? undefined : wholeNumber('wait', wait, { least: 1 })
    const blocks = withinOf(given)
    const wording = await readWording(given, desk)
    const { network } = await readAgreement(given, desk)
    const transactions = await readFinished(given, desk)
    return withSource(given, desk, {
      network,
      use: ({ source }) =>
        wanted === undefined
          ? sent(source, transactions, wording)
          : kept(source, transactions, { desk, wording, wanted, blocks }),
    })
  },
})
