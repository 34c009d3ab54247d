import { type PowerSentences, type Powers, powersIn } from '../../sentences/powers.js'
import type { Catalogue } from '../../sentences/sentence.js'

/** Who moves money and from when, in French. */
export const FRENCH_POWERS: Powers = /* @__PURE__ */ powersIn({
  unknown: 'une personne inconnue',
  anybody: "n'importe qui",
  keys: (party, keys, of) => `${party} (${keys} clés sur ${of})`,
  alone: (who) => `${who} sans personne d'autre`,
  together: (who) => `${who} ensemble`,
  knowing: (who, secrets, count) => `${who} avec ${secrets === 1 ? 'le secret' : `${count} secrets`}`,
  atAnyTime: "à n'importe quel moment",
  after: (span) => `à partir du moment où le dépôt est confirmé depuis ${span}`,
  mined: (height) => `dès que le bloc ${height} existe`,
  clock: (moment) => `dès que l'horloge de la chaîne a dépassé ${moment}`,
  helped: ", avec l'aide de quelqu'un qui produit des blocs",
  whoWhen: (who, begins) => `${who}, ${begins}`,
  between: ' ; ',
  more: (count, said) => ` ; et de ${said} ${count === 1 ? 'autre façon' : 'autres façons'}`,
  yourselfAlone: "sans personne d'autre",
  withOthers: (others, secret) => `avec ${others}${secret ? ' et le secret' : ''}`,
})

const take = (back: boolean): string => (back ? "reprendre l'argent" : "prendre l'argent")

/** What an output means for people, in French. */
export const FRENCH_POWER_SENTENCES: Catalogue<PowerSentences> = {
  youAreKeys: ({ keys, needed }, say) =>
    `Vous avez ${say.number(keys)} clés, et vous agissez par les signatures de ${say.number(needed)} d'entre elles.`,
  neverAlone: ({ back }) => `Sans personne d'autre, vous ne pouvez jamais ${take(back)}.`,
  aloneFrom: ({ back, ...one }, say) =>
    `Sans personne d'autre, vous pouvez ${take(back)} ${FRENCH_POWERS.when(one, say)}, sauf s'il a été versé avant.`,
  aloneWithSecret: ({ back, ...one }, say) =>
    `Avec le secret (32 octets que quelqu'un d'autre doit peut-être vous dire), vous pouvez ${take(back)} sans personne d'autre ${FRENCH_POWERS.when(one, say)}.`,
  togetherFrom: (told, say) =>
    `Avec d'autres, vous pouvez le verser à n'importe qui : ${FRENCH_POWERS.ways(told, say)}.`,
  nobodyWithoutYou: () => 'Personne ne peut le déplacer sans vous.',
  movedWithoutYou: (told, say) =>
    `Sans vous demander, peuvent le déplacer : ${FRENCH_POWERS.ways(told, say)}.`,
  eachAlone: ({ other, from: begins }, say) =>
    `Vous et ${FRENCH_POWERS.party(other, say)}, chacun sans l'autre, pouvez le prendre ${FRENCH_POWERS.from(begins, say)} : le premier arrivé a tout.`,
  neverWithout: ({ gone }, say) =>
    `Si ${FRENCH_POWERS.party(gone, say)} disparaît, vous n'aurez jamais accès à l'argent.`,
  stillWithout: ({ gone, ...told }, say) =>
    `Si ${FRENCH_POWERS.party(gone, say)} disparaît, vous avez quand même accès à l'argent : ${FRENCH_POWERS.ways(told, say)}.`,
  waysStayOpen: ({ gone }, say) =>
    `Si ${say.or(FRENCH_POWERS.parties(gone, say))} disparaît, les autres façons restent ouvertes.`,
  scriptNotUnderstood: ({ leaf }, say) =>
    `Personne ne peut dire qui d'autre peut prendre l'argent par ${say.code(leaf)} : on ne comprend pas ce que cette condition permet.`,
  tooManyToLookAt: () =>
    'Il y a trop de combinaisons de personnes ou de moments pour les regarder toutes : il peut y avoir d’autres façons.',
  clockIsBlocks: () =>
    "Les blocs sont l'horloge de Bitcoin, environ un toutes les dix minutes ; la confirmation du dépôt est le bloc qui inscrit le paiement au contrat.",
  clockIsTime: () =>
    'La confirmation du dépôt est le moment où Bitcoin inscrit le paiement au contrat ; son horloge retarde d’environ une heure.',
  keepAgreement: () =>
    "Gardez le texte de l'accord aussi soigneusement que vos clés : sans lui, personne ne peut trouver le chemin vers l'argent.",
  keepDescription: () =>
    "Gardez la description de cette sortie aussi soigneusement que vos clés : sans elle, personne ne peut trouver le chemin vers l'argent.",
  takenWithout: ({ victim, by, from: begins }, say) =>
    `Sans ${FRENCH_POWERS.party(victim, say)}, peut tout prendre : ${FRENCH_POWERS.way(by, say)}, ${FRENCH_POWERS.from(begins, say)}.`,
  goneForEver: ({ gone }, say) =>
    `Si ${FRENCH_POWERS.party(gone, say)} n'est plus là, personne ne pourra plus jamais déplacer l'argent.`,
  goneWays: ({ gone, ways: left, idle }, say) =>
    `Si ${FRENCH_POWERS.party(gone, say)} n'est plus là, peuvent déplacer l'argent : ${left
      .map(({ by, from: begins }) => `${FRENCH_POWERS.way(by, say)}, ${FRENCH_POWERS.from(begins, say)}`)
      .join(
        ' ; ou bien ',
      )}${idle.length === 0 ? '' : ` ; ne peut rien faire : ${say.and(FRENCH_POWERS.parties(idle, say))}`}.`,
  pairNothing: ({ pair }, say) =>
    `Ensemble (${say.and(FRENCH_POWERS.parties(pair, say))}), ces personnes ne peuvent rien faire que l'une d'elles ne puisse déjà faire sans l'autre.`,
  canMoveAll: ({ by, from: begins }, say) =>
    `Peut déplacer tout l'argent : ${FRENCH_POWERS.way(by, say)}, ${FRENCH_POWERS.from(begins, say)}.`,
  leafNotUnderstood: ({ leaf, reason }, say) =>
    `On ne comprend pas ce que ${say.code(leaf)} permet (${say.code(reason)}) : peut-être que plus de personnes peuvent déplacer l'argent, et plus tôt.`,
  coalitionsOmitted: ({ looked, all }, say) =>
    `Sur ${say.number(all)} groupes de personnes, seuls les ${say.number(looked)} plus petits sont regardés.`,
  locksOmitted: ({ looked, all }, say) =>
    `Sur ${say.number(all)} combinaisons de délais d'attente, seules ${say.number(looked)} sont regardées.`,
}
