import { shown } from '../errors.js'
import { memberField } from '../given/check.js'
import { forbiddenIn, loneSurrogateIn, spaceAtAnEndOf } from '../text.js'
import { fromHex, utf8 } from '../units/bytes.js'
import { agreementError } from './errors.js'
import type { Issues } from './issues.js'

/** A value of the document, where it stands and where its issues go. */
export interface Node {
  readonly value: unknown
  /** Path in the document; empty for the document itself. */
  readonly field: string
  readonly issues: Issues
}

type AgreementCode = keyof typeof agreementError.codes & string

interface Complaint {
  readonly code: AgreementCode
  readonly expected: string
  readonly received?: string
}

/** Puts an issue of this node on the list; answers `null`, the mark of what could not be read. */
export const complain = (node: Node, { code, expected, received }: Complaint): null => {
  const { value, field, issues } = node
  issues.add(() =>
    agreementError(code, { field: field || 'agreement', expected, received: received ?? shown(value) }),
  )
  return null
}

/** The members of an object by name: `undefined` where the document has none. */
export type Members<Name extends string> = Readonly<Record<Name, Node | undefined>>

/**
 * The node as an object that has all of the required members and no others than the named ones. Trouble with one
 * member leaves the others readable; only what is no object at all answers `null`.
 */
export const asObject = <Required extends string, Optional extends string = never>(
  node: Node,
  { required, optional = [] }: { required: readonly Required[]; optional?: readonly Optional[] },
): Members<Required | Optional> | null => {
  const { value, field, issues } = node
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return complain(node, { code: 'FIELD_TYPE', expected: 'an object' })
  const names: readonly string[] = [...required, ...optional]
  const members: Record<string, Node> = {}
  for (const [name, member] of Object.entries(value))
    if (names.includes(name)) members[name] = { value: member, field: memberField(field, name), issues }
    else
      issues.add(() =>
        agreementError('FIELD_UNKNOWN', {
          field: memberField(field, name),
          expected: `only ${names.join(', ')}`,
          received: shown(name),
        }),
      )
  for (const name of required)
    if (!(name in members))
      complain(
        { ...node, field: memberField(field, name) },
        { code: 'FIELD_MISSING', expected: 'a value', received: 'nothing' },
      )
  // the names are exactly those of the type, and a missing one reads as undefined
  return members as Members<Required | Optional>
}

/** What `read` makes of a required member; a missing one is on the list already. */
export const required = <Value>(node: Node | undefined, read: (node: Node) => Value | null): Value | null =>
  node === undefined ? null : read(node)

/** What `read` makes of an optional member. */
export const optional = <Value>(
  node: Node | undefined,
  read: (node: Node) => Value | null,
): Value | null | undefined => (node === undefined ? undefined : read(node))

interface Count {
  readonly most: number
  readonly code: AgreementCode
}

/** The node as a list of 1 to `most` members. */
export const asList = <Value>(
  node: Node,
  { most, code, read }: Count & { readonly read: (node: Node) => Value },
): readonly Value[] | null => {
  const { value, field, issues } = node
  if (!Array.isArray(value)) return complain(node, { code: 'FIELD_TYPE', expected: 'a list' })
  if (value.length < 1 || value.length > most)
    return complain(node, { code, expected: `1 to ${most} of them` })
  return value.map((member: unknown, index) => read({ value: member, field: `${field}[${index}]`, issues }))
}

/** The node as text. */
export const asText = (node: Node): string | null =>
  typeof node.value === 'string' ? node.value : complain(node, { code: 'FIELD_TYPE', expected: 'text' })

/** The node as a whole number in a range. */
export const asInteger = (
  node: Node,
  { least, most, code }: { least: number; most: number; code: AgreementCode },
): number | null => {
  const { value } = node
  const expected = `a whole number from ${least} to ${most}`
  if (typeof value !== 'number' || !Number.isInteger(value))
    return complain(node, { code: 'FIELD_TYPE', expected })
  return value < least || value > most ? complain(node, { code, expected }) : value
}

/** The node as one of a few words. */
export const asChoice = <Choice extends string | number>(
  node: Node,
  { choices, code }: { choices: readonly Choice[]; code: AgreementCode },
): Choice | null =>
  choices.find((choice) => choice === node.value) ??
  complain(node, { code, expected: choices.map((choice) => JSON.stringify(choice)).join(' or ') })

/** The node as lower-case hex of `least` to `most` bytes. */
export const asHex = (
  node: Node,
  { least, most, code }: { least: number; most: number; code: AgreementCode },
): string | null => {
  const text = asText(node)
  if (text === null) return null
  const bytes = least === most ? `${least} bytes` : `${least} to ${most} bytes`
  const expected = `lower-case hex of ${bytes}`
  if (text.length > 2 * most || text.length < 2 * least)
    return complain(node, { code, expected, received: `text of ${text.length} characters` })
  if (fromHex(text) === undefined) return complain(node, { code: 'HEX_MALFORMED', expected })
  if (text !== text.toLowerCase())
    return complain(node, { code: 'HEX_NOT_NORMAL', expected, received: 'upper-case digits' })
  return text
}

/** Longest free text in bytes of UTF-8. */
const LONGEST_TEXT = 1024

/** The node as text for people: 1 to 1024 bytes, every character of which can be seen, or joins others. */
export const asProse = (node: Node): string | null => {
  const text = asText(node)
  if (text === null) return null
  const length = text.length > LONGEST_TEXT ? text.length : utf8(text).length
  if (length < 1 || length > LONGEST_TEXT)
    return complain(node, {
      code: 'TEXT_LENGTH',
      expected: `1 to ${LONGEST_TEXT} bytes`,
      received: `text of ${text.length} characters`,
    })
  const faults = [
    { found: loneSurrogateIn(text), code: 'TEXT_LONE_SURROGATE', expected: 'whole characters' },
    {
      found: forbiddenIn(text),
      code: 'TEXT_CHARACTER_FORBIDDEN',
      expected: 'text without controls, invisible characters and those without a meaning of their own',
    },
    {
      found: spaceAtAnEndOf(text),
      code: 'TEXT_WHITE_SPACE',
      expected: 'text without white space at its beginning and end',
    },
  ] as const
  for (const { found, code, expected } of faults)
    if (found !== undefined)
      return complain(node, { code, expected, received: `${found.name} at character ${found.at}` })
  return text
}
