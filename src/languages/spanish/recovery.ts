import type { RecoverySentences, RecoveryWay } from '../../sentences/recovery.js'
import type { Catalogue } from '../../sentences/sentence.js'
import type { Voice } from '../../sentences/voice.js'
import { SPANISH_POWERS } from './powers.js'

const way = ({ block, ...told }: RecoveryWay, say: Voice): string =>
  `${SPANISH_POWERS.ways({ ways: [told], more: 0 }, say)}${block === undefined ? '' : `: ${SPANISH_POWERS.from([{ height: block }], say)}`}`

/** What a recovery file says, in Spanish. */
export const SPANISH_RECOVERY: Catalogue<RecoverySentences> = {
  recoveryOf: ({ role, quorum }, say) =>
    `Archivo de recuperación para ${say.role(role)}${quorum === undefined ? '' : ` (claves que firman: ${say.number(quorum.needed)} cualesquiera de ${say.number(quorum.total)})`}`,
  recoveryAbout: () =>
    'Cómo sacar el dinero de un contrato de custodia con Bitcoin Core 29 o posterior y nada más. Nada de este archivo es secreto, pero muestra el contrato. Guárdelo donde guarda sus claves.',
  recoveryCan: () => 'Lo que usted puede hacer',
  recoveryWay: (told, say) => way(told, say),
  recoveryWayTogether: ({ instead, ...told }, say) =>
    `${way(told, say)}, con una sola firma conjunta (MuSig2): este archivo no tiene comandos para eso. La manera ${say.id(instead)} hace lo mismo.`,
  recoveryContract: () => 'El contrato',
  recoveryAgreement: ({ agreement }, say) => `Acuerdo: ${say.code(agreement)}`,
  recoveryMilestone: ({ milestone, contract, amount }, say) =>
    `Etapa ${say.id(milestone)}, contrato ${say.id(contract)}: ${say.amount(amount)} según lo acordado`,
  recoveryChain: ({ chain }, say) => `Cadena: ${say.code(chain)}`,
  recoveryAddress: ({ address }, say) => `Dirección: ${say.code(address)}`,
  recoveryDepositUnknown: () =>
    'Depósito: no está en este archivo. Busque una salida que pague a la dirección.',
  recoveryDeposit: ({ deposit, amount }, say) => `Depósito: ${say.outpoint(deposit)}, ${say.amount(amount)}`,
  recoveryConfirmed: ({ height }, say) => `Confirmado en el bloque ${say.id(height)}`,
  recoveryDescriptor: ({ contract }, say) =>
    `El descriptor; el contrato es la salida con el índice ${say.id(contract)}:`,
  recoveryPortable: (_, say) => `La misma salida, para nodos que no conocen ${say.code('musig()')}:`,
  recoveryAddresses: () => 'A dónde envía dinero el acuerdo:',
  recoveryPaid: ({ to, percent, address }, say) =>
    `${say.payees([to])}${percent === undefined ? '' : `, ${say.decimal(percent)}\u00a0%`}: ${say.code(address)}`,
  recoveryFill: () => 'Lo que usted escribe en los comandos',
  recoveryFillAccount: ({ placeholder, account, master }, say) =>
    `${say.code(placeholder)}: la clave privada de su cuenta con su origen, ${say.code(account)}; o su clave maestra con los pasos que la siguen, ${say.code(master)}. Más abajo, cada comando dice de qué cuenta se trata.`,
  recoveryFillKey: ({ placeholder }, say) => `${say.code(placeholder)}: su clave privada en formato WIF`,
  recoveryFillDeposit: ({ transaction, position }, say) =>
    `${say.code(transaction)}, ${say.code(position)}: la transacción que pagó a la dirección y la posición de la salida, contando desde 0`,
  recoveryFillAddress: ({ placeholder }, say) => `${say.code(placeholder)}: a dónde va el dinero`,
  recoveryFillAmount: ({ placeholder, coins }, say) =>
    `${say.code(placeholder)}: en BTC, lo que contiene la salida${coins === undefined ? '' : `, ${say.code(coins)},`} menos la comisión de la red`,
  recoveryFillSecret: ({ placeholder }, say) =>
    `${say.code(placeholder)}: el secreto, 64 dígitos hexadecimales; se hace público`,
  recoveryAnswers: ({ arrow }, say) =>
    `Después de ${say.code(arrow)} está el nombre que la respuesta de un comando lleva en los comandos siguientes. Si a continuación viene un nombre entre comillas, es solo la parte de la respuesta que tiene ese nombre.`,
  recoverySeveral: ({ outputs }, say) => `Varias salidas: ${say.code(outputs)}`,
  recoveryPrepare: () => 'Preparación: un monedero que conoce el contrato y la clave de usted',
  recoveryPrivate: () =>
    'Su clave privada aparece en estos comandos: use un ordenador propio y borre después el historial de la consola. El nodo advierte de que no se dieron todas las claves privadas: es lo previsto.',
  recoveryKey: ({ number, total, placeholder, key }, say) =>
    `Clave ${say.id(number)} de ${say.number(total)}: ${say.code(placeholder)} está en lugar de la clave privada de ${say.code(key)}`,
  recoveryPath: ({ number, ...told }, say) => `Manera ${say.id(number)}: ${way(told, say)}`,
  recoveryConfirmations: ({ confirmations }, say) =>
    `Los nodos aceptan la transacción cuando el depósito tiene al menos este número de confirmaciones: ${say.number(confirmations)}.`,
  recoveryClockBehind: () => 'El reloj de la cadena va con cerca de una hora de retraso.',
  recoverySize: ({ vsize }, say) =>
    `La transacción ocupa ${say.number(vsize)} vB con una sola salida: multiplicado por la tarifa en sat/vB, da la comisión de la red en sat.`,
  recoverySecretRow: () =>
    'El segundo comando pone el secreto; es para una consola como bash y pide exactamente una salida.',
  recoveryDraft: () => 'Prepare la transacción:',
  recoveryDraftForAll: ({ placeholder }, say) =>
    `Uno de ustedes prepara la transacción y envía ${say.code(placeholder)} a los demás:`,
  recoverySign: () => 'Firme:',
  recoverySignEach: ({ signatures }, say) =>
    `Cada uno de ustedes firma. Número de firmas necesarias: ${say.number(signatures)}:`,
  recoveryWithKey: ({ number }, say) => `Con la clave ${say.id(number)}:`,
  recoverySend: () => 'Envíe:',
  recoverySendJoined: ({ signed, own }, say) =>
    `Uno de ustedes une las firmas y envía. Lo que cada uno tiene como ${say.code(own)} va aquí en lugar de ${signed.map(say.code).join(', ')}:`,
  recoveryBefore: () => 'Antes de enviar',
  recoveryLook: ({ psbtCommand, transactionCommand }, say) =>
    `Los comandos ${say.code(psbtCommand)} y ${say.code(transactionCommand)} muestran lo que haría una PSBT o una transacción. Quien firma, firma lo que dicen las salidas, diga lo que diga el acuerdo: el nodo no conoce el acuerdo.`,
  recoveryPinning: ({ option, behind, command }, say) =>
    `Si una transacción paga a varias personas, una de ellas puede retrasarla si gasta lo que recibe de ella antes de que esté confirmada. Los nodos desde la versión 30 admiten ${say.code(option)} después de ${say.code(behind)} en ${say.code(command)}, lo que lo impide donde los nodos aplican esa regla (BIP 431).`,
  recoveryWait: () =>
    'Quien cobra junto con otros no debe gastar lo recibido hasta que la transacción esté confirmada.',
  recoveryTerms: () => 'El acuerdo',
  recoveryText: () => 'Su texto canónico; todo lo anterior se deduce de él.',
}
