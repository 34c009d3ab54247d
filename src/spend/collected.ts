import { shown } from '../errors.js'
import type { Plan } from '../plan/plan.js'
import { psbtToBase64 } from '../psbt/codec.js'
import type { SpendBody } from './body.js'
import { spendError } from './errors.js'
import { progressOf } from './progress.js'
import { toPsbt } from './toPsbt.js'
import type { RoleProgress, Spend, SpendInput, SpendState } from './types.js'

/**
 * The one implementation of {@link Spend}; only this folder makes them, from verified parts. Its inputs and its PSBT
 * may hold the secret of a milestone, so nothing shows them that was not asked for them.
 */
export class CollectedSpend<State extends SpendState = SpendState> implements Spend<State> {
  readonly state: State
  readonly #inputs: readonly SpendInput[]
  readonly #body: SpendBody
  #psbt: string | undefined

  constructor(options: { state: State; body: SpendBody; inputs: readonly SpendInput[] }) {
    this.state = options.state
    this.#inputs = options.inputs
    this.#body = options.body
  }

  get plan(): Plan {
    return this.#body.plan
  }

  get inputs(): readonly SpendInput[] {
    return this.#inputs
  }

  get psbt(): string {
    this.#psbt ??= psbtToBase64(toPsbt(this.#body, this.inputs))
    return this.#psbt
  }

  get progress(): readonly RoleProgress[] {
    return progressOf(this)
  }

  /** What `JSON.stringify` shows of it, secrets left out; `spendToJson` makes what can be read back. */
  toJSON(): { readonly state: State; readonly psbt: string } {
    return { state: this.state, psbt: psbtToBase64(toPsbt(this.#body, this.#inputs.map(withoutPreimage))) }
  }

  /** What its states share; for {@link bodyOf}. */
  static bodyOf(spend: CollectedSpend): SpendBody {
    return spend.#body
  }
}

const withoutPreimage = (input: SpendInput): SpendInput => {
  if (input.kind === 'key') return input
  const { preimage: _, ...others } = input
  return others
}

/**
 * What all states of a spend share.
 *
 * @throws EscrowError `SPEND_NOT_BUILT` where the value did not come from this library
 */
export const bodyOf = (spend: Spend): SpendBody => {
  if (spend instanceof CollectedSpend) return CollectedSpend.bodyOf(spend)
  throw spendError('SPEND_NOT_BUILT', {
    field: 'spend',
    expected: 'a spend that this library built or read',
    received: shown(spend),
  })
}
