import { shown } from '../../errors.js'
import type { ReviewFinding } from '../../spend/finding.js'
import { roleName } from '../../spend/recoveryWords.js'
import type { AuditedSpendInput, SpendRefusal, SpendTold } from '../spend/types.js'
import { viaText } from '../told.js'
import type { Facts, Line, Table } from './told.js'
import { feeText, outpointText } from './traceWords.js'
import { satsText } from './words.js'

/** Which milestone, contract and output an input takes, and who says so. */
export const inputText = ({ input, contract, memo, amount, source, outpoint }: AuditedSpendInput): string => {
  const name = memo === undefined ? '' : ` (${shown(memo)})`
  const what =
    contract === undefined
      ? 'no contract'
      : `milestone ${contract.milestone}${name}, contract ${contract.index}`
  const sum = amount === undefined ? 'an unknown amount' : `${amount} sat`
  return `input ${input}: ${what}, ${sum} in ${outpointText(outpoint)}, says ${SOURCES[source]}`
}

export const SPEND_TITLE = 'What the PSBT does'
export const REFUSED_TEXT = 'It is no spend of the agreement: do not sign it.'
export const FINAL_TEXT = 'It is signed and final: this is what its transaction would do.'
export const INPUTS_TEXT = 'It spends, and this is who says so:'

export const refusalLine = ({ text, code }: SpendRefusal): Line => ({ text, code })

export const spendText = ({ outcome, path }: SpendTold): string =>
  [`It is ${outcome.phrase}, by ${path}.`, ...(outcome.via === undefined ? [] : [viaText(outcome.via)])].join(
    ' ',
  )

export const spendFacts = ({ pot, fee, arbiterFee, version, lockTime, signers }: SpendTold): Facts => [
  ['Inputs together', satsText(pot)],
  ['Fee', feeText(fee)],
  ...(arbiterFee === 0n ? [] : [["Arbiter's fee", satsText(arbiterFee)] as const]),
  ['Version', `${version}`],
  ['Lock time', `${lockTime}`],
  [
    'Signed',
    signers.map(({ role, needed, signed }) => `${roleName(role)} ${signed.length} of ${needed}`).join(', '),
  ],
]

/** What a rule says, with its weight in a word. */
export const ruleWords = ({
  level,
  rule,
  text,
}: ReviewFinding): { readonly word: string; readonly line: Line } => ({
  word: level === 'refuse' ? 'Refused' : 'Warning',
  line: { text: `: ${text}`, code: rule },
})

const SOURCES: Readonly<Record<AuditedSpendInput['source'], string>> = {
  psbt: 'the PSBT alone, which may claim anything',
  transaction: 'a whole transaction, which proves it',
  nobody: 'nobody',
}

export const inputTable = (inputs: readonly AuditedSpendInput[]): Table => ({
  name: 'inputs',
  columns: [
    { name: 'Input', kind: 'number' },
    { name: 'Milestone', kind: 'number' },
    { name: 'Memo' },
    { name: 'Contract', kind: 'number' },
    { name: 'Amount', kind: 'number' },
    { name: 'Who says so' },
    { name: 'Output that it spends' },
  ],
  rows: inputs.map(({ input, contract, memo = '', amount, source, outpoint }) => [
    { text: `${input}` },
    { text: contract === undefined ? 'none' : `${contract.milestone}` },
    { text: memo },
    { text: contract === undefined ? 'none' : `${contract.index}` },
    { text: amount === undefined ? 'unknown' : satsText(amount) },
    { text: SOURCES[source] },
    { text: '', code: outpointText(outpoint) },
  ]),
})
