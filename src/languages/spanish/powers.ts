import { type PowerSentences, type Powers, powersIn } from '../../sentences/powers.js'
import type { Catalogue } from '../../sentences/sentence.js'

/** Who moves money and from when, in Spanish. */
export const SPANISH_POWERS: Powers = /* @__PURE__ */ powersIn({
  unknown: 'una persona desconocida',
  anybody: 'cualquier persona',
  keys: (party, keys, of) => `${party} (${keys} de ${of} claves)`,
  alone: (who) => `${who} sin nadie más`,
  together: (who) => `${who} en conjunto`,
  knowing: (who, secrets, count) => `${who} con ${secrets === 1 ? 'el secreto' : `${count} secretos`}`,
  atAnyTime: 'en cualquier momento',
  after: (span) => `a partir de ${span} después de la confirmación del depósito`,
  mined: (height) => `en cuanto exista el bloque ${height}`,
  clock: (moment) => `en cuanto el reloj de la cadena haya pasado de ${moment}`,
  helped: ', con la ayuda de alguien que produzca bloques',
  whoWhen: (who, begins) => `${who}, ${begins}`,
  between: '; ',
  more: (count, said) => `; y de ${said} ${count === 1 ? 'manera' : 'maneras'} más`,
  yourselfAlone: 'sin nadie más',
  withOthers: (others, secret) => `junto con ${others}${secret ? ' y con el secreto' : ''}`,
})

const take = (back: boolean): string => (back ? 'recuperar el dinero' : 'llevarte el dinero')

/** What an output means for people, in Spanish. */
export const SPANISH_POWER_SENTENCES: Catalogue<PowerSentences> = {
  youAreKeys: ({ keys, needed }, say) =>
    `Tienes ${say.number(keys)} claves, y actúas con las firmas de ${say.number(needed)} de ellas.`,
  neverAlone: ({ back }) => `Sin nadie más, nunca puedes ${take(back)}.`,
  aloneFrom: ({ back, ...one }, say) =>
    `Sin nadie más, puedes ${take(back)} ${SPANISH_POWERS.when(one, say)}, salvo que se haya pagado antes.`,
  aloneWithSecret: ({ back, ...one }, say) =>
    `Con el secreto (32 bytes que quizá otra persona tenga que decirte), puedes ${take(back)} sin nadie más ${SPANISH_POWERS.when(one, say)}.`,
  togetherFrom: (told, say) =>
    `Junto con otras personas, puedes pagarlo a cualquiera: ${SPANISH_POWERS.ways(told, say)}.`,
  nobodyWithoutYou: () => 'Nadie puede moverlo sin ti.',
  movedWithoutYou: (told, say) => `Sin preguntarte, pueden moverlo: ${SPANISH_POWERS.ways(told, say)}.`,
  eachAlone: ({ other, from: begins }, say) =>
    `Tú y ${SPANISH_POWERS.party(other, say)}, cada cual sin el otro, pueden llevárselo ${SPANISH_POWERS.from(begins, say)}: quien llegue primero se queda con todo.`,
  neverWithout: ({ gone }, say) =>
    `Si desaparece ${SPANISH_POWERS.party(gone, say)}, nunca llegas al dinero.`,
  stillWithout: ({ gone, ...told }, say) =>
    `Si desaparece ${SPANISH_POWERS.party(gone, say)}, todavía puedes llegar al dinero: ${SPANISH_POWERS.ways(told, say)}.`,
  waysStayOpen: ({ gone }, say) =>
    `Si desaparece ${say.or(SPANISH_POWERS.parties(gone, say))}, las otras maneras siguen abiertas.`,
  scriptNotUnderstood: ({ leaf }, say) =>
    `Nadie puede decir quién más puede llevarse el dinero por ${say.code(leaf)}: no se entiende lo que esa condición permite.`,
  tooManyToLookAt: () =>
    'Hay demasiadas combinaciones de personas o de momentos para mirarlas todas: puede haber más maneras.',
  clockIsBlocks: () =>
    'Los bloques son el reloj de Bitcoin, más o menos uno cada diez minutos; la confirmación del depósito es el bloque que anota el pago al contrato.',
  clockIsTime: () =>
    'La confirmación del depósito es el momento en que Bitcoin anota el pago al contrato; su reloj va más o menos una hora atrasado.',
  keepAgreement: () =>
    'Guarda el texto del acuerdo tan bien como tus claves: sin él nadie puede encontrar el camino al dinero.',
  keepDescription: () =>
    'Guarda la descripción de esta salida tan bien como tus claves: sin ella nadie puede encontrar el camino al dinero.',
  takenWithout: ({ victim, by, from: begins }, say) =>
    `Sin ${SPANISH_POWERS.party(victim, say)}, puede llevarse todo: ${SPANISH_POWERS.way(by, say)}, ${SPANISH_POWERS.from(begins, say)}.`,
  goneForEver: ({ gone }, say) =>
    `Si ya no está ${SPANISH_POWERS.party(gone, say)}, nadie puede volver a mover el dinero nunca.`,
  goneWays: ({ gone, ways: left, idle }, say) =>
    `Si ya no está ${SPANISH_POWERS.party(gone, say)}, pueden mover el dinero: ${left
      .map(({ by, from: begins }) => `${SPANISH_POWERS.way(by, say)}, ${SPANISH_POWERS.from(begins, say)}`)
      .join(
        '; o bien ',
      )}${idle.length === 0 ? '' : `; no puede hacer nada: ${say.and(SPANISH_POWERS.parties(idle, say))}`}.`,
  pairNothing: ({ pair }, say) =>
    `En conjunto (${say.and(SPANISH_POWERS.parties(pair, say))}) no pueden hacer nada que no pueda hacer ya una de esas personas sin la otra.`,
  canMoveAll: ({ by, from: begins }, say) =>
    `Puede mover todo el dinero: ${SPANISH_POWERS.way(by, say)}, ${SPANISH_POWERS.from(begins, say)}.`,
  leafNotUnderstood: ({ leaf, reason }, say) =>
    `No se entiende lo que permite ${say.code(leaf)} (${say.code(reason)}): quizá más personas puedan mover el dinero, y antes.`,
  coalitionsOmitted: ({ looked, all }, say) =>
    `De ${say.number(all)} grupos de personas solo se miran los ${say.number(looked)} más pequeños.`,
  locksOmitted: ({ looked, all }, say) =>
    `De ${say.number(all)} combinaciones de plazos de espera solo se miran ${say.number(looked)}.`,
}
