import { anything, aText, membersOf } from '../given/check.js'
import { checkIndex } from '../keys/derivation.js'
import { keyError } from '../keys/errors.js'
import { encodeExtendedPublicKey, fingerprintOf, HARDENED } from '../keys/extendedKey.js'
import { formatPath } from '../keys/path.js'
import { aNetwork, type NetworkName } from '../units/network.js'
import { signerError } from './errors.js'
import { aNode, type ExtendedNode } from './extendedPrivateKey.js'
import { masterOf } from './mnemonic.js'
import { type PrivateNode, privateChild, privateNode } from './privateNode.js'

export interface AccountKeyOptions {
  readonly network: NetworkName
  /** Counted from 0; every counterparty is given an account of its own. */
  readonly account: number
  /** BIP 39 passphrase of the mnemonic; empty without it. */
  readonly passphrase?: string
}

/** BIP 87: accounts for scripts of any kind; the coin types are those of SLIP 44. */
const PURPOSE = 87
const coinType = (network: NetworkName): number => (network === 'mainnet' ? 0 : 1)

const hardened = (account: number): number => {
  checkIndex(account, { field: 'account' })
  return account + HARDENED
}

const privateMaster = (node: ExtendedNode): PrivateNode => {
  const { privateKey, chainCode, depth } = node
  if (privateKey === undefined || depth !== 0)
    throw signerError('ACCOUNT_MASTER', {
      field: 'node',
      expected: 'a private master key',
      received: privateKey === undefined ? 'the public half only' : `a key ${depth} steps below one`,
    })
  return privateNode({ privateKey, chainCode })
}

/**
 * The public key of an account as an agreement wants it: behind its origin, below `87h` (BIP 87). It holds no secret;
 * the signer of the same mnemonic signs for every key below it.
 *
 * @throws EscrowError `MNEMONIC_LENGTH`, `MNEMONIC_WORD`, `MNEMONIC_CHECKSUM`, `ACCOUNT_MASTER` (an object that is no
 * private master key), `KEY_INDEX_OUT_OF_RANGE`; none shows a secret
 * @example
 * accountKey(words, { network: 'regtest', account: 0 }) // '[d34db33f/87h/1h/0h]tpub…'
 */
export const accountKey = (source: string | ExtendedNode, options: AccountKeyOptions): string => {
  membersOf<AccountKeyOptions>({ network: aNetwork, account: anything, 'passphrase?': aText })(options, '')
  const { network, account, passphrase = '' } = options
  if (typeof source !== 'string') aNode(source, 'node')
  const path = [PURPOSE + HARDENED, coinType(network) + HARDENED, hardened(account)] as const
  const [purpose, coin, last] = path
  const master = privateMaster(typeof source === 'string' ? masterOf(source, passphrase) : source)
  const parent = child(child(master, purpose), coin)
  const key = encodeExtendedPublicKey({
    node: child(parent, last),
    network,
    depth: path.length,
    parentFingerprint: fingerprintOf(parent.publicKey),
    childNumber: last,
  })
  return `[${fingerprintOf(master.publicKey)}/${formatPath(path)}]${key}`
}

const child = (node: PrivateNode, step: number): PrivateNode => {
  const found = privateChild(node, step)
  if (found !== undefined) return found
  // one step in 2^127 has no key (BIP 32)
  throw keyError('KEY_INDEX_OUT_OF_RANGE', {
    field: 'account',
    expected: 'a step that has a key',
    received: 'one that has none',
  })
}
