import { shown } from '../errors.js'
import { ROLES } from '../words.js'
import { givenError } from './errors.js'

/**
 * Refuses a value that is not what a public function was promised. Types say the same; this is for callers without
 * them, who would otherwise be told of a property that cannot be read, or of nothing at all.
 *
 * @throws EscrowError `ARGUMENT_TYPE`, `ARGUMENT_UNKNOWN`
 */
export type Check = (value: unknown, field: string) => void

/** A check by a predicate; `expected` is what its error asks for. */
export const checkThat =
  (expected: string, holds: (value: unknown) => boolean): Check =>
  (value, field) => {
    if (!holds(value)) throw givenError('ARGUMENT_TYPE', { field, expected, received: shown(value) })
  }

export type Members = Readonly<Record<string, unknown>>

/** Whether a value has members by names: neither a list nor bytes. */
export const hasMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)

export const aText: Check = /* @__PURE__ */ checkThat('text', (value) => typeof value === 'string')
export const someBytes: Check = /* @__PURE__ */ checkThat('bytes', (value) => value instanceof Uint8Array)
export const textOrBytes: Check = /* @__PURE__ */ checkThat(
  'text or bytes',
  (value) => typeof value === 'string' || value instanceof Uint8Array,
)
/** Heights, times, positions: no fraction, nothing below zero, nothing that doubles do not count exactly. */
export const aWhole: Check = /* @__PURE__ */ checkThat(
  'a whole number, 0 or more',
  (value) => Number.isSafeInteger(value) && Number(value) >= 0,
)
export const aBigint: Check = /* @__PURE__ */ checkThat(
  'a bigint, such as 1000n',
  (value) => typeof value === 'bigint',
)
export const aFunction: Check = /* @__PURE__ */ checkThat(
  'a function',
  (value) => typeof value === 'function',
)
export const aList: Check = /* @__PURE__ */ checkThat('a list', Array.isArray)
/** Whose members are judged where they are read. */
export const anObject: Check = /* @__PURE__ */ checkThat('an object', hasMembers)
export const anything: Check = () => {}

/** One of some names. */
export const oneOf =
  (names: readonly string[]): Check =>
  (value, field) => {
    if (!names.some((name) => name === value))
      throw givenError('ARGUMENT_TYPE', {
        field,
        expected: `one of ${names.join(', ')}`,
        received: shown(value),
      })
  }

export const aRole: Check = (value, field) => oneOf(ROLES)(value, field)

/** A list whose every item is of a kind. */
export const listOf =
  (check: Check): Check =>
  (value, field) => {
    aList(value, field)
    // the line above makes it one
    for (const [at, item] of (value as readonly unknown[]).entries()) check(item, `${field}[${at}]`)
  }

/** The checks of an object's members; a name with a question mark may be left out. */
export type MemberChecks<Value> = {
  readonly [Name in keyof Value & string as undefined extends Value[Name] ? `${Name}?` : Name]-?: Check
}

const placeIn = (field: string, name: string): string => (field === '' ? name : `${field}.${name}`)

/**
 * `milestones[2].amount`; a name from outside that is no plain word, shorter than any secret, is quoted or not told, so
 * that a field is always one short line.
 */
export const memberField = (parent: string, name: string): string =>
  /^\w{1,40}$/.test(name) ? placeIn(parent, name) : `${parent}[${shown(name)}]`

/** A member and its check. */
interface MemberCheck {
  readonly name: string
  readonly isOptional: boolean
  readonly check: Check
}

const memberChecks = (checks: Readonly<Record<string, Check>>): readonly MemberCheck[] =>
  Object.entries(checks).map(([name, check]) => {
    const plain = name.replace('?', '')
    return { name: plain, isOptional: plain !== name, check }
  })

const checkMembers = (members: readonly MemberCheck[], given: Members, field: string): void => {
  for (const { name, isOptional, check } of members) {
    const member = given[name]
    if (member !== undefined || !isOptional) check(member, placeIn(field, name))
  }
}

/**
 * An object with these members, those with a question mark at will. Others are passed over, such as those of a node's
 * answer.
 */
export const having = (checks: Readonly<Record<string, Check>>): Check => {
  const members = memberChecks(checks)
  return (value, field) => {
    anObject(value, field || 'options')
    checkMembers(members, value as Members, field) // the line above makes it one
  }
}

/** An object with these members and no others; with '' as its field it is the options of a function. */
export const membersNamed = (checks: Readonly<Record<string, Check>>): Check => {
  const members = memberChecks(checks)
  return (value, field) => {
    anObject(value, field || 'options')
    const given = value as Members // the line above makes it one
    for (const name of Object.keys(given))
      if (given[name] !== undefined && !members.some((member) => member.name === name))
        throw givenError('ARGUMENT_UNKNOWN', {
          field: memberField(field, name),
          expected: `only ${members.map((member) => member.name).join(', ')}`,
          received: shown(given[name]),
        })
    checkMembers(members, given, field)
  }
}

/** The same where the type of the object is known: every member of the type has its check. */
export const membersOf = <Value>(checks: MemberChecks<Value>): Check => membersNamed(checks)
