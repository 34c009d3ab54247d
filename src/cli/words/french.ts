import type { Kept } from '../../chain/keep.js'
import type { BroadcastRefusal } from '../../chain/source.js'
import type { Voice } from '../../sentences/voice.js'
import type { StreamMoment } from '../../stream/ends.js'
import { formatFeeRate } from '../../units/feeRate.js'
import type { CommandWords } from './words.js'

const tip = (moment: StreamMoment, say: Voice): string =>
  'height' in moment
    ? `bloc ${say.id(moment.height)} comme dernier de la chaîne`
    : `horloge de la chaîne au ${say.moment(moment.medianTime)}`

const SIDES = { provider: "le service d'échange", client: 'le client' } as const
const COMPARED = { under: 'moins', over: 'plus' } as const

const UNFIT = {
  notSpendable: 'ne peuvent pas être dépensés',
  unconfirmed: 'sans confirmation',
  noAddress: 'sans adresse',
  otherKind: 'ni P2TR ni P2WPKH',
} as const

const SENT = {
  accepted: "le nœud ou serveur l'a acceptée",
  known: 'le nœud ou serveur la connaissait déjà',
} as const

const REFUSED = {
  inputsMissingOrSpent: "l'argent qu'elle dépense est introuvable, ou il a déjà été dépensé",
  notFinal: "un délai d'attente n'est pas encore terminé",
  feeTooLow: 'les frais du réseau sont trop bas',
  conflicting: "une autre transaction qui attend d'entrer dans un bloc dépense le même argent",
  tooManyAncestors: "trop de transactions qui dépendent les unes des autres attendent d'entrer dans un bloc",
} as const

const refused = (
  { reason, text }: { readonly reason: BroadcastRefusal; readonly text: string },
  say: Voice,
): string =>
  `le nœud ou serveur l'a refusée${reason === 'other' ? '' : ` : ${REFUSED[reason]}`} ; réponse : ${say.quoted(text)}`

const become = (told: Kept, wanted: number, say: Voice): string => {
  switch (told.kind) {
    case 'waiting':
      return "elle attend d'entrer dans un bloc"
    case 'dropped':
      return "elle n'attendait plus son bloc et a été envoyée de nouveau"
    case 'replaced':
      return `une autre a pris sa place ; réponse : ${say.quoted(told.text)}`
    case 'refused':
      return refused(told, say)
    case 'stuck':
      return [
        "elle n'avance pas",
        ...(told.feeRate === undefined
          ? []
          : [`une place dans un bloc coûte ${say.decimal(formatFeeRate(told.feeRate))} sat/vB`]),
        ...(told.leastFeeRate === undefined
          ? []
          : [
              `le nœud accepte un remplacement à partir de ${say.decimal(formatFeeRate(told.leastFeeRate))} sat/vB`,
            ]),
      ].join(' ; ')
    case 'confirmed':
      return `elle est dans le bloc ${say.id(told.block.height)} (${say.code(told.block.hash)})`
    case 'deep':
      return `elle a atteint les confirmations demandées : ${say.number(wanted)}`
  }
}

const WORTH = {
  work: '',
  cheap: ` Falsifier des blocs de ce réseau coûte peu.`,
  nothing: ` Les blocs de regtest ne coûtent rien et ne prouvent rien.`,
} as const

/** Behind what a proof shows. */
const SINCE = ` La preuve ne dit pas si le dépôt a été dépensé depuis.`

export const FRENCH_COMMAND: CommandWords = {
  streamPlan: ({ pot, least, most, fee, vsize }, say) =>
    `Paiements continus sur ${say.amount(pot)} : entre ${say.amount(least)} et ${say.amount(most)} pour ${say.role('worker')} ; frais du réseau : ${say.amount(fee)} (${say.number(vsize)} vB).`,
  streamUntil: ({ closeBefore, from, who }, say) =>
    `Il faut les clore avant ce moment : ${tip(closeBefore, say)}. Qui peut prendre l'argent ensuite : ${say.people(who)}${who.length === 1 ? '' : ' ensemble'} ; à partir de quand : ${tip(from, say)}.`,
  streamSigned: ({ pays, most }, say) =>
    `Signé : au total ${say.amount(pays)} pour ${say.role('worker')}, sur un maximum de ${say.amount(most)}.`,
  streamHolds: ({ pays, most, closeBefore, missing, ahead }, say) =>
    `À la clôture des paiements, ${say.role('worker')} reçoit ${say.amount(pays)}, sur un maximum de ${say.amount(most)}${missing === undefined ? '' : ` ; c'est moins que ce qui est dû : il manque ${say.amount(missing)}`}${ahead === undefined ? '' : ` ; dont ${say.amount(ahead)} d'avance`}. Il faut les clore avant ce moment : ${tip(closeBefore, say)}.`,
  streamCloses: ({ pays, fee, vsize, txid }, say) =>
    `La transaction ${say.code(txid)} clôt les paiements avec ${say.amount(pays)} pour ${say.role('worker')} ; frais du réseau : ${say.amount(fee)} (${say.number(vsize)} vB).`,
  swapIs: ({ kind, amount, address }, say) =>
    kind === 'submarine'
      ? `Un échange vers Lightning : il faut envoyer exactement ${say.amount(amount)} à ${say.code(address)}, une seule fois. L'argent qui arrive en second peut être pris sans que rien soit donné pour lui.`
      : `Un échange depuis Lightning : le service d'échange doit envoyer exactement ${say.amount(amount)} à ${say.code(address)}, une seule fois. Vous n'envoyez rien à cette adresse.`,
  swapSides: ({ claimer, refunder, paymentHash, timeout }, say) =>
    `Qui peut prendre l'argent avec la préimage de ${say.code(paymentHash)} : ${SIDES[claimer]}. Qui peut le reprendre après le bloc ${say.id(timeout)}, si personne ne l'a pris : ${SIDES[refunder]}.`,
  swapCosts: ({ cost }, say) => `L'échange coûte ${say.amount(cost)}.`,
  swapSpent: ({ how, amount, to, fee, vsize }, say) =>
    `${how === 'claimed' ? "Transaction pour prendre l'argent" : "Transaction pour reprendre l'argent"} : ${say.amount(amount)} à ${say.code(to)} ; frais du réseau : ${say.amount(fee)} (${say.number(vsize)} vB).`,
  transaction: ({ txid }, say) => `Transaction : ${say.code(txid)}`,
  fundRequest: ({ milestone, amount, address }, say) =>
    `Étape ${say.id(milestone)} : il faut payer ${say.amount(amount)} à ${say.code(address)}`,
  fundFound: ({ milestone, amount, outpoint, match, agreed, confirmedAt }, say) =>
    `Étape ${say.id(milestone)} : dépôt de ${say.amount(amount)}, ${say.outpoint(outpoint)} ; c'est ${match === 'exact' ? 'le montant convenu' : `${COMPARED[match]} que le montant convenu, qui est de ${say.amount(agreed)}`} ; ${confirmedAt === undefined ? "on ne sait pas s'il est dans un bloc" : `il est dans le bloc ${say.id(confirmedAt)}`}.`,
  fundPays: ({ txid, contracts, fee, vsize, feeRate, change }, say) =>
    `Transaction ${say.code(txid)} : contrats qu'elle paie : ${say.number(contracts)} ; frais du réseau : ${say.amount(fee)} (${say.number(vsize)} vB, ${say.decimal(feeRate)} sat/vB) ; ${change === undefined ? 'pas de monnaie rendue' : `monnaie rendue : ${say.amount(change.amount)} à ${say.code(change.address)}`}.`,
  spendFee: ({ fee, vsize }, say) => `Frais du réseau : ${say.amount(fee)} (${say.number(vsize)} vB).`,
  spendSigned: ({ progress }, say) => `Signataires : ${say.and(progress)}.`,
  spendWhole: (_, say) =>
    `Tous ceux qui devaient signer ont signé : la transaction peut maintenant être finalisée avec la commande ${say.code('finalize')}.`,
  nonceGoes: () =>
    "Cette PSBT contient un nombre public de ce signataire, à usage unique : envoyez-la à l'autre personne et ne fermez pas ce programme avant d'avoir reçu la PSBT de celle-ci.",
  nonceAwaited: () => "La PSBT de l'autre personne n'est pas encore arrivée.",
  secretAsked: () => "Phrase de récupération ou clé privée (la saisie ne s'affiche pas) : ",
  feeRateTaken: ({ feeRate, of }, say) =>
    `Taux des frais de réseau : ${say.decimal(formatFeeRate(feeRate))} sat/vB${of === undefined ? '' : ` ; source : ${say.code(of)}`}.`,
  unproven: ({ server }, say) =>
    `Ce que dit ${say.code(server)} n'a pas été vérifié : pour le vérifier, utilisez l'option ${say.code('--checkpoint')} ou votre propre nœud.`,
  sameFor: ({ role }, say) => `Aucune différence que ${say.role(role)} doive connaître.`,
  addressFound: ({ address, contract }, say) =>
    `L'adresse ${say.code(address)} est celle du contrat ${say.id(contract)}.`,
  made: ({ agreement, milestones, total, network }, say) =>
    `Accord : ${say.code(agreement)}\nÉtapes : ${say.number(milestones)} ; au total ${say.amount(total)} ; réseau : ${say.code(network)}`,
  fundAfter: ({ numbers }, say) =>
    `Avant de l'envoyer, il faut envoyer les transactions qui portent ces numéros : ${say.and(numbers.map(say.id))}.`,
  passedOver: ({ coins }, say) =>
    `Montants du portefeuille qui ne servent pas à payer : ${coins.map(({ why, count }) => `${UNFIT[why]} (${say.number(count)})`).join(' ; ')}.`,
  depositDiffers: ({ milestone, outpoint, found }, say) =>
    `Étape ${say.id(milestone)} : le dépôt ${say.outpoint(outpoint)} ${found === 'nothing' ? 'est introuvable dans ce qui a été lu de la chaîne' : found === 'noBlock' ? "n'est encore dans aucun bloc" : `contient ${say.amount(found.amount)}, et non ${say.amount(found.said)}`}.`,
  sent: ({ answer }, say) =>
    `Transaction ${say.code(answer.txid)} : ${answer.verdict === 'refused' ? refused(answer, say) : SENT[answer.verdict]}.`,
  kept: ({ told, wanted }, say) => `Transaction ${say.code(told.txid)} : ${become(told, wanted, say)}.`,
  recoveryFor: ({ milestone, role }, say) =>
    `Fichier de récupération de l'étape ${say.id(milestone)} pour ${say.role(role)}`,
  written: ({ path }, say) => `Fichier écrit : ${say.code(path)}`,
  childPays: ({ parent, fee, vsize, feeRate, amount, to }, say) =>
    `Transaction qui paie des frais aussi pour la transaction ${say.code(parent)} ; frais du réseau : ${say.amount(fee)} (${say.number(vsize)} vB) ; les deux ensemble paient ${say.decimal(formatFeeRate(feeRate))} sat/vB ; ${say.amount(amount)} à ${say.code(to)}.`,
  secretRead: ({ milestone, secret }, say) =>
    `Étape ${say.id(milestone)} : le secret est ${say.code(secret)}`,
  secretMissing: ({ why, milestone }, say) => {
    if (milestone !== undefined)
      return `Étape ${say.id(milestone)} : ${why === 'hidden' ? 'elle a un secret, mais aucune transaction lue ne le montre' : "elle n'a pas de secret"}.`
    return why === 'hidden'
      ? `Aucune transaction lue ne montre de secret de l'accord.`
      : `L'accord n'a aucune étape avec un secret.`
  },
  proofMade: ({ milestone, height, from }, say) =>
    `Étape ${say.id(milestone)} : preuve que le dépôt est dans le bloc ${say.id(height)}, avec les en-têtes des blocs à partir du bloc ${say.id(from)}.${SINCE}`,
  proven: ({ milestone, amount, outpoint, confirmations, tip: last, bits, assurance }, say) =>
    `Étape ${say.id(milestone)} : dépôt de ${say.amount(amount)}, ${say.outpoint(outpoint)} ; confirmations jusqu'au bloc ${say.id(last.height)} (${say.code(last.hash)}, ${say.moment(last.time)}) : ${say.number(confirmations)} ; hachages nécessaires pour fabriquer une fausse preuve, environ : ${say.code(`2^${bits}`)}.${WORTH[assurance]}${SINCE}`,
  provenTooFew: ({ wanted }, say) => `  C'est moins que les confirmations demandées : ${say.number(wanted)}.`,
}
