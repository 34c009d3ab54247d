import { expect, it } from 'vitest'
import { momentPhrase } from '../../../../src/audit/phrases.js'
import { phraseOf } from '../../../../src/languages/phraseOf.js'

it('says from when as people count, and languages find the span again', () => {
  expect(momentPhrase({})).toBe('at once')
  const seconds = momentPhrase({ from: { seconds: 5_192_704 } })
  expect(seconds).toBe('from about 60 days (5,192,704 seconds) after the funding on')
  expect(phraseOf(seconds)?.data).toEqual({ z: 5_192_704 })
  const block = momentPhrase({ from: { blocks: 1 } })
  expect(block).toBe('from about 10 minutes (1 block) after the funding on')
  expect(phraseOf(block)?.data).toEqual({ b: 1 })
  const text =
    'The leaf 1 is for the employer alone (employerAlone), where the keys of the employer are children 4/index, and it has others.'
  expect(phraseOf(text)).toMatchObject({
    code: 'branch',
    data: { p: ['employerAlone'], r: 'employer', i: 4 },
  })
})
