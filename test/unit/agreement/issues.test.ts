import { describe, expect, it } from 'vitest'
import { agreementError } from '../../../src/agreement/errors.js'
import { collectIssues } from '../../../src/agreement/issues.js'

const issue = (field: string) =>
  agreementError('FIELD_TYPE', { field, expected: 'text', received: 'another thing' })

describe('the issues of a document', () => {
  it('are a hundred, and none is made after them', () => {
    const issues = collectIssues()
    let made = 0
    for (let at = 0; at < 1000; at++)
      issues.add(() => {
        made++
        return issue(`milestones[${at}]`)
      })
    expect(issues.list).toHaveLength(100)
    expect(made).toBe(100)
    expect(issues.attempt(() => 'read')).toBeNull()
  })

  it('that say what an earlier one says are made four hundred times', () => {
    const issues = collectIssues()
    let made = 0
    for (let at = 0; at < 1000; at++)
      issues.add(() => {
        made++
        return issue('network')
      })
    expect(issues.list).toHaveLength(1)
    expect(made).toBe(400)
    expect(issues.attempt(() => 'read')).toBeNull()
  })
})
