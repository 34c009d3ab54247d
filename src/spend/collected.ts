import { shown } from '../errors.js'
import type { Check } from '../given/check.js'
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
  static bodyOf(spend: CollectedSpend): SpendBody | undefined {
    try {
      return spend.#body
    } catch {
      // a proxy around a spend, as frameworks for pages make them, has no private members
      return undefined
    }
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
export const bodyOf = (spend: Spend, field = 'spend'): SpendBody => {
  const body = spend instanceof CollectedSpend ? CollectedSpend.bodyOf(spend) : undefined
  if (body !== undefined) return body
  throw spendError('SPEND_NOT_BUILT', {
    field,
    expected:
      'a spend that this library built or read, no copy or proxy of one: its psbt travels, and readSpend reads it',
    received: shown(spend),
  })
}

/** For spends among options. */
export const aSpend: Check = (value, field) => {
  bodyOf(value as Spend, field) // whatever it is, it is judged there
}
