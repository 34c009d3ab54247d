import type { Voice } from '../../sentences/voice.js'
import type { StreamMoment } from '../../stream/ends.js'
import type { CommandWords } from './words.js'

const tip = (moment: StreamMoment, say: Voice): string =>
  'height' in moment
    ? `bloque ${say.id(moment.height)} como último de la cadena`
    : `reloj de la cadena en ${say.moment(moment.medianTime)}`

const SIDES = { provider: 'el servicio de intercambio', client: 'el cliente' } as const
const COMPARED = { under: 'menos', over: 'más' } as const

export const SPANISH_COMMAND: CommandWords = {
  streamPlan: ({ pot, least, most, fee, vsize }, say) =>
    `Pagos continuos. En depósito: ${say.amount(pot)}; para ${say.role('worker')}: entre ${say.amount(least)} y ${say.amount(most)}; para la red ${say.amount(fee)} (${say.number(vsize)} vB).`,
  streamUntil: ({ closeBefore, from, who }, say) =>
    `Hay que cerrarlos antes de este momento: ${tip(closeBefore, say)}. Quién puede llevarse el dinero después: ${say.people(who)}${who.length === 1 ? '' : ' en conjunto'}; desde cuándo: ${tip(from, say)}.`,
  streamSigned: ({ pays, most }, say) =>
    `Firmado: en total ${say.amount(pays)} para ${say.role('worker')}, de un máximo de ${say.amount(most)}.`,
  streamHolds: ({ pays, most, closeBefore, missing, ahead }, say) =>
    `Al cerrar los pagos, ${say.role('worker')} recibe ${say.amount(pays)}, de un máximo de ${say.amount(most)}${missing === undefined ? '' : `; es menos de lo que se debe: faltan ${say.amount(missing)}`}${ahead === undefined ? '' : `; por adelantado: ${say.amount(ahead)}`}. Hay que cerrarlos antes de este momento: ${tip(closeBefore, say)}.`,
  streamCloses: ({ pays, fee, vsize, txid }, say) =>
    `La transacción ${say.code(txid)} cierra los pagos con ${say.amount(pays)} para ${say.role('worker')}; para la red ${say.amount(fee)} (${say.number(vsize)} vB).`,
  swapIs: ({ kind, amount, address }, say) =>
    kind === 'submarine'
      ? `Un intercambio hacia Lightning: hay que enviar exactamente ${say.amount(amount)} a ${say.code(address)}, una sola vez. Lo que llegue después se lo pueden llevar sin dar nada a cambio.`
      : `Un intercambio desde Lightning: el servicio de intercambio tiene que enviar exactamente ${say.amount(amount)} a ${say.code(address)}, una sola vez. Usted no envía nada a esa dirección.`,
  swapSides: ({ claimer, refunder, paymentHash, timeout }, say) =>
    `Quién puede cobrarlo con la preimagen de ${say.code(paymentHash)}: ${SIDES[claimer]}. Quién puede recuperarlo después del bloque ${say.id(timeout)}, si nadie lo cobró: ${SIDES[refunder]}.`,
  swapCosts: ({ cost }, say) => `El intercambio cuesta ${say.amount(cost)}.`,
  swapSpent: ({ how, amount, to, fee, vsize }, say) =>
    `${how === 'claimed' ? 'Transacción para cobrar' : 'Transacción para recuperar'}: ${say.amount(amount)} a ${say.code(to)}; para la red ${say.amount(fee)} (${say.number(vsize)} vB).`,
  transaction: ({ txid }, say) => `Transacción: ${say.code(txid)}`,
  fundRequest: ({ milestone, amount, address }, say) =>
    `Etapa ${say.id(milestone)}: hay que pagar ${say.amount(amount)} a ${say.code(address)}`,
  fundFound: ({ milestone, amount, outpoint, match, agreed, confirmedAt }, say) =>
    `Etapa ${say.id(milestone)}: depósito de ${say.amount(amount)} en ${say.outpoint(outpoint)}; es ${match === 'exact' ? 'lo acordado' : `${COMPARED[match]} de lo acordado, que es ${say.amount(agreed)}`}; ${confirmedAt === undefined ? 'no se sabe si está en un bloque' : `está en el bloque ${say.id(confirmedAt)}`}.`,
  fundPays: ({ txid, contracts, fee, vsize, feeRate, change }, say) =>
    `Transacción ${say.code(txid)}: contratos que paga: ${say.number(contracts)}; para la red ${say.amount(fee)} (${say.number(vsize)} vB, ${say.decimal(feeRate)} sat/vB); ${change === undefined ? 'no queda vuelto' : `vuelto: ${say.amount(change.amount)} a ${say.code(change.address)}`}.`,
  spendFee: ({ fee, vsize }, say) => `Para la red: ${say.amount(fee)} (${say.number(vsize)} vB).`,
  spendSigned: ({ progress }, say) => `Firmas: ${say.and(progress)}.`,
  spendWhole: (_, say) =>
    `Ya firmaron todos los que tenían que firmar: ahora se puede completar la transacción con el comando ${say.code('finalize')}.`,
  fundAfter: ({ numbers }, say) =>
    `Antes de enviarla hay que enviar las transacciones con estos números: ${say.and(numbers.map(say.id))}.`,
}
