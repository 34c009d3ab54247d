import type { Source } from '../../chain/source.js'
import type { Checkpoint } from '../../watch/types.js'
import { cliError } from '../errors.js'
import type { Given, OptionTable } from '../options.js'

export type SourceOption = 'node' | 'node-cookie' | 'node-env' | 'esplora' | 'electrum' | 'checkpoint'

/** A block that somebody knows to be in the chain. */
export const CHECKPOINT_OPTION: OptionTable<'checkpoint'> = {
  checkpoint: {
    value: 'FILE|HEIGHT:HASH',
    help: 'a block that you know to be in the chain, from another place than the server: HEIGHT:HASH, or a file with that or with what `getblockheader` prints',
  },
}

/** Options of every command that may ask a node or a server. */
export const SOURCE_OPTIONS: OptionTable<SourceOption> = {
  node: {
    value: 'URL|FOLDER',
    help: "a bitcoind of your own: its address, such as http://127.0.0.1:8332, or its data folder, for one on this machine with the network's usual port",
  },
  'node-cookie': {
    value: 'FILE',
    help: "a file with user:password: the node's cookie, or one of yours; the cookie in the usual data folder, if not said",
  },
  'node-env': { value: 'NAME', help: 'an environment variable with user:password instead' },
  esplora: {
    value: 'URL',
    help: 'a server of Esplora or mempool.space, such as https://mempool.space/api',
    several: 'several',
  },
  electrum: {
    value: 'HOST:PORT',
    help: 'an Electrum server, by TLS; tcp://HOST:PORT without, tls://HOST:PORT#SHA256 with the one certificate of this fingerprint',
    several: 'several',
  },
  ...CHECKPOINT_OPTION,
}

/** Where the chain is read. */
export interface OpenSource {
  readonly source: Source
  /** A block that is known to be in the chain, from another place. */
  readonly checkpoint?: Checkpoint
}

/** Servers by where they are, without a word of what they are. */
export const serverOf = ({ name }: Pick<Source, 'name'>): string =>
  name.replace(/esplora at |the Electrum server at /g, '')

const asked = ['node', 'esplora', 'electrum'] as const

/**
 * Whether a node or a server is named.
 *
 * @throws EscrowError `OPTIONS_CONFLICT` where options stand that only make sense beside one
 */
export const hasSource = (given: Given<SourceOption>): boolean => {
  const named = asked.filter((option) => given.all(option).length > 0)
  if (named.includes('node') && named.length > 1)
    throw cliError('OPTIONS_CONFLICT', {
      field: '--node',
      expected: 'a node of your own, or servers',
      received: 'both',
    })
  const login = (['node-cookie', 'node-env'] as const).filter((option) => given.one(option) !== undefined)
  if (login.length > 0 && (!named.includes('node') || login.length > 1))
    throw cliError('OPTIONS_CONFLICT', {
      field: `--${login[0]}`,
      expected: '--node, and one way to log in',
      received: named.includes('node') ? 'two ways' : 'no --node',
    })
  return named.length > 0
}
