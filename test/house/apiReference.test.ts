import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { REFERENCE, reference } from '../../scripts/reference/pages.js'

describe('docs/reference', async () => {
  const { pages, gaps } = await reference()

  it('is what the docstrings say now; `npm run reference` rewrites it', () => {
    const stored = new Map(
      readdirSync(REFERENCE).map((name) => [name, readFileSync(REFERENCE + name, 'utf8')]),
    )
    expect([...stored.keys()].toSorted()).toEqual([...pages.keys()].toSorted())
    expect([...pages].filter(([name, text]) => stored.get(name) !== text).map(([name]) => name)).toEqual([])
  })

  it('has what each function does, an example, its errors and its source, and units of numbers', () => {
    expect(gaps).toEqual([])
  })

  it('links to what exists', () => {
    const anchors = new Map(
      [...pages].map(([name, text]) => [
        name,
        new Set([
          ...[...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id),
          ...[...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
            heading
              .toLowerCase()
              .replace(/[^\p{L}\p{N} _-]/gu, '')
              .replaceAll(' ', '-'),
          ),
        ]),
      ]),
    )
    const lost = [...pages].flatMap(([page, text]) =>
      [...text.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/\]\((?!https?:)([^)#]*)#?([^)]*)\)/g)].flatMap(
        ([, target = '', anchor = '']) => {
          const known = anchors.get(target === '' ? page : basename(target))
          const isThere =
            known !== undefined &&
            (anchor === '' || known.has(anchor.replace(/-\d+$/, '')) || known.has(anchor))
          return isThere ? [] : [`${page} links to ${target}#${anchor}`]
        },
      ),
    )
    expect(lost).toEqual([])
  })
})
