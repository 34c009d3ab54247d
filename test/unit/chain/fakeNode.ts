import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { afterAll } from 'vitest'

/** One request as the fake node saw it. */
export interface Seen {
  readonly path: string
  readonly authorization: string
  readonly body: string
}

/** How the fake node answers a request: a status and a text, or nothing at all. */
export type Reply = { readonly status?: number; readonly text: string } | 'silence' | 'hangUp'

export interface FakeNode {
  readonly url: string
  readonly seen: readonly Seen[]
}

const textOf = async (request: IncomingMessage): Promise<string> => {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}

const deliver = (response: ServerResponse, reply: Reply): void => {
  if (reply === 'silence') return
  if (reply === 'hangUp') {
    response.socket?.destroy()
    return
  }
  response.writeHead(reply.status ?? 200, { 'content-type': 'application/json' }).end(reply.text)
}

/** A server on this machine that answers each request as the test says; it ends with the test file. */
export const fakeNode = async (
  answer: (seen: Seen, count: number) => Reply | Promise<Reply>,
  { port = 0 }: { port?: number } = {},
): Promise<FakeNode> => {
  const seen: Seen[] = []
  const server = createServer(async (request, response) => {
    const { url = '', headers } = request
    const one = { path: url, authorization: headers.authorization ?? '', body: await textOf(request) }
    seen.push(one)
    deliver(response, await answer(one, seen.length))
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no address')
  return { url: `http://127.0.0.1:${address.port}`, seen }
}

/** The text of a result as nodes send it. */
export const result = (json: string, id = 0): Reply => ({
  text: `{"jsonrpc":"2.0","result":${json},"id":${id}}`,
})

/** The text of a refusal as nodes send it. */
export const refusal = (code: number, message: string, status = 200): Reply => ({
  status,
  text: JSON.stringify({ jsonrpc: '2.0', error: { code, message }, id: 0 }),
})
