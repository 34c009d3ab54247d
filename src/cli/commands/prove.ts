import { compile } from '../../contract/compile.js'
import { AGREEMENT_OPTIONS, readAgreement } from '../agreementInput.js'
import { type Command, defineCommand } from '../command.js'
import { OUTPUT_OPTIONS } from '../output.js'
import { SOURCE_OPTIONS } from '../sources/options.js'
import { withSource } from '../sources/withSource.js'
import { CHOICE_OPTIONS, chosenFunded, FUNDED_OPTIONS, readFunded } from '../spendInput.js'
import { optionalNumber } from '../values.js'
import { readWording, WORDING_OPTIONS } from '../wording.js'

const OPTIONS = {
  ...AGREEMENT_OPTIONS,
  ...FUNDED_OPTIONS,
  ...CHOICE_OPTIONS,
  ...OUTPUT_OPTIONS,
  ...SOURCE_OPTIONS,
  ...WORDING_OPTIONS,
  from: {
    value: 'HEIGHT',
    help: "the lowest height that whoever verifies may know a block at; --checkpoint's, or that of the deposit, if not said",
  },
} as const

export const proveCommand: Command = defineCommand<keyof typeof OPTIONS>({
  name: 'prove',
  summary: 'write a proof that a deposit is in the chain',
  operands: { least: 1, most: 1, names: 'AGREEMENT' },
  options: OPTIONS,
  about: [
    'Writes JSON (taproot-escrow/inclusion): the transaction, its way up to the root of its block, and the headers up to the tip. Whoever has the agreement and knows a block of the chain verifies it with `verify`, without any node or server. That nothing has spent the deposit since is nothing that it can show.',
  ],
  examples: [
    {
      line: 'taproot-escrow prove agreement.json --funded funded.json --milestone 0 --node http://127.0.0.1:8332 --out proof.json',
      does: 'for a worker without a node',
    },
  ],
  run: async (given, desk) => {
    const lowest = optionalNumber(given, 'from')
    const { tell } = await readWording(given, desk)
    const agreement = await readAgreement(given, desk)
    const funded = chosenFunded(await readFunded(given, compile(agreement), desk), agreement, given)
    const proofs = await withSource(given, desk, {
      network: agreement.network,
      use: async ({ source, checkpoint }) => {
        const { proveFunding } = await import('../../chain/proveFunding.js')
        const from = lowest ?? checkpoint?.height
        const all = []
        for (const one of funded)
          all.push(await proveFunding(one, source, { ...(from !== undefined && { from }) }))
        return all
      },
    })
    return {
      documents: proofs.map((proof) => JSON.stringify(proof)),
      text: funded.flatMap(({ contract: { milestone } }, at) => {
        const proof = proofs[at]
        if (proof === undefined) return []
        return [
          tell({ code: 'proofMade', data: { milestone, height: proof.height, from: proof.headers.from } }),
        ]
      }),
      json: { proofs },
    }
  },
})
