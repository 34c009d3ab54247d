import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { apiReports } from '../../scripts/api/report.js'

describe('the public face', async () => {
  const reports = await apiReports()

  it.each([...reports].map(([path, text]) => [basename(path), path, text]))(
    'is what api/%s promises; `npm run api` rewrites it where a change is meant',
    (_name, path, text) => {
      expect(text).toBe(existsSync(path) ? readFileSync(path, 'utf8') : '')
    },
  )

  it('has no report of an entry that is gone', () => {
    const folder = dirname([...reports.keys()][0] ?? '')
    expect(readdirSync(folder).sort()).toEqual([...reports.keys()].map((path) => basename(path)).sort())
  })

  it('has no default export', () => {
    for (const text of reports.values()) expect(text).not.toMatch(/^## default$/m)
  })
})
