import { CLAIM_RULES, claimSwap } from '../../swap/spend.js'
import { type Command, type Desk, defineCommand } from '../command.js'
import { OUTPUT_OPTIONS } from '../output.js'
import { readSigner, SIGNER_OPTIONS } from '../signerInput.js'
import { CHAIN_OPTIONS, chainFacts, checkFees } from '../sources/facts.js'
import {
  LOCKUP_OPTIONS,
  lockupIn,
  neededHeight,
  ownSwapIn,
  SWAP_KEY_OPTIONS,
  swapResults,
} from '../swapInput.js'
import { wordsOf } from '../values.js'
import { readWording, WORDING_OPTIONS } from '../wording.js'

const OPTIONS = {
  ...WORDING_OPTIONS,
  ...LOCKUP_OPTIONS,
  ...SWAP_KEY_OPTIONS,
  ...CHAIN_OPTIONS,
  ...SIGNER_OPTIONS,
  ...OUTPUT_OPTIONS,
  to: { value: 'ADDRESS', help: 'an address of your own' },
  'preimage-file': { value: 'FILE', help: 'the preimage: 32 bytes, or their hex' },
  relax: { value: 'RULE', help: `lifts a rule by its name: ${CLAIM_RULES.join(', ')}`, several: 'several' },
} as const

const LENGTH = 32

/** The preimage in a file, as bytes or as hex; what it opens is looked at where it is used. */
const preimageIn = async (file: string, { reader }: Desk): Promise<string | Uint8Array> => {
  const bytes = await reader.bytes(file, { field: 'preimage-file', limit: 4 * LENGTH })
  return bytes.length === LENGTH ? bytes : new TextDecoder().decode(bytes).trim()
}

export const swapClaimCommand: Command = defineCommand<keyof typeof OPTIONS>({
  name: 'swap claim',
  summary: "take a swap's coins with the preimage",
  operands: { least: 1, most: 1, names: 'SWAP' },
  options: OPTIONS,
  about: [
    'For the client of a reverse swap, and for the provider of a submarine one, who has paid the invoice. Writes the signed transaction in hex, for `send` or a node. From then on the preimage is public.',
    'A provider says its own key with --key, as the file of the client does not say where that comes from.',
    'Refuses to show the preimage of a reverse swap for coins that are in no block yet, or fewer than 36 blocks before the other side can take them back: then do nothing, and the payment comes back. A claim that is stuck is claimed again at a higher rate, with --relax claimLate once it has got late.',
  ],
  examples: [
    {
      line: 'taproot-escrow swap claim swap.json --tx lockup.json --preimage-file preimage.txt --to bc1q… --fee-rate 3 --at-height 812010 --mnemonic-file phrase.txt --out claim.hex',
      does: 'the transaction, for `send`',
    },
  ],
  run: async (given, desk) => {
    checkFees(given)
    const [to, preimageFile] = [given.needed('to'), given.needed('preimage-file')]
    const relax = wordsOf(given, 'relax', CLAIM_RULES)
    const wording = await readWording(given, desk)
    const swap = await ownSwapIn(given, desk, 'claimer')
    const locked = await lockupIn(swap, given, desk)
    const { tip, feeRate } = await chainFacts(given, desk, swap.terms.network)
    const at = neededHeight(tip)
    const preimage = await preimageIn(preimageFile, desk)
    const signer = await readSigner(given, desk, swap.terms)
    const claim = await claimSwap(locked, { to, feeRate, relax, at, preimage, signer })
    return swapResults([claim], { how: 'claimed', to, wording })
  },
})
