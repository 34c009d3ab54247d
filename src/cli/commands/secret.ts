import type { Contract } from '../../contract/contract.js'
import { recoverSecret } from '../../spend/secret.js'
import { AGREEMENT_OPTIONS, chosenContracts, readAgreement } from '../agreementInput.js'
import { type Command, defineCommand } from '../command.js'
import { transactionIn } from '../files.js'
import { OUTPUT_OPTIONS } from '../output.js'
import { readWording, WORDING_OPTIONS } from '../wording.js'
import type { CommandSentence } from '../words/words.js'

const OPTIONS = {
  ...AGREEMENT_OPTIONS,
  ...OUTPUT_OPTIONS,
  ...WORDING_OPTIONS,
  milestone: { value: 'N', help: 'this milestone only, counted from 0', several: 'several' },
  tx: {
    value: 'FILE',
    help: 'a transaction that spent a contract with its secret',
    several: 'several',
  },
} as const

const hasSecret = ({ leaves }: Contract): boolean =>
  leaves.some(({ path }) => path.name === 'workerWithSecret')

const missing = (contracts: readonly Contract[], milestone?: number): CommandSentence => ({
  code: 'secretMissing',
  data: { why: contracts.some(hasSecret) ? 'hidden' : 'none', ...(milestone !== undefined && { milestone }) },
})

export const secretCommand: Command = defineCommand<keyof typeof OPTIONS>({
  name: 'secret',
  summary: 'read the secret that a transaction has shown to everybody',
  operands: { least: 1, most: 1, names: 'AGREEMENT' },
  options: OPTIONS,
  about: [
    'A worker who takes the money with the secret of a milestone shows the secret to everybody who reads the chain. This reads it from the transaction, checked against the hash in the agreement: where the secret opens something else, too, such as a file, whoever paid has it now.',
    'Ends with 1 where the transactions show no secret of the agreement.',
  ],
  examples: [
    { line: 'taproot-escrow secret agreement.json --tx taken.hex', does: 'the secrets that it shows' },
    {
      line: 'taproot-escrow secret agreement.json --tx taken.hex --milestone 0',
      does: 'that of one milestone',
    },
  ],
  run: async (given, desk) => {
    const { tell } = await readWording(given, desk)
    const agreement = await readAgreement(given, desk)
    given.needed('tx')
    const transactions: Uint8Array[] = []
    for (const file of given.all('tx'))
      transactions.push(transactionIn(await desk.reader.bytes(file, { field: 'tx' }), 'tx').transaction)
    const chosen = chosenContracts(agreement, given)
    const secrets = chosen.filter(hasSecret).flatMap((contract) => {
      for (const transaction of transactions) {
        const secret = recoverSecret(contract, transaction)
        if (secret !== undefined) return [{ milestone: contract.milestone, index: contract.index, secret }]
      }
      return []
    })
    return {
      exit: secrets.length > 0 ? 0 : 1,
      text:
        secrets.length > 0
          ? secrets.map(({ milestone, secret }) => tell({ code: 'secretRead', data: { milestone, secret } }))
          : given.all('milestone').length > 0
            ? chosen.map((one) => tell(missing([one], one.milestone)))
            : [tell(missing(chosen))],
      json: { secrets },
    }
  },
})
