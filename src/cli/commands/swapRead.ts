import { swapToJson } from '../../swap/json.js'
import { readSwapOffer, type SwapOfferOptions } from '../../swap/offer.js'
import { SWAP_KINDS } from '../../swap/terms.js'
import { NETWORKS, type NetworkName } from '../../units/network.js'
import { type Command, type Desk, defineCommand } from '../command.js'
import { cliError } from '../errors.js'
import type { Given } from '../options.js'
import { OUTPUT_OPTIONS } from '../output.js'
import { tipAt } from '../sources/facts.js'
import { hasSource, SOURCE_OPTIONS } from '../sources/options.js'
import { withSource } from '../sources/withSource.js'
import { neededHeight, SWAP_KEY_OPTIONS, swapKeyOf } from '../swapInput.js'
import { givenTip, TIP_OPTIONS } from '../tip.js'
import { oneOf, satsOf } from '../values.js'
import { readWording, WORDING_OPTIONS } from '../wording.js'

const OPTIONS = {
  ...WORDING_OPTIONS,
  ...OUTPUT_OPTIONS,
  ...TIP_OPTIONS,
  ...SOURCE_OPTIONS,
  kind: { value: 'KIND', help: 'submarine: out, from the chain to Lightning; reverse: in' },
  network: { value: 'NETWORK', help: NETWORKS.join(', ') },
  ...SWAP_KEY_OPTIONS,
  invoice: { value: 'INVOICE', help: 'submarine: the invoice of your own node, which is to be paid' },
  'payment-hash': { value: 'HASH', help: 'reverse: the SHA-256 of your own preimage' },
  lightning: { value: 'SATS', help: 'reverse: what you asked to pay over Lightning' },
  chain: { value: 'SATS', help: 'reverse, in place of --lightning: what you asked to be locked' },
  cost: { value: 'SATS', help: 'the most that the swap may cost, fees of the chain not counted' },
} as const

type Option = keyof typeof OPTIONS

const askedOf = (given: Given<Option>): Extract<SwapOfferOptions, { kind: 'reverse' }>['amount'] => {
  if (given.flag('chain') && given.flag('lightning'))
    throw cliError('OPTIONS_CONFLICT', { field: '--chain', expected: 'it, or --lightning', received: 'both' })
  return given.flag('chain') ? { chain: satsOf(given, 'chain') } : { lightning: satsOf(given, 'lightning') }
}

const heightOf = async (given: Given<Option>, desk: Desk, network: NetworkName) => {
  const tip = await givenTip(given, desk, network)
  return tip === undefined && hasSource(given)
    ? withSource(given, desk, { network, use: ({ source }) => tipAt(source) })
    : neededHeight(tip)
}

const optionsOf = async (given: Given<Option>, desk: Desk): Promise<SwapOfferOptions> => {
  const kind = oneOf('kind', given.needed('kind'), SWAP_KINDS)
  const network = oneOf('network', given.needed('network'), NETWORKS)
  const [key = given.needed('key'), cost] = [swapKeyOf(given), satsOf(given, 'cost')]
  const own =
    kind === 'submarine'
      ? { kind, invoice: given.needed('invoice') }
      : { kind, paymentHash: given.needed('payment-hash'), amount: askedOf(given) }
  const { height } = await heightOf(given, desk, network)
  return { ...own, network, key, cost, at: { height, time: desk.io.now() } }
}

export const swapReadCommand: Command = defineCommand<Option>({
  name: 'swap read',
  summary: "check a swap service's offer, and write down the swap",
  operands: { least: 1, most: 1, names: 'OFFER' },
  options: OPTIONS,
  about: [
    'Takes the JSON that a service answered, or - for standard input, and believes nothing in it: the output is compiled from your own key, your own invoice or payment hash, and the height and amount of the offer; leaves, address and payment URI have to be exactly what follows.',
    'Writes the swap as JSON, the file that `swap claim`, `swap refund` and --via take. Keep it before anything is signed or paid: without it and your seed nobody finds the coins again. It holds no secret; the preimage of a reverse swap is yours to keep.',
    'A swap is paid once. Its address is no payee of an agreement: what comes second is taken for nothing.',
  ],
  examples: [
    {
      line: 'taproot-escrow swap read offer.json --kind submarine --network mainnet --key [d34db33f/87h/0h/9h]xpub… --index 3 --invoice lnbc1… --cost 1500 --at-height 812000 --out swap.json',
      does: 'out: coins become a payment',
    },
    {
      line: 'taproot-escrow swap read offer.json --kind reverse --network mainnet --key [d34db33f/87h/0h/9h]xpub… --index 4 --payment-hash HASH --lightning 100000 --cost 1500 --node http://127.0.0.1:8332 --out swap.json',
      does: 'in: a payment becomes coins',
    },
  ],
  run: async (given, desk) => {
    const options = await optionsOf(given, desk)
    const { tell } = await readWording(given, desk)
    const [file = '-'] = given.operands
    const { swap, cost } = readSwapOffer(await desk.reader.text(file, { field: 'offer' }), options)
    const { terms, address, claimer, refunder } = swap
    const { kind, amount, paymentHash, timeout } = terms
    const json = swapToJson(swap)
    return {
      documents: [JSON.stringify(json, undefined, 2)],
      text: [
        tell({ code: 'swapIs', data: { kind, amount, address } }),
        tell({ code: 'swapSides', data: { claimer, refunder, paymentHash, timeout } }),
        tell({ code: 'swapCosts', data: { cost } }),
      ],
      json: { swap: json, address, cost: cost.toString() },
    }
  },
})
