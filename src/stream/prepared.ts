import { leafOf } from '../contract/contract.js'
import type { Funded } from '../contract/funded.js'
import type { LeafKey } from '../contract/keys.js'
import { shown } from '../errors.js'
import { givenError } from '../given/errors.js'
import { payoutsOf } from '../plan/money.js'
import type { OutcomeTerms } from '../plan/outcome.js'
import { type Plan, planSpend, planTransaction } from '../plan/plan.js'
import { keysOf } from '../script/miniscript.js'
import { sighashersOf } from '../taproot/sighash.js'
import type { FeeRate } from '../units/feeRate.js'
import { type Sats, sats } from '../units/sats.js'
import type { StreamEnd, StreamMoment } from './ends.js'

/** The path of every state. */
export const PATH = 'employerAndWorker'

/**
 * What all states of a stream have in common. Employer and worker make it each for themselves, from the same deposits
 * and the same fee rate.
 */
export interface StreamPlan {
  /** In the order of their outpoints. */
  readonly deposits: readonly Funded[]
  /** 32 hex digits that name the deposits. */
  readonly id: string
  readonly feeRate: FeeRate
  /** Sum of the deposits. */
  readonly pot: Sats
  /** Of every state, to the network. */
  readonly fee: Sats
  /** Virtual bytes of every state. */
  readonly vsize: number
  /** The least that a state can pay the worker's side: below, somebody would get dust. */
  readonly least: Sats
  /** The most, likewise for the employer. */
  readonly most: Sats
  /** From when the money can move without the worker. */
  readonly ends: StreamEnd
  /** From this tip on nothing more is believed, and the worker closes. */
  readonly closeBefore: StreamMoment
}

/** The employer's key of one deposit. */
type EmployerKey = Pick<LeafKey, 'xOnly' | 'origin'>

/** What each state pays and what its signatures sign, by satoshis for the worker's side. */
export interface Prepared {
  readonly keys: readonly EmployerKey[]
  /** The spend of a state, planned as any other. */
  readonly planAt: (pays: Sats) => Plan
  /** SIGHASH_DEFAULT of every input, without a plan for each state. */
  readonly digestsAt: (pays: Sats) => readonly Uint8Array[]
}

/** What is prepared stays inside: a plan that somebody changed would sign something else than it says. */
class PreparedStream {
  readonly #prepared: Prepared

  constructor(plan: StreamPlan, prepared: Prepared) {
    this.#prepared = prepared
    Object.freeze(Object.assign(this, plan))
  }

  static preparedOf(plan: PreparedStream): Prepared | undefined {
    try {
      return plan.#prepared
    } catch {
      // a proxy has no private members
      return undefined
    }
  }
}

/** A plan with what is prepared for its states. */
export const preparedPlan = (plan: StreamPlan, prepared: Prepared): StreamPlan =>
  new PreparedStream(plan, prepared) as PreparedStream & StreamPlan // whose members were assigned to it

/**
 * What a plan prepared.
 *
 * @throws EscrowError `ARGUMENT_TYPE` where the value did not come from {@link planStream}
 */
export const preparedOf = (plan: StreamPlan): Prepared => {
  const prepared = plan instanceof PreparedStream ? PreparedStream.preparedOf(plan) : undefined
  if (prepared !== undefined) return prepared
  throw givenError('ARGUMENT_TYPE', {
    field: 'plan',
    expected: 'what planStream made, no copy or proxy of it',
    received: shown(plan),
  })
}

/** What a state brings about. */
export const settlement = (pays: Sats): OutcomeTerms => ({ kind: 'settle', split: { worker: pays } })

/**
 * What the states of a stream pay and sign. Of a signature hash the outputs alone differ from state to state, so
 * everything else is hashed and laid out once.
 */
export const preparedFor = (deposits: readonly Funded[], template: Plan): Prepared => {
  const { fee, agreement } = template
  const spent = deposits.map(({ contract, amount }) => ({ script: contract.outputScript, amount }))
  const sighasherFor = sighashersOf(planTransaction(template), spent)
  const leaves = deposits.map(({ contract }) => leafOf(contract, PATH))
  return {
    keys: leaves.flatMap(({ fragment }) => keysOf(fragment).filter(({ role }) => role === 'employer')),
    planAt: (pays) => planSpend(deposits, { path: PATH, outcome: settlement(pays), fee: { exactly: fee } }),
    digestsAt: (pays) => {
      const payouts = payoutsOf(agreement, { outcome: settlement(pays), path: PATH, inputs: deposits, fee })
      const sighash = sighasherFor(payouts.map(({ script, amount }) => ({ script, amount: sats(amount) })))
      return leaves.map(({ leafHash }, index) => sighash({ index, leafHash }))
    },
  }
}
