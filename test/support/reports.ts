import { type Audit, audit } from 'taproot-escrow/audit'
import { plainDocument } from './documents.js'
import { storedFiles } from './fixtures.js'

/** The agreements of the fixtures by the names of their files. */
export const fixtureTexts = (): readonly (readonly [name: string, text: string])[] =>
  [...storedFiles()].map(([name, text]) => [name, JSON.parse(text).agreement.text])

/** Their audits. */
export const fixtureAudits = (): readonly (readonly [name: string, report: Audit])[] =>
  fixtureTexts().map(([name, text]) => [name, audit(text)])

/** A page in HTML with its sentences as they are said: without what keeps lines from ending where none may. */
export const asSaid = (page: string): string =>
  page
    .replaceAll('\u00a0', ' ')
    .replace(/<span class="long">(.*?)<\/span>/g, '$1')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')

/** Texts that try to be more than text, each as somebody might write it into a memo. */
export const HOSTILE: Readonly<
  Record<
    'script' | 'attribute' | 'image' | 'closing' | 'reversed' | 'invisible' | 'markdown' | 'long',
    string
  >
> = {
  script: '<script>document.title="taken"</script>',
  attribute: '" onmouseover="document.title=\'taken\'" x="',
  image: '<img src=x onerror=document.title=1>',
  closing: '</title></style></textarea></svg></details><h1>',
  reversed: 'pay \u202eyojnE\u202c now',
  invisible: 'a\u200bb\u2060c\ufeffd',
  markdown: '**bold** [link](https://example.org) `code` | cell | <b>',
  long: 'x'.repeat(5000),
}

/** An audit whose milestones have these memos, those that agreements are refused for included. */
export const auditWithMemos = (memos: readonly string[]): Audit => {
  const document = plainDocument()
  document.milestones = memos.map(() => ({ amount: '1000000', memo: 'harmless' }))
  const report = audit(JSON.stringify(document))
  const { agreement } = report
  if (agreement === undefined) throw new Error('the agreement was refused')
  const [first, ...rest] = agreement.milestones
  const milestones: typeof agreement.milestones = [
    { ...first, memo: memos[0] ?? '' },
    ...rest.map((milestone, at) => ({ ...milestone, memo: memos[at + 1] ?? '' })),
  ]
  return { ...report, agreement: { ...agreement, milestones } }
}
