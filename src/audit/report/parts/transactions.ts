import type { ShownSignature } from '../../../deeds/types.js'
import { SIGNERS } from '../../../sentences/voice.js'
import { formatOutpoint } from '../../../units/outpoint.js'
import type { OutputTold } from '../../told.js'
import type { Trace, TracedInput, TracedTransaction } from '../../trace/types.js'
import { satsText } from '../amounts.js'
import { type Block, cell, code, copied, heading, list, paragraph, type Section, said } from '../blocks.js'
import { recipientsText, signersText } from '../names.js'
import type { Wording } from '../wording.js'
import { enginesDetails, enginesText } from './engines.js'
import { signerNames, transactionLines } from './transactionLines.js'

/** What became of the contracts, as far as the given transactions tell. */
export const traceSection = (trace: Trace, wording: Wording): Section => ({
  id: 'trace',
  name: wording.heads.trace,
  blocks: traceBlocks(trace, wording),
})

/** The same without its heading: a final PSBT is told by it, too. */
export const traceBlocks = (
  { transactions, unspent, unrelated, refused, engines }: Trace,
  wording: Wording,
): readonly Block[] => {
  const { heads, sentence } = wording
  return [
    { ...paragraph(enginesText(engines, wording)), where: 'pages' },
    ...transactions.flatMap((transaction) => transactionBlocks(transaction, wording)),
    ...(unspent.length === 0 ? [] : [heading(3, heads.unspent)]),
    ...list(
      ...unspent.map(({ outpoint, contract, amount }) => [
        said(sentence('contractHolds', { contract: contract.index, amount })),
        ' ',
        code(formatOutpoint(outpoint)),
      ]),
    ),
    ...unrelated.map((txid) => paragraph(heads.unrelated, ' ', code(txid))),
    ...refused.map(
      ({ position, text }): Block => ({
        kind: 'text',
        mood: 'danger',
        line: [said(sentence('notTransaction', { position: position + 1 })), ' ', wording.english(text)],
      }),
    ),
    ...enginesDetails(engines, wording),
  ]
}

const transactionBlocks = (transaction: TracedTransaction, wording: Wording): readonly Block[] => {
  const { txid, spends, outputs, version, lockTime } = transaction
  const { heads } = wording
  return [
    { kind: 'heading', level: 3, line: [heads.transaction, ' ', copied(txid, heads.transaction)] },
    ...list(...transactionLines(transaction, wording)),
    {
      kind: 'folded',
      where: 'pages',
      name: [heads.traceDetails],
      blocks: [
        {
          kind: 'facts',
          facts: [
            [heads.version, [`${version}`]],
            [heads.lockTime, [`${lockTime}`]],
          ],
        },
        ...spends.flatMap((spent) => inputBlocks(spent, wording)),
        outputTable(outputs, wording),
      ],
    },
  ]
}

const signersOf = (by: TracedInput['by'], wording: Wording): string | undefined =>
  by.kind === 'key'
    ? wording.sentence('together', { who: SIGNERS.key.map(wording.say.role) })
    : by.kind === 'foreign' || by.path === 'terms'
      ? undefined
      : signersText(by.path, wording)

const inputBlocks = ({ input, outpoint, contract, by }: TracedInput, wording: Wording): readonly Block[] => {
  const signers = signersOf(by, wording)
  return [
    paragraph(
      said(
        wording.sentence('inputSpends', {
          input,
          contract: contract.index,
          ...(signers !== undefined && { signers }),
        }),
      ),
      ' ',
      code(formatOutpoint(outpoint)),
    ),
    ...(by.kind === 'foreign' ? [] : [signatureTable(by.signatures, wording)]),
  ]
}

const signatureTable = (signatures: readonly ShownSignature[], wording: Wording): Block => {
  const { heads } = wording
  return {
    kind: 'table',
    table: {
      name: heads.signature,
      columns: [
        { name: heads.signedBy, kind: 'head' },
        { name: heads.verdict, kind: 'number' },
        { name: heads.type, kind: 'number' },
        { name: heads.key },
        { name: heads.signature },
      ],
      rows: signatures.map((one) => [
        cell(said(signerNames(one, wording))),
        cell(heads[one.verdict]),
        cell(`0x${one.type.toString(16).padStart(2, '0')}`),
        cell(copied(one.key, heads.key)),
        cell(copied(one.signature, heads.signature)),
      ]),
    },
  }
}

/** Outputs with everybody whom the agreements know behind them. */
export const outputTable = (outputs: readonly OutputTold[], wording: Wording): Block => ({
  kind: 'table',
  table: {
    name: wording.heads.outputs,
    columns: [
      { name: wording.heads.output, kind: 'number' },
      { name: wording.heads.to },
      { name: wording.heads.amount, kind: 'number' },
      { name: wording.heads.addressOrScript },
    ],
    rows: outputs.map(({ vout, amount, script, address, to }) => [
      cell(`${vout}`),
      to.length === 0 ? cell(wording.heads.stranger) : cell(said(recipientsText(to, wording))),
      cell(said(satsText(amount, wording.say))),
      cell(copied(address ?? script, address === undefined ? wording.heads.script : wording.heads.address)),
    ]),
  },
})
