import { describe, expect, it } from 'vitest'
import { countsOf, lineOf } from '../../../scripts/summary.mjs'

const file = (status: string, ...states: readonly string[]) => ({
  status,
  assertionResults: states.map((state) => ({ status: state })),
})

describe('the last line of a run', () => {
  it('counts what passed', () => {
    const report = {
      success: true,
      testResults: [file('passed', 'passed', 'passed'), file('passed', 'passed')],
    }
    expect(lineOf(countsOf(report, 0))).toBe('3 passed, 0 failed')
  })

  it('names skipped tests only where there are some', () => {
    const report = { success: true, testResults: [file('passed', 'passed', 'skipped', 'pending', 'todo')] }
    expect(lineOf(countsOf(report, 0))).toBe('1 passed, 0 failed, 3 skipped')
  })

  it('counts a file that could not be loaded as a failure', () => {
    const report = { success: false, testResults: [file('passed', 'passed'), file('failed')] }
    expect(lineOf(countsOf(report, 1))).toBe('1 passed, 1 failed')
  })

  it('is never green after a run that ended badly or without a report', () => {
    const green = { success: true, testResults: [file('passed', 'passed')] }
    expect(lineOf(countsOf(green, 1))).toBe('1 passed, 1 failed')
    expect(lineOf(countsOf({ ...green, success: false }, 0))).toBe('1 passed, 1 failed')
    expect(lineOf(countsOf({ success: true, testResults: [] }, 0))).toBe('0 passed, 1 failed')
    expect(lineOf(countsOf(undefined, 1))).toBe('0 passed, 1 failed')
  })
})
