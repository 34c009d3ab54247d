import { compile } from '../../contract/compile.js'
import { recoveryKit } from '../../recovery/kit.js'
import { AGREEMENT_OPTIONS, milestonesOf, readAgreement } from '../agreementInput.js'
import { type Command, defineCommand } from '../command.js'
import { OUTPUT_OPTIONS } from '../output.js'
import { FUNDED_OPTIONS, readFunded } from '../spendInput.js'
import { roleOf } from '../values.js'
import { readWording, WORDING_OPTIONS } from '../wording.js'

const OPTIONS = {
  ...AGREEMENT_OPTIONS,
  ...FUNDED_OPTIONS,
  ...OUTPUT_OPTIONS,
  ...WORDING_OPTIONS,
  as: { value: 'ROLE', help: 'whose file: employer, worker, arbiter or backupArbiter' },
  milestone: { value: 'N', help: 'this milestone only, counted from 0', several: 'several' },
} as const

export const recoverCommand: Command = defineCommand<keyof typeof OPTIONS>({
  name: 'recover',
  summary: 'write the recovery file of a role: the money by Bitcoin Core alone',
  operands: { least: 1, most: 1, names: 'AGREEMENT' },
  options: OPTIONS,
  about: [
    'A text for each contract: what the role can do, alone or with whom and from when, and the commands that do it with Bitcoin Core and nothing of ours. With --funded, for the outputs of the file, which the commands then name. It holds the agreement, and no secret. With --lang it is written in another language; its commands stay the same.',
  ],
  examples: [
    {
      line: 'taproot-escrow recover agreement.json --funded funded.json --as employer --out recovery.txt',
      does: 'to be printed and kept',
    },
    {
      line: 'taproot-escrow recover agreement.json --as worker --lang hi --names names.json --out recovery.txt',
      does: 'in Hindi, with the names of people',
    },
  ],
  run: async (given, desk) => {
    const role = roleOf(given)
    const { options, tell } = await readWording(given, desk)
    const agreement = await readAgreement(given, desk)
    const contracts = compile(agreement)
    const wanted = milestonesOf(given, agreement)
    const subjects = given.flag('funded') ? await readFunded(given, contracts, desk) : contracts
    const kits = subjects
      .map((subject) => {
        const { milestone } = 'contract' in subject ? subject.contract : subject
        return { milestone, text: recoveryKit(subject, role, options) }
      })
      .filter(({ milestone }) => wanted.length === 0 || wanted.includes(milestone))
    return {
      documents: kits.map(({ text }) => text.trimEnd()),
      text: kits.map(({ milestone }) => tell({ code: 'recoveryFor', data: { milestone, role } })),
      json: { role, kits },
    }
  },
})
