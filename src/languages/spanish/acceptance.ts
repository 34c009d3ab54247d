import type { AcceptanceSentences } from '../../sentences/acceptance.js'
import type { Catalogue } from '../../sentences/sentence.js'
import type { Voice } from '../../sentences/voice.js'
import { isRelative, type Lock } from '../../units/lock.js'

const opening = (lock: Lock | undefined, say: Voice): string => {
  if (lock === undefined) return 'De inmediato'
  return isRelative(lock)
    ? `Después de la confirmación del depósito, pasado este plazo de espera: ${say.lock(lock)}`
    : `Desde este momento: ${say.lock(lock)}`
}

/** What somebody accepts, in Spanish. */
export const SPANISH_ACCEPTANCE: Catalogue<AcceptanceSentences> = {
  acceptsAs: ({ agreement, network, role }, say) =>
    `Usted acepta el acuerdo ${say.code(agreement)} en la red ${say.code(network)}. Su papel: ${say.role(role)}.`,
  ownKey: ({ key, threshold, of }, say) =>
    of === 1
      ? `Su clave: ${say.code(key)}.`
      : `Una de sus ${say.number(of)} claves (firmas que hacen falta: ${say.number(threshold)}): ${say.code(key)}.`,
  paidAt: ({ role, address, percent }, say) =>
    `${say.Role(role)} cobra ${percent === undefined ? '' : `el ${say.decimal(percent)}\u00a0% de lo que le corresponde, `}en la dirección ${say.code(address)}.`,
  takesFee: ({ role, fee, address }, say) =>
    `${say.Role(role)} se lleva ${'percent' in fee ? `el ${say.decimal(fee.percent)}\u00a0%` : say.amount(fee.amount)} del dinero sobre el que decide, en la dirección ${say.code(address)}.`,
  paidIn: ({ milestone, memo, contract, amount, address }, say) =>
    `Etapa ${say.id(milestone)}${memo === undefined ? '' : ` (${say.quoted(memo)})`}, contrato ${say.id(contract)}: ${say.amount(amount)}. El depósito se hace en la dirección ${say.code(address)}.`,
  goesOut: ({ parties, you, lock, secretHash }, say) => {
    const isAlone = parties.length === 1
    return `${opening(lock, say)}. Quién puede llevarse el dinero${isAlone ? ' sin nadie más' : ' en conjunto'}: ${say.people(parties)}${you ? (isAlone ? ' (usted)' : ' (usted entre ellos)') : ''}${secretHash === undefined ? '' : ` (hace falta conocer el secreto cuyo hash es ${say.code(secretHash)})`}.`
  },
  keyAccepts: ({ role, key, agreement, amends }, say) =>
    `Esta clave acepta el acuerdo ${say.code(agreement)}: clave ${say.id(key)}${amends === undefined ? '' : ` en el acuerdo ${say.code(amends)}`}, ${say.role(role)}.`,
  deviceSigns: ({ role, key, option }, say) =>
    `Esta clave debe firmar la PSBT: clave ${say.id(key)}, ${say.role(role)}; después entregue la PSBT firmada con la opción ${say.code(option)}.`,
  goesOutAsBefore: () => 'El dinero sale como en el contrato anterior.',
  getsNothing: ({ role, gone }, say) =>
    `Si ${say.role(gone)} desaparece, ${say.role(role)} nunca recibe nada.`,
}
