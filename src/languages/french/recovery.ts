import type { RecoverySentences, RecoveryWay } from '../../sentences/recovery.js'
import type { Catalogue } from '../../sentences/sentence.js'
import type { Voice } from '../../sentences/voice.js'
import { FRENCH_POWERS } from './powers.js'

const way = ({ block, ...told }: RecoveryWay, say: Voice): string =>
  `${FRENCH_POWERS.ways({ ways: [told], more: 0 }, say)}${block === undefined ? '' : ` : ${FRENCH_POWERS.from([{ height: block }], say)}`}`

/** What a recovery file says, in French. */
export const FRENCH_RECOVERY: Catalogue<RecoverySentences> = {
  recoveryOf: ({ role, quorum }, say) =>
    `Fichier de récupération pour ${say.role(role)}${quorum === undefined ? '' : ` (clés qui signent : ${say.number(quorum.needed)} sur ${say.number(quorum.total)}, n'importe lesquelles)`}`,
  recoveryAbout: () =>
    "Comment sortir l'argent d'un contrat de séquestre avec Bitcoin Core 29 ou plus récent, et rien d'autre. Rien dans ce fichier n'est secret, mais il montre le contrat. Gardez-le là où sont vos clés.",
  recoveryCan: () => 'Ce que vous pouvez faire',
  recoveryWay: (told, say) => way(told, say),
  recoveryWayTogether: ({ instead, ...told }, say) =>
    `${way(told, say)}, avec une seule signature commune (MuSig2) : ce fichier n'a pas de commandes pour cela. La façon ${say.id(instead)} fait la même chose.`,
  recoveryContract: () => 'Le contrat',
  recoveryAgreement: ({ agreement }, say) => `Accord : ${say.code(agreement)}`,
  recoveryMilestone: ({ milestone, contract, amount }, say) =>
    `Étape ${say.id(milestone)}, contrat ${say.id(contract)} : ${say.amount(amount)} comme convenu`,
  recoveryChain: ({ chain }, say) => `Chaîne : ${say.code(chain)}`,
  recoveryAddress: ({ address }, say) => `Adresse : ${say.code(address)}`,
  recoveryDepositUnknown: () =>
    "Dépôt : il n'est pas dans ce fichier. Cherchez une sortie qui paie à l'adresse.",
  recoveryDeposit: ({ deposit, amount }, say) => `Dépôt : ${say.outpoint(deposit)}, ${say.amount(amount)}`,
  recoveryConfirmed: ({ height }, say) => `Confirmé dans le bloc ${say.id(height)}`,
  recoveryDescriptor: ({ contract }, say) =>
    `Son descripteur ; le contrat est la sortie d'indice ${say.id(contract)} :`,
  recoveryPortable: (_, say) =>
    `La même sortie, pour les nœuds qui ne connaissent pas ${say.code('musig()')} :`,
  recoveryAddresses: () => "Où l'accord envoie de l'argent :",
  recoveryPaid: ({ to, percent, address }, say) =>
    `${say.payees([to])}${percent === undefined ? '' : `, ${say.decimal(percent)}\u00a0%`} : ${say.code(address)}`,
  recoveryFill: () => 'Ce que vous écrivez dans les commandes',
  recoveryFillAccount: ({ placeholder, account, master }, say) =>
    `${say.code(placeholder)} : la clé privée de votre compte avec son origine, ${say.code(account)} ; ou votre clé maîtresse suivie des étapes, ${say.code(master)}. Plus bas, chaque commande dit de quel compte il s'agit.`,
  recoveryFillKey: ({ placeholder }, say) => `${say.code(placeholder)} : votre clé privée au format WIF`,
  recoveryFillDeposit: ({ transaction, position }, say) =>
    `${say.code(transaction)}, ${say.code(position)} : la transaction qui a payé à l'adresse et la position de la sortie, à partir de 0`,
  recoveryFillAddress: ({ placeholder }, say) => `${say.code(placeholder)} : où va l'argent`,
  recoveryFillAmount: ({ placeholder, coins }, say) =>
    `${say.code(placeholder)} : en BTC, ce que contient la sortie${coins === undefined ? '' : `, ${say.code(coins)},`} moins les frais du réseau`,
  recoveryFillSecret: ({ placeholder }, say) =>
    `${say.code(placeholder)} : le secret, 64 chiffres hexadécimaux ; il devient public`,
  recoveryAnswers: ({ arrow }, say) =>
    `Derrière ${say.code(arrow)} se trouve le nom que porte la réponse d'une commande dans les commandes suivantes. Si un nom entre guillemets suit, c'est seulement la partie de la réponse qui porte ce nom.`,
  recoverySeveral: ({ outputs }, say) => `Plusieurs sorties : ${say.code(outputs)}`,
  recoveryPrepare: () => 'Préparation : un portefeuille qui connaît le contrat et votre clé',
  recoveryPrivate: () =>
    "Votre clé privée figure dans ces commandes : utilisez un ordinateur à vous et effacez ensuite l'historique du terminal. Le nœud avertit qu'il manque des clés privées : c'est voulu.",
  recoveryKey: ({ number, total, placeholder, key }, say) =>
    `Clé ${say.id(number)} sur ${say.number(total)} : ${say.code(placeholder)} tient la place de la clé privée de ${say.code(key)}`,
  recoveryPath: ({ number, ...told }, say) => `Façon ${say.id(number)} : ${way(told, say)}`,
  recoveryConfirmations: ({ confirmations }, say) =>
    `Les nœuds acceptent la transaction quand le dépôt a ce nombre de confirmations : ${say.number(confirmations)}.`,
  recoveryClockBehind: () => "L'horloge de la chaîne a environ une heure de retard.",
  recoverySize: ({ vsize }, say) =>
    `La transaction fait ${say.number(vsize)} vB avec une seule sortie : multiplié par le tarif en sat/vB, cela donne les frais du réseau en sat.`,
  recoverySecretRow: () =>
    'La deuxième commande met le secret en place ; elle est faite pour un terminal comme bash, et il faut exactement une sortie.',
  recoveryDraft: () => 'Préparez la transaction :',
  recoveryDraftForAll: ({ placeholder }, say) =>
    `L'un de vous prépare la transaction et envoie ${say.code(placeholder)} aux autres :`,
  recoverySign: () => 'Signez :',
  recoverySignEach: ({ signatures }, say) =>
    `Chacun de vous signe. Nombre de signatures nécessaires : ${say.number(signatures)} :`,
  recoveryWithKey: ({ number }, say) => `Avec la clé ${say.id(number)} :`,
  recoverySend: () => 'Envoyez :',
  recoverySendJoined: ({ signed, own }, say) =>
    `L'un de vous réunit les signatures et envoie. Ce que chacun a comme ${say.code(own)} se met ici à la place de ${signed.map(say.code).join(', ')} :`,
  recoveryBefore: () => "Avant d'envoyer",
  recoveryLook: ({ psbtCommand, transactionCommand }, say) =>
    `Les commandes ${say.code(psbtCommand)} et ${say.code(transactionCommand)} montrent ce que ferait une PSBT ou une transaction. Qui signe, signe ce que disent les sorties, quoi que dise l'accord : le nœud ne connaît pas l'accord.`,
  recoveryPinning: ({ option, behind, command }, say) =>
    `Si une transaction paie plusieurs personnes, l'une d'elles peut la ralentir en dépensant à partir d'elle. Les nœuds à partir de la version 30 acceptent ${say.code(option)} derrière ${say.code(behind)} dans ${say.code(command)}, ce qui empêche de la ralentir là où les nœuds appliquent cette règle (BIP 431).`,
  recoveryWait: () =>
    "Qui est payé avec d'autres ne doit pas dépenser ce qu'il reçoit avant que la transaction soit confirmée.",
  recoveryTerms: () => "L'accord",
  recoveryText: () => 'Son texte canonique ; tout ce qui précède en découle.',
}
