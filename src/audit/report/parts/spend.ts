import { kindOf } from '../../../plan/outcome.js'
import type { ReviewFinding } from '../../../spend/finding.js'
import { formatOutpoint } from '../../../units/outpoint.js'
import { remarkSentences } from '../../findings/spend.js'
import type { AuditedSpendInput, SpendAudit, SpendTold } from '../../spend/types.js'
import { satsText } from '../amounts.js'
import { type Block, cell, code, type Line, list, paragraph, type Section, said } from '../blocks.js'
import { signersText } from '../names.js'
import type { Wording } from '../wording.js'
import { enginesDetails, enginesText } from './engines.js'
import { viaSpan } from './transactionLines.js'
import { outputTable, traceBlocks } from './transactions.js'

/** What a PSBT would do to whoever signs it: what becomes of the money first, then what that rests on. */
export const spendSection = (audited: SpendAudit, wording: Wording): Section => ({
  id: 'psbt',
  name: wording.heads.psbt,
  blocks: [
    ...told(audited, wording),
    ...remarkSentences(audited).map(
      (sentence): Block => ({ kind: 'text', mood: 'warning', line: [wording.told(sentence)] }),
    ),
    ...(audited.inputs.length === 0
      ? []
      : [paragraph(wording.heads.psbtInputs), inputTable(audited.inputs, wording)]),
    ...(audited.kind === 'spend' ? [spendFacts(audited.spend, wording)] : []),
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
          below: [wording.english(audited.refusal.text), ' (', code(audited.refusal.code), ')'],
        },
      ]
    case 'final':
      return [paragraph(heads.psbtFinal), ...traceBlocks(audited.trace, wording)]
    case 'spend':
      return spendBlocks(audited.spend, wording)
  }
}

const spendBlocks = (spend: SpendTold, wording: Wording): readonly Block[] => {
  const { outcome, path, outputs, fee, signers } = spend
  const { heads, say, sentence } = wording
  const isRefusal = ({ level }: ReviewFinding): boolean => level === 'refuse'
  const findings = [...spend.findings].sort((one, other) => Number(isRefusal(other)) - Number(isRefusal(one)))
  const [gravest] = findings
  return [
    {
      kind: 'verdict',
      mood: gravest === undefined ? 'note' : isRefusal(gravest) ? 'danger' : 'warning',
      line: [
        said(sentence('tracedOutcome', { outcome: kindOf(outcome), signers: signersText(path, wording) })),
      ],
      below: [
        heads.signed,
        ': ',
        said(
          say.and(
            signers.map(({ role, needed, signed }) =>
              sentence('signatures', { role: say.role(role), signed: signed.length, needed }),
            ),
          ),
        ),
      ],
    },
    ...list(
      ...findings.map(
        (finding): Line => [
          isRefusal(finding)
            ? { as: 'strong', mood: 'danger', text: heads.refused }
            : { as: 'strong', mood: 'warning', text: heads.warning },
          ': ',
          wording.told(finding),
          ' (',
          code(finding.rule),
          ')',
        ],
      ),
    ),
    outputTable(outputs, wording),
    ...(outcome.via === undefined ? [] : [paragraph(viaSpan(outcome.via, wording))]),
    paragraph(wording.told({ code: 'networkTakes', data: fee })),
  ]
}

const spendFacts = ({ pot, arbiterFee, version, lockTime }: SpendTold, { heads, say }: Wording): Block => ({
  kind: 'facts',
  facts: [
    [heads.inputsTogether, [said(satsText(pot, say))]],
    ...(arbiterFee === 0n ? [] : [[heads.arbiterFee, [said(satsText(arbiterFee, say))]] as const]),
    [heads.version, [`${version}`]],
    [heads.lockTime, [`${lockTime}`]],
  ],
})

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
