import type { AcceptanceSentences } from '../../sentences/acceptance.js'
import type { Catalogue } from '../../sentences/sentence.js'
import type { Voice } from '../../sentences/voice.js'
import { isRelative, type Lock } from '../../units/lock.js'

const opening = (lock: Lock | undefined, say: Voice): string => {
  if (lock === undefined) return 'तुरंत'
  return isRelative(lock)
    ? `जमा की पुष्टि से गिनकर इतना समय बीत जाने के बाद से: ${say.lock(lock)}`
    : `इस समय से: ${say.lock(lock)}`
}

/** What somebody accepts, in Hindi. */
export const HINDI_ACCEPTANCE: Catalogue<AcceptanceSentences> = {
  acceptsAs: ({ agreement, network, role }, say) =>
    `आप नेटवर्क ${say.code(network)} पर क़रार ${say.code(agreement)} स्वीकार करते हैं। आपकी भूमिका: ${say.role(role)}।`,
  ownKey: ({ key, threshold, of }, say) =>
    of === 1
      ? `आपकी कुंजी: ${say.code(key)}।`
      : `आपकी कुंजियों में से एक (${say.number(of)} में से ${say.number(threshold)} के हस्ताक्षर चाहिए): ${say.code(key)}।`,
  paidAt: ({ role, address, percent }, say) =>
    `${say.Role(role)} को ${percent === undefined ? '' : `अपने हिस्से का ${say.decimal(percent)}% `}पैसा इस पते पर मिलता है: ${say.code(address)}।`,
  takesFee: ({ role, fee, address }, say) =>
    `${say.Role(role)} जिस रक़म का फ़ैसला करता है उसमें से ${'percent' in fee ? `${say.decimal(fee.percent)}%` : say.amount(fee.amount)} इस पते पर लेता है: ${say.code(address)}।`,
  paidIn: ({ milestone, memo, contract, amount, address }, say) =>
    `चरण ${say.id(milestone)}${memo === undefined ? '' : ` (${say.quoted(memo)})`}, अनुबंध ${say.id(contract)}: ${say.amount(amount)}, जो इस पते पर जमा किए जाते हैं: ${say.code(address)}।`,
  goesOut: ({ parties, you, lock, secretHash }, say) => {
    const isAlone = parties.length === 1
    return `${opening(lock, say)}। पैसा ${isAlone ? 'अकेले कौन ले सकता है' : 'मिलकर कौन ले सकते हैं'}: ${say.people(parties)}${you ? (isAlone ? ' (आप)' : ' (इनमें आप भी हैं)') : ''}${secretHash === undefined ? '' : `; इसके लिए वह गुप्त संख्या मालूम होनी चाहिए जिसका हैश यह है: ${say.code(secretHash)}`}।`
  },
  keyAccepts: ({ role, key, agreement, amends }, say) =>
    `${say.Role(role)} की कुंजी ${say.id(key)}${amends === undefined ? '' : ` (क़रार ${say.code(amends)} में)`} क़रार ${say.code(agreement)} स्वीकार करती है।`,
  deviceSigns: ({ role, key, option }, say) =>
    `इस पर ${say.role(role)} की कुंजी ${say.id(key)} से हस्ताक्षर होने हैं; फिर इसे ${say.code(option)} को दें।`,
  goesOutAsBefore: () => 'यह पैसा पिछले वाले की तरह ही निकलता है।',
  getsNothing: ({ role, gone }, say) =>
    `यदि ${say.role(gone)} ग़ायब हो जाए, तो ${say.role(role)} को कभी कुछ नहीं मिलता।`,
}
