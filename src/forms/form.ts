import * as v from 'valibot'
import { shown } from '../errors.js'
import { hasMembers, memberField } from '../given/check.js'
import { formError } from './errors.js'

/** Every JSON form that the library writes, with its version. `docs/formats.md` says what is in each. */
const VERSIONS = {
  acceptance: 1,
  answer: 1,
  audit: 1,
  contract: 1,
  event: 1,
  funded: 1,
  inclusion: 1,
  plan: 1,
  spend: 1,
  stream: 1,
  streamPlan: 1,
  swap: 1,
  terms: 1,
  view: 1,
  watch: 1,
} as const

export type FormName = keyof typeof VERSIONS

export const FORM_NAMES: readonly FormName[] = /* @__PURE__ */ Object.keys(VERSIONS) as FormName[] // its own keys

/** The two members by which a JSON form says what it is. */
export interface Marks<Name extends FormName> {
  readonly format: `taproot-escrow/${Name}`
  readonly version: (typeof VERSIONS)[Name]
}

const formatOf = <Name extends FormName>(name: Name): Marks<Name>['format'] => `taproot-escrow/${name}`

/** The marks of a form, for whoever writes one. */
export const marks = <Name extends FormName>(name: Name): Marks<Name> => ({
  format: formatOf(name),
  version: VERSIONS[name],
})

interface Expected {
  readonly form: FormName
  readonly field: string
}

/**
 * Refuses what does not say that it is a form, in the version that is read here.
 *
 * @throws EscrowError `JSON_FORM_FORMAT`, `JSON_FORM_VERSION`
 */
export const checkMarks = (json: { readonly [name: string]: unknown }, { form, field }: Expected): void => {
  const { format, version } = json
  const expected = marks(form)
  if (format !== expected.format)
    throw formError('JSON_FORM_FORMAT', {
      field: `${field}.format`,
      expected: `"${expected.format}"`,
      received: shown(format),
      form: expected.format,
    })
  if (version !== expected.version)
    throw formError('JSON_FORM_VERSION', {
      field: `${field}.version`,
      expected: `version ${expected.version} of ${expected.format}`,
      received: shown(version),
      form: expected.format,
    })
}

/**
 * Reads a value by a shape; whatever does not fit is named by its place.
 *
 * @throws EscrowError `JSON_FORM_MALFORMED`
 */
export const readShape = <Result>(
  value: unknown,
  { shape, field }: { readonly shape: v.GenericSchema<unknown, Result>; readonly field: string },
): Result => {
  // a list of a million wrong items is wrong at the first
  const read = v.safeParse(shape, value, { abortEarly: true })
  if (read.success) return read.output
  const [issue] = read.issues
  throw formError('JSON_FORM_MALFORMED', {
    field: (issue.path ?? []).reduce((place, { key }) => memberField(place, String(key)), field),
    expected: issue.expected ?? 'another value',
    received: shown(issue.input),
  })
}

/**
 * Reads a JSON form: first its marks, then all else by the shape, which leaves them out.
 *
 * @throws EscrowError `JSON_FORM_FORMAT`, `JSON_FORM_VERSION`, `JSON_FORM_MALFORMED`
 */
export const readForm = <Result>(
  value: unknown,
  { shape, ...expected }: Expected & { readonly shape: v.GenericSchema<unknown, Result> },
): Result => {
  const { field } = expected
  if (!hasMembers(value)) return readShape(value, { shape, field })
  checkMarks(value, expected)
  const { format, version, ...members } = value
  return readShape(members, { shape, field })
}
