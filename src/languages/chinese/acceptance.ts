import type { AcceptanceSentences } from '../../sentences/acceptance.js'
import type { Catalogue } from '../../sentences/sentence.js'
import type { Voice } from '../../sentences/voice.js'
import { isRelative, type Lock } from '../../units/lock.js'

const opening = (lock: Lock | undefined, say: Voice): string => {
  if (lock === undefined) return '存款后立即'
  return isRelative(lock) ? `从存款确认后${say.lock(lock)}起` : `从${say.lock(lock)} 起`
}

/** What somebody accepts, in Chinese. */
export const CHINESE_ACCEPTANCE: Catalogue<AcceptanceSentences> = {
  acceptsAs: ({ agreement, network, role }, say) =>
    `您在网络 ${say.code(network)} 上接受协议 ${say.code(agreement)}，您的角色：${say.role(role)}。`,
  ownKey: ({ key, threshold, of }, say) =>
    of === 1
      ? `您的密钥：${say.code(key)}。`
      : `您的一把密钥，${say.number(of)} 把中须有 ${say.number(threshold)} 把签名：${say.code(key)}。`,
  paidAt: ({ role, address, percent }, say) =>
    `${say.Role(role)}应得的钱${percent === undefined ? '' : `中的 ${say.decimal(percent)}% `}付到地址 ${say.code(address)}。`,
  takesFee: ({ role, fee, address }, say) =>
    `${say.Role(role)}从其裁定的金额中收取 ${'percent' in fee ? `${say.decimal(fee.percent)}%` : say.amount(fee.amount)}，地址 ${say.code(address)}。`,
  paidIn: ({ milestone, memo, contract, amount, address }, say) =>
    `阶段 ${say.id(milestone)}${memo === undefined ? '' : `（${say.quoted(memo)}）`}，合约 ${say.id(contract)}：${say.amount(amount)}，存入地址 ${say.code(address)}。`,
  goesOut: ({ parties, you, lock, secretHash }, say) => {
    const isAlone = parties.length === 1
    return `${opening(lock, say)}，${say.people(parties)}${you ? (isAlone ? '（就是您）' : '（其中有您）') : ''}可以${isAlone ? '单独' : '一起（缺一不可）'}拿走这笔钱${secretHash === undefined ? '' : `，但须知道哈希为 ${say.code(secretHash)} 的秘密，支出时这个秘密会向所有人公开`}。`
  },
  keyAccepts: ({ role, key, agreement, amends }, say) =>
    `${say.Role(role)}${amends === undefined ? '' : `在协议 ${say.code(amends)} 中`}的密钥 ${say.id(key)} 接受协议 ${say.code(agreement)}。`,
  deviceSigns: ({ role, key, option }, say) =>
    `须由${say.role(role)}的密钥 ${say.id(key)} 签名；然后把签好的结果交给 ${say.code(option)}。`,
  goesOutAsBefore: () => '这个合约的钱由谁拿走、从何时起，规则与上一个合约相同。',
  getsNothing: ({ role, gone }, say) => `如果${say.role(gone)}消失，${say.role(role)}永远得不到任何钱。`,
}
