import { type PowerSentences, type Powers, powersIn } from '../../sentences/powers.js'
import type { Catalogue } from '../../sentences/sentence.js'
import { SPANISH_PHRASES } from './phrases.js'

/** Who moves money and from when, in Spanish. */
export const SPANISH_POWERS: Powers = /* @__PURE__ */ powersIn({
  unknown: 'una persona desconocida',
  anybody: 'cualquier persona',
  keys: (party, keys, of) => `${party} (${keys} de ${of} claves)`,
  alone: (who) => `${who} sin nadie más`,
  together: (who) => `${who} en conjunto`,
  knowing: (who, secrets, count) =>
    `${who} (hace falta conocer ${secrets === 1 ? 'el secreto' : `${count} secretos`})`,
  atAnyTime: 'en cualquier momento',
  after: (span) => `a partir de ${span} después de la confirmación del depósito`,
  mined: (height) => `en cuanto exista el bloque ${height}`,
  clock: (moment) => `en cuanto el reloj de la cadena haya pasado del ${moment}`,
  helped: ', con la ayuda de alguien que produzca bloques',
  whoWhen: (who, begins) => `${who}, ${begins}`,
  between: '; o bien ',
  more: (count, said) => `; y hay ${said} ${count === 1 ? 'manera' : 'maneras'} más`,
  yourselfAlone: 'sin nadie más',
  yourselfWithSecret: 'sin nadie más, si conoce el secreto',
  withOthers: (others, secret) => `junto con ${others}${secret ? ' (hace falta conocer el secreto)' : ''}`,
})

const take = (back: boolean): string => (back ? 'recuperar el dinero' : 'llevarse el dinero')

/** What an output means for people, in Spanish. */
export const SPANISH_POWER_SENTENCES: Catalogue<PowerSentences> = {
  youAreKeys: ({ keys, needed }, say) =>
    `Usted tiene ${say.number(keys)} claves, y actúa con las firmas de ${say.number(needed)} de ellas.`,
  neverAlone: ({ back }) => `Sin nadie más, usted nunca puede ${take(back)}.`,
  aloneFrom: ({ back, ...one }, say) =>
    `Sin nadie más, usted puede ${take(back)} ${SPANISH_POWERS.when(one, say)}, salvo que alguien lo haya movido antes.`,
  aloneWithSecret: ({ back, ...one }, say) =>
    `Si conoce el secreto (32 bytes que quizá otra persona tenga que decirle), usted puede ${take(back)} sin nadie más ${SPANISH_POWERS.when(one, say)}.`,
  togetherFrom: (told, say) =>
    `Junto con otras personas, usted puede pagarlo a cualquiera: ${SPANISH_POWERS.ways(told, say)}.`,
  nobodyWithoutYou: () => 'Nadie puede moverlo sin usted.',
  movedWithoutYou: (told, say) =>
    `Quién puede moverlo sin preguntarle a usted: ${SPANISH_POWERS.ways(told, say)}.`,
  eachAlone: ({ other, from: begins }, say) =>
    `Usted y ${SPANISH_POWERS.party(other, say)}, cada cual sin el otro, pueden llevárselo ${SPANISH_POWERS.from(begins, say)}: quien llegue primero se queda con todo.`,
  neverWithout: ({ gone }, say) =>
    `Si desaparece ${SPANISH_POWERS.party(gone, say)}, usted nunca llega al dinero.`,
  stillWithout: ({ gone, ...told }, say) =>
    `Si desaparece ${SPANISH_POWERS.party(gone, say)}, usted todavía puede llegar al dinero: ${SPANISH_POWERS.ways(told, say)}.`,
  waysStayOpen: ({ gone }, say) =>
    `Si desaparece ${say.or(SPANISH_POWERS.parties(gone, say))}, las otras maneras siguen abiertas.`,
  scriptNotUnderstood: ({ leaf }, say) =>
    `Nadie puede decir quién más puede llevarse el dinero por la condición ${SPANISH_PHRASES.named(leaf, say)}: no se entiende lo que permite.`,
  tooManyToLookAt: () =>
    'Hay demasiadas combinaciones de personas o de momentos para mirarlas todas: puede haber más maneras.',
  clockIsBlocks: () =>
    'Los bloques son el reloj de Bitcoin, más o menos uno cada diez minutos; la confirmación del depósito es el bloque que anota el pago al contrato.',
  clockIsTime: () =>
    'La confirmación del depósito es el momento en que Bitcoin anota el pago al contrato; el reloj de Bitcoin va más o menos una hora atrasado.',
  keepAgreement: () =>
    'Guarde el texto del acuerdo con tanto cuidado como sus claves: sin él nadie puede encontrar el camino al dinero.',
  keepDescription: () =>
    'Guarde la descripción de esta salida con tanto cuidado como sus claves: sin ella nadie puede encontrar el camino al dinero.',
  takenWithout: ({ victim, by, from: begins }, say) =>
    `Quién puede llevarse todo sin ${SPANISH_POWERS.party(victim, say)}: ${SPANISH_POWERS.way(by, say)}, ${SPANISH_POWERS.from(begins, say)}.`,
  goneForEver: ({ gone }, say) =>
    `Si ya no está ${SPANISH_POWERS.party(gone, say)}, nadie puede volver a mover el dinero nunca.`,
  goneWays: ({ gone, ways: left, idle }, say) =>
    `Quién puede mover el dinero si ya no está ${SPANISH_POWERS.party(gone, say)}: ${left
      .map(({ by, from: begins }) => `${SPANISH_POWERS.way(by, say)}, ${SPANISH_POWERS.from(begins, say)}`)
      .join(
        '; o bien ',
      )}${idle.length === 0 ? '' : `; ${idle.length === 1 ? 'no puede' : 'no pueden'} hacer nada: ${say.and(SPANISH_POWERS.parties(idle, say))}`}.`,
  pairNothing: ({ pair }, say) =>
    `En conjunto (${say.and(SPANISH_POWERS.parties(pair, say))}) no pueden hacer nada que no pueda hacer ya una de esas personas sin la otra.`,
  canMoveAll: ({ by, from: begins }, say) =>
    `Quién puede mover todo el dinero: ${SPANISH_POWERS.way(by, say)}, ${SPANISH_POWERS.from(begins, say)}.`,
  leafNotUnderstood: ({ leaf, reason }, say) =>
    `No se entiende lo que permite la condición ${SPANISH_PHRASES.named(leaf, say)} (${SPANISH_PHRASES.told(reason, say)}): quizá más personas puedan mover el dinero, y antes de lo que aquí se dice.`,
  coalitionsOmitted: ({ looked, all }, say) =>
    `De ${say.number(all)} grupos de personas solo se miran los ${say.number(looked)} más pequeños.`,
  locksOmitted: ({ looked, all }, say) =>
    `De ${say.number(all)} combinaciones de plazos de espera solo se miran ${say.number(looked)}.`,
}
