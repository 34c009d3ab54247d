import type { AuditOptions } from '../audit/audit.js'
import { asOf } from '../audit/now.js'
import { viewOf } from '../cli/watchFile.js'
import type { Given } from './recognise.js'

/** What lies on the desk of whoever uses the page. */
export interface Desk {
  /** In the order in which it was given. */
  readonly given: readonly Given[]
  /** What is audited: the agreement or the descriptor, if there is one. */
  readonly subject: string | undefined
  /** What it is audited with, a view aside. */
  readonly options: AuditOptions
  /** Says what is so now: the view that was given, as JSON. */
  readonly view?: string
}

const isSubject = ({ kind }: Given): boolean => kind === 'agreement' || kind === 'descriptor'

const deskOf = (given: readonly Given[]): Desk => {
  const psbt = given.find(({ kind }) => kind === 'psbt')?.text
  const view = given.find(({ kind }) => kind === 'view')?.text
  const transactions = given.filter(({ kind }) => kind === 'transaction').map(({ text }) => text)
  return {
    given,
    subject: given.find(isSubject)?.text,
    options: {
      ...(psbt === undefined ? {} : { psbt }),
      ...(transactions.length === 0 ? {} : { transactions }),
    },
    ...(view === undefined ? {} : { view }),
  }
}

/**
 * What the subject is audited with, the view read.
 *
 * @throws EscrowError `JSON_FORM_…`, `VIEW_JSON`
 */
export const auditOptionsOf = ({ options, view }: Desk): AuditOptions =>
  view === undefined ? options : { ...options, now: asOf(viewOf(JSON.parse(view))) }

export const emptyDesk: Desk = { given: [], subject: undefined, options: {} }

/** A desk with one thing more: a new subject, PSBT or view takes the place of the one before, transactions add up. */
export const withGiven = ({ given }: Desk, added: Given): Desk =>
  deskOf([
    ...given.filter((one) => {
      if (isSubject(added)) return !isSubject(one)
      return added.kind === 'transaction' ? one.text !== added.text : one.kind !== added.kind
    }),
    added,
  ])

export const withoutGiven = ({ given }: Desk, removed: Given): Desk =>
  deskOf(given.filter((one) => one !== removed))
