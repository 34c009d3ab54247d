import * as v from 'valibot'
import { shown } from '../errors.js'
import { malformed, type RpcParams } from './answers.js'
import type { Shape } from './shapes.js'
import type { Transport } from './transport.js'

const FIELD = /^[0-9A-Za-z_.-]{1,80}$/

/** Calls a method and checks the answer's shape. */
export type Ask = <Result>(method: string, params: RpcParams, shape: Shape<Result>) => Promise<Result>

/** Asks at one path of the node: `/`, or that of a wallet. */
export const askAt =
  (transport: Transport, path: string): Ask =>
  async (method, params, shape) => {
    const [answer] = await transport(path, [{ method, params }])
    if (answer === undefined) throw malformed(method, 'nothing')
    if (!answer.ok) throw answer.error
    const read = v.safeParse(shape, answer.result, { abortEarly: true })
    if (read.success) return read.output
    const [issue] = read.issues
    const place = v.getDotPath(issue)
    // a place can hold names that the answer chose
    const field = place !== null && FIELD.test(place) ? `rpc.${method}.${place}` : `rpc.${method}`
    throw malformed(method, shown(issue.input), field)
  }
