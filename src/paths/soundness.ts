import { inherit } from '../agreement/assemble.js'
import type { AgreementDraft, DisputeDraft, MilestoneDraft, Read, TermsDraft } from '../agreement/draft.js'
import type { Issues } from '../agreement/issues.js'
import { MAX_INDEX, WEIGHTABLE } from '../agreement/shape.js'
import type { Party, WeightablePath } from '../agreement/types.js'
import { duplicateKeys, type LocatedKey } from '../keys/distinct.js'
import { toHex } from '../units/bytes.js'
import { ROLES } from '../words.js'
import { pathError } from './errors.js'
import { checkAmounts, checkShares } from './money.js'
import { checkSchedules } from './schedule.js'

/** Every contract has an index that a key can be derived for. */
const checkIndices = ({ index, milestones }: AgreementDraft, issues: Issues): void => {
  if (index === null || milestones === null) return
  const last = index + milestones.length - 1
  if (last > MAX_INDEX)
    issues.add(() =>
      pathError('MILESTONE_INDEX_OUT_OF_RANGE', {
        field: 'index',
        expected: `at most ${MAX_INDEX - milestones.length + 1} for ${milestones.length} milestones`,
        received: String(index),
      }),
    )
}

/** No key stands in two places. Keys are compared by their x coordinate, extended ones by that of the account. */
const checkKeys = (draft: AgreementDraft, issues: Issues): void => {
  const located = ROLES.flatMap((role) =>
    (draft[role]?.keys ?? []).flatMap((key, index): readonly LocatedKey[] => {
      if (key === null) return []
      const publicKey = key.kind === 'extended' ? key.publicKey : key.xOnly
      return [{ publicKey, field: `${role}.keys[${index}]` }]
    }),
  )
  for (const error of duplicateKeys(located)) issues.add(() => error)
}

/** An open key path belongs to two extended keys. */
const checkKeyPath = (draft: AgreementDraft, issues: Issues): void => {
  if (draft.keyPath !== 'musig2') return
  for (const role of ['employer', 'worker'] as const) {
    const keys = draft[role]?.keys
    if (keys == null) continue
    if (keys.length > 1 || keys[0]?.kind === 'bare')
      issues.add(() =>
        pathError('KEY_PATH_NEEDS_EXTENDED_KEYS', {
          field: 'keyPath',
          expected: 'closed, or one extended key each of employer and worker',
          received: `musig2 with ${keys.length > 1 ? `${keys.length} keys` : 'a bare key'} in ${role}.keys`,
        }),
      )
  }
}

/** Arbiters and disputes come together. */
const checkArbiters = (draft: AgreementDraft, issues: Issues): void => {
  const { arbiter, backupArbiter, milestones } = draft
  if (arbiter === undefined && backupArbiter !== undefined)
    issues.add(() =>
      pathError('BACKUP_WITHOUT_ARBITER', {
        field: 'backupArbiter',
        expected: 'an arbiter to back up',
        received: 'a backup arbiter alone',
      }),
    )
  checkDispute(draft.dispute, { field: 'dispute', draft, issues })
  milestones?.forEach((milestone, index) => {
    if (milestone === null) return
    checkDispute(milestone.dispute, { field: `milestones[${index}].dispute`, draft, issues })
  })
  const without =
    milestones?.findIndex(
      (milestone) => milestone !== null && inherit(milestone, draft).dispute === undefined,
    ) ?? -1
  if (arbiter !== undefined && without >= 0)
    issues.add(() =>
      pathError('DISPUTE_MISSING', {
        field: 'dispute',
        expected: 'the time that the arbiter needs, here or in every milestone',
        received: `nothing for milestones[${without}]`,
      }),
    )
}

const checkDispute = (
  dispute: Read<DisputeDraft> | undefined,
  { field, draft, issues }: { field: string; draft: AgreementDraft; issues: Issues },
): void => {
  if (dispute === undefined) return
  if (draft.arbiter === undefined)
    issues.add(() =>
      pathError('DISPUTE_WITHOUT_ARBITER', { field, expected: 'an arbiter', received: 'a dispute alone' }),
    )
  if (dispute === null) return
  if (draft.backupArbiter === undefined && dispute.backupFrom !== undefined)
    issues.add(() =>
      pathError('BACKUP_FROM_WITHOUT_BACKUP', {
        field: `${field}.backupFrom`,
        expected: 'a backup arbiter',
        received: 'the time of one alone',
      }),
    )
  if (draft.backupArbiter !== undefined && dispute.backupFrom === undefined)
    issues.add(() =>
      pathError('BACKUP_FROM_MISSING', {
        field: `${field}.backupFrom`,
        expected: 'the lock from which the backup arbiter may decide',
        received: 'nothing',
      }),
    )
}

/** One secret pays once. */
const checkSecretHashes = ({ milestones }: AgreementDraft, issues: Issues): void => {
  const first = new Map<string, number>()
  milestones?.forEach((milestone, index) => {
    if (milestone?.secretHash == null) return
    const hash = toHex(milestone.secretHash)
    const other = first.get(hash)
    if (other === undefined) first.set(hash, index)
    else
      issues.add(() =>
        pathError('SECRET_HASH_REPEATED', {
          field: `milestones[${index}].secretHash`,
          expected: 'a hash of its own: one secret must not pay twice',
          received: `the hash of milestones[${other}]`,
        }),
      )
  })
}

const paysAlone =
  (party: Party) =>
  ({ silence, rescue }: TermsDraft): boolean =>
    silence == null || silence.pays === null || silence.pays === party || rescue !== undefined

/** Whether a milestone has the path. */
const EXISTS: Readonly<
  Record<WeightablePath, (draft: AgreementDraft, terms: TermsDraft, milestone: MilestoneDraft) => boolean>
> = {
  employerAndWorker: () => true,
  arbiterAndWorker: ({ arbiter }) => arbiter !== undefined,
  arbiterAndEmployer: ({ arbiter }) => arbiter !== undefined,
  employerAlone: (_, terms) => paysAlone('employer')(terms),
  workerAlone: (_, terms) => paysAlone('worker')(terms),
  workerWithSecret: (_, __, { secretHash }) => secretHash !== undefined,
  backupAndWorker: ({ backupArbiter }) => backupArbiter !== undefined,
  backupAndEmployer: ({ backupArbiter }) => backupArbiter !== undefined,
}

/** Weights are of paths that exist. */
const checkWeights = (draft: AgreementDraft, issues: Issues): void => {
  const { weights, milestones } = draft
  if (weights == null || milestones === null) return
  for (const path of WEIGHTABLE) {
    if (weights[path] === undefined) continue
    const exists = milestones.some(
      (milestone) => milestone === null || EXISTS[path](draft, inherit(milestone, draft), milestone),
    )
    if (!exists)
      issues.add(() =>
        pathError('WEIGHT_PATH_ABSENT', {
          field: `weights.${path}`,
          expected: 'weights of paths that some milestone has',
          received: path,
        }),
      )
  }
}

/** What must hold between the values of an agreement, in the order in which issues are listed. */
const CHECKS: readonly ((draft: AgreementDraft, issues: Issues) => void)[] = [
  checkIndices,
  checkKeys,
  checkKeyPath,
  checkShares,
  checkArbiters,
  checkSchedules,
  checkAmounts,
  checkSecretHashes,
  checkWeights,
]

/** Puts everything that does not fit together on the list; what could not be read is passed over. */
export const checkSoundness = (draft: AgreementDraft, issues: Issues): void => {
  for (const check of CHECKS) check(draft, issues)
}
