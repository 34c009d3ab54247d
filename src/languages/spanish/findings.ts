import { capital } from '../../sentences/capital.js'
import type { DeviceLimitTold, FindingSentences } from '../../sentences/findings.js'
import { wayOf } from '../../sentences/powers.js'
import { type Catalogue, textOf } from '../../sentences/sentence.js'
import type { Voice } from '../../sentences/voice.js'
import { SPANISH_PHRASES } from './phrases.js'
import { SPANISH_POWERS } from './powers.js'
import { SPANISH_REVIEW } from './review.js'

const hexOr = (hex: string, say: Voice): string => (hex === '' ? 'nada' : say.code(hex))

/** What a device counts. */
const UNITS = {
  templateLength: 'caracteres en la plantilla',
  keyCount: 'claves',
  expressionCount: 'claves, contadas cada vez que se escriben',
  originDepth: 'pasos en el origen de una clave',
  keyLength: 'caracteres en una clave con su origen',
  memory: 'bytes de memoria',
} as const

const limit = (told: DeviceLimitTold, say: Voice): string => {
  switch (told.rule) {
    case 'extendedKeys':
      return `solo acepta claves extendidas, y la de ${say.role(told.role)} es suelta`
    case 'taprootMiniscript':
      return 'no acepta condiciones compuestas (Miniscript) en una salida Taproot'
    case 'musig':
      return 'no sabe usar claves conjuntas de dos personas (MuSig2), como la de la vía de la clave'
    case 'sha256':
      return 'no acepta condiciones que pidan un secreto'
    case 'addressIndex':
      return `no muestra direcciones por encima del índice 9999, y este es ${say.code(told.received)}`
    default:
      return `acepta como máximo ${say.number(told.most)} (${UNITS[told.rule]}), y aquí hay ${say.number(told.received)}`
  }
}

/** What an audit finds, in Spanish. */
export const SPANISH_FINDINGS: Catalogue<FindingSentences> = {
  ENGINES_DIFFER: ({ field, at, first, second }, say) =>
    `Dos programas que no comparten código calculan cosas distintas (${SPANISH_PHRASES.told(field, say)}, desde el byte ${say.number(at)}): ${hexOr(first, say)} y ${hexOr(second, say)}. No pague hasta que se sepa cuál de los dos se equivoca.`,
  AWARD_TOO_LATE: ({ decider, decision, room, taker, from, margin }, say) =>
    `Si ${say.role(decider)} necesita todo el tiempo acordado para decidir (${say.span(decision)}), ${room === undefined ? 'no queda tiempo' : `solo quedan ${say.span(room)}`} antes de que ${say.role(taker)} pueda llevarse el dinero sin nadie más (${SPANISH_POWERS.from(from, say)}). Deje ${say.span(margin)} o más: una decisión solo cuenta cuando ya está en un bloque.`,
  RACE_AFTER_RESCUE: ({ from, taker, gap }, say) =>
    `${capital(SPANISH_POWERS.from(from, say))}, ${say.people(['employer', 'worker'])} pueden, cada cual sin el otro, llevarse todo, y lo recibe quien tenga primero su transacción en un bloque. ${say.Role(taker)} debe llevárselo antes de ese momento; el tiempo que tiene para ello, justo antes, es de ${say.span(gap)}.`,
  LOCKED_OUT: ({ role, other, within }, say) =>
    within === 'never'
      ? `Si desaparece ${say.role(other)}, ${say.role(role)} nunca recibe el dinero: no hay árbitro, ni un momento desde el que ${say.role(role)} pueda llevárselo sin nadie más (un rescate).`
      : `Si desaparece ${say.role(other)}, ${say.role(role)} no recibe el dinero antes de que pasen dos años: ningún árbitro puede actuar antes, y el momento desde el que ${say.role(role)} puede llevárselo sin nadie más llega todavía más tarde.`,
  SILENCE_TOO_SOON: ({ taker, from, ahead, margin }, say) =>
    `${say.Role(taker)} puede llevarse el dinero sin nadie más ${SPANISH_POWERS.from(from, say)}: faltan ${say.span(ahead)}, y no se debe enviar dinero a un contrato si faltan menos de ${say.span(margin)}.`,
  DEADLINE_PAST: ({ lock }, say) =>
    `La cadena ya ha pasado de este momento: ${say.lock(lock)}. Quien puede actuar desde entonces puede hacerlo en cuanto se envíe dinero al contrato.`,
  DEADLINE_TOO_NEAR: ({ lock }, say) =>
    `Este momento está más cerca que el tiempo que lleva una decisión: ${say.lock(lock)}. Ningún árbitro puede decidir antes de ese momento.`,
  DEADLINES_NOT_CHECKED: () =>
    'Los momentos acordados son alturas de bloque o fechas. No se ha comprobado si ya han pasado o están muy lejos: para eso hacen falta la altura y la hora de la cadena.',
  LOCK_BEYOND_TWO_YEARS: ({ lock, ahead }, say) =>
    `Para este momento (${say.lock(lock)}) faltan ${say.span(ahead)}, más de dos años: si nadie actúa antes, el dinero se queda quieto todo ese tiempo.`,
  FEES_EAT_AMOUNT: ({ rate, percent, amount, fee, outcome, path, vsize, limit: from }, say) =>
    `A ${say.decimal(rate)} sat/vB, las comisiones de la red pueden llevarse el ${say.decimal(percent)} por ciento de ${say.amount(amount)}: ${say.amount(fee)} por el gasto más grande, ${outcome === 'sweep' ? 'todo a una sola dirección' : say.outcome(outcome)}${path === undefined ? '' : ` (firma: ${SPANISH_POWERS.way(wayOf(path), say)})`}, de ${say.number(vsize)} vB. A partir del ${say.decimal(from)} por ciento conviene pensarlo.`,
  OUTCOME_UNPAYABLE: ({ rate, outcome, path, amount, to, received }, say) =>
    `A ${say.decimal(rate)} sat/vB, no se puede llevar a cabo ${say.outcome(outcome)} (firma: ${SPANISH_POWERS.way(wayOf(path), say)}) con el dinero del contrato, ${say.amount(amount)}: alguien recibiría demasiado poco (${to.length === 0 ? '' : `${say.payees(to)}, `}${SPANISH_PHRASES.named(received, say)}).`,
  NODES_REFUSE: ({ reason }, say) =>
    `Ningún nodo con las reglas habituales transmitiría este gasto, y tendría que ayudar alguien que produzca bloques: ${SPANISH_PHRASES.told(reason, say)}.`,
  STRICT_NODES_REFUSE: ({ reason }, say) =>
    `Los nodos estrictos no transmitirían este gasto: ${SPANISH_PHRASES.told(reason, say)}.`,
  LEAF_NOT_SANE: ({ reason }, say) =>
    `El análisis de Miniscript no da por buena esta condición: ${SPANISH_PHRASES.told(reason, say)}.`,
  ORDINARY_WALLET: ({ account, purpose }, say) =>
    `Esta clave es la cuenta ${say.code(account)} de un monedero corriente (propósito ${say.id(purpose)}): quien tiene el acuerdo ve todo el monedero, y una sola clave privada filtrada de esa cuenta lo abre entero.`,
  ROLES_SHARE_MASTER: ({ roles, fingerprint }, say) =>
    `Varias partes (${say.people(roles)}) tienen claves que nombran la misma clave maestra, ${say.code(fingerprint)}: parece una sola persona, que entonces puede actuar por todas ellas.`,
  QUORUM_SHARES_MASTER: ({ role, shared, of, fingerprint }, say) =>
    `De las ${say.number(of)} claves que tiene ${say.role(role)}, ${say.number(shared)} nombran como origen la clave maestra ${say.code(fingerprint)}: una sola persona, o un solo ladrón, firma con esas ${say.number(shared)}.`,
  ROLES_SHARE_ADDRESS: ({ address, roles }, say) =>
    `Una misma dirección, ${say.code(address)}, figura para varias partes (${say.people(roles)}): parece una sola persona, o la dirección se escribió por error para una de ellas.`,
  KEYS_REUSED: (told, say) =>
    told.kind === 'account'
      ? `Los contratos ${say.id(told.first)} a ${say.id(told.last)} de este acuerdo y ${say.id(told.otherFirst)} a ${say.id(told.otherLast)} del acuerdo ${say.code(told.other)} tienen en común claves de esta cuenta: un gasto de uno muestra claves del otro, y una clave privada filtrada sirve para los dos.`
      : `Esta clave es suelta, la misma en todos los contratos: está ${say.and([
          ...(told.contracts === undefined
            ? []
            : [`en los ${say.number(told.contracts)} contratos de este acuerdo`]),
          ...told.agreements.map((id) => `en el acuerdo ${say.code(id)}`),
        ])}. Cada gasto muestra que van juntos, y una clave privada filtrada sirve para todos.`,
  PARTY_REPLACED: ({ role, amended, amendment }, say) =>
    `En el acuerdo ${say.code(amendment)}, las claves para ${say.role(role)} no son las mismas que en ${say.code(amended)}, al que modifica: quien tiene las antiguas no decide nada sobre el dinero que se mueva allí.`,
  PARTY_ADDED: ({ role, amended, amendment }, say) =>
    `El acuerdo ${say.code(amended)} no tiene claves para ${say.role(role)}, y ${say.code(amendment)}, que lo modifica, sí: junto con cualquiera de las dos partes, esas claves pueden llevarse todo el dinero que se mueva allí. Quien escribió la modificación puede tener esas claves.`,
  AMENDMENT_DIFFERS: ({ amended, amendment, count, worse }, say) =>
    `El acuerdo ${say.code(amendment)} modifica ${say.code(amended)}. Cosas que dice de otra manera: ${say.number(count)}${worse.length === 0 ? '' : `; de ellas, peores: ${say.and(worse.map((one) => `${say.number(one.count)} para ${say.role(one.role)}`))}`}.`,
  SECRET_REUSED: ({ agreement }, say) =>
    `El acuerdo ${say.code(agreement)} tiene el mismo hash: quien usa el secreto para llevarse el dinero de un acuerdo lo muestra a todos, y el trabajador del otro acuerdo puede llevarse el dinero de ese otro.`,
  SECRET_OPENS: (_, say) =>
    `${say.Role('worker')} puede llevarse todo de inmediato si conoce el secreto. El acuerdo no dice quién creó el secreto: quien lo conozca no debe mostrarlo a nadie hasta que se acepte el trabajo, y si el secreto lo creó ${say.role('worker')}, no necesita a nadie para llevarse todo.`,
  ARBITER_WITH_ONE_PARTY: ({ role, needed, of, from }, say) =>
    `${say.Role(role)}${of === 1 ? '' : ` (${say.number(needed)} cualesquiera de ${say.number(of)} claves)`} y una de las dos partes pueden enviar el dinero a donde quieran, ${SPANISH_POWERS.from(from, say)}: la otra parte solo puede elegir a quién le confía el dinero.`,
  DEVICE_LIMIT: (told, say) => `Nadie puede firmar este contrato con este dispositivo: ${limit(told, say)}.`,
  SPEND_CLAIMS: (told, say) =>
    'claimed' in told
      ? `Solo la PSBT dice lo que gastan estas entradas (por su número: ${say.and(told.claimed.map(say.id))}). Entregue las transacciones de depósito para que se comprueben los importes. Las firmas cubren los importes afirmados, de modo que un importe falso las deja sin valor y no mueve nada.`
      : SPANISH_PHRASES.told(told.reason, say),
  SPEND_REFUSED: ({ objection }, say) =>
    `${capital(textOf(objection, { catalogue: SPANISH_REVIEW, voice: say }))}.`,
  SPEND_WARNING: ({ objection }, say) =>
    `${capital(textOf(objection, { catalogue: SPANISH_REVIEW, voice: say }))}.`,
  OUTCOME_DIFFERS: ({ reason }, say) =>
    `Esto no es ningún resultado del acuerdo: ${SPANISH_PHRASES.told(reason, say)}.`,
  OUTCOME_UNKNOWN: ({ reason }, say) =>
    `No se puede decir si esto es un resultado del acuerdo: ${SPANISH_PHRASES.told(reason, say)}.`,
  SIGNATURE_INVALID: ({ key }, say) =>
    `La firma de la clave ${say.code(key)} no es de esta transacción: ningún nodo la acepta.`,
  SIGNATURE_TYPE: ({ key, type }, say) =>
    `La firma de la clave ${say.code(key)} es del tipo ${say.id(type)}; aquí solo se firma con el tipo 0, que lo cubre todo.`,
  SECRET_SHOWN: ({ outpoint }, say) =>
    `Al gastar ${say.outpoint(outpoint)} se mostró el secreto a todos: todo lo demás que ese secreto abre ya está abierto.`,
  SECRET_WRONG: () =>
    'El secreto mostrado no corresponde al hash del acuerdo: ningún nodo acepta esta transacción.',
  DEPOSIT_UNDER: ({ contract, amount }, say) =>
    `El depósito del contrato ${say.id(contract)} tiene ${say.amount(amount)}, menos de lo que dice el acuerdo.`,
  DEPOSIT_OVER: ({ contract, amount }, say) =>
    `El depósito del contrato ${say.id(contract)} tiene ${say.amount(amount)}, más de lo que dice el acuerdo.`,
  TRANSACTION_UNRELATED: () =>
    'Esta transacción no envía dinero a ningún contrato del acuerdo ni gasta el de ninguno.',
  TERMS_NOT_BOUND: ({ shown }, say) =>
    shown === undefined
      ? 'Falta la parte que une la salida al acuerdo: nada muestra para qué acuerdo se pagó el dinero.'
      : `La parte que une la salida al acuerdo es otra (${SPANISH_PHRASES.named(shown, say)}): la salida pertenece a otro acuerdo, o a ninguno.`,
  CLAIM_ADDRESS: ({ shown, agreed }, say) =>
    `La dirección mostrada es ${say.code(shown)}, y la del acuerdo es ${say.code(agreed)}: el dinero enviado a la mostrada no está en el contrato.`,
  CLAIM_OUTPUT: ({ shown, agreed }, say) =>
    `La salida paga a ${say.code(shown)}, y el acuerdo da ${say.code(agreed)}: el dinero no está en el contrato.`,
  CLAIM_AMOUNT: ({ shown, agreed }, say) =>
    `La salida tiene ${say.amount(shown)}, y el acuerdo dice ${say.amount(agreed)}.`,
  CLAIM_INTERNAL_KEY: ({ shown, agreed }, say) =>
    `La clave interna mostrada es ${say.code(shown)}, y la del acuerdo es ${say.code(agreed)}: quien pueda firmar con la mostrada puede llevarse todo de inmediato, sin cumplir ninguna regla del acuerdo.`,
  CLAIM_LEAF_REPLACED: ({ path, shown, agreed }, say) =>
    `En lugar de la condición para ${SPANISH_POWERS.way(wayOf(path), say)} (${say.code(agreed)}) hay otra (${SPANISH_PHRASES.named(shown, say)}).`,
  CLAIM_LEAF_MISSING: ({ path }, say) =>
    `El acuerdo da una condición para ${SPANISH_POWERS.way(wayOf(path), say)}, y aquí no está: quien confía en ella no tiene nada.`,
  CLAIM_LEAF_ADDED: ({ shown }, say) =>
    `Hay una condición que el acuerdo no da (${SPANISH_PHRASES.named(shown, say)}): quien pueda cumplirla con su firma puede llevarse todo.`,
  CLAIM_LEAF_REPEATED: ({ path }, say) =>
    `${path === 'terms' ? 'La parte que une la salida al acuerdo' : `La condición para ${SPANISH_POWERS.way(wayOf(path), say)}`} está más de una vez, y ningún acuerdo da eso.`,
  CLAIM_TREE: ({ shown, agreed }, say) =>
    `Todas las condiciones están, pero no en los mismos lugares que en el acuerdo (${say.code(shown)} ≠ ${say.code(agreed)}): es otra salida, y su dirección es otra.`,
  CLAIM_PARITY: () =>
    'El bloque de control mostrado da la paridad equivocada de la clave de la salida: ningún nodo acepta un gasto con él.',
  CLAIM_CONTROL_BLOCK: ({ shown, agreed }, say) =>
    `El bloque de control mostrado es ${say.code(shown)}, y el del contrato es ${say.code(agreed)}, con otros hashes u otra longitud: ningún nodo acepta un gasto con el mostrado.`,
  NOT_A_CONTRACT: () =>
    'Esto no es un contrato de ningún acuerdo: ninguna regla de un acuerdo protege el dinero que contiene. La descripción dice quién puede llevárselo.',
  AGREEMENT_NOT_SHOWN: () =>
    'Esto es un contrato de un acuerdo, y el acuerdo no se ha dado: lo que acordaron las partes, y si esta salida le pertenece, solo lo puede mostrar su texto.',
  NO_DOCUMENT: () =>
    'El acuerdo no nombra ningún texto: nada une los contratos a lo que las partes se prometieron con palabras.',
  NO_SALT: () =>
    'El acuerdo no tiene sal (datos al azar): quien adivine su contenido puede ver por un gasto que se trata de este acuerdo.',
  SECRET_IN_TEXT: ({ what }, say) =>
    `Esta nota breve contiene algo que debe ser secreto (${SPANISH_PHRASES.named(what, say)}): quien tiene el acuerdo también lo tiene.`,
  TEXT_NOT_NFC: () =>
    'Esta nota breve no está en la forma de normalización C de Unicode: otro texto puede verse igual y dar otro acuerdo.',
  INTERNAL_KEY_OF_ONE_PARTY: ({ party }, say) =>
    `La clave interna es de una sola parte (${SPANISH_POWERS.party(party, say)}), que puede llevarse todo de inmediato, digan lo que digan las condiciones.`,
  INTERNAL_KEY_UNKNOWN: () =>
    'Nadie puede decir quién tiene la clave interna: quien la tenga puede llevarse todo de inmediato, digan lo que digan las condiciones.',
  REFUSED: ({ reason }, say) => `Rechazado: ${SPANISH_PHRASES.told(reason, say)}.`,
  NO_SPEND: ({ reason }, say) => `Esto no es un gasto del acuerdo: ${SPANISH_PHRASES.told(reason, say)}.`,
  DIFFERS: ({ reason }, say) => `Se diferencia de un contrato: ${SPANISH_PHRASES.told(reason, say)}`,
}
