import type { AcceptanceSentences } from '../../sentences/acceptance.js'
import type { Catalogue } from '../../sentences/sentence.js'
import type { Voice } from '../../sentences/voice.js'
import { isRelative, type Lock } from '../../units/lock.js'

const opening = (lock: Lock | undefined, say: Voice): string => {
  if (lock === undefined) return 'Immédiatement'
  return isRelative(lock)
    ? `Après le paiement, passé ce délai : ${say.lock(lock)}`
    : `À partir de ce moment : ${say.lock(lock)}`
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
    `${say.Role(role)} reçoit ${percent === undefined ? 'son argent' : `${say.decimal(percent)} %`} à l'adresse ${say.code(address)}.`,
  takesFee: ({ role, fee, address }, say) =>
    `${say.Role(role)} prend ${'percent' in fee ? `${say.decimal(fee.percent)} %` : say.amount(fee.amount)} de ce qui est décidé, à l'adresse ${say.code(address)}.`,
  paidIn: ({ milestone, memo, contract, amount, address }, say) =>
    `Étape ${say.id(milestone)}${memo === undefined ? '' : ` (${say.quoted(memo)})`}, contrat ${say.id(contract)} : ${say.amount(amount)}, à payer à l'adresse ${say.code(address)}.`,
  goesOut: ({ parties, you, lock, secretHash }, say) => {
    const isAlone = parties.length === 1
    return `${opening(lock, say)}. Qui peut prendre l'argent${isAlone ? " sans personne d'autre" : ' ensemble'} : ${say.people(parties)}${you ? (isAlone ? ' (vous)' : ' (dont vous)') : ''}${secretHash === undefined ? '' : `, avec le secret de ${say.code(secretHash)}`}.`
  },
  keyAccepts: ({ role, key, agreement, amends }, say) =>
    `Cette clé accepte l'accord ${say.code(agreement)} : clé ${say.id(key)}${amends === undefined ? '' : ` dans l'accord ${say.code(amends)}`}, ${say.role(role)}.`,
  deviceSigns: ({ role, key, option }, say) =>
    `À signer avec cette clé : clé ${say.id(key)}, ${say.role(role)} ; donnez-le ensuite à ${say.code(option)}.`,
  goesOutAsBefore: () => 'Il sort comme le précédent.',
  getsNothing: ({ role, gone }, say) =>
    `Si ${say.role(gone)} disparaît, ${say.role(role)} ne reçoit jamais rien.`,
}
