import { concatBytes } from '@noble/hashes/utils.js'
import { hex } from '@scure/base'
import type { SecondDocument, SecondLock, SecondRole, SecondTerms } from './document.js'

/** A leaf before its keys are known. */
export interface SecondLeafPlan {
  readonly name: string
  /** p of the specification. */
  readonly path: number
  readonly roles: readonly SecondRole[]
  /** For each role, in how many leaves with a smaller p it stands. */
  readonly counts: readonly number[]
  readonly lock?: SecondLock
  readonly secretHash?: Uint8Array
  readonly weight: number
}

/** The leaves of a milestone in the order of their numbers: section 8 of the specification. */
export const leafPlans = (document: SecondDocument, milestone: number): readonly SecondLeafPlan[] => {
  const own = document.milestones[milestone]
  const silence = own?.silence ?? document.silence
  const rescue = own?.rescue ?? document.rescue
  const dispute: NonNullable<SecondTerms['dispute']> = own?.dispute ?? document.dispute ?? {}
  if (own === undefined || silence === undefined) throw new Error('no such milestone')
  const employerFirst = silence.pays === 'employer'
  const table: readonly (Omit<SecondLeafPlan, 'lock' | 'secretHash' | 'counts'> & {
    readonly there: boolean
    readonly lock?: SecondLock | undefined
    readonly secretHash?: string | undefined
  })[] = [
    { path: 1, name: 'employerAndWorker', roles: ['employer', 'worker'], weight: 8, there: true },
    {
      path: 2,
      name: 'arbiterAndWorker',
      roles: ['arbiter', 'worker'],
      weight: 4,
      there: document.arbiter !== undefined,
      lock: dispute.from,
    },
    {
      path: 3,
      name: 'arbiterAndEmployer',
      roles: ['arbiter', 'employer'],
      weight: 2,
      there: document.arbiter !== undefined,
      lock: dispute.from,
    },
    {
      path: 4,
      name: 'employerAlone',
      roles: ['employer'],
      weight: employerFirst ? 4 : 1,
      there: employerFirst || rescue !== undefined,
      lock: employerFirst ? silence.after : rescue?.after,
    },
    {
      path: 5,
      name: 'workerAlone',
      roles: ['worker'],
      weight: employerFirst ? 1 : 4,
      there: !employerFirst || rescue !== undefined,
      lock: employerFirst ? rescue?.after : silence.after,
    },
    {
      path: 6,
      name: 'workerWithSecret',
      roles: ['worker'],
      weight: 8,
      there: own.secretHash !== undefined,
      secretHash: own.secretHash,
    },
    {
      path: 7,
      name: 'backupAndWorker',
      roles: ['backupArbiter', 'worker'],
      weight: 1,
      there: document.backupArbiter !== undefined,
      lock: dispute.backupFrom,
    },
    {
      path: 8,
      name: 'backupAndEmployer',
      roles: ['backupArbiter', 'employer'],
      weight: 1,
      there: document.backupArbiter !== undefined,
      lock: dispute.backupFrom,
    },
    { path: 9, name: 'terms', roles: [], weight: 1, there: true },
  ]
  const seen = new Map<SecondRole, number>()
  const count = (role: SecondRole): number => {
    const before = seen.get(role) ?? 0
    seen.set(role, before + 1)
    return before
  }
  return table
    .filter(({ there }) => there)
    .map(({ path, name, roles, weight, lock, secretHash }) => ({
      path,
      name,
      roles,
      counts: roles.map(count),
      weight: document.weights?.[name] ?? weight,
      ...(lock === undefined ? {} : { lock }),
      ...(secretHash === undefined ? {} : { secretHash: hex.decode(secretHash) }),
    }))
}

/** The number in the script and the opcode that reads it: sections 5 and 10. */
const lockCode = ({ blocks, seconds, height, time }: SecondLock): readonly [number, number] => {
  if (blocks !== undefined) return [blocks, 0xb2]
  if (seconds !== undefined) return [4_194_304 + seconds / 512, 0xb2]
  const absolute = height ?? time
  if (absolute === undefined) throw new Error('a lock of no kind')
  return [absolute, 0xb1]
}

/** N(n) of section 10, by way of the number's hex digits. */
const pushOf = (value: number): Uint8Array => {
  if (value <= 16) return Uint8Array.of(0x50 + value)
  const digits = value.toString(16)
  const bytes = hex.decode(digits.length % 2 === 0 ? digits : `0${digits}`).reverse()
  const top = bytes.at(-1) ?? 0
  return top < 0x80 ? Uint8Array.of(bytes.length, ...bytes) : Uint8Array.of(bytes.length + 1, ...bytes, 0)
}

/** What stands for a party in a leaf: `threshold` of the keys, 32 bytes each. */
export interface SecondParty {
  readonly threshold: number
  readonly keys: readonly Uint8Array[]
}

/** The tapscript of a leaf, whose parties are given in order; the terms leaf has its one key as a party. */
export const leafScript = (
  { lock, secretHash }: Pick<SecondLeafPlan, 'lock' | 'secretHash'>,
  parties: readonly SecondParty[],
): Uint8Array => {
  const ending = lock !== undefined || secretHash !== undefined
  const parts = parties.map(({ threshold, keys }, position): Uint8Array => {
    const verified = ending || position < parties.length - 1
    const [only, ...others] = keys
    if (only === undefined) throw new Error('a party without keys')
    if (others.length === 0)
      return concatBytes(Uint8Array.of(0x20), only, Uint8Array.of(verified ? 0xad : 0xac))
    return concatBytes(
      Uint8Array.of(0x20),
      only,
      Uint8Array.of(0xac),
      ...others.flatMap((key) => [Uint8Array.of(0x20), key, Uint8Array.of(0xba)]),
      pushOf(threshold),
      Uint8Array.of(verified ? 0x9d : 0x9c),
    )
  })
  if (lock !== undefined) {
    const [value, opcode] = lockCode(lock)
    parts.push(pushOf(value), Uint8Array.of(opcode))
  }
  if (secretHash !== undefined) parts.push(hex.decode('82012088a820'), secretHash, Uint8Array.of(0x87))
  return concatBytes(...parts)
}
