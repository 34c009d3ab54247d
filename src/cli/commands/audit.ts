import { ALLOWANCES } from '../../agreement/allowance.js'
import type { AuditOptions } from '../../audit/audit.js'
import { asOf } from '../../audit/now.js'
import { auditToJson } from '../../audit/report/auditToJson.js'
import { reportHtml } from '../../audit/report/reportHtml.js'
import { reportMarkdown } from '../../audit/report/reportMarkdown.js'
import { reportLines } from '../../audit/report/reportText.js'
import { ofStream } from '../../audit/stream.js'
import { safeParseAgreement } from '../../terms/parse.js'
import { toHex } from '../../units/bytes.js'
import { auditClaimed, contractAt } from '../claimed.js'
import { type Command, type Desk, defineCommand } from '../command.js'
import { psbtToText, transactionIn } from '../files.js'
import type { Given, OptionTable } from '../options.js'
import { OUTPUT_OPTIONS } from '../output.js'
import { readPlan } from '../stream/planFile.js'
import { stateIn } from '../stream/stateFile.js'
import { readVia, VIA_OPTION } from '../swapInput.js'
import { momentOf, TIP_OPTIONS } from '../tip.js'
import { optionalNumber } from '../values.js'
import { viewIn } from '../watchFile.js'
import { readWording, WORDING_OPTIONS } from '../wording.js'

const STREAM_FILES: OptionTable<'plan' | 'state'> = {
  plan: {
    value: 'FILE',
    help: 'the plan of a stream on a contract of the agreement, as `stream plan` writes it: until when it runs',
  },
  state: { value: 'FILE', help: 'with --plan: the newest state: what it pays' },
}

const OPTIONS = {
  ...OUTPUT_OPTIONS,
  psbt: { value: 'FILE', help: 'a PSBT that somebody is asked to sign: what it does' },
  tx: {
    value: 'FILE',
    help: 'a transaction that paid contracts or spent them: what it did, and what follows from it',
    several: 'several',
  },
  address: { value: 'ADDRESS', help: 'the address that somebody shows as that of a contract' },
  milestone: {
    value: 'N',
    help: 'the milestone that the address is said to belong to; any of them if not said',
  },
  other: {
    value: 'FILE',
    help: 'another agreement of the same people: what they have in common, and every difference where one amends the other',
    several: 'several',
  },
  before: {
    value: 'FILE',
    help: 'another agreement, such as an earlier draft: everything that this one says otherwise',
  },
  index: { value: 'N', help: 'what stands for the * of a descriptor; 0 if not said' },
  view: {
    value: 'FILE',
    help: 'a view of the chain (`taproot-escrow/view`), or what `watch` writes: what each contract is like as of its last block, and the tip',
  },
  confirmations: { value: 'N', help: 'how deep a transaction of the view must be to count; 1 if not said' },
  ...STREAM_FILES,
  ...TIP_OPTIONS,
  ...VIA_OPTION,
  ...WORDING_OPTIONS,
  html: { value: 'FILE', help: 'also writes the report as one HTML file that loads nothing' },
  markdown: { value: 'FILE', help: 'also writes the report as Markdown' },
} as const

/** The stream of the files, if the text is an agreement; if not, the audit says so. */
const streamOption = async (
  given: Given<'plan' | 'state'>,
  desk: Desk,
  text: string,
): Promise<Pick<AuditOptions, 'stream'>> => {
  const file = given.one('state')
  if (file !== undefined) given.needed('plan')
  const parsed = given.one('plan') === undefined ? undefined : safeParseAgreement(text, { allow: ALLOWANCES })
  if (!parsed?.ok) return {}
  const plan = await readPlan(parsed.agreement, given, desk)
  return {
    stream: ofStream(plan, { last: file === undefined ? 'none' : await stateIn(file, 'state', desk) }),
  }
}

/** Reads everything that is audited beside the text. */
const readOptions = async (
  given: Given<keyof typeof OPTIONS>,
  desk: Desk,
  text: string,
): Promise<AuditOptions> => {
  const { reader } = desk
  const at = await momentOf(given, { reader })
  const index = optionalNumber(given, 'index')
  const viewFile = given.one('view')
  const view = viewFile === undefined ? undefined : await viewIn(viewFile, reader)
  const confirmations = optionalNumber(given, 'confirmations')
  const address = given.one('address')
  const milestone = optionalNumber(given, 'milestone')
  const { via } = await readVia(given, desk)
  const psbtFile = given.one('psbt')
  const psbt = psbtFile === undefined ? undefined : await reader.bytes(psbtFile, { field: 'psbt' })
  const transactions: string[] = []
  for (const file of given.all('tx')) {
    const { transaction } = transactionIn(await reader.bytes(file, { field: 'tx' }), 'tx')
    transactions.push(toHex(transaction))
  }
  const others: string[] = []
  for (const file of given.all('other')) others.push(await reader.text(file, { field: 'other' }))
  const beforeFile = given.one('before')
  return {
    others,
    ...(beforeFile !== undefined && { before: await reader.text(beforeFile, { field: 'before' }) }),
    ...(via !== undefined && { via: [via.swap] }),
    ...(at !== undefined && { at }),
    ...(view !== undefined && {
      now: asOf(view, {
        ...(confirmations !== undefined && { confirmations }),
        ...(via !== undefined && { via: [via.swap] }),
      }),
    }),
    ...(await streamOption(given, desk, text)),
    ...(index !== undefined && { index }),
    ...(address !== undefined && { claims: [{ address, ...(milestone !== undefined && { milestone }) }] }),
    ...(psbt !== undefined && { psbt: psbtToText(psbt) }),
    ...(transactions.length > 0 && { transactions }),
  }
}

export const auditCommand: Command = defineCommand<keyof typeof OPTIONS>({
  name: 'audit',
  summary: 'find out what can happen to the money, trusting nobody',
  operands: { least: 1, most: 1, names: 'FILE' },
  options: OPTIONS,
  about: [
    'Takes the text of an agreement, or a descriptor, whoever made it, and computes from the scripts alone who can move the money, together with whom and from when; what can go wrong; and what that means for each party, in plain sentences.',
    'With --other, what agreements of the same people have in common; where one amends the other, every difference with whom it is worse for. Other keys for a role, or a role that was not there, are dangers: who writes an amendment can name himself in every place.',
    'With --before, everything that the agreement says otherwise than another one, as `diff` does, in the reports, too.',
    'With --psbt, what a PSBT does; with --tx, what transactions did: by which path, signed by whom, whether it is an outcome of the agreement, where the money went on.',
    "Where a part of the worker's goes into a swap, no agreement says so: with --via the swap, its output is checked byte for byte.",
    'With --view, the first lines say what is so now: what is in escrow, who can move it from when, what was paid out, how and to whom; as of the last block of the view.',
    'With --plan, until when a stream on a contract of the agreement runs, and with --state what its newest state pays.',
    'With --lang the reports are written in another language, with --names by the names of people; what has no words in that language yet stands in English.',
    'Ends with 1 where a finding is a danger or a warning. Notes alone end with 0.',
  ],
  examples: [
    { line: 'taproot-escrow audit agreement.json', does: 'findings, and what each party can do' },
    {
      line: 'taproot-escrow audit agreement.json --html report.html --markdown report.md',
      does: 'the same as a page to read and to hand on',
    },
    {
      line: 'taproot-escrow audit agreement.json --psbt release.psbt --tx funding.hex',
      does: 'what a PSBT would do, with the funding as proof',
    },
  ],
  run: async (given, desk) => {
    const [file = '-'] = given.operands
    const text = await desk.reader.text(file, { field: 'file' })
    const { options, tell } = await readWording(given, desk)
    const report = auditClaimed(text, await readOptions(given, desk, text))
    const address = given.one('address')
    const claimed = address === undefined ? undefined : contractAt(report, address)
    const html = given.one('html')
    if (html !== undefined) {
      const { encodeQR } = await import('qr')
      await desk.write(html, reportHtml(report, { ...options, qr: (text) => encodeQR(text, 'raw') }))
    }
    const markdown = given.one('markdown')
    if (markdown !== undefined) await desk.write(markdown, reportMarkdown(report, options))
    return {
      exit: report.findings.some(({ severity }) => severity !== 'note') ? 1 : 0,
      text: [
        ...(claimed === undefined
          ? []
          : [
              tell({ code: 'addressFound', data: { address: claimed.address, contract: claimed.index } }),
              '',
            ]),
        ...reportLines(report, options),
      ],
      json: { ...auditToJson(report) },
    }
  },
})
