import type {
  AgreementDocument,
  AmountInput,
  ArbiterDocument,
  EmployerDocument,
  HashInput,
  QuorumDocument,
  WorkerDocument,
} from '../../agreement/document.js'
import type { NetworkName } from '../../units/network.js'
import { termsError } from '../errors.js'
import { checkParameters } from './parameters.js'

/** One key, or k of n keys. */
export type Keyholder =
  | { readonly key: string; readonly keys?: undefined; readonly threshold?: undefined }
  | { readonly key?: undefined; readonly keys: readonly string[]; readonly threshold: number }

export type EmployerParameters = Keyholder & { readonly address: string }

/** Those who receive the worker's side; shares in basis points, 10000 together. */
export type PayeeParameters = readonly { readonly address: string; readonly share: number }[]

/** Paid at one address, or divided among payees. */
export type WorkerParameters = Keyholder &
  (
    | { readonly address: string; readonly payees?: undefined }
    | { readonly address?: undefined; readonly payees: PayeeParameters }
  )

/** The fee is due on awards only: basis points of the pot, or fixed satoshis; an arbiter without one takes `{ bps: 0 }`. */
export type ArbiterParameters = Keyholder & {
  readonly address: string
  readonly fee: { readonly bps: number } | { readonly sats: AmountInput }
}

/** What every template takes. */
export interface PartiesParameters {
  readonly network: NetworkName
  /** Index of the first contract: no other agreement under the same keys has any of its indices. */
  readonly index: number
  readonly employer: EmployerParameters
  readonly worker: WorkerParameters
  /** Without it the key path is open to employer and worker together wherever their keys allow it. */
  readonly keyPath?: 'closed' | undefined
  /** SHA-256 of the text that the parties signed: 32 bytes, or their hex. */
  readonly document?: HashInput | undefined
  /** 16 to 32 bytes that nobody can guess, from the caller's own randomness. */
  readonly salt?: HashInput | undefined
}

export const PARTIES = ['network', 'index', 'employer', 'worker', 'keyPath', 'document', 'salt'] as const

const KEYHOLDER = ['key', 'keys', 'threshold'] as const

const quorum = ({ key, keys, threshold }: Keyholder, field: string): QuorumDocument => {
  if (key === undefined) {
    // only callers without types can leave out both
    if (keys === undefined)
      throw termsError('PARAMETER_TYPE', {
        field: `${field}.key`,
        expected: 'a key, or keys and their threshold',
        received: 'nothing',
      })
    return { threshold, keys }
  }
  // only callers without types can give both
  if (keys !== undefined || threshold !== undefined)
    throw termsError('PARAMETER_UNKNOWN', {
      field: `${field}.${keys === undefined ? 'threshold' : 'keys'}`,
      expected: 'either key, or keys and threshold',
      received: 'both',
    })
  return { threshold: 1, keys: [key] }
}

const employerDocument = (employer: EmployerParameters): EmployerDocument => {
  checkParameters(employer, { field: 'employer', known: [...KEYHOLDER, 'address'] })
  return { ...quorum(employer, 'employer'), address: employer.address }
}

const workerDocument = (worker: WorkerParameters): WorkerDocument => {
  checkParameters(worker, { field: 'worker', known: [...KEYHOLDER, 'address', 'payees'] })
  const { address, payees } = worker
  if (address === undefined) return { ...quorum(worker, 'worker'), payees }
  if (payees !== undefined)
    throw termsError('PARAMETER_UNKNOWN', {
      field: 'worker.payees',
      expected: 'either address, or payees',
      received: 'both',
    })
  return { ...quorum(worker, 'worker'), payees: [{ address, share: 10_000 }] }
}

/** The arbiter of a document. */
export const arbiterDocument = (
  arbiter: ArbiterParameters | undefined,
  field: 'arbiter' | 'backupArbiter',
): ArbiterDocument | undefined => {
  if (arbiter === undefined) return undefined
  checkParameters(arbiter, { field, known: [...KEYHOLDER, 'address', 'fee'] })
  return { ...quorum(arbiter, field), address: arbiter.address, fee: arbiter.fee }
}

/** MuSig2 takes one extended key of each; extended keys begin with their origin. */
const holdsOneExtendedKey = ({ keys }: QuorumDocument): boolean =>
  Array.isArray(keys) && keys.length === 1 && typeof keys[0] === 'string' && keys[0].startsWith('[')

/** What a document says of the parties. */
export const partiesDocument = ({
  network,
  index,
  employer,
  worker,
  keyPath,
  document,
  salt,
}: PartiesParameters): Omit<AgreementDocument, 'silence' | 'milestones'> => {
  const parties = { employer: employerDocument(employer), worker: workerDocument(worker) }
  const canAggregate = holdsOneExtendedKey(parties.employer) && holdsOneExtendedKey(parties.worker)
  return {
    format: 'taproot-escrow/agreement',
    version: 1,
    network,
    index,
    ...parties,
    keyPath: keyPath ?? (canAggregate ? 'musig2' : 'closed'),
    document,
    salt,
  }
}
