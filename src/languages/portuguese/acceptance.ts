import type { AcceptanceSentences } from '../../sentences/acceptance.js'
import type { Catalogue } from '../../sentences/sentence.js'
import type { Voice } from '../../sentences/voice.js'
import { isRelative, type Lock } from '../../units/lock.js'

const opening = (lock: Lock | undefined, say: Voice): string => {
  if (lock === undefined) return 'De imediato'
  return isRelative(lock)
    ? `Depois da confirmação do depósito, passado este prazo de espera: ${say.lock(lock)}`
    : `A partir deste momento: ${say.lock(lock)}`
}

/** What somebody accepts, in Portuguese. */
export const PORTUGUESE_ACCEPTANCE: Catalogue<AcceptanceSentences> = {
  acceptsAs: ({ agreement, network, role }, say) =>
    `Você aceita o acordo ${say.code(agreement)} na rede ${say.code(network)}. O seu papel: ${say.role(role)}.`,
  ownKey: ({ key, threshold, of }, say) =>
    of === 1
      ? `A sua chave: ${say.code(key)}.`
      : `Uma das suas ${say.number(of)} chaves (assinaturas necessárias: ${say.number(threshold)}): ${say.code(key)}.`,
  paidAt: ({ role, address, percent }, say) =>
    `${say.Role(role)} recebe ${percent === undefined ? '' : `${say.decimal(percent)}% do que lhe cabe, `}no endereço ${say.code(address)}.`,
  takesFee: ({ role, fee, address }, say) =>
    `${say.Role(role)} fica com ${'percent' in fee ? `${say.decimal(fee.percent)}%` : say.amount(fee.amount)} do dinheiro sobre o qual decide, no endereço ${say.code(address)}.`,
  paidIn: ({ milestone, memo, contract, amount, address }, say) =>
    `Etapa ${say.id(milestone)}${memo === undefined ? '' : ` (${say.quoted(memo)})`}, contrato ${say.id(contract)}: ${say.amount(amount)}. O depósito é feito no endereço ${say.code(address)}.`,
  goesOut: ({ parties, you, lock, secretHash }, say) => {
    const isAlone = parties.length === 1
    return `${opening(lock, say)}. Quem pode levar o dinheiro${isAlone ? ' sem mais ninguém' : ' em conjunto'}: ${say.people(parties)}${you ? (isAlone ? ' (você)' : ' (você entre eles)') : ''}${secretHash === undefined ? '' : ` (é preciso conhecer o segredo cujo hash é ${say.code(secretHash)})`}.`
  },
  keyAccepts: ({ role, key, agreement, amends }, say) =>
    `Esta chave aceita o acordo ${say.code(agreement)}: chave ${say.id(key)}${amends === undefined ? '' : ` no acordo ${say.code(amends)}`}, ${say.role(role)}.`,
  deviceSigns: ({ role, key, option }, say) =>
    `Esta chave deve assinar a PSBT: chave ${say.id(key)}, ${say.role(role)}; depois entregue a PSBT assinada com a opção ${say.code(option)}.`,
  goesOutAsBefore: () => 'O dinheiro sai como no contrato anterior.',
  getsNothing: ({ role, gone }, say) =>
    `Se ${say.role(gone)} desaparecer, ${say.role(role)} nunca recebe nada.`,
}
