import { complete, type Funded, finalize, sats, sign } from 'taproot-escrow'
import {
  accrued,
  type LastState,
  planStream,
  type ReadState,
  readState,
  signState,
  streamStateFromJson,
  streamStateToJson,
} from 'taproot-escrow/stream'
import { FEE_RATE } from './scenes.js'
import { confirm, expectOwnRefusal, formatSats, type Stage } from './stage.js'

const HOUR = 3600
const MINUTE = 60
/** What an hour of work costs. */
export const HOURLY_WAGE = 60_000n

/** Sixty states between two transactions; the worker closes with the last of them, alone. */
export const anHourByTheMinute = async (stage: Stage, funded: Funded): Promise<void> => {
  const { heading, tell, people, node } = stage
  heading('An hour paid by the minute')
  tell(
    `The third agreement is about hours, at ${formatSats(HOURLY_WAGE)} each. Every minute the employer signs a ` +
      'settlement that pays the worker more than the one before, and sends nothing but its signature and the sum. ' +
      'The worker verifies it, keeps the newest, and broadcasts none of them.',
  )
  const { blocks: height, mediantime: medianTime } = await node.rpc.getblockchaininfo()
  const at = { height, medianTime }
  const plan = planStream({ deposits: [funded], feeRate: FEE_RATE }, { at })
  const { path, from } = plan.ends
  if (!('height' in from)) throw new Error('the clocks of the hours count blocks')
  tell(
    `It runs until ${path} could take the money without the worker: block ${from.height + 1}, 45 days away.`,
  )
  let signed: LastState = 'none'
  let held: ReadState | undefined
  let longest = 0
  for (let minute = 1; minute <= HOUR / MINUTE; minute++) {
    const owed = accrued({ amount: sats(HOURLY_WAGE), per: HOUR, seconds: minute * MINUTE })
    signed = await signState(plan, { pays: owed, last: signed }, people.employer.signer)
    const text = JSON.stringify(streamStateToJson(signed))
    longest = Math.max(longest, text.length)
    const state = streamStateFromJson(JSON.parse(text))
    held = readState(plan, state, { last: held?.state ?? 'none', owed, at })
  }
  if (held === undefined) throw new Error('an hour has minutes')
  const newest = held
  tell(
    `60 states of at most ${longest} bytes went over, the last one pays ${formatSats(newest.amount)}. A state with ` +
      'another sum is nothing that the employer signed:',
  )
  await expectOwnRefusal(stage, {
    attempt: 'a state that nobody signed',
    code: 'STREAM_SIGNATURE',
    act: () => readState(plan, { ...newest.state, pays: sats(2n * HOURLY_WAGE) }, { last: newest.state, at }),
  })
  tell('The hour is over and the employer is gone. The worker countersigns the last state, and closes alone:')
  const draft = newest.spend
  await confirm(stage, { draft, final: finalize(complete(await sign(draft, people.worker.signer))) })
}
