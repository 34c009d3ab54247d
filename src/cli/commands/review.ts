import { review } from '../../spend/review.js'
import { AGREEMENT_OPTIONS, readAgreement } from '../agreementInput.js'
import { type Command, defineCommand } from '../command.js'
import { OUTPUT_OPTIONS } from '../output.js'
import { REVIEW_OPTIONS, reviewContext, reviewJson } from '../reviewing.js'
import { PSBT_OPTIONS, spendReader } from '../spendInput.js'
import { roleOf } from '../values.js'
import { readWording, WORDING_OPTIONS } from '../wording.js'

const OPTIONS = {
  ...AGREEMENT_OPTIONS,
  ...PSBT_OPTIONS,
  ...REVIEW_OPTIONS,
  ...WORDING_OPTIONS,
  ...OUTPUT_OPTIONS,
  psbt: { value: 'FILE', help: 'the PSBT that is to be signed' },
} as const

export const reviewCommand: Command = defineCommand<keyof typeof OPTIONS>({
  name: 'review',
  summary: 'tell what one signature would do',
  operands: { least: 1, most: 1, names: 'AGREEMENT' },
  options: OPTIONS,
  about: [
    'Rebuilds the PSBT from the agreement and compares everything; what contradicts the agreement is refused with the difference. Then says in plain sentences who gets how much, what it costs, who could interfere and when.',
    'Ends with 1 where `sign` with the same options would not sign. Deadlines are seen only with the tip of the chain (--tip), earlier signatures only with --outstanding.',
  ],
  examples: [
    {
      line: 'taproot-escrow review agreement.json --funded funded.json --milestone 0 --psbt release.psbt --as worker --expect release',
      does: 'what the worker is asked to sign',
    },
    {
      line: 'taproot-escrow review agreement.json --funded funded.json --milestone 0 --psbt release.psbt --as worker --lang es --names names.json',
      does: 'the same in Spanish, with the names in a file such as {"employer":"Ada"}',
    },
  ],
  run: async (given, desk) => {
    const as = roleOf(given)
    const file = given.needed('psbt')
    const wording = await readWording(given, desk)
    const agreement = await readAgreement(given, desk)
    const spends = await spendReader(agreement, given, desk)
    const spend = await spends.readFile(file, 'psbt')
    const told = review(spend, { ...(await reviewContext(given, desk, { spends, spend })), as })
    const text = told.sentences.map(wording.say)
    return {
      exit: told.passes ? 0 : 1,
      text,
      json: reviewJson({ ...told, text }),
    }
  },
})
