import type { Admission } from '../../admission/admission.js'
import { freeze, relock } from '../../spend/build.js'
import { KNOWN_OPTION, knownAgreements } from '../agreementInput.js'
import { type Command, defineCommand } from '../command.js'
import { DRAFT_OPTIONS, draftsOf, readDraftInput } from '../drafts.js'
import { cliError } from '../errors.js'
import { keptOf, paysOf, RELOCK_OPTIONS, targetOf } from '../relockTerms.js'
import { readTargets, TARGET_OPTIONS } from '../spendInput.js'
import { wholeTip } from '../tip.js'
import { oneOf } from '../values.js'

const COOPERATIVE = ['key', 'employerAndWorker'] as const
const FREEZING = [
  ...COOPERATIVE,
  'arbiterAndWorker',
  'arbiterAndEmployer',
  'backupAndWorker',
  'backupAndEmployer',
] as const

const OPTIONS = {
  ...DRAFT_OPTIONS,
  ...TARGET_OPTIONS,
  path: {
    value: 'PATH',
    help: `${COOPERATIVE.join(', ')}; with --freeze also those of the arbiters; the key path where it is open, if not said`,
  },
  ...RELOCK_OPTIONS,
  ...KNOWN_OPTION,
} as const

export const relockCommand: Command = defineCommand<keyof typeof OPTIONS>({
  name: 'relock',
  summary: 'draft: into another contract, a part paid before; or back to its own script',
  operands: { least: 1, most: 1, names: 'AGREEMENT' },
  options: OPTIONS,
  about: [
    'Writes an unsigned PSBT. With --freeze, everything goes back to its own script and relative clocks start again: more time, for a fee. With --into, the money goes on to a later milestone, or to a contract of an agreement that amends this one and that every role accepted (--into-agreement, --accepted).',
    'The contract that the money goes into is asked what `fund` asks: with --into say which other agreements there are (--known), and, where its clocks are heights or times, where the chain is (--tip, or a node or server).',
  ],
  examples: [
    {
      line: 'taproot-escrow relock agreement.json --funded funded.json --freeze --path arbiterAndWorker --fee-rate 2.5 --out freeze.psbt',
      does: 'more time for the arbiter',
    },
    {
      line: 'taproot-escrow relock agreement.json --funded funded.json --milestone 0 --into 1 --keep 150000 --pays release --known none --fee-rate 2.5 --out relock.psbt',
      does: 'a part to the worker, the rest into the next milestone',
    },
  ],
  run: async (given, desk) => {
    if (given.flag('freeze') === given.flag('into'))
      throw cliError('OPTIONS_CONFLICT', {
        field: '--freeze',
        expected: 'either it, or --into',
        received: given.flag('freeze') ? 'both' : 'neither',
      })
    const path = given.one('path')
    const keep = keptOf(given)
    const pays = paysOf(given)
    const { contracts, funded, tip, common, wording } = await readDraftInput(given, desk)
    const at: Admission['at'] = wholeTip(tip) ?? 'unknown'
    if (given.flag('freeze')) {
      const frozen = { ...common, at, ...(path !== undefined && { path: oneOf('path', path, FREEZING) }) }
      return draftsOf(freeze(funded, frozen), { given, wording })
    }
    const { into, acceptances } = await readTargets(given, contracts, desk)
    const target = targetOf(given, into)
    const known = await knownAgreements(given, desk)
    const spends = relock(funded, {
      ...common,
      ...(path !== undefined && { path: oneOf('path', path, COOPERATIVE) }),
      into: target,
      ...(keep !== undefined && { keep }),
      ...(pays !== undefined && { pays }),
      acceptances,
      at,
      known,
    })
    return draftsOf(spends, { given, wording })
  },
})
