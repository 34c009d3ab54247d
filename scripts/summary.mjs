// Prints `N passed, N failed` (and `, N skipped`) from a report of vitest's json reporter: the last line of a run.
import { readFileSync } from 'node:fs'

/** Counts of a report; a file that could not even be loaded is a failure, and so is a run without a report. */
export const countsOf = (report, exitCode) => {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  for (const { status, assertionResults = [] } of report?.testResults ?? []) {
    const failed = assertionResults.filter((test) => test.status === 'failed').length
    const passed = assertionResults.filter((test) => test.status === 'passed').length
    counts.passed += passed
    counts.failed += failed
    counts.skipped += assertionResults.length - passed - failed
    if (status === 'failed' && failed === 0) counts.failed++
  }
  const sound = exitCode === 0 && report?.success === true && counts.passed > 0
  return counts.failed === 0 && !sound ? { ...counts, failed: 1 } : counts
}

export const lineOf = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`

const read = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

const [, , path, exitCode] = process.argv
if (import.meta.filename === process.argv[1]) {
  const counts = countsOf(read(path), Number(exitCode))
  process.stdout.write(`${lineOf(counts)}\n`)
  process.exitCode = counts.failed === 0 ? 0 : 1
}
