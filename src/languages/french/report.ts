import type { ReportWords } from '../../sentences/report.js'
import type { Voice } from '../../sentences/voice.js'
import { subjectsIn } from '../subjects.js'
import { FRENCH_PHRASES } from './phrases.js'
import { FRENCH_HEADS } from './reportHeads.js'

const several = (count: number, [one, many]: readonly [string, string], say: Voice): string =>
  `${say.number(count)} ${say.plural(count) === 'one' ? one : many}`

const secret = (count: number, say: Voice): string =>
  count === 0
    ? ''
    : count === 1
      ? ' (il faut le secret)'
      : ` (il faut ${several(count, ['secret', 'secrets'], say)})`

const CONTRACTS = ['contrat', 'contrats'] as const
const SEVERITIES = {
  danger: ['danger', 'dangers'],
  warning: ['avertissement', 'avertissements'],
  note: ['remarque', 'remarques'],
} as const
const STANDINGS = {
  unfunded: 'sans argent',
  arriving: 'avec un dépôt en route',
  confirming: 'avec un dépôt en cours de confirmation',
  funded: 'avec un dépôt',
  leaving: 'avec une dépense en route',
  left: "dont l'argent est sorti",
} as const

const HOW = {
  deposit: "Elle dépose de l'argent dans",
  freeze: "Elle gèle l'argent : il retourne dans",
  relock: "Elle bloque de nouveau de l'argent dans",
  amendment: "Elle déplace de l'argent vers un accord modifié, dans",
  other: "Elle déplace de l'argent vers un autre accord, dans",
} as const

const about = /* @__PURE__ */ subjectsIn({
  named: FRENCH_PHRASES.named,
  contracts: ({ contracts, count }) => `${count === 1 ? 'contrat' : 'contrats'} ${contracts}`,
  device: ({ device }, say) => `appareil ${say.code(device)}`,
  claim: ({ position }, say) => `affirmation ${say.id(position)}`,
  way: ({ signers }) => `voie à signer par : ${signers}`,
  leaf: ({ leaf }) => `feuille ${leaf}`,
})

/** Reports in French. */
export const FRENCH_REPORT: ReportWords = {
  heads: FRENCH_HEADS,
  sentences: {
    titleAgreement: ({ contracts }, say) => `Audit d'un accord avec ${several(contracts, CONTRACTS, say)}`,
    found: ({ found }, say) => `Trouvé : ${say.and(found)}.`,
    counted: ({ severity, count }, say) => several(count, SEVERITIES[severity], say),
    soNow: ({ height, time, contracts }, say) =>
      `Au bloc ${say.id(height)}${time === undefined ? '' : `, vers le ${say.moment(time)}`}${contracts.length === 0 ? '' : ` : ${say.and(contracts)}`}.`,
    standing: ({ word, count }, say) => `${several(count, CONTRACTS, say)} ${STANDINGS[word]}`,
    onlyNotes: ({ notes }) =>
      `Cet audit n'a trouvé ni danger ni avertissement. Ci-dessous : ${notes} sur ce que les conditions permettent.`,
    otherCauses: ({ count }, say) =>
      `Et ${several(count, ['autre cause', 'autres causes'], say)} : voir les constats.`,
    moreOf: ({ count, code }, say) => `${say.number(count)} de plus pour ${say.code(code)}`,
    enginesAgree: ({ compared }, say) =>
      `Deux moteurs sans code commun l'ont calculé et s'accordent sur ${compared === 1 ? 'la seule valeur' : `les ${say.number(compared)} valeurs`}.`,
    enginesDiffer: ({ differences, compared }, say) =>
      `Les deux moteurs diffèrent sur ${several(differences, ['valeur', 'valeurs'], say)} sur ${say.number(compared)} : ne vous fiez à aucun des deux.`,
    moment: ({ kind, when }) =>
      kind === 'height'
        ? `après le ${when}`
        : kind === 'time'
          ? `à partir du ${when}`
          : `${when} après la confirmation du dépôt`,
    coalition: ({ who, secrets }, say) =>
      `${who.length === 0 ? "n'importe qui" : `${say.and(who)} ${who.length === 1 ? "(sans personne d'autre)" : '(ensemble)'}`}${secret(secrets, say)}`,
    signers: ({ who, secrets }, say) =>
      `${who.length === 0 ? "n'importe qui" : say.and(who)}${secret(secrets, say)}`,
    someKeys: ({ who, keys, of }, say) => `${who} (${say.number(keys)} sur ${say.number(of)})`,
    keyNumber: ({ who, position }, say) => `${who}, clé ${say.id(position)}`,
    together: ({ who }, say) => `${say.and(who)} ensemble, une seule signature (MuSig2)`,
    alone: ({ who }) => `${who} (sans personne d'autre)`,
    forWhom: ({ who }) => `Pour ${who}`,
    asContract: ({ index }, say) => `Comme le contrat ${say.id(index)}`,
    notUnderstood: ({ name }, say) =>
      `${say.code(name)} n'est pas compris : plus de personnes que celles montrées ici peuvent peut-être déplacer l'argent.`,
    notListed: ({ combinations, stretches }, say) =>
      `Trop nombreux pour être énumérés : combinaisons ${say.number(combinations)}, périodes ${say.number(stretches)}.`,
    from: ({ amount }) => `à partir de ${amount}`,
    outcome: ({ outcome }, say) =>
      outcome === 'sweep' ? 'tout vers une seule sortie' : say.outcome(outcome),
    pushesKey: ({ who }) => `met sur la pile une clé de : ${who}`,
    inputSpends: ({ input, contract, signers }, say) =>
      `L'entrée ${say.id(input)} dépense l'argent du contrat ${say.id(contract)}${signers === undefined ? '' : ` (signataires : ${signers})`} :`,
    contractHolds: ({ contract, amount }, say) => `Contrat ${say.id(contract)} : ${say.amount(amount)} dans`,
    notTransaction: ({ position }, say) =>
      `Ce qui a été donné sous le numéro ${say.id(position)} n'est pas une transaction :`,
    signatures: ({ role, signed, needed }, say) =>
      `${role} (signatures : ${say.number(signed)} sur ${say.number(needed)})`,
    quorum: ({ threshold, keys }, say) => `${say.number(threshold)} sur ${say.number(keys)}`,
    tracedSpend: ({ input, contract, amount, signers }, say) =>
      `L'entrée ${say.id(input)} dépense le contrat ${say.id(contract)}${amount === undefined ? '' : `, ${say.amount(amount)}`} ; ${signers === undefined ? "personne n'a signé" : `qui a signé : ${signers}`}.`,
    tracedForeign: ({ input, contract, amount }, say) =>
      `L'entrée ${say.id(input)} dépense le contrat ${say.id(contract)}${amount === undefined ? '' : `, ${say.amount(amount)}`}, d'une façon que le contrat n'a pas :`,
    tracedSignature: ({ who, verdict }) =>
      verdict === 'invalid'
        ? `Une signature n'est pas valable ; de qui : ${who}.`
        : `Une signature n'a pas pu être vérifiée, parce qu'on ne connaît pas toutes les sorties dépensées ; de qui : ${who}.`,
    tracedOutput: ({ output, amount, to }, say) =>
      `La sortie ${say.id(output)} paie ${say.amount(amount)} ; à qui : ${to ?? "un script que l'accord ne connaît pas"}.`,
    tracedFunding: ({ how, contract, amount, output, match, spentBy }, say) =>
      `${HOW[how]} le contrat ${say.id(contract)}, avec ${say.amount(amount)} dans la sortie ${say.id(output)}${match === 'exact' ? '' : `, ${match === 'under' ? 'moins' : 'plus'} que ce que dit l'étape`} ; ${spentBy === undefined ? 'rien de ce qui est fourni ici ne dépense cet argent' : `${say.code(spentBy)} dépense cet argent`}.`,
    tracedOutcome: ({ outcome, signers }, say) =>
      `C'est ${say.outcome(outcome)}, comme l'accord le prévoit avec la signature de : ${signers}.`,
    tracedWouldPay: ({ outcome, to, expected, received }, say) =>
      `Avec ${say.outcome(outcome)}, ${to} recevrait ${say.amount(expected)} ; cette transaction paie ${say.amount(received)}.`,
    tracedStrangers: ({ outputs, count }) =>
      `L'accord ne nomme personne pour ${count === 1 ? 'la sortie' : 'les sorties'} ${outputs}. Une partie de ce que reçoit le travailleur peut aller dans un échange vers Lightning, ce qu'aucun accord ne dit : pour le faire vérifier, fournissez l'échange, dont les termes donnent sa sortie.`,
    tracedUnusual: () => "Elle a quelque chose d'inhabituel :",
  },
  about,
  told: FRENCH_PHRASES.told,
}
