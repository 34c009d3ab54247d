import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { encodeQR } from 'qr'
import { milestonePlan } from 'taproot-escrow'
import { audit, reportHtml, reportMarkdown } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import { fixtures } from '../../../support/fixtures.js'
import { asSaid, auditWithMemos, fixtureAudits, fixtureTexts, HOSTILE } from '../../../support/reports.js'
import { arbiterParameters, plainParameters } from '../../../support/templates.js'

/** Elements that have no end. */
const VOID = new Set(['meta', 'br', 'line', 'path', 'rect', 'circle', 'col', '!doctype'])

interface Tag {
  readonly name: string
  readonly attributes: string
}

/** Every start tag of a document whose tags are balanced; a test fails where they are not. */
const tagsOf = (document: string): readonly Tag[] => {
  const open: string[] = []
  const tags: Tag[] = []
  const markup = document.replace(/<(style|script)>.*?<\/\1>/gs, '')
  for (const [, end, name = '', attributes = ''] of markup.matchAll(
    /<(\/?)([a-z!][a-z0-9]*)((?: [a-z0-9-]+(?:="[^"]*")?)*) ?\/?>/gi,
  )) {
    if (end === '/') expect(open.pop()).toBe(name)
    else {
      tags.push({ name, attributes })
      if (!VOID.has(name.toLowerCase())) open.push(name)
    }
  }
  expect(open).toEqual([])
  // whatever is left of an angle bracket would be a tag that the pattern does not know
  expect(markup.match(/</g)).toHaveLength(
    tags.length + tags.filter(({ name }) => !VOID.has(name.toLowerCase())).length,
  )
  return tags
}

const valuesOf = (tags: readonly Tag[], attribute: string): readonly string[] =>
  tags.flatMap(({ attributes }) => new RegExp(` ${attribute}="([^"]*)"`).exec(attributes)?.[1] ?? [])

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64')

describe.each(fixtureAudits())('the report on %s', (_, report) => {
  const document = reportHtml(report)
  const tags = tagsOf(document)

  it('has its headings in order, and one of the first level', () => {
    const levels = tags.flatMap(({ name }) => (/^h[1-6]$/.test(name) ? [Number(name[1])] : []))
    expect(levels.filter((level) => level === 1)).toHaveLength(1)
    for (const [at, level] of levels.entries()) expect(level).toBeLessThanOrEqual((levels[at - 1] ?? 0) + 1)
  })

  it('has its landmarks, and unique names to which every link leads', () => {
    for (const name of ['header', 'main', 'footer'])
      expect(tags.filter((tag) => tag.name === name)).toHaveLength(1)
    const ids = valuesOf(tags, 'id')
    expect(new Set(ids).size).toBe(ids.length)
    for (const link of valuesOf(tags, 'href')) expect(ids).toContain(link.slice(1))
    for (const id of valuesOf(tags, 'aria-labelledby')) expect(ids).toContain(id)
  })

  it('begins with its contents and the bottom line, and ends with a place to sign', () => {
    const links = [...document.matchAll(/<li><a href="#([a-z-]+)">/g)].map(([, id]) => id)
    const named = [...document.matchAll(/<h2 id="([a-z-]+)">/g)].map(([, id]) => id)
    expect(links).toEqual(named)
    expect(named.at(0)).toBe('bottom-line')
    expect(named.at(-1)).toBe('sign-off')
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
    expect(document).toContain(`taproot-escrow ${version}, audits of format 1`)
  })

  it('says of every head cell what it is the head of', () => {
    for (const { attributes } of tags.filter(({ name }) => name === 'th'))
      expect(attributes).toMatch(/ scope="(col|row|rowgroup)"/)
  })

  it('loads nothing, and allows nothing but its own style and script', () => {
    expect(valuesOf(tags, 'src')).toEqual([])
    expect(valuesOf(tags, 'style')).toEqual([])
    expect(document).not.toMatch(/url\(|@import|https?:/)
    for (const { attributes } of tags) expect(attributes).not.toMatch(/ on[a-z]+=/)
    const policy = valuesOf(tags, 'content').find((content) => content.startsWith('default-src'))
    const only = (name: string): string =>
      new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(document)?.[1] ?? ''
    expect(policy?.replaceAll('&#39;', "'")).toBe(
      `default-src 'none'; style-src 'sha256-${sha256(only('style'))}'; script-src 'sha256-${sha256(only('script'))}'; base-uri 'none'; form-action 'none'`,
    )
  })

  it('tells every address, descriptor, script and key', () => {
    for (const { address, descriptor, output } of report.contracts) {
      expect(document).toContain(address)
      expect(document).toContain(descriptor.replaceAll('&', '&amp;').replaceAll("'", '&#39;'))
      for (const { script, keys } of output.leaves)
        for (const bytes of [script, ...keys.map(({ key }) => key)])
          expect(document).toContain(Buffer.from(bytes).toString('hex'))
    }
  })

  it('tells every finding with its severity in words', () => {
    for (const { code, text } of report.findings) {
      expect(document).toContain(code)
      expect(asSaid(document)).toContain(text)
    }
  })
})

const FOREIGN =
  'tr(c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5,{pk(f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9),and_v(v:pk(e493dbf1c10d80f3581e4904930b1404cc6c13900ee0758474fa94abe8c4cd13),older(144))})'

describe('a report on more than an agreement', () => {
  const fixture = fixtures().find(({ agreement }) => JSON.parse(agreement.text).milestones.length === 1)!
  const [spend] = fixture.spends

  it.each([
    ['what transactions did', { transactions: [spend!.transaction] }, spend!.txid],
    ['what a PSBT does', { psbt: spend!.unsignedPsbt }, 'What the PSBT does'],
    ['what a final PSBT does', { psbt: spend!.signedPsbt }, 'What the PSBT does'],
    ['that something is no PSBT', { psbt: 'cHNidP8B' }, 'do not sign it'],
    ['that something is no transaction', { transactions: ['00'] }, 'is no transaction'],
  ])('tells %s', (_, options, expected) => {
    const document = reportHtml(audit(fixture.agreement.text, options))
    const levels = tagsOf(document).flatMap(({ name }) => (/^h[1-6]$/.test(name) ? [Number(name[1])] : []))
    for (const [at, level] of levels.entries()) expect(level).toBeLessThanOrEqual((levels[at - 1] ?? 0) + 1)
    expect(document).toContain(expected)
  })

  it.each([
    ['a contract', fixture.contracts[0]!.descriptor, 'It is the contract of an agreement'],
    ['something else', FOREIGN, 'It is not a contract of an agreement'],
    ['nothing at all', 'tr(', 'Audit of a descriptor'],
  ])('tells that a descriptor describes %s', (_, text, expected) => {
    const document = reportHtml(audit(text))
    tagsOf(document)
    expect(document).toContain(expected)
  })
})

describe('a report', () => {
  it('is the same for the same agreement, byte by byte', () => {
    for (const [, text] of fixtureTexts().slice(0, 2))
      expect(reportHtml(audit(text))).toBe(reportHtml(audit(text)))
  })

  it('takes no text for markup, whatever a memo says', () => {
    const memos = Object.values(HOSTILE)
    const hostile = reportHtml(auditWithMemos(memos))
    const harmless = reportHtml(auditWithMemos(memos.map(() => 'harmless')))
    const named = (document: string) =>
      tagsOf(document).map(({ name, attributes }) => [name, attributes.replace(/="[^"]*"/g, '')])
    expect(named(hostile)).toEqual(named(harmless))
    expect(hostile).toContain('&lt;script&gt;')
    expect(hostile).toContain('pay [U+202E]yojnE[U+202C] now')
  })

  it('says in the bottom line what can go wrong, each cause once, and what to do', () => {
    const bottomOf = (document: string) =>
      /<section class="bottom-line".*?<\/section>/s.exec(document)?.[0] ?? ''
    for (const [, report] of fixtureAudits()) {
      const bottom = asSaid(bottomOf(reportHtml(report)))
      const dangers = report.findings.filter(({ severity }) => severity === 'danger')
      const warnings = report.findings.filter(({ severity }) => severity === 'warning')
      const [first] = [...dangers, ...warnings]
      expect(bottom).toContain(first?.text ?? 'Neither danger nor warning.')
      expect(bottom).toContain(
        dangers.length > 0
          ? 'before each danger is gone'
          : warnings.length > 0
            ? 'Settle each warning'
            : 'Compare the id',
      )
      expect(bottom).toContain('The chain was not looked at')
    }
    expect(bottomOf(reportHtml(audit('{}')))).toContain('Pay nothing')
  })

  it('says what is wrong with a text that is no agreement', () => {
    const document = reportHtml(audit('{"format":"<b>"}'))
    tagsOf(document)
    expect(document).toContain('This is not an agreement')
    expect(document).not.toContain('<b>')
  })
})

describe('a report on 1000 contracts of one kind', { timeout: 240_000 }, () => {
  const milestones = Array.from({ length: 1000 }, (_, at) => ({
    amount: 1_000_000n + BigInt(at % 7),
    memo: `part ${at}`,
  }))
  const { amount, ...parties } = plainParameters()
  const report = audit(
    milestonePlan({ ...parties, arbiter: arbiterParameters(), clocks: { step: 0 }, milestones }).text,
  )
  const document = reportHtml(report, { qr: (text) => encodeQR(text, 'raw') })

  it('is smaller than five million bytes', () => {
    expect(Buffer.byteLength(document)).toBeLessThan(5_000_000)
    expect(Buffer.byteLength(reportMarkdown(report))).toBeLessThan(1_000_000)
  })

  it('has address, amount, output and scripts of each, in its place', () => {
    const sections = new Map(
      document.split('<details class="contract" id="contract-').map((text) => [text.split('"')[0], text]),
    )
    for (const { index, address, amount: sats, output } of report.contracts) {
      const section = asSaid(sections.get(`${index}`) ?? '')
      expect(section).toContain(`Contract ${index}: <bdi>part ${index}</bdi>`)
      expect(section).toContain(address)
      expect(section).toContain(`${sats.toLocaleString('en')} sat`)
      const { outputScript, internalKey, merkleRoot, leaves } = output
      for (const bytes of [outputScript, internalKey, merkleRoot!, ...leaves.map(({ script }) => script)])
        expect(section).toContain(Buffer.from(bytes).toString('hex'))
    }
  })

  it('says of the first what holds for all, and leads there', () => {
    expect(document.match(/<h4>Ways to spend<\/h4>/g)).toHaveLength(1)
    expect(document.match(/<a href="#contract-0">As contract 0<\/a>: who can do what/g)).toHaveLength(999)
    expect(document.split(report.contracts[0]!.descriptor)).toHaveLength(2)
  })
})

it('contracts with clocks of their own are told in full', () => {
  const { amount, ...parties } = plainParameters()
  const report = audit(
    milestonePlan({
      ...parties,
      milestones: [{ amount }, { amount }, { amount }],
      clocks: { step: 10 },
    }).text,
  )
  expect(reportHtml(report).match(/<h4>Ways to spend<\/h4>/g)).toHaveLength(3)
})
