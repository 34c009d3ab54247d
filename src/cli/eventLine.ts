import { formatFeeRate } from '../units/feeRate.js'
import { formatOutpoint } from '../units/outpoint.js'
import type { ContractEvent } from '../watch/eventTypes.js'

/** Digits of an id that tell agreements, and events, apart to people. */
const SHORT = 8

/** What happened, without where. */
const detailOf = (event: ContractEvent): string => {
  switch (event.kind) {
    case 'arrived':
    case 'lateDeposit':
      return `${event.amount} sat`
    case 'under':
    case 'over':
      return `${event.amount} sat, agreed ${event.agreed}`
    case 'confirmed':
      return `${event.amount} sat in block ${event.height}`
    case 'pathOpens':
      return event.path
    case 'deadlineNear':
      return `for the ${event.role} (${event.mark}): ${event.path} opens at ${event.unit === 'blocks' ? 'height' : 'median time'} ${event.opensAt}`
    case 'spendSeen':
      return event.txid
    case 'spendConfirmed':
      return `${event.txid} in block ${event.height}`
    case 'secretShown':
      return `${event.secret} by ${event.txid}`
    case 'undone':
      return `${event.what} ${event.txid}: block ${event.height} is not in the chain any more`
    case 'replaced':
      return `${event.what} ${event.txid} by ${event.by}`
    case 'dropped':
      return `${event.what} ${event.txid}`
    case 'stuck':
      return `${event.what} ${event.txid}: a place costs ${formatFeeRate(event.feeRate)} sat/vB`
    case 'severalDeposits':
      return ''
  }
}

/** An event as a line: agreement, milestone, what, where, and the id by which it is told apart. */
export const eventLine = (event: ContractEvent): string =>
  [
    event.contract.agreement.slice(0, SHORT),
    `milestone ${event.contract.milestone}`,
    event.kind,
    detailOf(event),
    ...('deposit' in event ? [`deposit ${formatOutpoint(event.deposit)}`] : []),
    `id ${event.id}`,
  ]
    .filter((part) => part !== '')
    .join(', ')
