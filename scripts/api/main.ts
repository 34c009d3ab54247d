import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { apiReports } from './report.js'

/** Rewrites api/: what the package promises by name. A difference belongs into the changelog. */
for (const [path, text] of await apiReports()) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  console.log(path)
}
