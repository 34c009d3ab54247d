import type { AmountInput } from '../../agreement/document.js'
import type { Agreement, Party } from '../../agreement/types.js'
import { PANEL, type PanelParameters, scheduleOf } from './clocks.js'
import { defineTemplate, ONE_MILESTONE, type TemplateOptions } from './define.js'
import { checkParameters } from './parameters.js'
import { type Keyholder, PARTIES, type PartiesParameters, type PayeeParameters } from './parties.js'

export type VirtualTeamParameters = Omit<PartiesParameters, 'worker'> &
  PanelParameters & {
    /** Who signs for the team, and who is paid which share. */
    readonly worker: Keyholder & { readonly payees: PayeeParameters }
    readonly amount: AmountInput
    readonly memo?: string | undefined
    /** Who gets the money when nobody speaks; the employer where not said. */
    readonly silencePays?: Party | undefined
  }

/**
 * A team that one transaction pays by fixed shares, whoever signs for it: one member, or k of n. Clocks as in
 * `fixedPrice`. What every party risks: `docs/templates/virtual-team.md`.
 *
 * @throws EscrowError as `fixedPrice`
 * @example
 * virtualTeam({ …, worker: { keys: [ann, ben, cas], threshold: 2, payees: [{ address, share: 6000 }, …] }, amount: '5000000' })
 */
export const virtualTeam = (parameters: VirtualTeamParameters, options: TemplateOptions = {}): Agreement => {
  checkParameters(parameters, { field: '', known: [...PARTIES, ...PANEL, 'amount', 'memo', 'silencePays'] })
  const { amount, memo, silencePays = 'employer' } = parameters
  return defineTemplate(parameters, {
    options,
    terms: scheduleOf(parameters, { pays: silencePays }).terms,
    offsets: [0],
    milestones: [{ amount, memo }],
    renaming: ONE_MILESTONE,
  })
}
