import { chainError } from '../errors.js'

/** Browsers read no files: there a node's client logs in with a user and a password. */
export const readCookieFile = async (_file: string): Promise<string | undefined> => {
  throw chainError('RPC_OPTIONS', {
    field: 'cookieFile',
    expected: 'a user and a password, where no files can be read',
    received: 'a file',
  })
}
