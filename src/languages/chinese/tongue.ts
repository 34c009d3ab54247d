import type { Tongue } from '../../sentences/tongue.js'
import { intlFormats } from '../intl.js'

/**
 * Terms: release 放款, refund 退款, award 裁决, settlement 和解, relock 重新锁定, freeze 冻结, spend 支出, lock 等待期,
 * fee 手续费 (of the network), 报酬 (of an arbiter), deposit 存款, signature 签名, transaction 交易, block 区块.
 */
export const CHINESE_TONGUE: Tongue = {
  tag: 'zh-Hans',
  dir: 'ltr',
  formats: /* @__PURE__ */ intlFormats('zh-Hans'),
  terms: {
    roles: { employer: '雇主', worker: '工人', arbiter: '仲裁人', backupArbiter: '候补仲裁人' },
    outcomes: {
      release: '放款',
      refund: '退款',
      award: '裁决',
      settle: '和解',
      relock: '重新锁定',
      freeze: '冻结',
    },
    payee: (worker, position) => `${worker}（第 ${position} 收款人）`,
    contract: (index) => `合约 ${index}`,
    swap: '一笔互换',
    block: (height) => `区块 ${height}`,
    chainTime: (moment) => moment,
    blocks: (count) => `${count} 个区块`,
    seconds: (count) => `${count} 秒`,
    about: (length) => `大约${length}`,
    notShown: (characters) => `一段 ${characters} 个字符的文字，此处不显示`,
    join: '',
  },
}
