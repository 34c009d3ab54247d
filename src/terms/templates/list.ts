import type { MilestoneDocument } from '../../agreement/document.js'
import { shown } from '../../errors.js'
import { termsError } from '../errors.js'
import { checkParameters } from './parameters.js'

/** The milestones that a caller lists, each with nothing but the members that the template knows. */
export const listedMilestones = <Listed extends MilestoneDocument>(
  milestones: readonly Listed[],
  known: readonly (keyof Listed & string)[],
): readonly Listed[] => {
  // only callers without types can give anything else
  if (!Array.isArray(milestones))
    throw termsError('PARAMETER_TYPE', {
      field: 'milestones',
      expected: 'a list',
      received: shown(milestones),
    })
  milestones.forEach((milestone, at) => {
    checkParameters(milestone, { field: `milestones[${at}]`, known })
  })
  return milestones
}
