import type { Agreement } from '../../agreement/types.js'
import type { Contract } from '../../contract/contract.js'
import { fundedToJson } from '../../contract/json.js'
import { fund } from '../../funding/fund.js'
import { checkFundable, type FundableOptions, fundRules } from '../../funding/fundable.js'
import { matchFunding } from '../../funding/match.js'
import { paymentUri } from '../../funding/uri.js'
import { formatFeeRate, readFeeRate } from '../../units/feeRate.js'
import {
  AGREEMENT_OPTIONS,
  acceptanceReports,
  chosenContracts,
  KNOWN_OPTION,
  knownAgreements,
  readAcceptances,
  readAgreement,
} from '../agreementInput.js'
import { coinsIn } from '../coinInput.js'
import { type Command, type CommandResult, type Desk, defineCommand } from '../command.js'
import { cliError } from '../errors.js'
import { transactionIn } from '../files.js'
import type { Given } from '../options.js'
import { OUTPUT_OPTIONS } from '../output.js'
import { readSecrets } from '../secretInput.js'
import { CHAIN_OPTIONS, chainFacts, checkFees } from '../sources/facts.js'
import { neededTip } from '../tip.js'
import { optionalNumber, wordsOf } from '../values.js'
import { readWording, WORDING_OPTIONS, type Wording } from '../wording.js'

const OPTIONS = {
  ...WORDING_OPTIONS,
  ...AGREEMENT_OPTIONS,
  ...OUTPUT_OPTIONS,
  milestone: { value: 'N', help: 'this milestone only, counted from 0', several: 'several' },
  label: { value: 'TEXT', help: 'who is paid, in the payment URI' },
  tx: {
    value: 'FILE',
    help: 'a transaction (hex, or what `gettransaction` prints): writes the outputs that fund',
  },
  'confirmed-at': { value: 'HEIGHT', help: 'height of the block that holds the transaction' },
  'time-before': { value: 'TIME', help: 'median time of the block before it, for locks in seconds' },
  coins: { value: 'FILE', help: 'coins, as `listunspent` prints them: writes a PSBT that pays from them' },
  change: { value: 'ADDRESS', help: 'where what is left goes' },
  ...CHAIN_OPTIONS,
  accepted: { value: 'FILE', help: 'acceptances of the agreement', several: 'several' },
  ...KNOWN_OPTION,
  payer: {
    value: 'FILE',
    help: 'the acceptance that you made yourself with the key of the employer, as `accept --as employer` writes it',
    several: 'several',
  },
  'secret-file': {
    value: 'FILE',
    help: 'the secret of a milestone that has one, in any form',
    several: 'several',
  },
  relax: {
    value: 'RULE',
    help: `lifts a rule: ${fundRules().join(', ')}`,
    several: 'several',
  },
} as const

type FundOption = keyof typeof OPTIONS

/** What to pay, where no transaction is known and none is wanted. */
const requested = (
  agreement: Agreement,
  contracts: readonly Contract[],
  { given, wording }: { readonly given: Given<FundOption>; readonly wording: Wording },
): CommandResult => {
  const label = given.one('label')
  const requests = contracts.map((contract) => ({
    milestone: contract.milestone,
    address: contract.address,
    amount: contract.amount.toString(),
    uri: paymentUri(contract, label === undefined ? {} : { label }),
  }))
  return {
    text: requests.flatMap(({ milestone, address, amount, uri }) => [
      wording.tell({
        code: 'fundRequest',
        data: { milestone, amount: BigInt(amount), address },
      }),
      `  ${uri}`,
    ]),
    json: { agreement: agreement.id, requests },
  }
}

interface Paying {
  readonly given: Given<FundOption>
  readonly desk: Desk
  readonly wording: Wording
}

/** The outputs of a transaction that fund the agreement. */
const recognised = async (
  agreement: Agreement,
  contracts: readonly Contract[],
  { given, desk, wording }: Paying,
): Promise<CommandResult> => {
  const bytes = await desk.reader.bytes(given.needed('tx'), { field: 'tx' })
  const file = transactionIn(bytes, 'tx')
  const confirmedAt = optionalNumber(given, 'confirmed-at') ?? file.confirmedAt
  const medianTimeBefore = optionalNumber(given, 'time-before')
  const funded = matchFunding(contracts, file.transaction, {
    ...(confirmedAt !== undefined && { confirmedAt }),
    ...(medianTimeBefore !== undefined && { medianTimeBefore }),
  })
  const list = funded.map(fundedToJson)
  return {
    documents: [JSON.stringify(list, undefined, 2)],
    text: funded.map(({ contract: { milestone, amount: agreed }, outpoint, amount, match }) =>
      wording.tell({
        code: 'fundFound',
        data: {
          milestone,
          amount,
          outpoint,
          match,
          agreed,
          ...(confirmedAt !== undefined && { confirmedAt }),
        },
      }),
    ),
    json: { agreement: agreement.id, funded: list },
  }
}

/** What is asked before anything is paid, by whichever wallet. */
const facts = async (
  agreement: Agreement,
  { given, desk }: { readonly given: Given<FundOption>; readonly desk: Desk },
): Promise<FundableOptions> => {
  checkFees(given)
  const { tip, feeRate } = await chainFacts(given, desk, agreement.network)
  return {
    feeRate,
    at: neededTip(tip),
    known: await knownAgreements(given, desk),
    acceptances: await acceptanceReports(agreement, given.all('accepted'), desk),
    payer: await readAcceptances(given.all('payer'), desk),
    secrets: await readSecrets(given, desk),
    relax: wordsOf(given, 'relax', fundRules()),
  }
}

/** Whoever names one of them wants to have it looked at. */
const LOOKED_AT = ['accepted', 'payer', 'known', 'secret-file', 'relax'] as const

/** The employer's own transaction, unsigned. */
const paidFrom = async (
  agreement: Agreement,
  contracts: readonly Contract[],
  { given, desk, wording }: Paying,
): Promise<CommandResult> => {
  const change = given.needed('change')
  const rules = await facts(agreement, { given, desk })
  const { coins, passedOver } = coinsIn(await desk.reader.text(given.needed('coins'), { field: 'coins' }), {
    field: 'coins',
    network: agreement.network,
  })
  if (passedOver.length > 0) desk.tell([wording.tell({ code: 'passedOver', data: { coins: passedOver } })])
  const feeRate = formatFeeRate(readFeeRate(rules.feeRate))
  const { transactions } = fund(contracts, {
    ...rules,
    utxos: coins,
    change,
  })
  return {
    documents: transactions.map(({ psbt }) => psbt),
    text: transactions.flatMap(({ txid, outputs, fee, vsize, change: left, after }) => [
      wording.tell({
        code: 'fundPays',
        data: { txid, contracts: outputs.length, fee, vsize, feeRate, ...(left && { change: left }) },
      }),
      ...(after.length === 0
        ? []
        : [`  ${wording.tell({ code: 'fundAfter', data: { numbers: after.map((one) => one + 1) } })}`]),
    ]),
    json: {
      agreement: agreement.id,
      transactions: transactions.map(({ psbt, txid, fee, weight, vsize, outputs, change: left, after }) => ({
        txid,
        fee: fee.toString(),
        weight,
        vsize,
        outputs: outputs.map(fundedToJson),
        ...(left !== undefined && { change: { ...left, amount: left.amount.toString() } }),
        after,
        psbt,
      })),
    },
  }
}

export const fundCommand: Command = defineCommand<FundOption>({
  name: 'fund',
  summary: 'show what to pay, write the transaction that pays, or find the outputs that did',
  operands: { least: 1, most: 1, names: 'AGREEMENT' },
  options: OPTIONS,
  about: [
    'Alone, prints address, amount and payment URI of each contract, for any wallet. Such a wallet checks nothing. With --accepted, --payer, --known, --secret-file and the tip of the chain, all is asked first that is asked with --coins.',
    "With --coins, writes the employer's transaction as a PSBT for the wallet that holds the coins. It wants to see who accepted (--accepted), an acceptance that you made yourself (--payer), the secret where there is one (--secret-file), which other agreements you have (--known) and the tip of the chain. It refuses contracts whose deadline is over or within a day, and those in which one party could be locked out.",
    'With --tx, finds the outputs of a transaction that fund the agreement and writes them as JSON: the file that all other commands take as --funded.',
  ],
  examples: [
    { line: 'taproot-escrow fund agreement.json', does: 'what to pay' },
    {
      line: 'bitcoin-cli listunspent | taproot-escrow fund agreement.json --coins - --change bc1q… --fee-rate 2.5 --at-height 812000 --at-time 1800000000 --accepted all.json --payer mine.json --known none --out funding.psbt',
      does: 'a PSBT for the wallet',
    },
    {
      line: 'bitcoin-cli gettransaction TXID | taproot-escrow fund agreement.json --tx - --out funded.json',
      does: 'the outputs that fund, with their block',
    },
  ],
  run: async (given, desk) => {
    if (given.flag('tx') && given.flag('coins'))
      throw cliError('OPTIONS_CONFLICT', { field: '--tx', expected: 'it, or --coins', received: 'both' })
    const wording = await readWording(given, desk)
    const agreement = await readAgreement(given, desk)
    const contracts = chosenContracts(agreement, given)
    if (given.flag('tx')) return recognised(agreement, contracts, { given, desk, wording })
    if (given.flag('coins')) return paidFrom(agreement, contracts, { given, desk, wording })
    if (LOOKED_AT.some((name) => given.flag(name)))
      checkFundable(contracts, await facts(agreement, { given, desk }))
    return requested(agreement, contracts, { given, wording })
  },
})
