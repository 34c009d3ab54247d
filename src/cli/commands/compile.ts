import { contractSentences } from '../../acceptance/terms.js'
import type { Contract } from '../../contract/contract.js'
import { POLICY_DEVICES } from '../../contract/devices.js'
import { walletPolicy } from '../../contract/policy.js'
import { toHex } from '../../units/bytes.js'
import { AGREEMENT_OPTIONS, chosenContracts, readAgreement } from '../agreementInput.js'
import { type Command, defineCommand } from '../command.js'
import { OUTPUT_OPTIONS } from '../output.js'
import { oneOf } from '../values.js'
import { readWording, WORDING_OPTIONS, type Wording } from '../wording.js'

const OPTIONS = {
  ...AGREEMENT_OPTIONS,
  ...OUTPUT_OPTIONS,
  ...WORDING_OPTIONS,
  milestone: { value: 'N', help: 'this milestone only, counted from 0', several: 'several' },
  policy: { value: 'DEVICE', help: `wallet policies (BIP 388) for ${POLICY_DEVICES.join(', ')}` },
} as const

const memoOf = ({ agreement, milestone }: Contract): string | undefined =>
  agreement.milestones[milestone]?.memo

/** Where a contract is paid in, who can take it from when, and its descriptor. */
const toldLines = (contract: Contract, { say }: Wording): readonly string[] => [
  ...contractSentences(contract).map((sentence, at) => `${at === 0 ? '' : '  '}${say(sentence)}`),
  `  ${contract.descriptor}`,
]

const contractJson = (contract: Contract) => {
  const memo = memoOf(contract)
  return {
    milestone: contract.milestone,
    index: contract.index,
    amount: contract.amount.toString(),
    ...(memo !== undefined && { memo }),
    address: contract.address,
    outputScript: toHex(contract.outputScript),
    descriptor: contract.descriptor,
    portableDescriptor: contract.portableDescriptor,
    paths: contract.paths.map(({ name, parties, lock, secretHash }) => ({
      name,
      parties,
      ...(lock !== undefined && { lock }),
      ...(secretHash !== undefined && { secretHash: toHex(secretHash) }),
    })),
  }
}

export const compileCommand: Command = defineCommand<keyof typeof OPTIONS>({
  name: 'compile',
  summary: "show addresses, descriptors and paths of an agreement's contracts",
  operands: { least: 1, most: 1, names: 'AGREEMENT' },
  options: OPTIONS,
  about: [
    'Each milestone is one Taproot output. Compiling is pure: the same text gives the same addresses on every machine.',
    'Says in sentences where money is paid in and who can take it from when; with --json, by which paths.',
    "With --policy, also the wallet policy that a signing device registers, or a refusal that names the device's limit.",
  ],
  examples: [
    { line: 'taproot-escrow compile agreement.json', does: 'every contract' },
    {
      line: 'taproot-escrow compile agreement.json --milestone 0 --policy ledger',
      does: 'one contract and its policy for a Ledger',
    },
    {
      line: 'taproot-escrow new fixedPrice --param logo.json | taproot-escrow compile -',
      does: 'straight from a template',
    },
  ],
  run: async (given, desk) => {
    const wording = await readWording(given, desk)
    const { heads } = wording.report.words
    const agreement = await readAgreement(given, desk)
    const wanted = given.one('policy')
    const device = wanted === undefined ? undefined : oneOf('policy', wanted, POLICY_DEVICES)
    const contracts = chosenContracts(agreement, given).map((contract) => ({
      contract,
      policy: device && walletPolicy(contract, { device }),
    }))
    return {
      text: [
        `${heads.agreement}: ${wording.report.voice.code(agreement.id)}`,
        ...contracts.flatMap(({ contract, policy }) => [
          ...toldLines(contract, wording),
          ...(policy === undefined
            ? []
            : [`  ${policy.name}: ${policy.template}`, ...policy.keys.map((key, at) => `  @${at} ${key}`)]),
        ]),
      ],
      json: {
        agreement: agreement.id,
        contracts: contracts.map(({ contract, policy }) => ({
          ...contractJson(contract),
          ...(policy !== undefined && { policy }),
        })),
      },
    }
  },
})
