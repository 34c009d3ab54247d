import { type PowerSentences, type Powers, powersIn } from '../../sentences/powers.js'
import type { Catalogue } from '../../sentences/sentence.js'
import { FRENCH_PHRASES } from './phrases.js'

/** Who moves money and from when, in French. */
export const FRENCH_POWERS: Powers = /* @__PURE__ */ powersIn({
  unknown: 'une personne inconnue',
  anybody: "n'importe qui",
  keys: (party, keys, of) => `${party} (clés : ${keys} sur ${of})`,
  alone: (who) => `${who} sans personne d'autre`,
  together: (who) => `${who} ensemble`,
  knowing: (who, secrets, count) => `${who} (il faut ${secrets === 1 ? 'le secret' : `${count} secrets`})`,
  atAnyTime: "à n'importe quel moment",
  after: (span) => `à partir du moment où le dépôt est confirmé depuis ${span}`,
  mined: (height) => `une fois que le bloc ${height} existe`,
  clock: (moment) => `une fois que l'horloge de la chaîne a dépassé le ${moment}`,
  helped: " (il faut l'aide de quelqu'un qui produit des blocs)",
  whoWhen: (who, begins) => `${who}, ${begins}`,
  between: ' ; ',
  more: (count, said) => ` ; et de ${said} ${count === 1 ? 'autre façon' : 'autres façons'}`,
  yourselfAlone: "vous, sans personne d'autre",
  yourselfWithSecret: "vous, sans personne d'autre, si vous avez le secret",
  withOthers: (others, secret) => `avec ${others}${secret ? ' (il faut le secret)' : ''}`,
})

const take = (back: boolean): string => (back ? "reprendre l'argent" : "prendre l'argent")

/** What an output means for people, in French. */
export const FRENCH_POWER_SENTENCES: Catalogue<PowerSentences> = {
  youAreKeys: ({ keys, needed }, say) =>
    `Vous avez ${say.number(keys)} clés, et vous agissez par les signatures de ${say.number(needed)} d'entre elles.`,
  neverAlone: ({ back }) => `Sans personne d'autre, vous ne pouvez jamais ${take(back)}.`,
  aloneFrom: ({ back, ...one }, say) =>
    `Sans personne d'autre, vous pouvez ${take(back)} ${FRENCH_POWERS.when(one, say)}, sauf si l'argent a déjà été versé à quelqu'un.`,
  aloneWithSecret: ({ back, ...one }, say) =>
    `Avec le secret (32 octets, que vous devez peut-être obtenir de quelqu'un d'autre), vous pouvez ${take(back)} sans personne d'autre ${FRENCH_POWERS.when(one, say)}.`,
  togetherFrom: (told, say) =>
    `Avec d'autres, vous pouvez verser l'argent à n'importe qui : ${FRENCH_POWERS.ways(told, say)}.`,
  nobodyWithoutYou: () => "Personne ne peut déplacer l'argent sans vous.",
  movedWithoutYou: (told, say) =>
    `L'argent peut être déplacé sans rien vous demander, par : ${FRENCH_POWERS.ways(told, say)}.`,
  eachAlone: ({ other, from: begins }, say) =>
    `Vous et ${FRENCH_POWERS.party(other, say)} pouvez prendre l'argent, chacun sans l'autre, ${FRENCH_POWERS.from(begins, say)} : qui le prend en premier a tout.`,
  neverWithout: ({ gone }, say) =>
    `Si ${FRENCH_POWERS.party(gone, say)} disparaît, vous n'aurez jamais accès à l'argent.`,
  stillWithout: ({ gone, ...told }, say) =>
    `Si ${FRENCH_POWERS.party(gone, say)} disparaît, vous avez quand même accès à l'argent : ${FRENCH_POWERS.ways(told, say)}.`,
  waysStayOpen: ({ gone }, say) =>
    `Si ${say.or(FRENCH_POWERS.parties(gone, say))} disparaît, les autres façons de déplacer l'argent restent possibles.`,
  scriptNotUnderstood: ({ leaf }, say) =>
    `Personne ne peut dire qui d'autre peut prendre l'argent par cette condition, qu'on ne comprend pas : ${FRENCH_PHRASES.named(leaf, say)}.`,
  tooManyToLookAt: () =>
    "Il y a trop de combinaisons de personnes ou de moments pour les regarder toutes : il peut exister d'autres façons de déplacer l'argent.",
  clockIsBlocks: () =>
    "Les blocs sont l'horloge de Bitcoin, environ un toutes les dix minutes ; la confirmation du dépôt est le bloc où est inscrit l'argent versé au contrat.",
  clockIsTime: () =>
    "La confirmation du dépôt est le moment où Bitcoin inscrit dans un bloc l'argent versé au contrat ; l'horloge de la chaîne retarde d'environ une heure.",
  keepAgreement: () =>
    "Gardez le texte de l'accord aussi soigneusement que vos clés : sans lui, personne ne peut trouver le chemin vers l'argent.",
  keepDescription: () =>
    "Gardez la description de ce dépôt aussi soigneusement que vos clés : sans elle, personne ne peut trouver le chemin vers l'argent.",
  takenWithout: ({ victim, by, from: begins }, say) =>
    `Sans ${FRENCH_POWERS.party(victim, say)}, tout peut être pris par ${FRENCH_POWERS.way(by, say)}, ${FRENCH_POWERS.from(begins, say)}.`,
  goneForEver: ({ gone }, say) =>
    `Si ${FRENCH_POWERS.party(gone, say)} n'est plus là, personne ne pourra plus jamais déplacer l'argent.`,
  goneWays: ({ gone, ways: left, idle }, say) =>
    `Si ${FRENCH_POWERS.party(gone, say)} n'est plus là, l'argent peut être déplacé par ${left
      .map(({ by, from: begins }) => `${FRENCH_POWERS.way(by, say)}, ${FRENCH_POWERS.from(begins, say)}`)
      .join(
        ' ; ou bien par ',
      )}${idle.length === 0 ? '' : ` ; ${idle.length === 1 ? 'ne peut' : 'ne peuvent'} rien faire : ${say.and(FRENCH_POWERS.parties(idle, say))}`}.`,
  pairNothing: ({ pair }, say) =>
    `Ensemble, ${say.and(FRENCH_POWERS.parties(pair, say))} ne peuvent rien faire de plus : tout ce qui leur est possible ensemble, l'une de ces deux personnes peut déjà le faire sans l'autre.`,
  canMoveAll: ({ by, from: begins }, say) =>
    `Tout l'argent peut être déplacé par ${FRENCH_POWERS.way(by, say)}, ${FRENCH_POWERS.from(begins, say)}.`,
  leafNotUnderstood: ({ leaf, reason }, say) =>
    `On ne comprend pas ce que permet ceci : ${FRENCH_PHRASES.named(leaf, say)} (${FRENCH_PHRASES.told(reason, say)}). Peut-être que d'autres personnes encore peuvent déplacer l'argent, et plus tôt.`,
  coalitionsOmitted: ({ looked, all }, say) =>
    `Sur ${say.number(all)} groupes de personnes, seuls les ${say.number(looked)} plus petits sont regardés.`,
  locksOmitted: ({ looked, all }, say) =>
    `Sur ${say.number(all)} combinaisons de délais d'attente, seules ${say.number(looked)} sont regardées.`,
}
