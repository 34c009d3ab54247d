import { EscrowError } from '../errors.js'
import type { MusigSession } from '../spend/musig.js'
import type { Spend } from '../spend/types.js'
import type { Desk } from './command.js'
import { cliError } from './errors.js'
import { FILE_LIMIT } from './files.js'
import type { SpendReader } from './spendInput.js'

/** Where the two rounds come in and go out. */
export interface Rounds {
  readonly spends: SpendReader
  /** The file in which the other's PSBT appears; standard input without it. */
  readonly theirs: string | undefined
  readonly nonceOut: string | undefined
}

const FALLBACK =
  'nothing was signed; start again with new nonces, or sign the same outcome by the leaf employerAndWorker: --fallback'

/** Whether every signer's nonce is there, so that this signer need not wait for anybody. */
const hasAllNonces = ({ inputs }: Spend): boolean =>
  inputs.every((input) => input.kind === 'key' && input.nonces.every((nonce) => nonce !== undefined))

/**
 * The second round of a session, whose first is done: at once where the other's nonce is there, else when it comes.
 *
 * @throws EscrowError `MUSIG_NO_ANSWER` where nothing comes, and what the session throws
 */
export const finishMusig = async (
  session: MusigSession,
  desk: Desk,
  rounds: Rounds,
): Promise<Spend<'partial'>> => {
  if (hasAllNonces(session.spend)) return session.sign(session.spend)
  // asked for before anybody can see the nonce: from then on an interruption has something to tell
  const until = desk.io.interruption()
  const { psbt, progress } = session.spend
  await desk.deliver(
    {
      documents: [psbt],
      text: [desk.words({ code: 'nonceGoes', data: {} })],
      json: { round: 1, progress, psbt },
    },
    { out: rounds.nonceOut },
  )
  for await (const bytes of answers(desk, rounds, until)) {
    const joined = await answered(session, () => rounds.spends.read(bytes, 'theirs'), desk)
    if (joined !== undefined) return joined
    desk.tell([desk.words({ code: 'nonceAwaited', data: {} })])
  }
  throw cliError('MUSIG_NO_ANSWER', {
    field: 'theirs',
    expected: "the other's PSBT with a nonce",
    received: `${until.aborted ? 'an interruption' : 'the end of standard input'}: ${FALLBACK}`,
  })
}

/** What comes from the other side, one piece at a time. */
async function* answers(
  { io, reader }: Desk,
  { theirs }: Rounds,
  until: AbortSignal,
): AsyncIterable<Uint8Array> {
  if (theirs !== undefined && theirs !== '-') {
    yield* io.fileVersions(theirs, { limit: FILE_LIMIT, until })
    return
  }
  reader.takeInput('theirs')
  for await (const line of io.inputLines(until)) if (line.trim() !== '') yield new TextEncoder().encode(line)
}

/** Errors of a session that has used up nothing: a better answer may still come. */
const UNUSED: readonly string[] = ['SPEND_NONCE_MISSING', 'SPEND_DIFFERENT', 'SPEND_NONCE_CHANGED']

/** The signature that an answer leads to; where it leads to none, that is said, and the next one may. */
const answered = async (
  session: MusigSession,
  read: () => Spend,
  { complain }: Desk,
): Promise<Spend<'partial'> | undefined> => {
  let isRead = false
  try {
    const theirs = read()
    isRead = true
    return await session.sign(theirs)
  } catch (error) {
    if (!(error instanceof EscrowError) || (isRead && !UNUSED.includes(error.code))) throw error
    complain(error)
    return undefined
  }
}
