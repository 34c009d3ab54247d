import { describe, expect, it } from 'vitest'
import { html, markdown, verbatim } from '../../../../src/audit/report/markup.js'
import { HOSTILE } from '../../../support/reports.js'

describe('a template of HTML', () => {
  it('escapes every text and takes HTML as it is', () => {
    const bold = html`<b title="${'"quoted"'}">${'<i>'}</b>`
    expect(String(html`<p>${bold}${[bold, bold]}${7}${8n}${undefined}</p>`)).toBe(
      `<p>${'<b title="&quot;quoted&quot;">&lt;i&gt;</b>'.repeat(3)}78</p>`,
    )
  })

  it.each(Object.entries(HOSTILE))('leaves nothing of a hostile text that is markup: %s', (_, text) => {
    expect(String(html`${text}`)).not.toMatch(/[<>"']/)
  })

  it('is no text that could be put in by hand', () => {
    // @ts-expect-error a string is no HTML
    const forged: ReturnType<typeof html> = '<b>'
    expect(String(html`${forged}`)).toBe('&lt;b&gt;')
  })

  it('does not take Markdown', () => {
    // @ts-expect-error markup of another language
    expect(() => html`${markdown`**`}`).not.toThrow()
  })
})

describe('a template of Markdown', () => {
  it('escapes what means something inside a line, and ends no line', () => {
    expect(String(markdown`${HOSTILE.markdown}`)).toBe(
      '\\*\\*bold\\*\\* \\[link\\](https\\://example.org) \\`code\\` \\| cell \\| \\<b\\>',
    )
    expect(String(markdown`${'one\n# two'}`)).toBe('one # two')
    expect(String(markdown`${'www.example.org a@b'}`)).toBe('www\\.example.org a\\@b')
  })

  it('keeps a text between backticks there', () => {
    expect(String(verbatim`\`${'a`b\n```c'}\``)).toBe('`a b c`')
  })
})

describe('what cannot be seen', () => {
  it('is written as its number, in every language', () => {
    for (const tag of [html, verbatim]) {
      expect(String(tag`${HOSTILE.reversed}`)).toBe('pay [U+202E]yojnE[U+202C] now')
      expect(String(tag`${'a\u0000\u001b\ud800\u{e0041}\u2028b'}`)).toBe(
        'a[U+0000][U+001B][U+D800][U+E0041][U+2028]b',
      )
    }
    expect(String(markdown`${'\u202e'}`)).toBe('\\[U+202E\\]')
  })

  it('is the only thing that changes', () => {
    const text = 'Größe, 設計, עיצוב, 👍\nmore'
    expect(String(html`${text}`)).toBe(text)
  })
})
