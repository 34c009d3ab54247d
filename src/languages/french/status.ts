import type { Catalogue } from '../../sentences/sentence.js'
import type { ActingTold, PaymentTold, PlaceTold, StatusSentences } from '../../sentences/status.js'
import type { Voice } from '../../sentences/voice.js'

const confirmations = (count: number, say: Voice): string =>
  `${say.number(count)} ${count === 1 ? 'confirmation' : 'confirmations'}`

const placeText = (place: PlaceTold, say: Voice): string => {
  if (place === 'noBlock') return 'pas encore dans un bloc'
  const { height, confirmations: has, wanted } = place
  return `dans le bloc ${say.id(height)} (${has < wanted ? `${confirmations(has, say)} sur ${say.number(wanted)}` : confirmations(has, say)})`
}

const acting = ({ parties, secret }: ActingTold, say: Voice): string =>
  `${say.people(parties)}${parties.length === 1 ? " sans personne d'autre" : ' ensemble'}${secret ? ' (il faut le secret)' : ''}`

const by = (all: readonly ActingTold[], say: Voice): string =>
  all.map((one) => acting(one, say)).join(' ; ou bien par ')

const payment = ({ amount, to, address }: PaymentTold, say: Voice): string =>
  `${say.amount(amount)} pour ${to.length === 0 ? `une personne inconnue (${say.code(address)})` : say.payees(to)}`

const STAGES = { leaving: 'En train de sortir', paidOut: 'Versé', movedOn: 'Déplacé' } as const

const WHAT = { deposit: 'Le dépôt', spend: "La sortie d'argent" } as const

const UNKNOWN = {
  confirmedAt:
    "une fois que le dépôt est dans un bloc : le délai d'attente se compte à partir de la hauteur de ce bloc",
  medianTimeBefore:
    "à partir d'une heure qui n'est pas connue ici : on ne sait pas ce que l'horloge de la chaîne (heure médiane) montrait avant le bloc du dépôt",
  medianTime:
    "à partir d'une heure qui n'est pas connue ici : on ne sait pas ce que l'horloge de la chaîne (heure médiane) montre au dernier bloc",
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
  nothingSeen: () => "Rien n'est en dépôt : aucun dépôt n'a été vu.",
  nothingLeft: () => "Rien n'est en dépôt : ce qui était en train d'entrer a été remplacé ou abandonné.",
  inEscrow: ({ amount, place }, say) => `En dépôt : ${say.amount(amount)}, ${placeText(place, say)}.`,
  onItsWayIn: ({ amount, place }, say) =>
    `En train d'entrer : ${say.amount(amount)}, ${placeText(place, say)}.`,
  lessThanAgreed: ({ agreed }, say) =>
    `C'est moins que le montant convenu, qui est de ${say.amount(agreed)}.`,
  moreThanAgreed: ({ agreed }, say) => `C'est plus que le montant convenu, qui est de ${say.amount(agreed)}.`,
  anotherDeposit: () => 'Il y a aussi un autre dépôt.',
  cameLate: () => 'Ce dépôt est arrivé quand le contrat était déjà terminé.',
  moneyMoves: ({ stage, outcome, path, signers, pays, txid, place }, say) => {
    const what =
      outcome === 'unknown'
        ? "une transaction dont on ne sait rien d'autre"
        : outcome === 'none'
          ? "une transaction qui ne correspond à aucune issue de l'accord"
          : say.outcome(outcome)
    const how = path === 'key' ? ' avec une seule signature commune, MuSig2' : ''
    const who =
      signers.length === 0
        ? how
        : ` (${signers.length === 1 ? 'a signé' : 'ont signé'} : ${say.people(signers)}${how})`
    const to = pays.length === 0 ? '' : ` : ${say.and(pays.map((one) => payment(one, say)))}`
    return `${STAGES[stage]} par ${what}${who}${to} ; transaction ${say.code(txid)}, ${placeText(place, say)}.`
  },
  canBeMovedNow: ({ by: all }, say) => `Cet argent peut être déplacé maintenant par ${by(all, say)}.`,
  canBeMovedFrom: ({ by: all, from, about }, say) =>
    `Dès que ${
      'height' in from
        ? `la chaîne a atteint le bloc ${say.id(from.height)}, donc au plus tôt dans le bloc ${say.id(from.block)}`
        : `l'horloge de la chaîne (heure médiane) a atteint le ${say.moment(from.time)}`
    }${about === undefined ? '' : `, c'est-à-dire vers le ${say.moment(about)}`}, cet argent peut être déplacé par ${by(all, say)}.`,
  canBeMovedUnknown: ({ by: all, missing }, say) =>
    `Cet argent peut être déplacé par ${by(all, say)}, ${UNKNOWN[missing]}.`,
  depositArrived: ({ amount, deposit }, say) =>
    `Un dépôt de ${say.amount(amount)} est en train d'entrer : ${say.outpoint(deposit)}.`,
  depositUnder: ({ amount, agreed, deposit }, say) =>
    `Un dépôt contient ${say.amount(amount)}, moins que le montant convenu, qui est de ${say.amount(agreed)} : ${say.outpoint(deposit)}.`,
  depositOver: ({ amount, agreed, deposit }, say) =>
    `Un dépôt contient ${say.amount(amount)}, plus que le montant convenu, qui est de ${say.amount(agreed)} : ${say.outpoint(deposit)}.`,
  severalDeposits: () => "Plus d'un dépôt a été envoyé au contrat.",
  depositLate: ({ amount, deposit }, say) =>
    `Un dépôt de ${say.amount(amount)} est arrivé quand le contrat était déjà terminé : ${say.outpoint(deposit)}.`,
  depositConfirmed: ({ amount, height, deposit }, say) =>
    `Un dépôt de ${say.amount(amount)} est confirmé dans le bloc ${say.id(height)} : ${say.outpoint(deposit)}.`,
  pathOpens: ({ deposit, ...who }, say) =>
    `À partir de maintenant, le dépôt ${say.outpoint(deposit)} peut être déplacé par ${acting(who, say)}.`,
  deadlineComes: ({ deposit, role, opens, ...who }, say) =>
    `Une date limite approche pour ${say.role(role)} : dès que ${'height' in opens ? `la chaîne a atteint le bloc ${say.id(opens.height)}` : `l'horloge de la chaîne (heure médiane) a atteint le ${say.moment(opens.time)}`}, le dépôt ${say.outpoint(deposit)} peut être déplacé par ${acting(who, say)}.`,
  spendSeen: ({ txid, deposit }, say) =>
    `La transaction ${say.code(txid)} dépense le dépôt ${say.outpoint(deposit)} et attend d'entrer dans un bloc.`,
  spendConfirmed: ({ txid, height, deposit }, say) =>
    `La transaction ${say.code(txid)}, qui dépense le dépôt ${say.outpoint(deposit)}, est confirmée dans le bloc ${say.id(height)}.`,
  secretShown: ({ txid, secret }, say) =>
    `La transaction ${say.code(txid)} montre le secret à tous : ${say.code(secret)}.`,
  blockUndone: ({ what, txid, height }, say) =>
    `${WHAT[what]} ${say.code(txid)} se trouvait dans le bloc ${say.id(height)}, qui n'est plus dans la chaîne.`,
  wasReplaced: ({ what, txid, by: other }, say) =>
    `${WHAT[what]} ${say.code(txid)} : une autre transaction a pris sa place, ${say.code(other)}.`,
  wasDropped: ({ what, txid }, say) =>
    `${WHAT[what]} ${say.code(txid)} n'attend plus d'entrer dans un bloc : la transaction a été rejetée de la file d'attente.`,
  isStuck: ({ what, txid, rate }, say) =>
    `${WHAT[what]} ${say.code(txid)} ne paie que ${say.decimal(rate)} sat/vB de frais au réseau : c'est moins que le prix d'une place dans les prochains blocs.`,
}
