import { readFile } from 'node:fs/promises'

/** The text of a file; `undefined` while it cannot be read. */
export const readCookieFile = (file: string): Promise<string | undefined> =>
  readFile(file, 'utf8').catch(() => undefined)
