import { type PowerSentences, type Powers, powersIn } from '../../sentences/powers.js'
import type { Catalogue } from '../../sentences/sentence.js'
import { CHINESE_PHRASES } from './phrases.js'

/** Who moves money and from when, in simplified Chinese. */
export const CHINESE_POWERS: Powers = /* @__PURE__ */ powersIn({
  unknown: '身份不明的人',
  anybody: '任何人',
  keys: (party, keys, of) => `${party}（${of} 把密钥中的 ${keys} 把）`,
  alone: (who) => `${who}一个人`,
  together: (who) => `${who}一起`,
  knowing: (who, secrets, count) => `${who}（需要知道${secrets === 1 ? '秘密' : ` ${count} 个秘密`}）`,
  atAnyTime: '任何时候',
  after: (span) => `从存款确认后${span}起`,
  mined: (height) => `要等到区块 ${height} 产生`,
  clock: (moment) => `要等到链上时钟超过 ${moment}`,
  helped: '（需要生产区块的人帮忙）',
  whoWhen: (who, begins) => `${who}，${begins}`,
  between: '；',
  more: (_, said) => `；另外还有 ${said} 种方式`,
  yourselfAlone: '您独自一人',
  yourselfWithSecret: '您独自一人（还需要知道秘密）',
  withOthers: (others, secret) => `与${others}一起${secret ? '（还需要知道秘密）' : ''}`,
})

const take = (back: boolean): string => (back ? '取回这笔钱' : '取走这笔钱')

/** What an output means for people, in simplified Chinese. */
export const CHINESE_POWER_SENTENCES: Catalogue<PowerSentences> = {
  youAreKeys: ({ keys, needed }, say) =>
    `您有 ${say.number(keys)} 把密钥，要用其中 ${say.number(needed)} 把的签名才能行动。`,
  neverAlone: ({ back }) => `您独自一人永远不能${take(back)}。`,
  aloneFrom: ({ back, ...one }, say) =>
    `您独自一人可以${take(back)}：${CHINESE_POWERS.when(one, say)}；如果这笔钱已经付给别人，就不行。`,
  aloneWithSecret: ({ back, ...one }, say) =>
    `知道秘密（32 个字节，可能要由别人告诉您）之后，您独自一人可以${take(back)}：${CHINESE_POWERS.when(one, say)}。`,
  togetherFrom: (told, say) => `您与别人一起可以把这笔钱付给任何人：${CHINESE_POWERS.ways(told, say)}。`,
  nobodyWithoutYou: () => '没有您，谁也不能转走这笔钱。',
  movedWithoutYou: (told, say) => `不用问您就可以转走这笔钱的有：${CHINESE_POWERS.ways(told, say)}。`,
  eachAlone: ({ other, from: begins }, say) =>
    `您和${CHINESE_POWERS.party(other, say)}各自都可以独自取走这笔钱：${CHINESE_POWERS.from(begins, say)}；谁先取，谁就拿走全部。`,
  neverWithout: ({ gone }, say) => `如果${CHINESE_POWERS.party(gone, say)}消失，您就永远拿不到这笔钱。`,
  stillWithout: ({ gone, ...told }, say) =>
    `如果${CHINESE_POWERS.party(gone, say)}消失，您仍然可以拿到这笔钱：${CHINESE_POWERS.ways(told, say)}。`,
  waysStayOpen: ({ gone }, say) => `如果${say.or(CHINESE_POWERS.parties(gone, say))}消失，其他方式仍然可用。`,
  scriptNotUnderstood: ({ leaf }, say) =>
    `没有人说得出还有谁能通过${CHINESE_PHRASES.named(leaf, say)}取走这笔钱：看不懂这个条件允许什么。`,
  tooManyToLookAt: () => '人或时间的组合太多，无法全部查看：可能还有更多方式。',
  clockIsBlocks: () => '区块就是比特币的时钟，大约每十分钟一个；存款确认就是记下付入合约的那笔钱的区块。',
  clockIsTime: () => '存款确认就是比特币记下付入合约的那笔钱的时刻；链上时钟大约慢一个小时。',
  keepAgreement: () => '请像保管密钥一样小心保管协议的文本：没有它，谁也找不到取得这笔钱的办法。',
  keepDescription: () => '请像保管密钥一样小心保管这笔存款的描述：没有它，谁也找不到取得这笔钱的办法。',
  takenWithout: ({ victim, by, from: begins }, say) =>
    `不经过${CHINESE_POWERS.party(victim, say)}就可以取走全部钱的有：${CHINESE_POWERS.way(by, say)}，${CHINESE_POWERS.from(begins, say)}。`,
  goneForEver: ({ gone }, say) => `如果${CHINESE_POWERS.party(gone, say)}不在了，谁也永远不能再转走这笔钱。`,
  goneWays: ({ gone, ways: left, idle }, say) =>
    `如果${CHINESE_POWERS.party(gone, say)}不在了，可以转走这笔钱的有：${left
      .map(({ by, from: begins }) => `${CHINESE_POWERS.way(by, say)}，${CHINESE_POWERS.from(begins, say)}`)
      .join(
        '；或者',
      )}${idle.length === 0 ? '' : `；什么也做不了的有：${say.and(CHINESE_POWERS.parties(idle, say))}`}。`,
  pairNothing: ({ pair }, say) =>
    `${say.and(CHINESE_POWERS.parties(pair, say))}一起并不能多做什么：两人一起能做的每件事，其中总有一人独自就能做到。`,
  canMoveAll: ({ by, from: begins }, say) =>
    `可以转走全部钱的有：${CHINESE_POWERS.way(by, say)}，${CHINESE_POWERS.from(begins, say)}。`,
  leafNotUnderstood: ({ leaf, reason }, say) =>
    `看不懂${CHINESE_PHRASES.named(leaf, say)}允许什么（${CHINESE_PHRASES.told(reason, say)}）：可能有更多的人可以转走这笔钱，而且更早。`,
  coalitionsOmitted: ({ looked, all }, say) =>
    `在 ${say.number(all)} 种人的组合中，只查看了最小的 ${say.number(looked)} 种。`,
  locksOmitted: ({ looked, all }, say) =>
    `在 ${say.number(all)} 种等待期的组合中，只查看了 ${say.number(looked)} 种。`,
}
