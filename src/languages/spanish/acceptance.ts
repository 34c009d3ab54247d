import type { AcceptanceSentences } from '../../sentences/acceptance.js'
import type { Catalogue } from '../../sentences/sentence.js'
import type { Voice } from '../../sentences/voice.js'
import { isRelative, type Lock } from '../../units/lock.js'

const opening = (lock: Lock | undefined, say: Voice): string => {
  if (lock === undefined) return 'De inmediato'
  return isRelative(lock)
    ? `Después del pago, pasado este plazo: ${say.lock(lock)}`
    : `Desde este momento: ${say.lock(lock)}`
}

/** What somebody accepts, in Spanish. */
export const SPANISH_ACCEPTANCE: Catalogue<AcceptanceSentences> = {
  acceptsAs: ({ agreement, network, role }, say) =>
    `Usted acepta el acuerdo ${say.code(agreement)} en la red ${say.code(network)}. Su papel: ${say.role(role)}.`,
  ownKey: ({ key, threshold, of }, say) =>
    of === 1
      ? `Su clave: ${say.code(key)}.`
      : `Una de sus claves, de las que deben firmar ${say.number(threshold)} de ${say.number(of)}: ${say.code(key)}.`,
  paidAt: ({ role, address, percent }, say) =>
    `${say.Role(role)} cobra ${percent === undefined ? '' : `el ${say.decimal(percent)} % `}en ${say.code(address)}.`,
  takesFee: ({ role, fee, address }, say) =>
    `${say.Role(role)} se lleva ${'percent' in fee ? `el ${say.decimal(fee.percent)} %` : say.amount(fee.amount)} de lo que decide, en ${say.code(address)}.`,
  paidIn: ({ milestone, memo, contract, amount, address }, say) =>
    `Etapa ${say.id(milestone)}${memo === undefined ? '' : ` (${say.quoted(memo)})`}, contrato ${say.id(contract)}: ${say.amount(amount)}, que se pagan en ${say.code(address)}.`,
  goesOut: ({ parties, you, lock, secretHash }, say) => {
    const isAlone = parties.length === 1
    return `${opening(lock, say)}. Quién puede llevarse el dinero${isAlone ? ' sin nadie más' : ' en conjunto'}: ${say.people(parties)}${you ? (isAlone ? ' (usted)' : ' (usted entre ellos)') : ''}${secretHash === undefined ? '' : `, con el secreto de ${say.code(secretHash)}`}.`
  },
  keyAccepts: ({ role, key, agreement, amends }, say) =>
    `Acepta el acuerdo ${say.code(agreement)} esta clave: clave ${say.id(key)}${amends === undefined ? '' : ` en el acuerdo ${say.code(amends)}`}, ${say.role(role)}.`,
  deviceSigns: ({ role, key, option }, say) =>
    `Debe firmarlo esta clave: clave ${say.id(key)}, ${say.role(role)}; después entréguelo a ${say.code(option)}.`,
  goesOutAsBefore: () => 'Sale como el anterior.',
  getsNothing: ({ role, gone }, say) =>
    `Si ${say.role(gone)} desaparece, ${say.role(role)} nunca recibe nada.`,
}
