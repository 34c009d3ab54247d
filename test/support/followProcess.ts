import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import {
  type Checkpoint,
  type ContractEvent,
  compile,
  emptyView,
  parseAgreement,
  type ViewJson,
  viewFromJson,
  viewToJson,
} from 'taproot-escrow'
import { bitcoindSource, createRpc, follow } from 'taproot-escrow/chain'

/**
 * A program that follows contracts until it is killed. What it knows and what it told are stored in one write: a file
 * that takes the other's place.
 */
export interface FollowOrder {
  readonly url: string
  readonly cookieFile: string
  readonly agreement: string
  readonly checkpoint: Checkpoint
  readonly file: string
}

export interface FollowStore {
  readonly view: ViewJson
  readonly events: readonly ContractEvent[]
}

const store = (file: string, stored: FollowStore): void => {
  const written = openSync(`${file}.new`, 'w')
  writeSync(
    written,
    JSON.stringify(stored, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
  )
  fsyncSync(written)
  closeSync(written)
  renameSync(`${file}.new`, file)
}

const run = async ({ url, cookieFile, agreement, checkpoint, file }: FollowOrder): Promise<void> => {
  // written by the function above
  const stored = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as FollowStore) : undefined
  let events = stored?.events ?? []
  const steps = follow(bitcoindSource({ rpc: createRpc({ url, cookieFile }), network: 'regtest' }), {
    contracts: compile(parseAgreement(agreement)),
    view: stored === undefined ? emptyView({ network: 'regtest', checkpoint }) : viewFromJson(stored.view),
    confirmations: 2,
    poll: 20,
  })
  process.stdout.write('following\n')
  for await (const { view, changes } of steps) {
    events = [...events, ...changes]
    store(file, { view: viewToJson(view), events })
  }
}

// its only argument, written by the test
await run(JSON.parse(process.argv[2] ?? '') as FollowOrder)
