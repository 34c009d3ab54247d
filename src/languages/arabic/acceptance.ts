import type { AcceptanceSentences } from '../../sentences/acceptance.js'
import type { Catalogue } from '../../sentences/sentence.js'
import type { Voice } from '../../sentences/voice.js'
import { isRelative, type Lock } from '../../units/lock.js'

const opening = (lock: Lock | undefined, say: Voice): string => {
  if (lock === undefined) return 'فورًا'
  return isRelative(lock)
    ? `بعد أن تمضي على تأكيد الإيداع هذه المدة: ${say.lock(lock)}`
    : `ابتداءً من هذا الموعد: ${say.lock(lock)}`
}

/** What somebody accepts, in Arabic. */
export const ARABIC_ACCEPTANCE: Catalogue<AcceptanceSentences> = {
  acceptsAs: ({ agreement, network, role }, say) =>
    `أنت تقبل الاتفاق ${say.code(agreement)} على الشبكة ${say.code(network)}. دورك: ${say.role(role)}.`,
  ownKey: ({ key, threshold, of }, say) =>
    of === 1
      ? `مفتاحك: ${say.code(key)}.`
      : `أحد مفاتيحك، ويجب أن يوقّع منها ${say.number(threshold)} من ${say.number(of)}: ${say.code(key)}.`,
  paidAt: ({ role, address, percent }, say) =>
    `${say.Role(role)} يستلم المال${percent === undefined ? '' : ` (${say.code(`${say.decimal(percent)}%`)} من حصته)`} على العنوان ${say.code(address)}.`,
  takesFee: ({ role, fee, address }, say) =>
    `${say.Role(role)} يأخذ ${'percent' in fee ? say.code(`${say.decimal(fee.percent)}%`) : say.amount(fee.amount)} مما يحكم فيه، على العنوان ${say.code(address)}.`,
  paidIn: ({ milestone, memo, contract, amount, address }, say) =>
    `المرحلة ${say.id(milestone)}${memo === undefined ? '' : ` (${say.quoted(memo)})`}، العقد ${say.id(contract)}: ${say.amount(amount)}، تُودَع على العنوان ${say.code(address)}.`,
  goesOut: ({ parties, you, lock, secretHash }, say) => {
    const isAlone = parties.length === 1
    return `${opening(lock, say)}. من يستطيع أخذ المال ${isAlone ? 'وحده' : 'معًا'}: ${say.people(parties)}${you ? (isAlone ? ' (أنت)' : ' (وأنت أحدهما)') : ''}${secretHash === undefined ? '' : `، بشرط معرفة السر الذي بصمته ${say.code(secretHash)}`}.`
  },
  keyAccepts: ({ role, key, agreement, amends }, say) =>
    `هذا المفتاح يقبل الاتفاق ${say.code(agreement)}: المفتاح ${say.id(key)}${amends === undefined ? '' : ` في الاتفاق ${say.code(amends)}`}، ${say.role(role)}.`,
  deviceSigns: ({ role, key, option }, say) =>
    `يجب التوقيع بهذا المفتاح: المفتاح ${say.id(key)}، ${say.role(role)}؛ ثم أعط الناتج مع ${say.code(option)}.`,
  goesOutAsBefore: () => 'يخرج هذا المال كما يخرج الذي قبله.',
  getsNothing: ({ role, gone }, say) =>
    `إذا اختفى ${say.role(gone)} فلن يحصل ${say.role(role)} على شيء أبدًا.`,
}
