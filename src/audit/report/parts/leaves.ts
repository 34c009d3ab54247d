import type { AuditedLeaf, AuditedOutput } from '../../../powers/output.js'
import { toHex } from '../../../units/bytes.js'
import type { LeafJudgement, LeafLimit, MiniscriptJudgement } from '../../judge.js'
import { type Block, cell, code, copied, type Line, NOTHING, said, small } from '../blocks.js'
import { disassemble, type Operation } from '../disassemble.js'
import { holderText } from '../people.js'
import type { Wording } from '../wording.js'

const NO_MINISCRIPT = 'It is no Miniscript that is known.'

/** What the analysis of Miniscript says; its words are those of its own page. */
const miniscriptText = ({ sane, reason, nonMalleable, needsSignature }: MiniscriptJudgement): string =>
  [
    sane ? 'sane' : `not sane${reason === undefined ? '' : ` (${reason})`}`,
    nonMalleable ? 'not malleable' : 'malleable',
    needsSignature ? 'always needs a signature' : 'can be taken without a signature',
  ].join(', ')

/** A limit of consensus or of relay. */
const limitText = ({ layer, text, rule }: LeafLimit): string =>
  `${layer === 'consensus' ? 'Consensus' : 'Relay'}: ${text} (${rule})`

/** What others say against a leaf; of a leaf to which nobody objects there is nothing to read. */
export const objections = (
  { leaf, miniscript, limits }: LeafJudgement,
  { english, named }: Wording,
): readonly Line[] => {
  const isSound = miniscript?.sane && miniscript.nonMalleable && miniscript.needsSignature
  const said = [
    ...(isSound
      ? []
      : [miniscript === undefined ? NO_MINISCRIPT : `Miniscript: ${miniscriptText(miniscript)}.`]),
    ...limits.map(limitText),
  ]
  return said.map((text) => [named(leaf), ': ', english(text)])
}

/** The scripts of all leaves, closed, each step explained. */
export const scriptBlocks = (
  output: AuditedOutput,
  { judgements, wording }: { readonly judgements: readonly LeafJudgement[]; readonly wording: Wording },
): readonly Block[] =>
  output.leaves.map((leaf, at) => ({
    kind: 'folded',
    look: 'leaf',
    name: [wording.named(leaf.name), ' ', small(wording.english(`${leaf.script.length} bytes`).text)],
    blocks: leafBlocks(leaf, { output, judgement: judgements[at], wording }),
  }))

interface OfOutput {
  readonly output: AuditedOutput
  readonly judgement: LeafJudgement | undefined
  readonly wording: Wording
}

const leafBlocks = (leaf: AuditedLeaf, { output, judgement, wording }: OfOutput): readonly Block[] => {
  const { heads, english } = wording
  const { miniscript, limits = [] } = judgement ?? {}
  return [
    {
      kind: 'facts',
      facts: [
        [heads.script, [copied(toHex(leaf.script), heads.script)]],
        [heads.leafHash, [copied(toHex(leaf.leafHash), heads.leafHash)]],
        [heads.leafVersion, [`0x${leaf.version.toString(16)}`]],
        [
          'Miniscript',
          miniscript === undefined
            ? [english(NO_MINISCRIPT)]
            : [copied(miniscript.text, 'Miniscript'), ' ', small(english(miniscriptText(miniscript)).text)],
        ],
      ],
    },
    ...(leaf.reading.understood
      ? []
      : [
          {
            kind: 'text',
            mood: 'danger',
            line: [heads.unclear, ' (', english(leaf.reading.reason), ')'],
          } as const,
        ]),
    ...limits.map((limit): Block => ({ kind: 'text', mood: 'warning', line: [english(limitText(limit))] })),
    stepTable(leaf, { output, wording }),
  ]
}

const stepTable = (
  leaf: AuditedLeaf,
  { output, wording }: { readonly output: AuditedOutput; readonly wording: Wording },
): Block => ({
  kind: 'table',
  table: {
    name: wording.named(leaf.name).text,
    columns: [
      { name: wording.heads.byte, kind: 'number' },
      { name: wording.heads.opcode },
      { name: wording.heads.does },
    ],
    rows: disassemble(leaf.script).map((step) => [
      cell(`${step.at}`),
      cell(code(step.name)),
      cell(...stepLine(step, { leaf, output, wording })),
    ]),
  },
})

/** What a step does; of a push, whose key it is. */
const stepLine = (
  { data, number, meaning }: Operation,
  {
    leaf,
    output: { parties },
    wording,
  }: { readonly leaf: AuditedLeaf; readonly output: AuditedOutput; readonly wording: Wording },
): Line => {
  if (data === undefined || number !== undefined) return [wording.english(meaning)]
  const hex = toHex(data)
  const key = leaf.keys.find((held) => toHex(held.key) === hex)
  return [
    key === undefined
      ? wording.english(meaning)
      : said(wording.sentence('pushesKey', { who: holderText(key.holder, { parties, wording }) })),
    ': ',
    code(hex),
  ]
}

/** Every key of the output with its holder and origin. */
export const keyTable = (output: AuditedOutput, wording: Wording): Block => {
  const { heads } = wording
  const people = { parties: output.parties, wording }
  return {
    kind: 'table',
    table: {
      name: heads.keys,
      columns: [
        { name: heads.leaf, kind: 'head' },
        { name: heads.holder },
        { name: heads.origin },
        { name: heads.key },
      ],
      rows: output.leaves.flatMap(({ name, keys }) =>
        keys.map(({ key, holder }) => [
          cell(wording.named(name)),
          {
            line: [said(holderText(holder, people))],
            ...(holder.kind === 'nobody' ? { below: [[wording.english(holder.why)]] } : {}),
          },
          holder.kind === 'party' && holder.origin !== undefined
            ? cell(copied(holder.origin, heads.origin))
            : NOTHING,
          cell(copied(toHex(key), heads.key)),
        ]),
      ),
    },
  }
}
