import { shown } from '../errors.js'

/** A server's address without a slash at its end, and its host; or why it is none. */
export type Address =
  | { readonly base: string; readonly host: string }
  | { readonly expected: string; readonly received: string }

/** Reads the address of a server that speaks HTTP. A login inside would be shown by errors and logs. */
export const readAddress = (text: string): Address => {
  const expected = 'an http or https address without user, password, query or fragment'
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined) return { expected, received: 'something else' }
  if (!/^https?:$/.test(url.protocol)) return { expected, received: `protocol ${shown(url.protocol)}` }
  if (url.username !== '' || url.password !== '')
    return { expected, received: 'an address with a login inside' }
  if (url.search !== '' || url.hash !== '') return { expected, received: 'an address with more behind it' }
  return { base: url.href.replace(/\/+$/, ''), host: url.host }
}
