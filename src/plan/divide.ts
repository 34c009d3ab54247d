import type { Agreement } from '../agreement/types.js'
import type { EscrowError } from '../errors.js'
import { type Sats, sats } from '../units/sats.js'
import { planError } from './errors.js'
import {
  describeRecipient,
  type Payout,
  type PlannedOutput,
  type PotOptions,
  payoutsOf,
  potOf,
  takenFirst,
} from './money.js'
import { nearestSplits } from './nearest.js'
import type { Split } from './splitTerms.js'

/** How a pot is divided. */
export interface Division {
  readonly arbiterFee: Sats
  readonly outputs: readonly PlannedOutput[]
}

/**
 * Divides a pot: the arbiter's fee on awards, what a relock keeps, then the network fee off the top, then the
 * sides in basis points with the employer's part rounded down or in satoshis, then the worker's payees.
 *
 * @throws EscrowError `FEE_OVER_AMOUNT` where that leaves nothing, `SPLIT_DUST` naming who would get dust and which
 * splits would not do that, `OUTPUT_DUST` where no other split helps
 */
export const dividePot = (agreement: Agreement, options: PotOptions & { readonly fee: Sats }): Division => {
  const { inputs, fee } = options
  const pot = potOf(inputs)
  const { arbiterFee, kept, sum } = takenFirst(agreement, options)
  if (sum >= pot)
    throw planError('FEE_OVER_AMOUNT', {
      field: 'fee',
      expected: `fees${kept > 0n ? ' and what is kept' : ''} below the ${pot} sat that are spent`,
      received: `${fee} sat to the network, ${arbiterFee} sat to the arbiter${kept > 0n ? `, ${kept} sat kept` : ''}`,
      fee,
      pot,
    })
  const outputs = payoutsOf(agreement, options).map(({ dust, ...output }): PlannedOutput => {
    if (output.amount < dust) throw dustError({ ...output, dust }, nearestSplits(agreement, options))
    return { ...output, amount: sats(output.amount, 'output') }
  })
  return { arbiterFee: sats(arbiterFee, 'arbiterFee'), outputs }
}

const splitText = ({ employer, worker }: Split): string =>
  [employer === undefined ? '' : `employer: ${employer}`, worker === undefined ? '' : `worker: ${worker}`]
    .filter((side) => side !== '')
    .join(', ')

const dustError = ({ recipients, address, amount, dust }: Payout, nearest: readonly Split[]): EscrowError => {
  const told = {
    field: recipients.map(describeRecipient).join(' and '),
    expected: `at least ${dust} sat for ${address}`,
    received: `${amount} sat`,
    layer: 'relay',
    address,
    amount,
    dust,
  } as const
  if (nearest.length === 0) return planError('OUTPUT_DUST', told)
  const splits = nearest.map((split) => `{ ${splitText(split)} }`).join(' or ')
  return planError('SPLIT_DUST', { ...told, expected: `${told.expected}, as with ${splits}`, nearest })
}
