import { fundedToJson } from '../../contract/json.js'
import { type ProvenFunding, verifyFundingOf } from '../../watch/fundingProof.js'
import { AGREEMENT_OPTIONS, chosenContracts, readAgreement } from '../agreementInput.js'
import { type Command, defineCommand } from '../command.js'
import { cliError } from '../errors.js'
import { FILE_LIMIT } from '../files.js'
import { OUTPUT_OPTIONS } from '../output.js'
import { checkpointOf } from '../sources/checkpoint.js'
import { CHECKPOINT_OPTION } from '../sources/options.js'
import { wholeNumber } from '../values.js'
import { readWording, WORDING_OPTIONS } from '../wording.js'

const OPTIONS = {
  ...AGREEMENT_OPTIONS,
  ...OUTPUT_OPTIONS,
  ...CHECKPOINT_OPTION,
  ...WORDING_OPTIONS,
  milestone: { value: 'N', help: 'this milestone only, counted from 0', several: 'several' },
  confirmations: { value: 'N', help: 'how many blocks must hold or follow it; 1 if not said' },
  'funded-out': { value: 'FILE', help: 'also writes what is proven, as --funded of other commands takes it' },
} as const

export const verifyCommand: Command = defineCommand<keyof typeof OPTIONS>({
  name: 'verify',
  summary: 'verify a proof that a deposit is in the chain, without any node or server',
  operands: { least: 2, most: 100, names: 'AGREEMENT PROOF…' },
  options: OPTIONS,
  about: [
    "Takes the agreement, what `prove` wrote, and a block that you know to be in the chain, from another place than the proof (--checkpoint). Asks nobody: the headers follow each other and the chain's rules from that block on, the transaction is in its block, and its output pays a contract of the agreement. Whether it was spent since, the proof does not say.",
    'Ends with 1 where a proof does not hold, or has fewer confirmations than are wanted.',
  ],
  examples: [
    {
      line: 'taproot-escrow verify agreement.json proof.json --checkpoint block.json --confirmations 6',
      does: 'with what `getblockheader` printed of a block that you know',
    },
  ],
  run: async (given, desk) => {
    given.needed('checkpoint')
    const wanted = wholeNumber('confirmations', given.one('confirmations') ?? '1', { least: 1 })
    const { tell } = await readWording(given, desk)
    const checkpoint = await checkpointOf(given, desk)
    if (checkpoint === undefined)
      throw cliError('OPTION_MISSING', {
        field: '--checkpoint',
        expected: CHECKPOINT_OPTION.checkpoint.help,
        received: 'nothing',
      })
    const contracts = chosenContracts(await readAgreement(given, desk), given)
    const all: ProvenFunding[] = []
    for (const [at, file] of given.operands.slice(1).entries()) {
      const text = await desk.reader.text(file, { field: `proofs[${at}]`, limit: 8 * FILE_LIMIT })
      all.push(verifyFundingOf(text, { contracts, checkpoint, now: desk.io.now() }))
    }
    const out = given.one('funded-out')
    if (out !== undefined)
      await desk.write(
        out,
        `${JSON.stringify(
          all.map(({ funded }) => fundedToJson(funded)),
          undefined,
          2,
        )}\n`,
      )
    return {
      exit: all.some(({ confirmations }) => confirmations < wanted) ? 1 : 0,
      text: all.flatMap(({ funded: { contract, amount, outpoint }, work, confirmations, tip, assurance }) => {
        const { milestone } = contract
        const bits = work.toString(2).length - 1
        const data = { milestone, amount, outpoint, confirmations, tip, bits, assurance }
        return [
          tell({ code: 'proven', data }),
          ...(confirmations < wanted ? [tell({ code: 'provenTooFew', data: { wanted } })] : []),
        ]
      }),
      json: {
        proven: all.map(({ funded, work, ...one }) => ({
          funded: fundedToJson(funded),
          ...one,
          work: work.toString(),
        })),
      },
    }
  },
})
