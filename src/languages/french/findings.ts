import { capital } from '../../sentences/capital.js'
import type { DeviceLimitTold, FindingSentences } from '../../sentences/findings.js'
import { wayOf } from '../../sentences/powers.js'
import { type Catalogue, textOf } from '../../sentences/sentence.js'
import type { Voice } from '../../sentences/voice.js'
import { FRENCH_PHRASES } from './phrases.js'
import { FRENCH_POWERS } from './powers.js'
import { FRENCH_REVIEW } from './review.js'

const hexOr = (hex: string, say: Voice): string => (hex === '' ? 'rien' : say.code(hex))

/** What a device counts. */
const UNITS = {
  templateLength: 'caractères dans le modèle',
  keyCount: 'clés',
  expressionCount: "clés, chaque fois qu'elles sont écrites",
  originDepth: "étapes dans l'origine d'une clé",
  keyLength: 'caractères dans une clé avec son origine',
  memory: 'octets de mémoire',
} as const

const limit = (told: DeviceLimitTold, say: Voice): string => {
  switch (told.rule) {
    case 'extendedKeys':
      return `il n'accepte que des clés étendues, et voici qui a une clé simple : ${say.role(told.role)}`
    case 'taprootMiniscript':
      return "il n'accepte pas de conditions composées (Miniscript) dans une sortie Taproot"
    case 'musig':
      return 'il ne connaît pas les clés communes à deux personnes (MuSig2)'
    case 'sha256':
      return "il n'accepte pas de condition qui demande un secret"
    case 'addressIndex':
      return `il ne montre pas d'adresse au-delà de l'indice 9999, et celui de ce contrat est ${say.code(told.received)}`
    default:
      return `il accepte au plus ${say.number(told.most)} (${UNITS[told.rule]}), et ce contrat en demande ${say.number(told.received)}`
  }
}

/** What an audit finds, in French. */
export const FRENCH_FINDINGS: Catalogue<FindingSentences> = {
  ENGINES_DIFFER: ({ field, at, first, second }, say) =>
    `Deux programmes qui ne partagent pas de code calculent des choses différentes (${FRENCH_PHRASES.told(field, say)}, à partir de l'octet ${say.number(at)}) : ${hexOr(first, say)} et ${hexOr(second, say)}. Ne payez pas avant de savoir lequel des deux se trompe.`,
  AWARD_TOO_LATE: ({ decider, decision, room, taker, from, margin }, say) =>
    `Si ${say.role(decider)} a besoin de tout le temps convenu pour décider (${say.span(decision)}), ${room === undefined ? 'il ne reste pas de temps' : `il reste seulement ${say.span(room)}`} avant que ${say.role(taker)} puisse prendre l'argent sans personne d'autre (${FRENCH_POWERS.from(from, say)}). Laissez ${say.span(margin)} ou plus : une décision ne compte que lorsqu'elle est dans un bloc.`,
  RACE_AFTER_RESCUE: ({ from, taker, gap }, say) =>
    `${capital(FRENCH_POWERS.from(from, say))}, ${say.people(['employer', 'worker'])} peuvent, chacun sans l'autre, tout prendre, et celui dont la transaction entre la première dans un bloc a tout. ${say.Role(taker)} doit avoir pris l'argent avant ce moment (temps pour le faire, juste avant : ${say.span(gap)}).`,
  LOCKED_OUT: ({ role, other, within }, say) =>
    within === 'never'
      ? `Si ${say.role(other)} disparaît, ${say.role(role)} ne reçoit jamais l'argent : il n'y a pas d'arbitre, ni de moment à partir duquel ${say.role(role)} peut le prendre sans personne d'autre (un sauvetage).`
      : `Si ${say.role(other)} disparaît, ${say.role(role)} ne reçoit pas l'argent avant deux ans : aucun arbitre ne peut agir d'ici là, et le moment à partir duquel ${say.role(role)} peut le prendre sans personne d'autre vient encore plus tard.`,
  SILENCE_TOO_SOON: ({ taker, from, ahead, margin }, say) =>
    `${say.Role(taker)} peut prendre l'argent sans personne d'autre ${FRENCH_POWERS.from(from, say)} : cela commence dans ${say.span(ahead)}, et il ne faut pas envoyer d'argent à un contrat quand il reste jusque-là moins de temps que ceci : ${say.span(margin)}.`,
  DEADLINE_PAST: ({ lock }, say) =>
    `La chaîne a déjà dépassé ce moment : ${say.lock(lock)}. Toute personne qui peut agir à partir de ce moment peut agir dès que de l'argent est envoyé au contrat.`,
  DEADLINE_TOO_NEAR: ({ lock }, say) =>
    `Ce moment arrive plus tôt qu'une décision ne peut être prise : ${say.lock(lock)}. Aucun arbitre ne peut décider avant ce moment.`,
  DEADLINES_NOT_CHECKED: () =>
    "Les moments convenus sont des hauteurs de bloc ou des dates. On n'a pas vérifié s'ils sont passés ou très éloignés : il faut pour cela la hauteur et l'heure de la chaîne.",
  LOCK_BEYOND_TWO_YEARS: ({ lock, ahead }, say) =>
    `Jusqu'à ce moment (${say.lock(lock)}) il reste ${say.span(ahead)}, plus de deux ans : si personne n'agit avant, l'argent reste là tout ce temps.`,
  FEES_EAT_AMOUNT: ({ rate, percent, amount, fee, outcome, path, vsize, limit: from }, say) =>
    `À ${say.decimal(rate)} sat/vB, les frais du réseau Bitcoin peuvent prendre ${say.decimal(percent)} pour cent de ${say.amount(amount)} : ${say.amount(fee)} pour la plus grande transaction possible, ${outcome === 'sweep' ? 'tout vers une seule adresse' : say.outcome(outcome)}${path === undefined ? '' : ` (signature : ${FRENCH_POWERS.way(wayOf(path), say)})`}, ${say.number(vsize)} vB. À partir de ${say.decimal(from)} pour cent, cela mérite réflexion.`,
  OUTCOME_UNPAYABLE: ({ rate, outcome, path, amount, to, received }, say) =>
    `Avec des frais du réseau Bitcoin de ${say.decimal(rate)} sat/vB, on ne peut pas verser ${say.amount(amount)} par ${say.outcome(outcome)} (signature : ${FRENCH_POWERS.way(wayOf(path), say)}) : quelqu'un recevrait trop peu (${to.length === 0 ? '' : `${say.payees(to)}, `}${FRENCH_PHRASES.named(received, say)}).`,
  NODES_REFUSE: ({ reason }, say) =>
    `Aucun nœud aux règles habituelles ne transmettrait cette dépense, et il faut donc l'aide de quelqu'un qui produit des blocs : ${FRENCH_PHRASES.told(reason, say)}.`,
  STRICT_NODES_REFUSE: ({ reason }, say) =>
    `Les nœuds stricts ne transmettraient pas cette dépense : ${FRENCH_PHRASES.told(reason, say)}.`,
  LEAF_NOT_SANE: ({ reason }, say) =>
    `L'analyse de Miniscript ne trouve pas cette condition saine : ${FRENCH_PHRASES.told(reason, say)}.`,
  ORDINARY_WALLET: ({ account, purpose }, say) =>
    `Cette clé est le compte ${say.code(account)} d'un portefeuille ordinaire (usage ${say.id(purpose)}) : qui a le texte de l'accord voit tout le portefeuille, et une seule clé privée divulguée de ce compte l'ouvre en entier.`,
  ROLES_SHARE_MASTER: ({ roles, fingerprint }, say) =>
    `Plusieurs parties (${say.people(roles)}) ont des clés qui nomment la même clé maîtresse, ${say.code(fingerprint)} : il semble s'agir d'une seule personne, qui peut alors agir pour toutes.`,
  QUORUM_SHARES_MASTER: ({ role, shared, of, fingerprint }, say) =>
    `${say.Role(role)} a ${say.number(of)} clés, et ${say.number(shared)} d'entre elles nomment comme origine la même clé maîtresse, ${say.code(fingerprint)} : une seule personne, ou un seul voleur, signe avec ces ${say.number(shared)} clés.`,
  ROLES_SHARE_ADDRESS: ({ address, roles }, say) =>
    `Une même adresse, ${say.code(address)}, figure pour plusieurs parties (${say.people(roles)}) : il semble s'agir d'une seule personne, ou l'une des adresses a été écrite au mauvais endroit.`,
  KEYS_REUSED: (told, say) =>
    told.kind === 'account'
      ? `Les contrats ${say.id(told.first)} à ${say.id(told.last)} de cet accord et ${say.id(told.otherFirst)} à ${say.id(told.otherLast)} de l'accord ${say.code(told.other)} ont en commun des clés de ce compte : une dépense de l'un montre des clés de l'autre, et une clé privée divulguée sert pour les deux.`
      : `Cette clé est une clé simple, la même dans chaque contrat : elle se trouve ${say.and([
          ...(told.contracts === undefined
            ? []
            : [`dans tous les contrats de cet accord (${say.number(told.contracts)})`]),
          ...told.agreements.map((id) => `dans l'accord ${say.code(id)}`),
        ])}. Chaque dépense montre qu'ils vont ensemble, et une clé privée divulguée sert pour tous.`,
  PARTY_REPLACED: ({ role, amended, amendment }, say) =>
    `L'accord ${say.code(amendment)} modifie l'accord ${say.code(amended)} et donne d'autres clés pour ${say.role(role)} : qui a les anciennes clés ne décide de rien pour l'argent envoyé selon le nouvel accord.`,
  PARTY_ADDED: ({ role, amended, amendment }, say) =>
    `L'accord ${say.code(amended)} n'a pas de clés pour ${say.role(role)}, et l'accord ${say.code(amendment)}, qui le modifie, en a : qui a ces clés peut, avec n'importe laquelle des deux parties, prendre tout l'argent envoyé selon le nouvel accord. Qui a écrit la modification a peut-être ces clés.`,
  AMENDMENT_DIFFERS: ({ amended, amendment, count, worse }, say) =>
    `L'accord ${say.code(amendment)} modifie ${say.code(amended)}. Nombre de points qui changent : ${say.number(count)}${worse.length === 0 ? '' : ` ; parmi eux, au désavantage de quelqu'un : ${say.and(worse.map((one) => `${say.role(one.role)} (${say.number(one.count)})`))}`}.`,
  SECRET_REUSED: ({ agreement }, say) =>
    `L'accord ${say.code(agreement)} a le même hachage : qui prend l'argent de l'un des deux accords avec le secret montre ce secret à tous, et le travailleur de l'autre accord peut alors prendre l'argent de cet autre accord.`,
  SECRET_OPENS: (_, say) =>
    `${say.Role('worker')} peut tout prendre immédiatement avec le secret. L'accord ne dit pas qui a créé ce secret : la personne qui le connaît ne doit le donner à personne avant que le travail soit accepté, et si c'est ${say.role('worker')} qui l'a créé, il peut tout prendre sans personne d'autre.`,
  ARBITER_WITH_ONE_PARTY: ({ role, needed, of, from }, say) =>
    `${say.Role(role)}${of === 1 ? '' : ` (${say.number(needed)} clés quelconques sur ${say.number(of)})`} et l'une des deux parties peuvent, ensemble, envoyer l'argent où ils veulent, ${FRENCH_POWERS.from(from, say)} : l'autre partie peut seulement choisir d'avance à qui faire confiance.`,
  DEVICE_LIMIT: (told, say) =>
    `Personne ne peut signer pour ce contrat avec cet appareil : ${limit(told, say)}.`,
  SPEND_CLAIMS: (told, say) =>
    'claimed' in told
      ? `Pour ces entrées, seule la PSBT dit ce qu'elles dépensent ; numéros : ${say.and(told.claimed.map(say.id))}. Fournissez les transactions de dépôt pour que les montants soient prouvés. Les signatures couvrent les montants affirmés, de sorte qu'un faux montant les rend sans valeur et ne déplace rien.`
      : FRENCH_PHRASES.told(told.reason, say),
  SPEND_REFUSED: ({ objection }, say) =>
    `${capital(textOf(objection, { catalogue: FRENCH_REVIEW, voice: say }))}.`,
  SPEND_WARNING: ({ objection }, say) =>
    `${capital(textOf(objection, { catalogue: FRENCH_REVIEW, voice: say }))}.`,
  OUTCOME_DIFFERS: ({ reason }, say) =>
    `Ceci n'est aucune issue prévue par l'accord : ${FRENCH_PHRASES.told(reason, say)}.`,
  OUTCOME_UNKNOWN: ({ reason }, say) =>
    `On ne peut pas dire si ceci est une issue prévue par l'accord : ${FRENCH_PHRASES.told(reason, say)}.`,
  SIGNATURE_INVALID: ({ key }, say) =>
    `La signature de la clé ${say.code(key)} n'est pas celle de cette transaction : aucun nœud ne l'accepte.`,
  SIGNATURE_TYPE: ({ key, type }, say) =>
    `La signature de la clé ${say.code(key)} est du type ${say.id(type)} ; ici on ne signe qu'avec le type 0, qui couvre tout.`,
  SECRET_SHOWN: ({ outpoint }, say) =>
    `La dépense de ${say.outpoint(outpoint)} a montré le secret à tous : tout ce qu'il ouvre d'autre est maintenant ouvert.`,
  SECRET_WRONG: () =>
    "Le secret montré ne correspond pas au hachage de l'accord : aucun nœud n'accepte cette transaction.",
  DEPOSIT_UNDER: ({ contract, amount }, say) =>
    `Le dépôt du contrat ${say.id(contract)} contient ${say.amount(amount)}, moins que ce que dit l'accord.`,
  DEPOSIT_OVER: ({ contract, amount }, say) =>
    `Le dépôt du contrat ${say.id(contract)} contient ${say.amount(amount)}, plus que ce que dit l'accord.`,
  TRANSACTION_UNRELATED: () =>
    "Cette transaction n'envoie d'argent à aucun contrat de l'accord, et n'en dépense aucun.",
  TERMS_NOT_BOUND: ({ shown }, say) =>
    shown === undefined
      ? "La partie qui lie la sortie à l'accord manque : rien ne montre pour quel accord l'argent a été envoyé."
      : `La partie qui lie la sortie à l'accord est une autre (${FRENCH_PHRASES.named(shown, say)}) : la sortie appartient à d'autres clauses, ou à aucune.`,
  CLAIM_ADDRESS: ({ shown, agreed }, say) =>
    `L'adresse montrée est ${say.code(shown)}, et celle de l'accord est ${say.code(agreed)} : l'argent envoyé à l'adresse montrée n'est pas dans le contrat.`,
  CLAIM_OUTPUT: ({ shown, agreed }, say) =>
    `La sortie envoie l'argent à ${say.code(shown)}, et l'accord donne ${say.code(agreed)} : l'argent n'est pas dans le contrat.`,
  CLAIM_AMOUNT: ({ shown, agreed }, say) =>
    `La sortie contient ${say.amount(shown)}, et l'accord dit ${say.amount(agreed)}.`,
  CLAIM_INTERNAL_KEY: ({ shown, agreed }, say) =>
    `La clé interne montrée est ${say.code(shown)}, et celle de l'accord est ${say.code(agreed)} : qui peut signer avec la clé montrée peut tout prendre immédiatement, sans aucune règle de l'accord.`,
  CLAIM_LEAF_REPLACED: ({ path, shown, agreed }, say) =>
    `À la place de la condition pour ${FRENCH_POWERS.way(wayOf(path), say)} (${say.code(agreed)}), il y en a une autre (${FRENCH_PHRASES.named(shown, say)}).`,
  CLAIM_LEAF_MISSING: ({ path }, say) =>
    `L'accord donne une condition pour ${FRENCH_POWERS.way(wayOf(path), say)}, et elle n'y est pas : qui compte sur elle n'a rien.`,
  CLAIM_LEAF_ADDED: ({ shown }, say) =>
    `Il y a une condition que l'accord ne donne pas (${FRENCH_PHRASES.named(shown, say)}) : qui peut la remplir par sa signature peut tout prendre.`,
  CLAIM_LEAF_REPEATED: ({ path }, say) =>
    `${path === 'terms' ? "La partie qui lie la sortie à l'accord" : `La condition pour ${FRENCH_POWERS.way(wayOf(path), say)}`} s'y trouve plus d'une fois, et aucun accord ne donne cela.`,
  CLAIM_TREE: ({ shown, agreed }, say) =>
    `Toutes les conditions y sont, mais à d'autres places que dans l'accord (${say.code(shown)} ≠ ${say.code(agreed)}) : c'est une autre sortie, avec une autre adresse.`,
  CLAIM_PARITY: () =>
    "Le bloc de contrôle montré donne la mauvaise parité de la clé de la sortie : aucun nœud n'accepte une dépense avec lui.",
  CLAIM_CONTROL_BLOCK: ({ shown, agreed }, say) =>
    `Le bloc de contrôle montré est ${say.code(shown)}, et celui du contrat est ${say.code(agreed)}, avec d'autres hachages ou une autre longueur : aucun nœud n'accepte une dépense avec lui.`,
  NOT_A_CONTRACT: () =>
    "Ceci n'est le contrat d'aucun accord : aucune règle d'un accord ne protège l'argent qui s'y trouve. La description de ce dépôt dit qui peut prendre cet argent.",
  AGREEMENT_NOT_SHOWN: () =>
    "Ceci est le contrat d'un accord, et l'accord n'a pas été donné : seul le texte de l'accord peut montrer ce que les parties ont convenu, et si cette sortie appartient à cet accord.",
  NO_DOCUMENT: () =>
    "L'accord ne nomme aucun texte : rien ne lie les contrats à ce que les parties se sont promis par des mots.",
  NO_SALT: () =>
    "L'accord n'a pas de sel (des caractères tirés au hasard) : qui devine son contenu peut reconnaître, en voyant une dépense, qu'il s'agit de cet accord.",
  SECRET_IN_TEXT: ({ what }, say) =>
    `Cette description contient quelque chose qui doit rester secret (${FRENCH_PHRASES.named(what, say)}) : qui a le texte de l'accord l'a aussi.`,
  TEXT_NOT_NFC: () =>
    "Cette description n'est pas dans la forme de normalisation C d'Unicode : un autre texte peut avoir le même aspect et donner un autre accord.",
  INTERNAL_KEY_OF_ONE_PARTY: ({ party }, say) =>
    `La clé interne appartient à une seule partie (${FRENCH_POWERS.party(party, say)}), qui peut tout prendre immédiatement, quoi que disent les conditions.`,
  INTERNAL_KEY_UNKNOWN: () =>
    "Personne ne peut dire qui a la clé interne : qui l'a peut tout prendre immédiatement, quoi que disent les conditions.",
  REFUSED: ({ reason }, say) => `Refusé : ${FRENCH_PHRASES.told(reason, say)}.`,
  NO_SPEND: ({ reason }, say) =>
    `Ceci n'est pas une dépense de l'accord : ${FRENCH_PHRASES.told(reason, say)}.`,
  DIFFERS: ({ reason }, say) => `Diffère d'un contrat : ${FRENCH_PHRASES.told(reason, say)}`,
}
