import type { NetworkName } from '../../units/network.js'
import type { Desk } from '../command.js'
import { cliError } from '../errors.js'
import type { Given } from '../options.js'
import { hasSource, type OpenSource, type SourceOption } from './options.js'

/**
 * Does something with the node or the servers that are named, and hangs up. Only here, and only where one is named,
 * anything is loaded that could reach a network.
 *
 * @throws EscrowError `OPTION_MISSING` where none is named, and what the source throws
 */
export const withSource = async <Result>(
  given: Given<SourceOption>,
  desk: Desk,
  { network, use }: { readonly network: NetworkName; readonly use: (open: OpenSource) => Promise<Result> },
): Promise<Result> => {
  if (!hasSource(given))
    throw cliError('OPTION_MISSING', {
      field: '--node',
      expected: 'a node of your own, or --esplora or --electrum',
      received: 'nothing',
    })
  const { openSource } = await import('./open.js')
  const { close, ...open } = await openSource(given, desk, network)
  try {
    return await use(open)
  } finally {
    close()
  }
}
