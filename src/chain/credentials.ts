import { readCookieFile } from '#cookieFile'
import { toBase64 } from '../psbt/base64.js'
import { utf8 } from '../units/bytes.js'

/** Either the cookie file that bitcoind writes into its data folder, or a user with a password. */
export type RpcLogin =
  | { readonly cookieFile: string; readonly user?: never; readonly password?: never }
  | { readonly user: string; readonly password: string; readonly cookieFile?: never }

/** Gives the `Authorization` header. It keeps the secret to itself: nothing here can be inspected or printed. */
export interface Credentials {
  /** Undefined while the cookie file cannot be read: the node is not up yet, or the path is wrong. */
  readonly header: () => Promise<string | undefined>
  /** Forgets what the node refused: the next header is read anew, because a restarted node has a new cookie. */
  readonly renew: () => void
  /** The text without the secret, wherever it came from. */
  readonly redact: (text: string) => string
}

const basic = (login: string): string => `Basic ${toBase64(utf8(login))}`

const withoutAll = (text: string, secrets: readonly string[]): string =>
  secrets.filter((secret) => secret !== '').reduce((shown, secret) => shown.split(secret).join('***'), text)

export const passwordCredentials = (user: string, password: string): Credentials => {
  const value = basic(`${user}:${password}`)
  return {
    header: async () => value,
    renew: () => {},
    redact: (text) => withoutAll(text, [password, value.slice('Basic '.length)]),
  }
}

export const cookieCredentials = (file: string): Credentials => {
  let cookie: string | undefined
  const header = async (): Promise<string | undefined> => {
    cookie ??= (await readCookieFile(file))?.trim() || undefined
    return cookie === undefined ? undefined : basic(cookie)
  }
  return {
    header,
    renew: () => {
      cookie = undefined
    },
    redact: (text) =>
      cookie === undefined ? text : withoutAll(text, [cookie.slice(cookie.indexOf(':') + 1)]),
  }
}
