import { answerIn, memberOf } from '../../psbt/forms.js'
import type { Checkpoint } from '../../watch/types.js'
import type { Desk } from '../command.js'
import { cliError } from '../errors.js'
import type { Given } from '../options.js'

const HEIGHT_AND_HASH = /^(0|[1-9][0-9]{0,8}):([0-9a-f]{64})$/
const HASH = /^[0-9a-f]{64}$/

/** A block by its height and hash, or as a node prints it; nothing where the text is neither. */
export const checkpointIn = (text: string): Checkpoint | undefined => {
  const [, height, hash] = HEIGHT_AND_HASH.exec(text.trim()) ?? []
  if (height !== undefined && hash !== undefined) return { height: Number(height), hash }
  const answer = answerIn(text)
  const [at, named] = [memberOf(answer, 'height'), memberOf(answer, 'hash')]
  const isBlock =
    typeof at === 'number' &&
    Number.isSafeInteger(at) &&
    at >= 0 &&
    typeof named === 'string' &&
    HASH.test(named)
  return isBlock ? { height: at, hash: named } : undefined
}

/**
 * The block that somebody knows to be in the chain, where it is named.
 *
 * @throws EscrowError `OPTION_MALFORMED`, and what reading a file throws
 */
export const checkpointOf = async (
  given: Given<'checkpoint'>,
  { reader }: Desk,
): Promise<Checkpoint | undefined> => {
  const text = given.one('checkpoint')
  if (text === undefined) return undefined
  const checkpoint = checkpointIn(
    HEIGHT_AND_HASH.test(text) ? text : await reader.text(text, { field: 'checkpoint' }),
  )
  if (checkpoint !== undefined) return checkpoint
  throw cliError('OPTION_MALFORMED', {
    field: '--checkpoint',
    expected: 'HEIGHT:HASH, or a file with that or with a block as `getblockheader` prints it',
    received: 'something else',
  })
}
