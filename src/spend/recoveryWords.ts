import type { Funded } from '../contract/funded.js'
import type { Path } from '../paths/types.js'
import type { Lock, Span } from '../units/lock.js'
import type { Role } from '../words.js'

/** Roles as sentences name them. */
export const roleName = (role: Role): string => (role === 'backupArbiter' ? 'backup arbiter' : role)

/** `alone`, `together with the worker`. */
export const withWhom = ({ parties }: Path, role: Role): string => {
  const others = parties.filter((party) => party !== role).map((party) => `the ${roleName(party)}`)
  return others.length === 0 ? 'alone' : `together with ${others.join(' and ')}`
}

const BLOCKS_A_DAY = 144
const SECONDS_A_DAY = 86_400

/** A length of time for people: `about 60 days`. */
export const roughly = (span: Span): string => {
  const whole = Math.round('blocks' in span ? span.blocks / BLOCKS_A_DAY : span.seconds / SECONDS_A_DAY)
  return whole < 1 ? 'less than a day' : `about ${whole} ${whole === 1 ? 'day' : 'days'}`
}

/** Unix time as `2027-01-15 08:00:00 UTC`. */
export const utcText = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().replace('.000Z', ' UTC').replace('T', ' ')

/** From when a path is open, for somebody who knows nothing of locks. */
export const fromWhen = (lock: Lock | undefined, funded: Partial<Funded>): string => {
  if (lock === undefined) return 'at once'
  if ('height' in lock) return `as soon as block ${lock.height} is mined`
  if ('time' in lock) return `from ${utcText(lock.time)} on (the clock of the chain is about an hour behind)`
  if ('blocks' in lock) {
    const { confirmedAt } = funded
    const at =
      confirmedAt === undefined ? '' : `, that is as soon as block ${confirmedAt + lock.blocks - 1} is mined`
    return `when the deposit has ${lock.blocks} ${lock.blocks === 1 ? 'confirmation' : 'confirmations'} (${roughly(lock)})${at}`
  }
  return `${lock.seconds} seconds (${roughly(lock)}) after the deposit was confirmed`
}
