import { expect, it } from 'vitest'
import { REFUSAL_MARGIN, TWO_YEARS, WARNING_MARGIN } from '../../../src/paths/margins.js'

it('a deadline is near a day before it, too near six hours before it, and out of reach beyond two years', () => {
  const [minutes, days] = [60, 24 * 3600]
  expect(WARNING_MARGIN).toEqual({ blocks: days / (10 * minutes), seconds: days })
  expect(REFUSAL_MARGIN).toEqual({ blocks: days / 4 / (10 * minutes), seconds: days / 4 })
  expect(TWO_YEARS).toEqual({ blocks: (2 * 365 * days) / (10 * minutes), seconds: 2 * 365 * days })
})
