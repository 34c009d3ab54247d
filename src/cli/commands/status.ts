import { asOf, asOfSentence, asOfText, type Now, nowSentences } from '../../audit/now.js'
import { plain } from '../../audit/report/auditToJson.js'
import type { Funded } from '../../contract/funded.js'
import { fundedToJson } from '../../contract/json.js'
import { formatOutpoint } from '../../units/outpoint.js'
import { statusOf } from '../../watch/status.js'
import type { View } from '../../watch/types.js'
import { withoutMe } from '../../watch/withoutMe.js'
import { type Command, type Desk, defineCommand } from '../command.js'
import { cliError } from '../errors.js'
import type { Given } from '../options.js'
import { OUTPUT_OPTIONS } from '../output.js'
import { hasSource, SOURCE_OPTIONS } from '../sources/options.js'
import { withSource } from '../sources/withSource.js'
import { statusTable } from '../statusTable.js'
import { swapTargetsIn } from '../swapInput.js'
import { roleOf } from '../values.js'
import { AGREEMENTS, readWatched, WATCHED_OPTIONS, type Watched } from '../watched.js'
import { viewIn } from '../watchFile.js'
import { readWording, tellInEnglish, WORDING_OPTIONS, type Wording } from '../wording.js'
import type { CommandSentence } from '../words/words.js'

const OPTIONS = {
  ...OUTPUT_OPTIONS,
  ...WATCHED_OPTIONS,
  ...SOURCE_OPTIONS,
  ...WORDING_OPTIONS,
  view: {
    value: 'FILE',
    help: 'a view of the chain in place of a node or server: what `watch` writes',
  },
  via: {
    value: 'FILE',
    help: "a swap out to Lightning that a part of the worker's went into, as `swap read` writes it: without it such a release is told as no outcome of the agreement",
    several: 'several',
  },
  as: { value: 'ROLE', help: 'how the money can move without this role, in place of the next clock' },
  'funded-out': {
    value: 'FILE',
    help: 'also writes the deposits that are deep enough and that nothing spends, as --funded of other commands takes them',
  },
} as const

type StatusOption = keyof typeof OPTIONS

const viewOf = async (given: Given<StatusOption>, desk: Desk, watched: Watched): Promise<View> => {
  const file = given.one('view')
  if (file !== undefined) return viewIn(file, desk.reader)
  return withSource(given, desk, {
    network: watched.network,
    use: async (open) => (await import('../sources/live.js')).viewNow(open, watched),
  })
}

/** A deposit that is not in the chain as a file says. */
interface Missing {
  readonly funded: Funded
  readonly sentence: CommandSentence
}

/** What is said to be funded and is not in the chain so: the outputs of a file. */
const missingOf = ({ funded }: Watched, view: View): readonly Missing[] =>
  funded.flatMap((one): readonly Missing[] => {
    const { outpoint } = one
    const { milestone } = one.contract
    const name = formatOutpoint(outpoint)
    const deposit = statusOf(one.contract, view).deposits.find(
      (each) => formatOutpoint(each.funded.outpoint) === name,
    )
    const found =
      deposit === undefined
        ? 'nothing'
        : deposit.state.kind !== 'confirmed'
          ? 'noBlock'
          : deposit.funded.amount !== one.amount
            ? { amount: deposit.funded.amount, said: one.amount }
            : undefined
    return found === undefined
      ? []
      : [{ funded: one, sentence: { code: 'depositDiffers', data: { milestone, outpoint, found } } }]
  })

/** Every contract in sentences, where somebody says in which language, or how people are called. */
const toldLines = (now: Now, { say }: Wording): readonly string[] => [
  say(asOfSentence(now)),
  ...nowSentences(now).flatMap(({ about, sentences }) => [
    `${say(about)}:`,
    ...sentences.map((sentence) => `  ${say(sentence)}`),
  ]),
]

/** Deposits that spends can be drafted of. */
const spendable = ({ contracts, confirmations }: Watched, view: View): readonly Funded[] =>
  contracts.flatMap((contract) => {
    const { deposits, spends } = statusOf(contract, view)
    const spent = new Set(
      spends.flatMap(({ state, outpoint }) =>
        state.kind === 'confirmed' || state.kind === 'waiting' ? [formatOutpoint(outpoint)] : [],
      ),
    )
    return deposits.flatMap(({ funded, state }) =>
      state.kind === 'confirmed' &&
      state.confirmations >= confirmations &&
      !spent.has(formatOutpoint(funded.outpoint))
        ? [funded]
        : [],
    )
  })

export const statusCommand: Command = defineCommand<StatusOption>({
  name: 'status',
  summary: 'tell what contracts are like now',
  operands: AGREEMENTS,
  options: OPTIONS,
  about: [
    'Reads the chain from a node of your own (--node), from servers (--esplora, --electrum), or from what `watch` has written (--view), and tells of every contract: whether it is unfunded, arriving, confirming, funded, leaving or left, what it holds, and which clock runs out next; with --as, from when the money can move without a role.',
    'A node is read block by block from the first deposit on: from the lowest block in a file of funded outputs (--funded), or from --since, or from --checkpoint. A server tells itself where a script was used first.',
    'With --lang or --names says all of it in sentences, in place of the table.',
    'With --funded ends with 1 where one of these outputs is not in the chain as the file says.',
  ],
  examples: [
    {
      line: 'taproot-escrow status agreement.json --node http://127.0.0.1:8332 --since 920000',
      does: 'by a node of your own',
    },
    {
      line: 'taproot-escrow status *.json --electrum electrum.example:50002 --esplora https://mempool.space/api --checkpoint block.json --confirmations 6',
      does: 'by two servers that have to agree, each verified',
    },
    {
      line: 'taproot-escrow status agreement.json --view watch.json --as worker',
      does: 'from what `watch` has seen',
    },
  ],
  run: async (given, desk) => {
    if (given.one('view') !== undefined && hasSource(given))
      throw cliError('OPTIONS_CONFLICT', {
        field: '--view',
        expected: 'it, or a node or server',
        received: 'both',
      })
    const as = given.one('as') === undefined ? undefined : roleOf(given)
    const wording = await readWording(given, desk)
    const watched = await readWatched(given, desk)
    const view = await viewOf(given, desk, watched)
    const { contracts, confirmations } = watched
    const via = await swapTargetsIn(given, desk)
    const now = asOf(view, { confirmations, via })(contracts, contracts)
    if (now === undefined)
      return {
        text: [wording.isAsked ? wording.say({ code: 'nothingSeen', data: {} }) : 'no contract is funded'],
        json: { contracts: [] },
      }
    const rows = contracts.flatMap((contract, at) => {
      const told = now.contracts[at]
      return told === undefined ? [] : [{ contract, now: told }]
    })
    const missing = missingOf(watched, view)
    const file = given.one('funded-out')
    if (file !== undefined)
      await desk.write(file, `${JSON.stringify(spendable(watched, view).map(fundedToJson), undefined, 2)}\n`)
    return {
      exit: missing.length > 0 ? 1 : 0,
      text: [
        ...(wording.isAsked
          ? toldLines(now, wording)
          : [asOfText(now), ...statusTable(rows, { now, view, as })]),
        ...missing.map(({ sentence }) => wording.tell(sentence)),
      ],
      json: {
        at: now.at,
        confirmations,
        contracts: rows.map(({ contract, now: { contract: name, ...told } }) => {
          const { gone, conflicts, undone } = statusOf(contract, view, { confirmations })
          return plain({
            ...name,
            address: contract.address,
            agreed: contract.amount,
            ...told,
            gone: gone.map(({ funded, state }) => ({ ...fundedToJson(funded), state })),
            conflicts: conflicts.map(({ outpoint, ...conflict }) => ({
              outpoint: formatOutpoint(outpoint),
              ...conflict,
            })),
            undone: undone.map(({ outpoint, ...one }) => ({ outpoint: formatOutpoint(outpoint), ...one })),
            ...(as !== undefined && {
              withoutMe: withoutMe(contract, { as, at: view }).map(({ path, funded, ...opening }) => ({
                path: path.name,
                parties: path.parties,
                ...(funded && { outpoint: formatOutpoint(funded.outpoint) }),
                ...opening,
              })),
            }),
          })
        }),
        missing: missing.map(({ funded, sentence }) => ({
          ...fundedToJson(funded),
          text: tellInEnglish(sentence),
        })),
      },
    }
  },
})
