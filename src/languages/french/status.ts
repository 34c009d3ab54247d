import type { Catalogue } from '../../sentences/sentence.js'
import type { ActingTold, PaymentTold, PlaceTold, StatusSentences } from '../../sentences/status.js'
import type { Voice } from '../../sentences/voice.js'

const confirmations = (count: number, say: Voice): string =>
  `${say.number(count)} ${count === 1 ? 'confirmation' : 'confirmations'}`

const placeText = (place: PlaceTold, say: Voice): string => {
  if (place === 'noBlock') return 'encore dans aucun bloc'
  const { height, confirmations: has, wanted } = place
  return `dans le bloc ${say.id(height)} (${has < wanted ? `${say.number(has)} sur ${confirmations(wanted, say)}` : confirmations(has, say)})`
}

const acting = ({ parties, secret }: ActingTold, say: Voice): string =>
  `${say.people(parties)}${parties.length === 1 ? " sans personne d'autre" : ' ensemble'}${secret ? ' avec le secret' : ''}`

const by = (all: readonly ActingTold[], say: Voice): string =>
  all.map((one) => acting(one, say)).join(' ; ou bien ')

const payment = ({ amount, to, address }: PaymentTold, say: Voice): string =>
  `pour ${to.length === 0 ? `une personne inconnue (${say.code(address)})` : say.payees(to)}, ${say.amount(amount)}`

const STAGES = { leaving: 'En train de sortir', paidOut: 'Payé', movedOn: 'Déplacé' } as const

const WHAT = { deposit: 'Le dépôt', spend: "La sortie d'argent" } as const

const UNKNOWN = {
  confirmedAt: "une fois qu'il est dans un bloc, à partir de la hauteur duquel se compte le délai d'attente",
  medianTimeBefore:
    "à partir d'une heure qui n'est pas connue ici : l'heure médiane avant son bloc n'est pas connue",
  medianTime:
    "à partir d'une heure qui n'est pas connue ici : l'heure médiane du dernier bloc n'est pas connue",
} as const

/** What a status says, in French. */
export const FRENCH_STATUS: Catalogue<StatusSentences> = {
  asOfBlock: ({ height, hash }, say) => `Au bloc ${say.id(height)} (${say.code(hash)}) :`,
  aboutContracts: ({ indexes, count }, say) =>
    count > indexes.length
      ? `${say.number(count)} contrats, dont le premier est ${say.and(indexes.map(say.id))}`
      : `${count === 1 ? 'Contrat' : 'Contrats'} ${say.and(indexes.map(say.id))}`,
  aboutMilestone: ({ milestone, agreement }, say) =>
    `Étape ${say.id(milestone)} de l'accord ${say.code(agreement)}`,
  nothingSeen: () => "Rien n'est en dépôt : aucun versement n'a été vu.",
  nothingLeft: () => "Rien n'est en dépôt : ce qui était en train d'entrer a été remplacé ou abandonné.",
  inEscrow: ({ amount, place }, say) => `En dépôt : ${say.amount(amount)}, ${placeText(place, say)}.`,
  onItsWayIn: ({ amount, place }, say) =>
    `En train d'entrer : ${say.amount(amount)}, ${placeText(place, say)}.`,
  lessThanAgreed: ({ agreed }, say) => `C'est moins que convenu : ${say.amount(agreed)}.`,
  moreThanAgreed: ({ agreed }, say) => `C'est plus que convenu : ${say.amount(agreed)}.`,
  anotherDeposit: () => 'Un autre dépôt se trouve à côté.',
  cameLate: () => 'Il est arrivé quand le contrat était terminé.',
  moneyMoves: ({ stage, outcome, path, signers, pays, txid, place }, say) => {
    const what =
      outcome === 'unknown'
        ? "une transaction dont on ne sait rien d'autre"
        : outcome === 'none'
          ? "une transaction qui n'est aucune issue de l'accord"
          : say.outcome(outcome)
    const how = path === 'key' ? ' avec une seule signature commune (MuSig2)' : ''
    const who = signers.length === 0 ? how : `, signature : ${say.people(signers)}${how}`
    const to = pays.length === 0 ? '' : ` : ${say.and(pays.map((one) => payment(one, say)))}`
    return `${STAGES[stage]} par ${what}${who}${to} ; transaction ${say.code(txid)}, ${placeText(place, say)}.`
  },
  canBeMovedNow: ({ by: all }, say) => `Peuvent le déplacer maintenant : ${by(all, say)}.`,
  canBeMovedFrom: ({ by: all, from, about }, say) =>
    `Peuvent le déplacer : ${by(all, say)}, ${
      'height' in from
        ? `dès que le dernier bloc est le ${say.id(from.height)}, au plus tôt dans le bloc ${say.id(from.block)}`
        : `dès que l'heure médiane de la chaîne est ${say.moment(from.time)}`
    }${about === undefined ? '' : `, vers ${say.moment(about)}`}.`,
  canBeMovedUnknown: ({ by: all, missing }, say) =>
    `Peuvent le déplacer : ${by(all, say)}, ${UNKNOWN[missing]}.`,
  depositArrived: ({ amount, deposit }, say) =>
    `Un dépôt de ${say.amount(amount)} est en train d'entrer : ${say.outpoint(deposit)}.`,
  depositUnder: ({ amount, agreed, deposit }, say) =>
    `Un dépôt contient ${say.amount(amount)}, moins que convenu, ${say.amount(agreed)} : ${say.outpoint(deposit)}.`,
  depositOver: ({ amount, agreed, deposit }, say) =>
    `Un dépôt contient ${say.amount(amount)}, plus que convenu, ${say.amount(agreed)} : ${say.outpoint(deposit)}.`,
  severalDeposits: () => "Plus d'un dépôt paie le contrat.",
  depositLate: ({ amount, deposit }, say) =>
    `Un dépôt de ${say.amount(amount)} est arrivé quand le contrat était terminé : ${say.outpoint(deposit)}.`,
  depositConfirmed: ({ amount, height, deposit }, say) =>
    `Un dépôt de ${say.amount(amount)} est confirmé dans le bloc ${say.id(height)} : ${say.outpoint(deposit)}.`,
  pathOpens: ({ deposit, ...who }, say) =>
    `À partir de maintenant, peut déplacer le dépôt ${say.outpoint(deposit)} : ${acting(who, say)}.`,
  deadlineComes: ({ deposit, role, opens, ...who }, say) =>
    `Un délai approche pour ${say.role(role)} : dès que ${'height' in opens ? `le dernier bloc est le ${say.id(opens.height)}` : `l'heure médiane de la chaîne est ${say.moment(opens.time)}`}, peut déplacer le dépôt ${say.outpoint(deposit)} : ${acting(who, say)}.`,
  spendSeen: ({ txid, deposit }, say) =>
    `La transaction ${say.code(txid)} dépense le dépôt ${say.outpoint(deposit)} et attend son bloc.`,
  spendConfirmed: ({ txid, height, deposit }, say) =>
    `La transaction ${say.code(txid)}, qui dépense le dépôt ${say.outpoint(deposit)}, est confirmée dans le bloc ${say.id(height)}.`,
  secretShown: ({ txid, secret }, say) =>
    `La transaction ${say.code(txid)} montre le secret à tous : ${say.code(secret)}.`,
  blockUndone: ({ what, txid, height }, say) =>
    `${WHAT[what]} ${say.code(txid)} se trouvait dans le bloc ${say.id(height)}, qui n'est plus dans la chaîne.`,
  wasReplaced: ({ what, txid, by: other }, say) =>
    `${WHAT[what]} ${say.code(txid)} : une autre transaction a pris sa place, ${say.code(other)}.`,
  wasDropped: ({ what, txid }, say) => `${WHAT[what]} ${say.code(txid)} n'attend plus aucun bloc.`,
  isStuck: ({ what, txid, rate }, say) =>
    `${WHAT[what]} ${say.code(txid)} paie moins que ce que coûte une place dans les prochains blocs : ${say.decimal(rate)} sat/vB.`,
}
