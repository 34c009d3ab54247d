import { capital } from '../capital.js'
import { type PowerSentences, type Powers, powersIn } from '../powers.js'
import type { Catalogue } from '../sentence.js'

/** Who moves money and from when, in English. */
export const ENGLISH_POWERS: Powers = /* @__PURE__ */ powersIn({
  unknown: 'somebody unknown',
  anybody: 'anybody',
  keys: (party, keys, of) => `${party} (${keys} of ${of} keys)`,
  alone: (who) => `${who} alone`,
  together: (who) => `${who} together`,
  knowing: (who, secrets, count) => `${who} with ${secrets === 1 ? 'the secret' : `${count} secrets`}`,
  atAnyTime: 'at any time',
  after: (span) => `from ${span} after the funding on`,
  mined: (height) => `as soon as block ${height} is mined`,
  clock: (moment) => `as soon as the clock of the chain has passed ${moment}`,
  helped: ', with the help of somebody who makes blocks',
  whoWhen: (who, begins) => `${who} ${begins}`,
  between: '; ',
  more: (count, said) => `; and in ${said} more ${count === 1 ? 'way' : 'ways'}`,
  yourselfAlone: 'alone',
  yourselfWithSecret: 'alone with the secret',
  withOthers: (others, secret) => `with ${others}${secret ? ' and the secret' : ''}`,
})

const take = (back: boolean): string => `take the money${back ? ' back' : ''}`

/** What an output means for people, in English. */
export const ENGLISH_POWER_SENTENCES: Catalogue<PowerSentences> = {
  youAreKeys: ({ keys, needed }, say) =>
    `You are ${say.number(keys)} keys, and act by the signatures of ${say.number(needed)} of them.`,
  neverAlone: ({ back }) => `You alone can never ${take(back)}.`,
  aloneFrom: ({ back, ...one }, say) =>
    `You alone can ${take(back)} ${ENGLISH_POWERS.when(one, say)}, unless it was paid out before.`,
  aloneWithSecret: ({ back, ...one }, say) =>
    `With the secret, 32 bytes that somebody else may have to tell you, you alone can ${take(back)} ${ENGLISH_POWERS.when(one, say)}.`,
  togetherFrom: (told, say) =>
    `Together with others you can pay it to anybody: ${ENGLISH_POWERS.ways(told, say)}.`,
  nobodyWithoutYou: () => 'Nobody can move it without you.',
  movedWithoutYou: (told, say) => `Without asking you it can be moved: by ${ENGLISH_POWERS.ways(told, say)}.`,
  eachAlone: ({ other, from: begins }, say) =>
    `You and ${ENGLISH_POWERS.party(other, say)} can each take it alone ${ENGLISH_POWERS.from(begins, say)}: whoever is first has it all.`,
  neverWithout: ({ gone }, say) =>
    `If ${ENGLISH_POWERS.party(gone, say)} vanishes, you never get at the money.`,
  stillWithout: ({ gone, ...told }, say) =>
    `If ${ENGLISH_POWERS.party(gone, say)} vanishes, you still get at it: ${ENGLISH_POWERS.ways(told, say)}.`,
  waysStayOpen: ({ gone }, say) =>
    `If ${say.or(ENGLISH_POWERS.parties(gone, say))} vanishes, the other ways stay open.`,
  scriptNotUnderstood: ({ leaf }, say) =>
    `Nobody can say who else may take the money by ${say.code(leaf)}: its script is not understood.`,
  tooManyToLookAt: () =>
    'There are too many combinations of people or times to look at all of them: there may be more ways.',
  clockIsBlocks: () =>
    'Blocks are the clock of Bitcoin, one about every ten minutes; the funding is the block that records the payment into the contract.',
  clockIsTime: () =>
    'The funding is the moment at which Bitcoin records the payment into the contract; its clock is about an hour behind.',
  keepAgreement: () =>
    'Keep the text of the agreement as safe as your keys: without it nobody can find the way to the money.',
  keepDescription: () =>
    'Keep the description of this output as safe as your keys: without it nobody can find the way to the money.',
  takenWithout: ({ victim, by, from: begins }, say) =>
    `Without ${ENGLISH_POWERS.party(victim, say)}, ${ENGLISH_POWERS.way(by, say)} can take everything ${ENGLISH_POWERS.from(begins, say)}.`,
  goneForEver: ({ gone }, say) =>
    `If ${ENGLISH_POWERS.party(gone, say)} is gone, nobody can ever move the money again.`,
  goneWays: ({ gone, ways: left, idle }, say) =>
    `If ${ENGLISH_POWERS.party(gone, say)} is gone, the money can be moved by ${left
      .map(({ by, from: begins }) => `${ENGLISH_POWERS.way(by, say)} ${ENGLISH_POWERS.from(begins, say)}`)
      .join(
        '; by ',
      )}${idle.length === 0 ? '' : `, and ${say.and(ENGLISH_POWERS.parties(idle, say))} can do nothing`}.`,
  pairNothing: ({ pair }, say) =>
    `${capital(say.and(ENGLISH_POWERS.parties(pair, say)))} together can do nothing that neither of them can do alone.`,
  canMoveAll: ({ by, from: begins }, say) =>
    `${capital(ENGLISH_POWERS.way(by, say))} can move all the money ${ENGLISH_POWERS.from(begins, say)}.`,
  leafNotUnderstood: ({ leaf, reason }, say) =>
    `What ${say.code(leaf)} allows is not understood (${say.code(reason)}): more people may be able to move the money, and sooner.`,
  coalitionsOmitted: ({ looked, all }, say) =>
    `Only the ${say.number(looked)} smallest of ${say.number(all)} groups of people are looked at.`,
  locksOmitted: ({ looked, all }, say) =>
    `Only ${say.number(looked)} of ${say.number(all)} combinations of locks are looked at.`,
}
