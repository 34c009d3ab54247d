import type { AmountInput, HashInput } from '../../agreement/document.js'
import type { Agreement } from '../../agreement/types.js'
import { termsError } from '../errors.js'
import { PANEL, type PanelParameters, scheduleOf } from './clocks.js'
import { defineTemplate, LATER_CLOCKS, type TemplateOptions } from './define.js'
import { listedMilestones } from './list.js'
import type { StepClock } from './milestonePlan.js'
import { checkParameters } from './parameters.js'
import { PARTIES, type PartiesParameters } from './parties.js'

export type SecretReleaseParameters = PartiesParameters &
  PanelParameters<StepClock> & {
    readonly milestones: readonly {
      readonly amount: AmountInput
      readonly memo?: string | undefined
      /** SHA-256 of 32 bytes that the employer alone knows and hands over when satisfied; each milestone its own. */
      readonly secretHash: HashInput
    }[]
  }

/**
 * The worker is paid with no signature of the employer: by a secret for each milestone that the employer hands over
 * when satisfied. Silence pays the employer. Clocks as in `milestonePlan`. What every party risks:
 * `docs/templates/secret-release.md`.
 *
 * @throws EscrowError `PARAMETER_TYPE` where a milestone has no hash, and as `fixedPrice`
 * @example
 * secretRelease({ …, milestones: [{ amount: '400000', memo: 'keys', secretHash }] })
 */
export const secretRelease = (
  parameters: SecretReleaseParameters,
  options: TemplateOptions = {},
): Agreement => {
  checkParameters(parameters, { field: '', known: [...PARTIES, ...PANEL, 'milestones'] })
  const milestones = listedMilestones(parameters.milestones, ['amount', 'memo', 'secretHash'])
  milestones.forEach((milestone, at) => {
    if (milestone.secretHash === undefined)
      throw termsError('PARAMETER_TYPE', {
        field: `milestones[${at}].secretHash`,
        expected: 'the SHA-256 of a secret',
        received: 'nothing',
      })
  })
  const { step, terms } = scheduleOf(parameters, { pays: 'employer', own: ['step'] })
  return defineTemplate(parameters, {
    options,
    terms,
    offsets: milestones.map((_, at) => at * step),
    milestones,
    renaming: [[LATER_CLOCKS, 'clocks.step']],
  })
}
