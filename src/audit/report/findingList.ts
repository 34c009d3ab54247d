import { type Finding, SEVERITIES } from '../finding.js'
import { type Html, html } from './markup.js'
import { severitySign } from './severitySign.js'
import { SEVERITY_SIGNS } from './words.js'

/** Of more findings of one cause than this, all but two are closed behind a line. */
const MOST = 4
const SHOWN = 2

/** The gravest first; those of one cause together. */
export const findingList = (findings: readonly Finding[]): Html => {
  const groups = SEVERITIES.flatMap((severity) =>
    byCode(findings.filter((finding) => finding.severity === severity)),
  )
  return html`<ul class="findings">${groups.map((group) => {
    const shown = group.length > MOST ? SHOWN : group.length
    return html`${group.slice(0, shown).map(findingItem)}${moreOf(group.slice(shown))}`
  })}</ul>`
}

const moreOf = (rest: readonly Finding[]): Html | undefined => {
  const [first] = rest
  if (first === undefined) return undefined
  return html`<li class="finding ${first.severity}"><details><summary>${rest.length} more of ${first.code}</summary>
<ul class="findings">${rest.map(findingItem)}</ul></details></li>
`
}

const findingItem = ({ code, severity, subject, text, rule }: Finding): Html => {
  const { word } = SEVERITY_SIGNS[severity]
  return html`<li class="finding ${severity}"><p>${text}</p>
<p class="about"><strong>${severitySign(severity)} ${word}</strong><span>${subject}</span><code>${code}</code>${
    rule === undefined ? undefined : html`<span>${rule}</span>`
  }</p></li>
`
}

const byCode = (findings: readonly Finding[]): readonly (readonly Finding[])[] => {
  const groups = new Map<string, Finding[]>()
  for (const finding of findings) {
    const group = groups.get(finding.code)
    if (group === undefined) groups.set(finding.code, [finding])
    else group.push(finding)
  }
  return [...groups.values()]
}
