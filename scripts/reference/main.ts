import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { REFERENCE, reference } from './pages.js'

/** Rewrites docs/reference, and says what the docstrings lack. */
const { pages, gaps } = await reference()
rmSync(REFERENCE, { recursive: true, force: true })
mkdirSync(REFERENCE, { recursive: true })
for (const [name, text] of pages) {
  writeFileSync(REFERENCE + name, text)
  console.log(`docs/reference/${name}`)
}
for (const gap of gaps) console.error(`missing: ${gap}`)
if (gaps.length > 0) process.exitCode = 1
