import type { Agreement } from '../agreement/types.js'
import { compile } from '../contract/compile.js'
import type { Contract } from '../contract/contract.js'
import type { Funded } from '../contract/funded.js'
import { fundedFromJson } from '../contract/json.js'
import { PLAN_RULES } from '../plan/plan.js'
import type { Via } from '../plan/via.js'
import { decodePsbt } from '../psbt/codec.js'
import { REVIEW_RULES } from '../spend/finding.js'
import { type ReadOptions, readSpend } from '../spend/read.js'
import type { Spend } from '../spend/types.js'
import { formatOutpoint } from '../units/outpoint.js'
import { PATHS, type SpendPath } from '../words.js'
import { acceptanceReports, agreementAt, allowancesOf, milestonesOf } from './agreementInput.js'
import type { Desk } from './command.js'
import { cliError } from './errors.js'
import { listOf } from './files.js'
import type { Given, OptionTable } from './options.js'
import { readVia, VIA_OPTION } from './swapInput.js'
import { unfinished } from './unfinished.js'
import { oneOf, wordsOf } from './values.js'

/** Where the money of an agreement stands. */
export const FUNDED_OPTIONS: OptionTable<'funded'> = {
  funded: { value: 'FILE', help: 'funded outputs, as `fund --tx` writes them' },
}

/** The funded outputs of the file, over the contracts of an agreement. */
export const readFunded = async (
  given: Given<'funded'>,
  contracts: readonly Contract[],
  { reader }: Desk,
): Promise<readonly Funded[]> =>
  listOf(await reader.json(given.needed('funded'), { field: 'funded' })).map((value, at) =>
    fundedFromJson(contracts, value, `funded[${at}]`),
  )

/** Which of the funded outputs are meant. */
export const CHOICE_OPTIONS: OptionTable<'milestone' | 'all'> = {
  milestone: { value: 'N', help: 'the outputs of this milestone, counted from 0', several: 'several' },
  all: { help: 'the outputs of all milestones in the file, in one spend' },
}

/**
 * The funded outputs that are meant: where the file has those of several milestones, somebody has to say which.
 *
 * @throws EscrowError `OPTION_MISSING`, `OPTIONS_CONFLICT`, `OPTION_MALFORMED`
 */
export const chosenFunded = (
  funded: readonly Funded[],
  agreement: Agreement,
  given: Given<'milestone' | 'all'>,
): readonly Funded[] => {
  const wanted = milestonesOf(given, agreement)
  const present = [...new Set(funded.map(({ contract }) => contract.milestone))]
  if (given.flag('all') && wanted.length > 0)
    throw cliError('OPTIONS_CONFLICT', {
      field: '--all',
      expected: 'it, or --milestone',
      received: 'both',
    })
  if (given.flag('all')) return funded
  if (wanted.length === 0 && present.length > 1)
    throw cliError('OPTION_MISSING', {
      field: '--milestone',
      expected: `one of ${present.join(', ')}, or --all`,
      received: 'neither',
    })
  const missing = wanted.find((milestone) => !present.includes(milestone))
  if (missing !== undefined)
    throw cliError('OPTION_MALFORMED', {
      field: '--milestone',
      expected: `a milestone that the file of funded outputs has: ${present.join(', ')}`,
      received: `${missing}`,
    })
  return wanted.length === 0 ? funded : funded.filter(({ contract }) => wanted.includes(contract.milestone))
}

/** Where a relock may lead besides the agreement itself. */
export const TARGET_OPTIONS: OptionTable<'into-agreement' | 'accepted'> = {
  'into-agreement': { value: 'FILE', help: 'the amended agreement that a relock leads to' },
  accepted: { value: 'FILE', help: 'acceptances of the amended agreement', several: 'several' },
}

/** The contracts that a relock may lead to, and who accepted them. */
export const readTargets = async (
  given: Given<'into-agreement' | 'accepted' | 'allow'>,
  own: readonly Contract[],
  desk: Desk,
): Promise<Required<Pick<ReadOptions, 'into' | 'acceptances'>>> => {
  const file = given.one('into-agreement')
  if (file === undefined) return { into: own, acceptances: [] }
  const amended = await agreementAt(file, desk, { field: 'into-agreement', allow: allowancesOf(given) })
  return {
    into: [...own, ...compile(amended)],
    acceptances: await acceptanceReports(amended, given.all('accepted'), desk, { amends: own[0]?.agreement }),
  }
}

type PsbtOption =
  | 'milestone'
  | 'all'
  | 'funded'
  | 'into-agreement'
  | 'accepted'
  | 'via'
  | 'path'
  | 'draft'
  | 'relax'

/** Options of every command that reads a PSBT. */
export const PSBT_OPTIONS: OptionTable<PsbtOption> = {
  ...FUNDED_OPTIONS,
  ...CHOICE_OPTIONS,
  ...TARGET_OPTIONS,
  ...VIA_OPTION,
  path: { value: 'PATH', help: 'the path that was agreed on, where a PSBT reveals several leaves' },
  draft: {
    value: 'FILE',
    help: 'the PSBT that was sent out: what a wallet or a device left out of its answer is taken from there',
  },
  relax: {
    value: 'RULE',
    help: 'lifts a rule by its name: feeRateCap, feeShareCap, amount, confirmations, deadlineNear …',
    several: 'several',
  },
}

/** Reads PSBTs about one agreement. */
export interface SpendReader {
  /** Those that a relock may lead to. */
  readonly contracts: readonly Contract[]
  /** The swap that the worker's part may go into. */
  readonly via?: Via
  /** @throws EscrowError whatever `readSpend` throws */
  readonly read: (bytes: Uint8Array, field: string) => Spend<'unsigned' | 'partial'>
  /** A PSBT of any outputs in the file, whichever were chosen. */
  readonly readOther: (path: string, field: string) => Promise<Spend<'unsigned' | 'partial'>>
  /** The PSBT of a file. */
  readonly readFile: (path: string, field: string) => Promise<Spend<'unsigned' | 'partial'>>
}

/** Everything that reading PSBTs of an agreement takes, read once. */
export const spendReader = async (
  agreement: Agreement,
  given: Given<PsbtOption | 'allow'>,
  desk: Desk,
): Promise<SpendReader> => {
  const contracts = compile(agreement)
  const all = await readFunded(given, contracts, desk)
  const funded = chosenFunded(all, agreement, given)
  const path = given.one('path')
  const rules = wordsOf(given, 'relax', REVIEW_RULES)
  const { via } = await readVia(given, desk)
  const options = {
    ...(await readTargets(given, contracts, desk)),
    relax: PLAN_RULES.filter((rule) => rules.includes(rule)),
    ...(via !== undefined && { via: [via.swap] }),
    ...(path !== undefined && { path: oneOf('path', path, SPEND_PATHS) }),
  } satisfies ReadOptions
  const draftFile = given.one('draft')
  const draft =
    draftFile === undefined
      ? undefined
      : read(await desk.reader.bytes(draftFile, { field: 'draft' }), funded, options)
  const readAnswer: SpendReader['read'] = (bytes) =>
    draft === undefined
      ? read(bytes, funded, options)
      : read(unfinished(bytes), funded, { ...options, draft })
  return {
    contracts: options.into,
    ...(via && { via }),
    read: readAnswer,
    readOther: async (file, field) => read(await desk.reader.bytes(file, { field }), all, options),
    readFile: async (file, field) => readAnswer(await desk.reader.bytes(file, { field }), field),
  }
}

const read = (
  psbt: Uint8Array,
  funded: readonly Funded[],
  options: ReadOptions,
): Spend<'unsigned' | 'partial'> => readSpend(spentBy(psbt, funded), psbt, options)

const SPEND_PATHS: readonly SpendPath[] = PATHS.filter((path) => path !== 'terms')

/** The funded outputs that a PSBT spends; where it spends none of them, all, so that the error says so. */
const spentBy = (psbt: Uint8Array, funded: readonly Funded[]): readonly Funded[] => {
  const spent = new Set(decodePsbt(psbt).transaction.inputs.map(({ outpoint }) => formatOutpoint(outpoint)))
  const meant = funded.filter(({ outpoint }) => spent.has(formatOutpoint(outpoint)))
  return meant.length === 0 ? funded : meant
}
