import type { Kept } from '../../chain/keep.js'
import type { BroadcastRefusal } from '../../chain/source.js'
import type { Voice } from '../../sentences/voice.js'
import type { StreamMoment } from '../../stream/ends.js'
import { formatFeeRate } from '../../units/feeRate.js'
import type { CommandWords } from './words.js'

const tip = (moment: StreamMoment, say: Voice): string =>
  'height' in moment
    ? `bloque ${say.id(moment.height)} como último de la cadena`
    : `reloj de la cadena en ${say.moment(moment.medianTime)}`

const SIDES = { provider: 'el servicio de intercambio', client: 'el cliente' } as const
const COMPARED = { under: 'menos', over: 'más' } as const

const UNFIT = {
  notSpendable: 'no se pueden gastar',
  unconfirmed: 'sin confirmar',
  noAddress: 'sin dirección',
  otherKind: 'no son P2TR ni P2WPKH',
} as const

const SENT = { accepted: 'el nodo o servidor la aceptó', known: 'el nodo o servidor ya la conocía' } as const

const REFUSED = {
  inputsMissingOrSpent: 'el dinero que gasta no se encuentra, o ya se gastó',
  notFinal: 'todavía no ha terminado un plazo de espera',
  feeTooLow: 'la comisión de la red es demasiado baja',
  conflicting: 'otra transacción que espera entrar en un bloque gasta el mismo dinero',
  tooManyAncestors: 'demasiadas transacciones que dependen unas de otras esperan entrar en un bloque',
} as const

const refused = (
  { reason, text }: { readonly reason: BroadcastRefusal; readonly text: string },
  say: Voice,
): string =>
  `el nodo o servidor la rechazó${reason === 'other' ? '' : `: ${REFUSED[reason]}`}; respuesta: ${say.quoted(text)}`

const become = (told: Kept, wanted: number, say: Voice): string => {
  switch (told.kind) {
    case 'waiting':
      return 'espera entrar en un bloque'
    case 'dropped':
      return 'había dejado de esperar su bloque y se envió de nuevo'
    case 'replaced':
      return `fue reemplazada; respuesta: ${say.quoted(told.text)}`
    case 'refused':
      return refused(told, say)
    case 'stuck':
      return [
        'no avanza',
        ...(told.feeRate === undefined
          ? []
          : [`un lugar en un bloque cuesta ${say.decimal(formatFeeRate(told.feeRate))} sat/vB`]),
        ...(told.leastFeeRate === undefined
          ? []
          : [
              `el nodo acepta un reemplazo a partir de ${say.decimal(formatFeeRate(told.leastFeeRate))} sat/vB`,
            ]),
      ].join('; ')
    case 'confirmed':
      return `está en el bloque ${say.id(told.block.height)} (${say.code(told.block.hash)})`
    case 'deep':
      return `llegó a las confirmaciones pedidas: ${say.number(wanted)}`
  }
}

const WORTH = {
  work: '',
  cheap: ` Los bloques de esta red son baratos de falsificar.`,
  nothing: ` Los bloques de regtest no cuestan nada y no demuestran nada.`,
} as const

/** Behind what a proof shows. */
const SINCE = ` La prueba no dice si el depósito se gastó después.`

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
  nonceGoes: () =>
    'Esta PSBT lleva un número público de este firmante, de un solo uso: envíela a la otra persona y no cierre este programa hasta recibir la PSBT de esa persona.',
  nonceAwaited: () => 'Todavía no ha llegado la PSBT de la otra persona.',
  secretAsked: () => 'Frase de recuperación o clave privada (lo que escriba no se verá): ',
  feeRateTaken: ({ feeRate, of }, say) =>
    `Tarifa de la red: ${say.decimal(formatFeeRate(feeRate))} sat/vB${of === undefined ? '' : `, según ${say.code(of)}`}.`,
  unproven: ({ server }, say) =>
    `Lo que dice ${say.code(server)} no está comprobado: para comprobarlo, use la opción ${say.code('--checkpoint')} o un nodo propio.`,
  sameFor: ({ role }, say) => `Ninguna diferencia que deba conocer ${say.role(role)}.`,
  addressFound: ({ address, contract }, say) =>
    `La dirección ${say.code(address)} es la del contrato ${say.id(contract)}.`,
  made: ({ agreement, milestones, total, network }, say) =>
    `Acuerdo: ${say.code(agreement)}\nEtapas: ${say.number(milestones)}; en total ${say.amount(total)}; red: ${say.code(network)}`,
  fundAfter: ({ numbers }, say) =>
    `Antes de enviarla hay que enviar las transacciones con estos números: ${say.and(numbers.map(say.id))}.`,
  passedOver: ({ coins }, say) =>
    `Importes del monedero que no se usan para pagar: ${coins.map(({ why, count }) => `${UNFIT[why]} (${say.number(count)})`).join('; ')}.`,
  depositDiffers: ({ milestone, outpoint, found }, say) =>
    `Etapa ${say.id(milestone)}: el depósito ${say.outpoint(outpoint)} ${found === 'nothing' ? 'no se encontró en lo que se leyó de la cadena' : found === 'noBlock' ? 'todavía no está en ningún bloque' : `tiene ${say.amount(found.amount)}, no ${say.amount(found.said)}`}.`,
  sent: ({ answer }, say) =>
    `Transacción ${say.code(answer.txid)}: ${answer.verdict === 'refused' ? refused(answer, say) : SENT[answer.verdict]}.`,
  kept: ({ told, wanted }, say) => `Transacción ${say.code(told.txid)}: ${become(told, wanted, say)}.`,
  recoveryFor: ({ milestone, role }, say) =>
    `Archivo de recuperación de la etapa ${say.id(milestone)} para ${say.role(role)}`,
  written: ({ path }, say) => `Archivo escrito: ${say.code(path)}`,
  childPays: ({ parent, fee, vsize, feeRate, amount, to }, say) =>
    `Transacción que paga comisión también por la transacción ${say.code(parent)}: para la red ${say.amount(fee)} (${say.number(vsize)} vB); las dos juntas pagan ${say.decimal(formatFeeRate(feeRate))} sat/vB; ${say.amount(amount)} a ${say.code(to)}.`,
  secretRead: ({ milestone, secret }, say) => `Etapa ${say.id(milestone)}: el secreto es ${say.code(secret)}`,
  secretMissing: ({ why, milestone }, say) => {
    if (milestone !== undefined)
      return `Etapa ${say.id(milestone)}: ${why === 'hidden' ? 'tiene un secreto, pero ninguna transacción leída lo muestra' : 'no tiene secreto'}.`
    return why === 'hidden'
      ? `Ninguna transacción leída muestra un secreto del acuerdo.`
      : `El acuerdo no tiene ninguna etapa con secreto.`
  },
  proofMade: ({ milestone, height, from }, say) =>
    `Etapa ${say.id(milestone)}: prueba de que el depósito está en el bloque ${say.id(height)}, con las cabeceras de los bloques a partir del bloque ${say.id(from)}.${SINCE}`,
  proven: ({ milestone, amount, outpoint, confirmations, tip: last, bits, assurance }, say) =>
    `Etapa ${say.id(milestone)}: depósito de ${say.amount(amount)} en ${say.outpoint(outpoint)}; confirmaciones hasta el bloque ${say.id(last.height)} (${say.code(last.hash)}, ${say.moment(last.time)}): ${say.number(confirmations)}; hashes que harían falta para falsificar la prueba, aproximadamente: ${say.code(`2^${bits}`)}.${WORTH[assurance]}${SINCE}`,
  provenTooFew: ({ wanted }, say) => `  Son menos que las confirmaciones pedidas: ${say.number(wanted)}.`,
}
