import { FEE_RULES } from '../../plan/feeCaps.js'
import { refundSwap } from '../../swap/spend.js'
import { type Command, defineCommand } from '../command.js'
import { OUTPUT_OPTIONS } from '../output.js'
import { readSigner, SIGNER_OPTIONS } from '../signerInput.js'
import { CHAIN_OPTIONS, chainFacts, checkFees } from '../sources/facts.js'
import {
  LOCKUP_OPTIONS,
  neededHeight,
  outputsIn,
  ownSwapIn,
  SWAP_KEY_OPTIONS,
  swapResults,
} from '../swapInput.js'
import { wordsOf } from '../values.js'
import { readWording, WORDING_OPTIONS } from '../wording.js'

const OPTIONS = {
  ...WORDING_OPTIONS,
  tx: LOCKUP_OPTIONS.tx,
  ...SWAP_KEY_OPTIONS,
  ...CHAIN_OPTIONS,
  ...SIGNER_OPTIONS,
  ...OUTPUT_OPTIONS,
  to: { value: 'ADDRESS', help: 'an address of your own' },
  relax: { value: 'RULE', help: `lifts a rule by its name: ${FEE_RULES.join(', ')}`, several: 'several' },
} as const

export const swapRefundCommand: Command = defineCommand<keyof typeof OPTIONS>({
  name: 'swap refund',
  summary: "take a swap's coins back after its timeout",
  operands: { least: 1, most: 1, names: 'SWAP' },
  options: OPTIONS,
  about: [
    'For the client of a submarine swap, and for the provider of a reverse one, alone. Writes the signed transaction in hex, for `send` or a node: one for each output of --tx that pays the swap, whatever it holds.',
  ],
  examples: [
    {
      line: 'taproot-escrow swap refund swap.json --tx lockup.hex --to bc1q… --fee-rate 3 --at-height 812500 --mnemonic-file phrase.txt --out refund.hex',
      does: 'the transaction, for `send`',
    },
  ],
  run: async (given, desk) => {
    checkFees(given)
    const to = given.needed('to')
    const relax = wordsOf(given, 'relax', FEE_RULES)
    const wording = await readWording(given, desk)
    const swap = await ownSwapIn(given, desk, 'refunder')
    const outputs = await outputsIn(swap, given, desk)
    const { tip, feeRate } = await chainFacts(given, desk, swap.terms.network)
    const at = neededHeight(tip)
    const signer = await readSigner(given, desk, swap.terms)
    const refunds = []
    for (const output of outputs) refunds.push(await refundSwap(output, { to, feeRate, relax, at, signer }))
    return swapResults(refunds, { how: 'takenBack', to, wording })
  },
})
