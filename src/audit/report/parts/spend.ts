import { formatOutpoint } from '../../../units/outpoint.js'
import { remarkSentences } from '../../findings/spend.js'
import type { AuditedSpendInput, SpendAudit, SpendTold } from '../../spend/types.js'
import { satsText } from '../amounts.js'
import {
  type Block,
  cell,
  code,
  english,
  type Facts,
  type Line,
  list,
  paragraph,
  type Section,
  said,
} from '../blocks.js'
import type { Wording } from '../wording.js'
import { enginesDetails, enginesText } from './engines.js'
import { viaSpan } from './transactionLines.js'
import { feeText, outputTable, traceBlocks } from './transactions.js'

/** What a PSBT would do to whoever signs it. */
export const spendSection = (audited: SpendAudit, wording: Wording): Section => ({
  id: 'psbt',
  name: wording.heads.psbt,
  blocks: [
    ...(audited.inputs.length === 0
      ? []
      : [paragraph(wording.heads.psbtInputs), inputTable(audited.inputs, wording)]),
    ...told(audited, wording),
    ...remarkSentences(audited).map(
      (sentence): Block => ({ kind: 'text', mood: 'warning', line: [wording.told(sentence)] }),
    ),
    ...(audited.kind === 'final'
      ? []
      : [
          { ...paragraph(enginesText(audited.engines, wording)), where: 'pages' } as const,
          ...enginesDetails(audited.engines, wording),
        ]),
  ],
})

const told = (audited: SpendAudit, wording: Wording): readonly Block[] => {
  const { heads } = wording
  switch (audited.kind) {
    case 'refused':
      return [
        {
          kind: 'verdict',
          mood: 'danger',
          line: [heads.psbtRefused],
          below: [english(audited.refusal.text), ' ', code(audited.refusal.code)],
        },
      ]
    case 'final':
      return [paragraph(heads.psbtFinal), ...traceBlocks(audited.trace, wording)]
    case 'spend':
      return spendBlocks(audited.spend, wording)
  }
}

const spendBlocks = (spend: SpendTold, wording: Wording): readonly Block[] => {
  const { outcome, path, outputs, findings } = spend
  return [
    paragraph(
      said(
        wording.sentence('isSpend', {
          outcome: outcome.kind === 'relock' && outcome.into === 'itself' ? 'freeze' : outcome.kind,
          path,
        }),
      ),
    ),
    ...(outcome.via === undefined ? [] : [paragraph(viaSpan(outcome.via, wording))]),
    { kind: 'facts', facts: spendFacts(spend, wording) },
    outputTable(outputs, wording),
    ...list(
      ...findings.map(
        (finding): Line => [
          finding.level === 'refuse'
            ? { as: 'strong', mood: 'danger', text: wording.heads.refused }
            : { as: 'strong', mood: 'warning', text: wording.heads.warning },
          ': ',
          wording.told(finding),
          ' ',
          code(finding.rule),
        ],
      ),
    ),
  ]
}

const spendFacts = (
  { pot, fee, arbiterFee, version, lockTime, signers }: SpendTold,
  wording: Wording,
): Facts => {
  const { heads, say, sentence } = wording
  return [
    [heads.inputsTogether, [said(satsText(pot, say))]],
    [heads.fee, [said(feeText(fee, wording))]],
    ...(arbiterFee === 0n ? [] : [[heads.arbiterFee, [said(satsText(arbiterFee, say))]] as const]),
    [heads.version, [`${version}`]],
    [heads.lockTime, [`${lockTime}`]],
    [
      heads.signed,
      [
        said(
          signers
            .map(({ role, needed, signed }) =>
              sentence('signatures', { role: say.role(role), signed: signed.length, needed }),
            )
            .join(', '),
        ),
      ],
    ],
  ]
}

const SOURCES = { psbt: 'byPsbt', transaction: 'byTransaction', nobody: 'byNobody' } as const

const inputTable = (inputs: readonly AuditedSpendInput[], { heads, say }: Wording): Block => ({
  kind: 'table',
  table: {
    name: heads.input,
    columns: [
      { name: heads.input, kind: 'number' },
      { name: heads.milestone, kind: 'number' },
      { name: heads.memo },
      { name: heads.contract, kind: 'number' },
      { name: heads.amount, kind: 'number' },
      { name: heads.whoSaysSo },
      { name: heads.spentOutput },
    ],
    rows: inputs.map(({ input, contract, memo = '', amount, source, outpoint }) => [
      cell(`${input}`),
      cell(contract === undefined ? heads.none : `${contract.milestone}`),
      cell({ as: 'written', text: memo }),
      cell(contract === undefined ? heads.none : `${contract.index}`),
      amount === undefined ? cell(heads.unknown) : cell(said(satsText(amount, say))),
      cell(heads[SOURCES[source]]),
      cell(code(formatOutpoint(outpoint))),
    ]),
  },
})
