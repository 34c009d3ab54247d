import { plain } from '../../audit/report/auditToJson.js'
import { eventSentence } from '../../watch/eventSentence.js'
import type { ContractEvent } from '../../watch/eventTypes.js'
import type { View } from '../../watch/types.js'
import type { Role } from '../../words.js'
import { type Command, type Desk, defineCommand } from '../command.js'
import { cliError } from '../errors.js'
import { type OpenSource, SOURCE_OPTIONS } from '../sources/options.js'
import { withSource } from '../sources/withSource.js'
import { roleOf } from '../values.js'
import { AGREEMENTS, readWatched, WATCHED_OPTIONS, type Watched } from '../watched.js'
import { watchFileIn, watchFileText } from '../watchFile.js'
import { readWording, WORDING_OPTIONS, type Wording } from '../wording.js'

const OPTIONS = {
  ...WATCHED_OPTIONS,
  ...SOURCE_OPTIONS,
  state: {
    value: 'FILE',
    help: 'where it goes on: written whole after each block, once the lines are out; made where it is not there',
  },
  ...WORDING_OPTIONS,
  as: { value: 'ROLE', help: 'of deadlines only those of this role' },
} as const

/** What a run goes on from, where there was one: it has to have watched the same, as what it did not look at it missed. */
const storedView = async (file: string, desk: Desk, watched: Watched): Promise<View | undefined> => {
  if (!(await desk.io.exists(file))) return undefined
  const { agreements, confirmations, view } = await watchFileIn(file, desk.reader, 'state')
  const own = idsOf(watched)
  if (agreements.length !== own.length || !own.every((id) => agreements.includes(id)))
    throw cliError('WATCH_OTHER', {
      field: '--state',
      expected: 'the agreements that the file was written with: another file for others',
      received: `${own.filter((id) => !agreements.includes(id)).length} that it does not know, and ${agreements.filter((id) => !own.includes(id)).length} fewer`,
    })
  if (confirmations !== watched.confirmations)
    throw cliError('WATCH_OTHER', {
      field: '--confirmations',
      expected: `${confirmations}, as before: events are told by it`,
      received: `${watched.confirmations}`,
    })
  return view
}

const idsOf = ({ agreements }: Watched): readonly string[] => agreements.map(({ id }) => id)

const concerns = (event: ContractEvent, as: Role | undefined): boolean =>
  as === undefined || event.kind !== 'deadlineNear' || event.role === as

/** An event in a sentence, after the contract that it happened to. */
const toldLine = (event: ContractEvent, { say }: Wording): string => {
  const about = say({ code: 'aboutMilestone', data: event.contract })
  return `${about}: ${say(eventSentence(event))}`
}

/** Follows until the signal, and stores each view once what it tells is out. */
const watching = async (
  open: OpenSource,
  {
    desk,
    file,
    stored,
    watched,
    as,
    wording,
  }: {
    readonly desk: Desk
    readonly file: string
    readonly stored: View | undefined
    readonly watched: Watched
    readonly as: Role | undefined
    readonly wording: Wording
  },
): Promise<void> => {
  const [{ follow }, { beginningView }] = await Promise.all([
    import('../../chain/follow/follow.js'),
    import('../sources/live.js'),
  ])
  const { everything: contracts, confirmations } = watched
  const store = (view: View): Promise<void> =>
    desk.io.writeFile(file, `${watchFileText({ agreements: idsOf(watched), confirmations, view })}\n`, {
      existing: 'replace',
    })
  const signal = desk.io.interruption()
  const view = stored ?? (await beginningView(open, { ...watched, contracts }))
  // a run that ends before its first block begins there again
  if (stored === undefined) await store(view)
  const onTrouble = desk.complain
  for await (const step of follow(open.source, { contracts, view, confirmations, signal, onTrouble })) {
    for (const event of step.changes)
      if (concerns(event, as)) {
        // an event is plain data of the library
        const json = plain(event) as Readonly<Record<string, unknown>>
        const text = [toldLine(event, wording)]
        await desk.deliver({ text, json }, { out: undefined })
      }
    await desk.io.flushed()
    await store(step.view)
  }
}

export const watchCommand: Command = defineCommand<keyof typeof OPTIONS>({
  name: 'watch',
  summary: 'tell what happens to contracts, a line for each event',
  operands: AGREEMENTS,
  options: OPTIONS,
  about: [
    'Follows contracts at a node or at servers until Ctrl-C, which ends it with 0: deposits, spends, secrets that are shown, paths that open, deadlines, what a reorganisation undid, what was replaced, dropped or is stuck.',
    'With --state a later run goes on where the last one ended, however it ended: no event is left out, and one that may be told again has the same id (with --json). The file is a view of the chain, which `status --view` and `audit --view` read, with the agreements and --confirmations that it was written with; both have to be the same again.',
    'Where to begin the first time is found as by `status`. While a source is away, that is said on standard error, and it is asked again.',
  ],
  examples: [
    {
      line: 'taproot-escrow watch agreement.json --node http://127.0.0.1:8332 --since 920000 --state watch.json',
      does: 'by a node of your own',
    },
    {
      line: 'taproot-escrow watch agreement.json --esplora https://mempool.space/api --state watch.json --as worker',
      does: 'by a server',
    },
  ],
  run: async (given, desk) => {
    const as = given.one('as') === undefined ? undefined : roleOf(given)
    const file = given.needed('state')
    const wording = await readWording(given, desk)
    const watched = await readWatched(given, desk)
    const stored = await storedView(file, desk, watched)
    await withSource(given, desk, {
      network: watched.network,
      use: (open) => watching(open, { desk, file, stored, watched, as, wording }),
    })
    return { text: [] }
  },
})
