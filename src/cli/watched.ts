import type { Agreement } from '../agreement/types.js'
import { compileAll } from '../contract/compile.js'
import type { Contract } from '../contract/contract.js'
import type { Funded } from '../contract/funded.js'
import { fundedFromJson } from '../contract/json.js'
import type { NetworkName } from '../units/network.js'
import { AGREEMENT_OPTIONS, agreementAt, allowancesOf } from './agreementInput.js'
import type { Desk } from './command.js'
import { cliError } from './errors.js'
import { listOf } from './files.js'
import type { Given, Operands, OptionTable } from './options.js'
import { optionalNumber, wholeNumber } from './values.js'

type WatchedOption = 'allow' | 'funded' | 'since' | 'confirmations'

/** Options of every command that looks at many contracts. */
export const WATCHED_OPTIONS: OptionTable<WatchedOption> = {
  allow: AGREEMENT_OPTIONS.allow,
  funded: {
    value: 'FILE',
    help: 'funded outputs: only their contracts, and nothing below their blocks',
    several: 'several',
  },
  since: {
    value: 'HEIGHT',
    help: 'a height that no deposit is below of: where a node begins to read. Servers with an index tell it themselves',
  },
  confirmations: {
    value: 'N',
    help: 'how many blocks must hold or follow a transaction before it counts; 1 if not said',
  },
}

/** Agreements as operands. */
export const AGREEMENTS: Operands = { least: 1, most: 10_000, names: 'AGREEMENT…' }

/** What is looked at. */
export interface Watched {
  readonly network: NetworkName
  readonly agreements: readonly Agreement[]
  /** Those of the files of funded outputs, where there are such. */
  readonly contracts: readonly Contract[]
  /** All of the agreements. */
  readonly everything: readonly Contract[]
  /** Deposits that somebody says are there. */
  readonly funded: readonly Funded[]
  readonly since: number | undefined
  readonly confirmations: number
}

const readAgreements = async (given: Given<'allow'>, desk: Desk): Promise<readonly Agreement[]> => {
  const agreements = new Map<string, Agreement>()
  for (const file of given.operands) {
    const agreement = await agreementAt(file, desk, { field: 'agreement', allow: allowancesOf(given) })
    agreements.set(agreement.id, agreement)
  }
  return [...agreements.values()]
}

const oneNetwork = (agreements: readonly Agreement[]): NetworkName => {
  const [first, ...others] = new Set(agreements.map(({ network }) => network))
  if (first !== undefined && others.length === 0) return first
  throw cliError('AGREEMENTS_APART', {
    field: 'agreements',
    expected: 'agreements of one network',
    received: [first, ...others].join(' and '),
  })
}

/**
 * Agreements with all their contracts, or with those of the files of funded outputs.
 *
 * @throws EscrowError `AGREEMENTS_APART`, and what reading files throws
 */
export const readWatched = async (given: Given<WatchedOption>, desk: Desk): Promise<Watched> => {
  const since = optionalNumber(given, 'since')
  const confirmations = wholeNumber('confirmations', given.one('confirmations') ?? '1', { least: 1 })
  const agreements = await readAgreements(given, desk)
  const network = oneNetwork(agreements)
  const all = compileAll(agreements).flat()
  const funded: Funded[] = []
  for (const file of given.all('funded'))
    for (const [at, value] of listOf(await desk.reader.json(file, { field: 'funded' })).entries())
      funded.push(fundedFromJson(all, value, `funded[${at}]`))
  const named = new Set(funded.map(({ contract }) => contract))
  const contracts = given.all('funded').length === 0 ? all : all.filter((contract) => named.has(contract))
  return { network, agreements, contracts, everything: all, funded, since, confirmations }
}
