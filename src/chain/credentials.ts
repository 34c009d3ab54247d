import { readFile } from 'node:fs/promises'

/** Either the cookie file that bitcoind writes into its data folder, or a user with a password. */
export type RpcLogin =
  | { readonly cookieFile: string; readonly user?: never; readonly password?: never }
  | { readonly user: string; readonly password: string; readonly cookieFile?: never }

/** Gives the `Authorization` header. It keeps the secret to itself: nothing here can be inspected or printed. */
export interface Credentials {
  /** Undefined while the cookie file cannot be read: the node is not up yet, or the path is wrong. */
  readonly header: () => Promise<string | undefined>
  /** The node refused the header; whether another one is worth trying: a restarted node has a new cookie. */
  readonly renew: () => boolean
  /** The text without the secret, wherever it came from. */
  readonly redact: (text: string) => string
}

const basic = (login: string): string => `Basic ${Buffer.from(login, 'utf8').toString('base64')}`

const withoutAll = (text: string, secrets: readonly string[]): string =>
  secrets.filter((secret) => secret !== '').reduce((shown, secret) => shown.split(secret).join('***'), text)

export const passwordCredentials = (user: string, password: string): Credentials => {
  const value = basic(`${user}:${password}`)
  return {
    header: async () => value,
    renew: () => false,
    redact: (text) => withoutAll(text, [password, value.slice('Basic '.length)]),
  }
}

export const cookieCredentials = (file: string): Credentials => {
  let cookie: string | undefined
  const header = async (): Promise<string | undefined> => {
    cookie ??= await readFile(file, 'utf8').then(
      (text) => text.trim() || undefined,
      () => undefined,
    )
    return cookie === undefined ? undefined : basic(cookie)
  }
  return {
    header,
    renew: () => {
      const known = cookie !== undefined
      cookie = undefined
      return known
    },
    redact: (text) =>
      cookie === undefined ? text : withoutAll(text, [cookie.slice(cookie.indexOf(':') + 1)]),
  }
}
