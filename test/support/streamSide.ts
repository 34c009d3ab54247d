import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { type Sats, sats } from 'taproot-escrow'
import {
  type LastState,
  readState,
  type StreamState,
  signState,
  streamStateFromJson,
  streamStateToJson,
} from 'taproot-escrow/stream'
import { EMPLOYER, streamOf, TIP } from './streams.js'

/**
 * One side of a stream as a program: it stores a state before anybody hears of it, and begins with what it stored. It
 * is killed at any moment. Arguments: the side, and the file that it keeps.
 */
const [side, file] = process.argv.slice(2)
if (file === undefined) throw new Error('no file')
const plan = streamOf()

const stored = (): LastState =>
  existsSync(file) ? streamStateFromJson(JSON.parse(readFileSync(file, 'utf8'))) : 'none'

/** The old state or the new one is there whatever happens in between. */
const store = (state: StreamState): string => {
  const text = JSON.stringify(streamStateToJson(state))
  const draft = openSync(`${file}.new`, 'w')
  writeSync(draft, text)
  fsyncSync(draft)
  closeSync(draft)
  renameSync(`${file}.new`, file)
  return text
}

const employer = async (): Promise<void> => {
  let last = stored()
  // what was stored may not have been sent
  if (last !== 'none') console.log(store(last))
  for (;;) {
    const pays: Sats = sats((last === 'none' ? plan.least : last.pays) + 1n)
    last = await signState(plan, { pays, last }, EMPLOYER)
    console.log(store(last))
    await setTimeout(1)
  }
}

const worker = async (): Promise<void> => {
  let last = stored()
  for await (const text of createInterface(process.stdin)) {
    const state = streamStateFromJson(JSON.parse(text))
    // the employer sends the newest again after a restart
    if (last !== 'none' && state.pays <= last.pays) continue
    last = readState(plan, state, { last, at: TIP }).state
    store(last)
    console.log(String(last.pays))
  }
}

await (side === 'employer' ? employer() : worker())
