import { shown } from '../errors.js'
import { type Check, listOf, membersOf } from '../given/check.js'
import { forbiddenIn, loneSurrogateIn, spaceAtAnEndOf } from '../text.js'
import { sentenceError } from './errors.js'

/** What people are called, in the place of their roles. */
export interface Names {
  readonly employer?: string
  readonly worker?: string
  readonly arbiter?: string
  readonly backupArbiter?: string
  /** Of those whom the worker's side pays, in the order of `worker.payees`. */
  readonly payees?: readonly string[]
}

/** UTF-16 code units. */
const LONGEST_NAME = 100

const aName: Check = (value, field) => {
  const received =
    typeof value !== 'string' || value === ''
      ? shown(value)
      : value.length > LONGEST_NAME
        ? `${value.length} characters`
        : (loneSurrogateIn(value) ?? forbiddenIn(value) ?? spaceAtAnEndOf(value))?.name
  if (received !== undefined)
    throw sentenceError('NAME_MALFORMED', {
      field,
      expected: `a name of 1 to ${LONGEST_NAME} characters that can be seen, without spaces at its ends`,
      received,
    })
}

/**
 * Names with which sentences may be told: short, and without anything that nobody sees or that turns the direction
 * of writing.
 */
export const someNames: Check = /* @__PURE__ */ membersOf<Names>({
  'employer?': aName,
  'worker?': aName,
  'arbiter?': aName,
  'backupArbiter?': aName,
  'payees?': /* @__PURE__ */ listOf(aName),
})
