import { boardOf, type Contract, changesBetween, statusOf } from 'taproot-escrow'
import { FOLLOWED_NAME, followedWork } from './followedWork.js'
import { median } from './measure.js'

/** Milliseconds of CPU time after a block, of all contracts. */
export interface FollowedTimings {
  readonly name: string
  /** By a board, which is kept from block to block: both. */
  readonly board: number
  /** By who keeps nothing between blocks. */
  readonly events: number
  readonly status: number
}

const WANTED = { confirmations: 1 }
/** Programs that follow contracts have run for long: what comes before engines have compiled is left out. */
const WARM_UP = 20
const ROUNDS = 31

const millisOf = (work: () => void): number => {
  const start = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

/** Times what a program asks after each block: what has happened, and what every contract is like now. */
export const followedTimings = (contracts: readonly Contract[]): FollowedTimings => {
  const { before, after } = followedWork(contracts)
  const taken = { board: [] as number[], events: [] as number[], status: [] as number[] }
  const kept = boardOf(before, { ...WANTED, contracts })
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const board = millisOf(() => {
      const { changes, statuses } = kept.after(after)
      if (changes.length === 0) throw new Error('a block in which nothing happened')
      for (const { at } of statuses) if (at.height !== 801_900) throw new Error('another block')
    })
    const events = millisOf(() => {
      const told = changesBetween(before, after, { ...WANTED, contracts }).length
      if (told === 0) throw new Error('a block in which nothing happened')
    })
    const status = millisOf(() => {
      for (const contract of contracts)
        if (statusOf(contract, after, WANTED).at.height !== 801_900) throw new Error('another block')
    })
    if (round < WARM_UP) continue
    taken.board.push(board)
    taken.events.push(events)
    taken.status.push(status)
  }
  return {
    name: FOLLOWED_NAME,
    board: median(taken.board),
    events: median(taken.events),
    status: median(taken.status),
  }
}
