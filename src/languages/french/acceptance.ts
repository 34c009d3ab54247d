import type { AcceptanceSentences } from '../../sentences/acceptance.js'
import type { Catalogue } from '../../sentences/sentence.js'
import type { Voice } from '../../sentences/voice.js'
import { isRelative, type Lock } from '../../units/lock.js'

const opening = (lock: Lock | undefined, say: Voice): string => {
  if (lock === undefined) return 'Dès le dépôt'
  return isRelative(lock)
    ? `À partir du moment où le dépôt est confirmé depuis ${say.lock(lock)}`
    : `À partir du ${say.lock(lock)}`
}

/** What somebody accepts, in French. */
export const FRENCH_ACCEPTANCE: Catalogue<AcceptanceSentences> = {
  acceptsAs: ({ agreement, network, role }, say) =>
    `Vous acceptez l'accord ${say.code(agreement)} sur le réseau ${say.code(network)}. Votre rôle : ${say.role(role)}.`,
  ownKey: ({ key, threshold, of }, say) =>
    of === 1
      ? `Votre clé : ${say.code(key)}.`
      : `Une de vos clés, dont ${say.number(threshold)} sur ${say.number(of)} doivent signer : ${say.code(key)}.`,
  paidAt: ({ role, address, percent }, say) =>
    `${say.Role(role)} reçoit ${percent === undefined ? 'son argent' : `${say.decimal(percent)}\u00a0% de ce qui lui revient`} à l'adresse ${say.code(address)}.`,
  takesFee: ({ role, fee, address }, say) =>
    `${say.Role(role)} prend ${'percent' in fee ? `${say.decimal(fee.percent)}\u00a0%` : say.amount(fee.amount)} de l'argent sur lequel il décide, à l'adresse ${say.code(address)}.`,
  paidIn: ({ milestone, memo, contract, amount, address }, say) =>
    `Étape ${say.id(milestone)}${memo === undefined ? '' : ` (${say.quoted(memo)})`}, contrat ${say.id(contract)} : ${say.amount(amount)}, dépôt à l'adresse ${say.code(address)}.`,
  goesOut: ({ parties, you, lock, secretHash }, say) => {
    const isAlone = parties.length === 1
    return `${opening(lock, say)}, ${isAlone ? "cette personne peut prendre l'argent sans personne d'autre" : "ces personnes peuvent prendre l'argent, mais seulement ensemble"} : ${say.people(parties)}${you ? (isAlone ? ' (vous)' : ' (dont vous)') : ''}${secretHash === undefined ? '' : `, à condition de connaître le secret dont le hachage est ${say.code(secretHash)} ; la dépense montre ce secret à tous`}.`
  },
  keyAccepts: ({ role, key, agreement, amends }, say) =>
    `Cette clé accepte l'accord ${say.code(agreement)} : clé ${say.id(key)}${amends === undefined ? '' : ` dans l'accord ${say.code(amends)}`}, ${say.role(role)}.`,
  deviceSigns: ({ role, key, option }, say) =>
    `À signer avec cette clé : clé ${say.id(key)}, ${say.role(role)} ; donnez ensuite à ${say.code(option)} ce qui est signé.`,
  goesOutAsBefore: () =>
    "Qui peut prendre l'argent de ce contrat, et à partir de quand : comme pour le contrat précédent.",
  getsNothing: ({ role, gone }, say) =>
    `Si ${say.role(gone)} disparaît, ${say.role(role)} ne reçoit jamais rien.`,
}
