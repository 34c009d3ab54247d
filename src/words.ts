/** Who may hold keys of a contract. */
export const ROLES = ['employer', 'worker', 'arbiter', 'backupArbiter'] as const
export type Role = (typeof ROLES)[number]

/** Roles as English names them, without the article. */
export const roleName = (role: Role): string => (role === 'backupArbiter' ? 'backup arbiter' : role)

/**
 * Who may sign and from when. The position of a name is the number p of the path: keys and tree follow the order of
 * these numbers, so it is part of the format and never changes.
 */
export const PATHS = [
  'key',
  'employerAndWorker',
  'arbiterAndWorker',
  'arbiterAndEmployer',
  'employerAlone',
  'workerAlone',
  'workerWithSecret',
  'backupAndWorker',
  'backupAndEmployer',
  'terms',
] as const
export type PathName = (typeof PATHS)[number]

/** A path that is a leaf of the script tree. */
export type LeafName = Exclude<PathName, 'key'>

/** A path that somebody can spend by. */
export type SpendPath = Exclude<PathName, 'terms'>

export const SPEND_PATHS: readonly SpendPath[] = /* @__PURE__ */ PATHS.filter(
  (path): path is SpendPath => path !== 'terms',
)

/** The number p of a path. */
export const pathNumber = (path: PathName): number => PATHS.indexOf(path)

/**
 * The provider pays the invoice of a submarine swap, and locks the coins of a reverse one. The client is the other
 * one.
 */
export type SwapSide = 'provider' | 'client'

/** Where the money goes. */
export const OUTCOMES = ['release', 'refund', 'award', 'settle', 'relock'] as const
export type Outcome = (typeof OUTCOMES)[number]
