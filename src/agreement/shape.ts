import type { RoleKey } from '../keys/roleKey.js'
import { parseRoleKey } from '../keys/roleKey.js'
import { fromHex } from '../units/bytes.js'
import { type Lock, type LockKind, parseLock, type Span } from '../units/lock.js'
import { type NetworkName, parseNetworkName } from '../units/network.js'
import { type Sats, sats } from '../units/sats.js'
import { PATHS } from '../words.js'
import { parseAddress } from './address.js'
import type { Allowance } from './allowance.js'
import type {
  AgreementDraft,
  ArbiterDraft,
  DisputeDraft,
  EmployerDraft,
  MilestoneDraft,
  PayeeDraft,
  QuorumDraft,
  Read,
  RescueDraft,
  SilenceDraft,
  WorkerDraft,
} from './draft.js'
import {
  asChoice,
  asHex,
  asInteger,
  asList,
  asObject,
  asProse,
  asText,
  complain,
  type Members,
  type Node,
  optional,
  required,
} from './node.js'
import { refuseSecretInText } from './secretsInText.js'
import type { Address, ArbiterFee, WeightablePath } from './types.js'

export const FORMAT = 'taproot-escrow/agreement'
export const VERSION = 1

/** Indices are BIP 32 child numbers without the hardened ones. */
export const MAX_INDEX = 0x7fffffff
export const MAX_KEYS = 20
export const MAX_PAYEES = 100
export const MAX_MILESTONES = 1000
/** Shares, fees and splits count in basis points: hundredths of a percent. */
export const WHOLE = 10_000
/** An arbiter takes half at most: the rest is what the award is about. */
export const MAX_FEE_BPS = 5000
export const MAX_WEIGHT = 65_536

export const WEIGHTABLE: readonly WeightablePath[] = /* @__PURE__ */ PATHS.filter(
  (path): path is WeightablePath => path !== 'key' && path !== 'terms',
)

/** What the readers of keys and addresses must know; without a valid network neither can be judged. */
interface Context {
  readonly network: NetworkName | null
  readonly allow: readonly Allowance[]
}

/**
 * Reads the value of a document into a draft, every value checked by itself; how values stand to each other is
 * not looked at here. `null` where the value is no object.
 */
export const readDraft = (
  document: Node,
  { allow }: { allow: readonly Allowance[] },
): AgreementDraft | null => {
  const members = asObject(document, {
    required: [
      'format',
      'version',
      'network',
      'index',
      'employer',
      'worker',
      'keyPath',
      'silence',
      'milestones',
    ],
    optional: ['arbiter', 'backupArbiter', 'rescue', 'dispute', 'weights', 'document', 'previous', 'salt'],
  })
  if (members === null) return null
  required(members.format, (node) => asChoice(node, { choices: [FORMAT], code: 'FORMAT_UNKNOWN' }))
  required(members.version, (node) => asChoice(node, { choices: [VERSION], code: 'VERSION_UNKNOWN' }))
  const network = required(members.network, networkAt)
  const context = { network, allow }
  const arbiter = (node: Node) => arbiterAt(node, context)
  return {
    network,
    index: required(members.index, (node) =>
      asInteger(node, { least: 0, most: MAX_INDEX, code: 'INDEX_OUT_OF_RANGE' }),
    ),
    employer: required(members.employer, (node) => employerAt(node, context)),
    worker: required(members.worker, (node) => workerAt(node, context)),
    arbiter: optional(members.arbiter, arbiter),
    backupArbiter: optional(members.backupArbiter, arbiter),
    keyPath: required(members.keyPath, (node) =>
      asChoice(node, { choices: ['musig2', 'closed'], code: 'KEY_PATH_UNKNOWN' }),
    ),
    ...termsAt(members),
    milestones: required(members.milestones, (node) =>
      asList(node, {
        most: MAX_MILESTONES,
        code: 'MILESTONES_COUNT',
        read: (milestone) => milestoneAt(milestone, context),
      }),
    ),
    weights: optional(members.weights, weightsAt),
    document: optional(members.document, hashAt),
    previous: optional(members.previous, hashAt),
    salt: optional(members.salt, (node) => asHex(node, { least: 16, most: 32, code: 'SALT_LENGTH' })),
  }
}

const networkAt = (node: Node): Read<NetworkName> =>
  node.issues.attempt(() => parseNetworkName(node.value, node.field))

const hashAt = (node: Node): Read<string> => asHex(node, { least: 32, most: 32, code: 'HASH_LENGTH' })

const QUORUM = ['threshold', 'keys'] as const

const quorumAt = (members: Members<(typeof QUORUM)[number]>, context: Context): QuorumDraft => {
  const keys = required(members.keys, (node) =>
    asList(node, { most: MAX_KEYS, code: 'KEYS_COUNT', read: (key) => keyAt(key, context) }),
  )
  const threshold = required(members.threshold, (node) =>
    asInteger(node, { least: 1, most: keys?.length ?? MAX_KEYS, code: 'THRESHOLD_OUT_OF_RANGE' }),
  )
  return { threshold, keys }
}

const keyAt = (node: Node, { network, allow }: Context): Read<RoleKey> => {
  const text = asText(node)
  if (text === null || network === null) return null
  return node.issues.attempt(() => parseRoleKey(text, { network, field: node.field, allow }))
}

const addressAt = (node: Node, { network }: Context): Read<Address> => {
  const text = asText(node)
  if (text === null || network === null) return null
  return node.issues.attempt(() => parseAddress(text, { network, field: node.field }))
}

const employerAt = (node: Node, context: Context): Read<EmployerDraft> => {
  const members = asObject(node, { required: [...QUORUM, 'address'] })
  if (members === null) return null
  const address = required(members.address, (member) => addressAt(member, context))
  return { ...quorumAt(members, context), address }
}

const workerAt = (node: Node, context: Context): Read<WorkerDraft> => {
  const members = asObject(node, { required: [...QUORUM, 'payees'] })
  if (members === null) return null
  const payees = required(members.payees, (list) =>
    asList(list, { most: MAX_PAYEES, code: 'PAYEES_COUNT', read: (payee) => payeeAt(payee, context) }),
  )
  return { ...quorumAt(members, context), payees }
}

const payeeAt = (node: Node, context: Context): Read<PayeeDraft> => {
  const members = asObject(node, { required: ['address', 'share'] })
  if (members === null) return null
  return {
    address: required(members.address, (member) => addressAt(member, context)),
    share: required(members.share, (member) =>
      asInteger(member, { least: 1, most: WHOLE, code: 'SHARE_OUT_OF_RANGE' }),
    ),
  }
}

const arbiterAt = (node: Node, context: Context): Read<ArbiterDraft> => {
  const members = asObject(node, { required: [...QUORUM, 'address', 'fee'] })
  if (members === null) return null
  return {
    ...quorumAt(members, context),
    address: required(members.address, (member) => addressAt(member, context)),
    fee: required(members.fee, feeAt),
  }
}

const feeAt = (node: Node): Read<ArbiterFee> => {
  const members = asObject(node, { required: [], optional: ['bps', 'sats'] })
  if (members === null) return null
  if ((members.bps === undefined) === (members.sats === undefined))
    return complain(node, {
      code: 'ARBITER_FEE_MALFORMED',
      expected: 'exactly one of bps, sats',
      received: members.bps === undefined ? 'neither' : 'both',
    })
  if (members.sats !== undefined) {
    const fixed = amountAt(members.sats)
    if (fixed === 0n)
      return complain(members.sats, {
        code: 'ARBITER_FEE_OUT_OF_RANGE',
        expected: 'more than 0 (an arbiter without a fee takes 0 bps)',
      })
    return fixed === null ? null : { sats: fixed }
  }
  const bps = required(members.bps, (member) =>
    asInteger(member, { least: 0, most: MAX_FEE_BPS, code: 'ARBITER_FEE_OUT_OF_RANGE' }),
  )
  return bps === null ? null : { bps }
}

const amountAt = (node: Node): Read<Sats> => {
  const { value, field, issues } = node
  if (typeof value !== 'string')
    return complain(node, { code: 'FIELD_TYPE', expected: 'whole satoshis as a decimal string' })
  return issues.attempt(() => sats(value, field))
}

const lockAt = (node: Node): Read<Lock> =>
  node.issues.attempt(() => parseLock(node.value, { field: node.field }))

const SPANS: readonly LockKind[] = ['blocks', 'seconds']

const spanAt = (node: Node): Read<Span> =>
  node.issues.attempt(() => {
    const lock = parseLock(node.value, { field: node.field, kinds: SPANS })
    // parseLock answers one of the kinds that it is told
    return lock as Span
  })

const TERMS = ['silence', 'rescue', 'dispute'] as const

const termsAt = (members: Members<(typeof TERMS)[number]>) => ({
  silence: optional(members.silence, silenceAt),
  rescue: optional(members.rescue, rescueAt),
  dispute: optional(members.dispute, disputeAt),
})

const silenceAt = (node: Node): Read<SilenceDraft> => {
  const members = asObject(node, { required: ['pays', 'after'] })
  if (members === null) return null
  return {
    pays: required(members.pays, (member) =>
      asChoice(member, { choices: ['employer', 'worker'], code: 'SILENCE_PAYS_UNKNOWN' }),
    ),
    after: required(members.after, lockAt),
  }
}

const rescueAt = (node: Node): Read<RescueDraft> => {
  const members = asObject(node, { required: ['after'] })
  return members === null ? null : { after: required(members.after, lockAt) }
}

const disputeAt = (node: Node): Read<DisputeDraft> => {
  const members = asObject(node, { required: ['decision'], optional: ['from', 'backupFrom'] })
  if (members === null) return null
  return {
    from: optional(members.from, lockAt),
    decision: required(members.decision, spanAt),
    backupFrom: optional(members.backupFrom, lockAt),
  }
}

const memoAt = (node: Node, { allow }: Context): Read<string> => {
  const text = asProse(node)
  if (text === null) return null
  return node.issues.attempt(() => {
    refuseSecretInText(text, { field: node.field, allow })
    return text
  })
}

const milestoneAt = (node: Node, context: Context): Read<MilestoneDraft> => {
  const members = asObject(node, { required: ['amount'], optional: ['memo', 'secretHash', ...TERMS] })
  if (members === null) return null
  return {
    amount: required(members.amount, amountAt),
    memo: optional(members.memo, (member) => memoAt(member, context)),
    secretHash: optional(members.secretHash, (member) => {
      const hex = hashAt(member)
      return hex === null ? null : (fromHex(hex) ?? null)
    }),
    ...termsAt(members),
  }
}

const weightsAt = (node: Node): AgreementDraft['weights'] => {
  const members = asObject(node, { required: [], optional: WEIGHTABLE })
  if (members === null) return null
  const stated = WEIGHTABLE.flatMap((path) => {
    const member = members[path]
    return member === undefined ? [] : [{ path, member }]
  })
  if (Object.keys(Object(node.value)).length === 0)
    return complain(node, {
      code: 'WEIGHTS_EMPTY',
      expected: 'a weight for at least one path',
      received: 'none',
    })
  const weights: Partial<Record<WeightablePath, Read<number>>> = {}
  for (const { path, member } of stated)
    weights[path] = asInteger(member, { least: 1, most: MAX_WEIGHT, code: 'WEIGHT_OUT_OF_RANGE' })
  return weights
}
