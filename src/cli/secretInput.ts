import { secretBytes } from '../spend/secret.js'
import { fromHex } from '../units/bytes.js'
import type { Desk } from './command.js'
import type { Given } from './options.js'

const SECRET_LENGTH = 32

/** A secret in any of its forms. */
const secretIn = async (file: string, { reader }: Desk): Promise<Uint8Array> => {
  const field = 'secret-file'
  const bytes = await reader.bytes(file, { field, limit: 4 * SECRET_LENGTH })
  if (bytes.length === SECRET_LENGTH) return bytes
  const text = new TextDecoder().decode(bytes).trim()
  return secretBytes(text.length === 2 * SECRET_LENGTH ? (fromHex(text) ?? text) : text, field)
}

/** The secrets of milestones, each from a file of its own. */
export const readSecrets = async (
  given: Given<'secret-file'>,
  desk: Desk,
): Promise<readonly Uint8Array[]> => {
  const secrets: Uint8Array[] = []
  for (const file of given.all('secret-file')) secrets.push(await secretIn(file, desk))
  return secrets
}
