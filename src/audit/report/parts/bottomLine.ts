import type { ReportHead } from '../../../sentences/report.js'
import type { StatusWord } from '../../../watch/statusTypes.js'
import type { Audit } from '../../audit.js'
import type { Finding } from '../../finding.js'
import { type Block, heading, type Line, list, paragraph, type Section, type Span, said } from '../blocks.js'
import { awaitsAcceptance } from '../payable.js'
import type { Wording } from '../wording.js'
import { proofNames } from './proofs.js'

/** More causes than these are left to the list of findings. */
const CAUSES = 4

/** What a reader has to know who reads nothing else: what is so now, what can go wrong, what to do. */
export const bottomLine = (report: Audit, wording: Wording): Section => {
  const { heads, sentence } = wording
  const wrong = causesOf(report)
  const causes: readonly Line[] = wrong
    .slice(0, CAUSES)
    .map((one) => [...refusedThing(one, wording), wording.told(one.sentence)])
  const blocks: readonly Block[] = [
    heading(3, heads.soNow),
    ...nowTexts(report, wording).map((text) => paragraph(said(text))),
    heading(3, heads.canGoWrong),
    ...(wrong.length === 0 ? [paragraph(nothingGrave(report, wording))] : list(...causes)),
    ...(wrong.length > CAUSES
      ? [paragraph(said(sentence('otherCauses', { count: wrong.length - CAUSES })))]
      : []),
    heading(3, heads.toDo),
    paragraph(heads[adviceFor(report)]),
    ...(awaitsAcceptance(report) ? [paragraph(heads.notEverybody)] : []),
  ]
  return { id: 'bottom-line', name: heads.bottomLine, blocks }
}

/** What was refused, which no other sentence leaves to what stands beside it. */
const refusedThing = ({ sentence: { code }, subject }: Finding, wording: Wording): Line => {
  if (code !== 'REFUSED') return []
  const names: Readonly<Record<string, string>> = proofNames(wording)
  return [names[subject.split(',')[0] ?? ''] ?? wording.about(subject), ': ']
}

/** What is so as of a moment; without one it is said that there is none. */
const nowTexts = ({ at, now }: Audit, { heads, sentence }: Wording): readonly string[] => {
  const moment = now?.at ?? at
  const counts = new Map<StatusWord, number>()
  for (const { word } of now?.contracts ?? []) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [
    moment === undefined
      ? heads.noMoment
      : sentence('soNow', {
          height: moment.height,
          time: moment.medianTime,
          contracts: [...counts].map(([word, count]) => sentence('standing', { word, count })),
        }),
    ...(now === undefined ? [heads.chainNotSeen] : []),
  ]
}

/** No danger and no warning: notes may be left, of which it says how many stand below. */
const nothingGrave = ({ findings }: Audit, { heads, sentence }: Wording): Span =>
  said(
    findings.length === 0
      ? heads.nothingWrong
      : sentence('onlyNotes', {
          notes: sentence('counted', { severity: 'note', count: findings.length }),
        }),
  )

/** What somebody can lose by, or has to know before paying in, the gravest first: each cause once. */
const causesOf = ({ findings }: Audit): readonly Finding[] =>
  (['danger', 'warning'] as const).flatMap((severity) => {
    const causes = new Map<string, Finding>()
    for (const finding of findings)
      if (finding.severity === severity && !causes.has(finding.code)) causes.set(finding.code, finding)
    return [...causes.values()]
  })

const adviceFor = ({ agreement, findings, engines }: Audit): ReportHead => {
  if (engines?.agree === false) return 'adviceEngines'
  if (findings.some(({ severity }) => severity === 'danger')) return 'adviceDanger'
  if (agreement === undefined) return 'adviceNone'
  return findings.some(({ severity }) => severity === 'warning') ? 'adviceWarning' : 'adviceFine'
}
