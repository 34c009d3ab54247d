import type { AmountInput } from '../../agreement/document.js'
import type { Agreement, Party } from '../../agreement/types.js'
import { PANEL, type PanelParameters, scheduleOf } from './clocks.js'
import { defineTemplate, LATER_CLOCKS, type TemplateOptions } from './define.js'
import { listedMilestones } from './list.js'
import { checkParameters } from './parameters.js'
import { PARTIES, type PartiesParameters } from './parties.js'

/** The clock of plans: each milestone's clocks are later by it than those of the one before. */
export interface StepClock {
  /** 0 where each milestone is funded when its work begins. */
  readonly step?: number | undefined
}

export type MilestonePlanParameters = PartiesParameters &
  PanelParameters<StepClock> & {
    readonly milestones: readonly { readonly amount: AmountInput; readonly memo?: string | undefined }[]
    /** Who gets the money when nobody speaks; the employer where not said. */
    readonly silencePays?: Party | undefined
  }

/**
 * Work in parts, each with an output of its own, whose clocks grow along: those of milestone k, counted from 0, are
 * k · `step` later. Clocks as in `fixedPrice`, and `step` 4320 blocks or 30 days. What every party risks:
 * `docs/templates/milestones.md`.
 *
 * @throws EscrowError as `fixedPrice`
 * @example
 * milestonePlan({ …, milestones: [{ amount: '400000', memo: 'draft' }, { amount: '600000', memo: 'print' }] })
 */
export const milestonePlan = (
  parameters: MilestonePlanParameters,
  options: TemplateOptions = {},
): Agreement => {
  checkParameters(parameters, { field: '', known: [...PARTIES, ...PANEL, 'milestones', 'silencePays'] })
  const milestones = listedMilestones(parameters.milestones, ['amount', 'memo'])
  const { step, terms } = scheduleOf(parameters, {
    pays: parameters.silencePays ?? 'employer',
    own: ['step'],
  })
  return defineTemplate(parameters, {
    options,
    terms,
    offsets: milestones.map((_, at) => at * step),
    milestones,
    renaming: [[LATER_CLOCKS, 'clocks.step']],
  })
}
