import type { StatusSentence } from '../sentences/status.js'
import { SIGNERS } from '../sentences/voice.js'
import { formatFeeRate } from '../units/feeRate.js'
import type { LeafName } from '../words.js'
import { anEvent } from './eventJson.js'
import type { ContractEvent } from './eventTypes.js'

/** Who acts by a leaf. */
const actingBy = (path: LeafName) => ({
  parties: path === 'terms' ? [] : SIGNERS[path],
  secret: path === 'workerWithSecret',
})

/**
 * What happened, as a sentence for `say`.
 *
 * @throws EscrowError `ARGUMENT_TYPE`
 * @example
 * for (const event of step.changes) notify(say(eventSentence(event), { language: spanish, names }))
 */
export const eventSentence = (event: ContractEvent): StatusSentence => {
  anEvent(event, 'event')
  switch (event.kind) {
    case 'arrived':
      return { code: 'depositArrived', data: { amount: event.amount, deposit: event.deposit } }
    case 'under':
    case 'over': {
      const { amount, agreed, deposit } = event
      return {
        code: event.kind === 'under' ? 'depositUnder' : 'depositOver',
        data: { amount, agreed, deposit },
      }
    }
    case 'severalDeposits':
      return { code: 'severalDeposits', data: {} }
    case 'lateDeposit':
      return { code: 'depositLate', data: { amount: event.amount, deposit: event.deposit } }
    case 'confirmed': {
      const { amount, height, deposit } = event
      return { code: 'depositConfirmed', data: { amount, height, deposit } }
    }
    case 'pathOpens':
      return { code: 'pathOpens', data: { deposit: event.deposit, ...actingBy(event.path) } }
    case 'deadlineNear': {
      const { deposit, role, path, unit, opensAt } = event
      const opens = unit === 'blocks' ? { height: opensAt } : { time: opensAt }
      return { code: 'deadlineComes', data: { deposit, role, opens, ...actingBy(path) } }
    }
    case 'spendSeen':
      return { code: 'spendSeen', data: { txid: event.txid, deposit: event.deposit } }
    case 'spendConfirmed': {
      const { txid, height, deposit } = event
      return { code: 'spendConfirmed', data: { txid, height, deposit } }
    }
    case 'secretShown':
      return { code: 'secretShown', data: { txid: event.txid, secret: event.secret } }
    case 'undone':
      return { code: 'blockUndone', data: { what: event.what, txid: event.txid, height: event.height } }
    case 'replaced':
      return { code: 'wasReplaced', data: { what: event.what, txid: event.txid, by: event.by } }
    case 'dropped':
      return { code: 'wasDropped', data: { what: event.what, txid: event.txid } }
    case 'stuck': {
      const { what, txid, feeRate } = event
      return { code: 'isStuck', data: { what, txid, rate: formatFeeRate(feeRate) } }
    }
  }
}
