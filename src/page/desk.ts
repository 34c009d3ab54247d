import type { AuditOptions } from '../audit/audit.js'
import { asOf } from '../audit/now.js'
import { ofAcceptances, ofFunding, ofTerms, type ProofReader } from '../audit/proofs.js'
import { cliError } from '../cli/errors.js'
import { viewOf } from '../cli/watchFile.js'
import type { Checkpoint } from '../watch/types.js'
import type { Given } from './recognise.js'

/** What lies on the desk of whoever uses the page. */
export interface Desk {
  /** In the order in which it was given. */
  readonly given: readonly Given[]
  /** What is audited: the last agreement or descriptor that was given, if there is one. */
  readonly subject: string | undefined
  /** What it is audited with, what has to be read first aside. */
  readonly options: AuditOptions
}

const isSubject = ({ kind }: Given): boolean => kind === 'agreement' || kind === 'descriptor'

const textsOf = (given: readonly Given[], kind: Given['kind']): readonly string[] =>
  given.flatMap((one) => (one.kind === kind ? [one.text] : []))

const deskOf = (given: readonly Given[]): Desk => {
  const [psbt] = textsOf(given, 'psbt')
  const transactions = textsOf(given, 'transaction')
  const subjects = given.filter(isSubject)
  const [before, subject] = subjects.length > 1 ? subjects : [undefined, ...subjects]
  return {
    given,
    subject: subject?.text,
    options: {
      ...(before === undefined ? {} : { before: before.text }),
      ...(psbt === undefined ? {} : { psbt }),
      ...(transactions.length === 0 ? {} : { transactions }),
    },
  }
}

/** What somebody knows from elsewhere, as the fields of the page say it. */
export interface Known {
  /** An address that is said to be a contract's. */
  readonly address?: string
  /** A block that is in the chain. */
  readonly checkpoint?: Checkpoint
  /** The time, in Unix seconds. */
  readonly now: number
}

/**
 * What the subject is audited with, views and proofs read.
 *
 * @throws EscrowError `JSON_FORM_…`, `VIEW_JSON`, and `OPTION_MISSING` for a proof of funding without a checkpoint
 */
export const auditOptionsOf = ({ given, options }: Desk, known: Known): AuditOptions => {
  const [view] = textsOf(given, 'view')
  const proofs = proofsOf(given, known)
  return {
    ...options,
    ...(view === undefined ? {} : { now: asOf(viewOf(JSON.parse(view))) }),
    ...(proofs.length === 0 ? {} : { proofs }),
  }
}

const proofsOf = (given: readonly Given[], { address, checkpoint, now }: Known): readonly ProofReader[] => {
  // one file for each person: what they accept is counted together
  const acceptances = textsOf(given, 'acceptances').flatMap((text) => JSON.parse(text))
  return [
    ...(acceptances.length === 0 ? [] : [ofAcceptances(acceptances)]),
    ...textsOf(given, 'terms').map((text) =>
      ofTerms(JSON.parse(text), address === undefined ? {} : { address }),
    ),
    ...textsOf(given, 'funding').map((text) => {
      if (checkpoint !== undefined) return ofFunding(text, { checkpoint, now })
      throw cliError('OPTION_MISSING', {
        field: 'checkpoint',
        expected:
          'HEIGHT:HASH of a block that you know from elsewhere, which the proof of funding is held against',
        received: 'nothing',
      })
    }),
  ]
}

/** Which of the things on the desk is refused where it is read: one that is may have been given long before. */
export const refusedOn = ({ given }: Desk, known: Known): Given | undefined =>
  given.find((one) => {
    try {
      auditOptionsOf(deskOf([one]), known)
      return false
    } catch {
      return true
    }
  })

export const emptyDesk: Desk = { given: [], subject: undefined, options: {} }

/** Of which a new one takes the place of the one before. */
const SINGLE: readonly Given['kind'][] = ['psbt', 'view']

/**
 * A desk with one thing more: a new PSBT or view takes the place of the one before; of agreements the last two stay,
 * the one to be held against the other; a descriptor stands alone; all else adds up.
 */
export const withGiven = ({ given }: Desk, added: Given): Desk => {
  const others = given.filter(
    (one) =>
      (one.kind !== added.kind || one.text !== added.text) &&
      !(one.kind === added.kind && SINGLE.includes(added.kind)) &&
      !(isSubject(one) && isSubject(added) && (one.kind === 'descriptor' || added.kind === 'descriptor')),
  )
  const first = others.filter(isSubject).length > 1 && isSubject(added) ? others.find(isSubject) : undefined
  return deskOf([...others.filter((one) => one !== first), added])
}

export const withoutGiven = ({ given }: Desk, removed: Given): Desk =>
  deskOf(given.filter((one) => one !== removed))
