import type { AuditedLeaf, AuditedOutput, AuditedParty } from '../../powers/output.js'
import { toHex } from '../../units/bytes.js'
import type { LeafJudgement } from '../judge.js'
import { disassemble, type Operation } from './disassemble.js'
import { judgementPart } from './judgement.js'
import { holderText, internalText, type LeafWords, leafWords } from './leafWords.js'
import { type Html, html } from './markup.js'
import { column, copyable, copyableHex, scroller } from './pieces.js'

/** What the drawing of the tree says, as a table. */
export const leafTable = (
  output: AuditedOutput,
  { sizes }: { readonly sizes: ReadonlyMap<string, number> },
): Html =>
  scroller(
    html`<table><thead><tr>${column('Way')}${column('Who signs')}${column('From when')}<th scope="col" class="number">Size of a spend</th><th scope="col" class="number">Depth</th></tr></thead>
<tbody><tr><th scope="row">key</th><td>${internalText(output)}</td><td>${output.internal.kind === 'nobody' ? 'never' : 'at once'}</td>${sizeCell(sizes.get('key'))}<td class="number">–</td></tr>
${output.leaves.map((leaf) => {
  const ways = leafWords(leaf, output)
  return html`<tr><th scope="row">${leaf.name}</th><td>${lines(ways.map(({ who }) => html`${who}`))}</td><td>${lines(
    ways.map(whenCell),
  )}</td>${sizeCell(sizes.get(leaf.name))}<td class="number">${leaf.depth}</td></tr>
`
})}</tbody></table>`,
    'ways to spend',
  )

const lines = (parts: readonly Html[]): Html =>
  html`${parts.map((part, at) => (at === 0 ? part : html`<br>or ${part}`))}`

const whenCell = ({ when, calendar }: LeafWords): Html =>
  html`${when}${calendar === undefined ? undefined : html` <small>${calendar}</small>`}`

const sizeCell = (size: number | undefined): Html =>
  html`<td class="number">${size === undefined ? '–' : `${size} vB`}</td>`

/** The scripts of all leaves, closed, each step explained. */
export const scriptDetails = (output: AuditedOutput, judgements: readonly LeafJudgement[]): Html =>
  html`${output.leaves.map(
    (
      leaf,
      at,
    ) => html`<details class="leaf"><summary>${leaf.name} <small>${leaf.script.length} bytes</small></summary>
<p>Script: ${copyableHex(leaf.script, `script of ${leaf.name}`)}</p>
<p>Leaf hash: ${copyableHex(leaf.leafHash, `leaf hash of ${leaf.name}`)} <small>leaf version 0x${leaf.version.toString(16)}</small></p>
${
  leaf.reading.understood
    ? undefined
    : html`<p class="danger">This script was not understood: ${leaf.reading.reason}.</p>
`
}${judgements.slice(at, at + 1).map(judgementPart)}${opcodeTable(leaf, output)}</details>
`,
  )}`

const opcodeTable = (leaf: AuditedLeaf, output: AuditedOutput): Html => {
  const steps = disassemble(leaf.script)
  return scroller(
    html`<table class="opcodes"><thead><tr><th scope="col" class="number">Byte</th>${column('Opcode')}${column('What it does')}</tr></thead>
<tbody>${steps.map(
      (step, at) =>
        html`<tr><td class="number">${step.at}</td><td>${step.name}</td><td>${stepText(step, { next: steps[at + 1], leaf, parties: output.parties })}</td></tr>
`,
    )}</tbody></table>`,
    `opcodes of ${leaf.name}`,
  )
}

/** What a step does; of a push, what it means to what comes after it. */
const stepText = (
  step: Operation,
  context: {
    readonly next: Operation | undefined
    readonly leaf: AuditedLeaf
    readonly parties: readonly AuditedParty[]
  },
): Html => {
  const { data } = step
  if (data === undefined || step.number !== undefined) return html`${step.meaning}`
  const hex = toHex(data)
  const key = context.leaf.keys.find((held) => toHex(held.key) === hex)
  return html`${
    key === undefined ? step.meaning : `pushes a key of ${holderText(key.holder, context.parties)}`
  }: <code>${hex}</code>`
}

/** Every key of the output with its holder and origin. */
export const keyTable = (output: AuditedOutput): Html =>
  scroller(
    html`<table><thead><tr>${column('Leaf')}${column('Holder')}${column('Origin')}${column('Key')}</tr></thead>
<tbody><tr><th scope="row">internal key</th><td>${internalText(output)}</td><td>–</td><td>${copyableHex(output.internalKey, 'internal key')}</td></tr>
${output.leaves.map(
  ({ name, keys }) =>
    html`${keys.map(
      ({ key, holder }) => html`<tr><th scope="row">${name}</th><td>${holderText(holder, output.parties)}${
        holder.kind === 'nobody' ? html` <small>${holder.why}</small>` : undefined
      }</td><td>${holder.kind === 'party' && holder.origin !== undefined ? copyable(holder.origin, `origin in ${name}`) : '–'}</td><td>${copyableHex(key, `key in ${name}`)}</td></tr>
`,
    )}`,
)}</tbody></table>`,
    'keys',
  )
