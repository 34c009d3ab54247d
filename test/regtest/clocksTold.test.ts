import { type Contract, type ContractEvent, type Lock, openingsOf, refund, satsPerVb } from 'taproot-escrow'
import { expect, it } from 'vitest'
import { finished, made } from '../support/contracts.js'
import { plainDocument } from '../support/documents.js'
import { startNode } from '../support/node.js'
import { told, watch } from '../support/watching.js'

const node = await startNode()

interface Clock {
  readonly unit: 'blocks' | 'seconds'
  /** Why a node refuses a spend before it is open. */
  readonly reason: string
  /** The lock, seen from the block before the deposit's. */
  readonly lock: (now: { readonly height: number; readonly medianTime: number }) => Lock
  /** What the tip has to reach, seen from the deposit. */
  readonly opens: (deposit: {
    readonly height: number
    readonly before: number
    readonly lock: Lock
  }) => number
}

const numberOf = (lock: Lock): number => Object.values(lock)[0] ?? 0

const CLOCKS: Readonly<Record<string, Clock>> = {
  'relative, by blocks': {
    unit: 'blocks',
    reason: 'non-BIP68-final',
    lock: () => ({ blocks: 400 }),
    opens: ({ height }) => height + 399,
  },
  'absolute, by height': {
    unit: 'blocks',
    reason: 'non-final',
    lock: ({ height }) => ({ height: height + 401 }),
    opens: ({ lock }) => numberOf(lock),
  },
  'relative, by time': {
    unit: 'seconds',
    reason: 'non-BIP68-final',
    lock: () => ({ seconds: 512 * 400 }),
    opens: ({ before }) => before + 512 * 400,
  },
  'absolute, by time': {
    unit: 'seconds',
    reason: 'non-final',
    lock: ({ medianTime }) => ({ time: medianTime + 200_000 }),
    // its time has to be over
    opens: ({ lock }) => numberOf(lock) + 1,
  },
}

const reached = (unit: Clock['unit'], moment: number): Promise<void> =>
  unit === 'blocks' ? node.mineUntilHeight(moment) : node.passTimeUntil(moment)

const about = (events: readonly ContractEvent[]): readonly string[] =>
  events.flatMap((event) =>
    event.kind === 'pathOpens' || event.kind === 'deadlineNear' ? [told(event)] : [],
  )

it.each(Object.entries(CLOCKS))(
  'a lock that is %s is told to be near and open where a node says so, and not a moment before',
  async (_, { unit, reason, lock: lockAt, opens }) => {
    const before = await node.medianTime()
    const lock = lockAt({ height: await node.height(), medianTime: before })
    const { contracts } = made({ ...plainDocument(), silence: { pays: 'employer', after: lock } })
    const contract: Contract = contracts[0]!
    const watching = await watch(node, [contract])
    await watching.look()
    await node.fund([{ address: contract.address, amount: contract.amount }])
    const height = await node.height()
    expect(about(await watching.look())).toEqual([])
    const { funded } = watching.status(contract).deposits[0]!
    const at = opens({ height, before, lock })
    const { hex } = await finished(refund(funded, { path: 'employerAlone', feeRate: satsPerVb('2') }))
    const [warning, refusal] = unit === 'blocks' ? [144, 36] : [86_400, 21_600]
    // of an absolute lock from the block of the deposit on
    const whole =
      'blocks' in lock || 'seconds' in lock ? numberOf(lock) : at - (unit === 'blocks' ? height : before)
    const marks = [
      { mark: 'warning', from: at - warning + 1 },
      { mark: 'refusal', from: at - refusal + 1 },
      { mark: 'tenth', from: at - Math.floor(whole / 10) },
    ].toSorted((one, other) => one.from - other.from)
    for (const { mark, from } of marks) {
      await reached(unit, from - 1)
      expect(about(await watching.look())).toEqual([])
      await reached(unit, from)
      const events = await watching.look()
      expect(about(events)).toEqual([`deadlineNear employerAlone worker ${mark}`])
      expect(events.at(-1)).toMatchObject({ opensAt: at, unit })
    }
    await reached(unit, at - 1)
    expect(about(await watching.look())).toEqual([])
    await node.expectRefused(hex, reason)
    const waiting = openingsOf(contract, watching.view()).find(({ path }) => path.name === 'employerAlone')
    expect(waiting).toMatchObject({ kind: 'waiting', left: 1, unit })
    await reached(unit, at)
    expect(about(await watching.look())).toEqual(['pathOpens employerAlone'])
    await node.expectAccepted(hex)
    const open = openingsOf(contract, watching.view()).find(({ path }) => path.name === 'employerAlone')
    expect(open?.kind).toBe('open')
  },
)
