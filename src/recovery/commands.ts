import type { Contract } from '../contract/contract.js'
import { quorumOf } from '../contract/keys.js'
import type { RoleKey } from '../keys/roleKey.js'
import type { LeafPath } from '../paths/types.js'
import { toHex } from '../units/bytes.js'
import { timelocksOf } from '../units/lock.js'
import type { NetworkName } from '../units/network.js'
import type { Outpoint } from '../units/outpoint.js'
import type { Role } from '../words.js'

/** A line for a shell, and what its answer stands for in the lines after it. */
export interface Command {
  readonly line: string
  /** The placeholder, and the field of the answer; without a field the whole answer. */
  readonly answer?: { readonly placeholder: string; readonly field?: string }
}

/** Bitcoin Core's names of the chains. */
const CHAINS: Readonly<Record<NetworkName, string>> = {
  mainnet: 'main',
  testnet: 'test',
  signet: 'signet',
  regtest: 'regtest',
}

/** Hex digits of an id in a wallet's name: 72 bits, so that nobody makes another agreement with the same. */
const ID_DIGITS = 18

/** What stands in a descriptor for a key that only its holder can write. */
export const keyPlaceholder = ({ kind }: RoleKey): string =>
  kind === 'extended' ? '<EXTENDED_PRIVATE_KEY>' : '<PRIVATE_KEY>'

/** `<SIGNED_BY_WORKER>`, or one for each of those whom a quorum needs. */
export const signedPlaceholders = (contract: Contract, { parties }: LeafPath): readonly string[] =>
  parties.flatMap((role) => {
    const { threshold } = quorumOf(contract.agreement, role)
    const name = role === 'backupArbiter' ? 'BACKUP_ARBITER' : role.toUpperCase()
    return Array.from({ length: threshold }, (_, at) =>
      threshold === 1 ? `<SIGNED_BY_${name}>` : `<SIGNED_BY_${name}_${at + 1}>`,
    )
  })

/** The commands of one contract for one key of one role. */
export class RecoveryCommands {
  readonly #contract: Contract
  readonly #key: RoleKey
  readonly #outpoint: Outpoint | undefined
  /** Of the wallet that the commands create. */
  readonly wallet: string

  constructor(options: {
    contract: Contract
    role: Role
    position: number
    key: RoleKey
    outpoint: Outpoint | undefined
  }) {
    const { contract, role, position } = options
    this.#contract = contract
    this.#key = options.key
    this.#outpoint = options.outpoint
    this.wallet = `escrow-${contract.agreement.id.slice(0, ID_DIGITS)}-${contract.index}-${role}-${position + 1}`
  }

  #cli(words: string, { wallet }: { wallet?: string } = {}): string {
    const chosen = wallet === undefined ? '' : ` -rpcwallet=${wallet}`
    return `bitcoin-cli -chain=${CHAINS[this.#contract.agreement.network]}${chosen} ${words}`
  }

  /** The one output of the contract, with the private key in the places of the public one. */
  #descriptor(): string {
    const { portableDescriptor, index } = this.#contract
    return portableDescriptor
      .replace(/#.*/, '')
      .replaceAll(this.#key.text, keyPlaceholder(this.#key))
      .replaceAll('/*', `/${index}`)
  }

  /** A wallet that knows the contract and one private key. */
  prepare(): readonly Command[] {
    const descriptor = this.#descriptor()
    return [
      { line: this.#cli(`-named createwallet wallet_name=${this.wallet} blank=true`) },
      {
        line: this.#cli(`getdescriptorinfo '${descriptor}'`),
        answer: { placeholder: '<CHECKSUM>', field: 'checksum' },
      },
      {
        line: this.#cli(`importdescriptors '[{"desc":"${descriptor}#<CHECKSUM>","timestamp":"now"}]'`, {
          wallet: this.wallet,
        }),
      },
    ]
  }

  /** A transaction that nobody has signed, with the right sequence and locktime for the path. */
  draft({ lock, secretHash }: LeafPath): readonly Command[] {
    const { sequence, lockTime } = timelocksOf(lock)
    const { txid, vout } = this.#outpoint ?? { txid: '<TXID>', vout: '<VOUT>' }
    const answer = { placeholder: '<PSBT>' }
    return [
      {
        line: this.#cli(
          `-named createpsbt inputs='[{"txid":"${txid}","vout":${vout},"sequence":${sequence}}]' outputs='[{"<ADDRESS>":"<AMOUNT>"}]' locktime=${lockTime}`,
        ),
        answer,
      },
      ...(secretHash === undefined ? [] : [{ line: withSecret(secretHash), answer }]),
      { line: this.#cli(`utxoupdatepsbt '<PSBT>'`), answer },
    ]
  }

  sign(): readonly Command[] {
    return [
      {
        line: this.#cli(`-named walletprocesspsbt psbt='<PSBT>' finalize=false`, { wallet: this.wallet }),
        answer: { placeholder: '<SIGNED>', field: 'psbt' },
      },
    ]
  }

  /** Joins what everybody signed and sends it. */
  send(path: LeafPath): readonly Command[] {
    const signed = signedPlaceholders(this.#contract, path)
    const joined = signed.length === 1 ? '<SIGNED>' : '<COMBINED>'
    const combine: readonly Command[] =
      signed.length === 1
        ? []
        : [
            {
              line: this.#cli(`combinepsbt '[${signed.map((name) => `"${name}"`).join(',')}]'`),
              answer: { placeholder: joined },
            },
          ]
    return [
      ...combine,
      {
        line: this.#cli(`finalizepsbt '${joined}'`),
        answer: { placeholder: '<HEX>', field: 'hex' },
      },
      { line: this.#cli('sendrawtransaction <HEX>'), answer: { placeholder: '<SENT>' } },
    ]
  }
}

/**
 * Puts the secret into a PSBT fresh from `createpsbt`, at the end of the map of its one input: no command of the node
 * can. Version 2 (Bitcoin Core 31 and later) ends with the rows of its one output, amount and script (BIP 370); version 0
 * with the two bytes that end the maps of the input and of the output. The shell turns hex into bytes by itself, so that
 * `base64`, `od`, `sed` and `tr` are enough. Source: BIP 174, `PSBT_IN_SHA256`.
 */
const withSecret = (hash: Uint8Array): string => {
  const row = `210b${toHex(hash)}20<SECRET>`
  return [
    `for byte in $(echo '<PSBT>' | base64 -d | od -An -v -tx1 | tr -d ' \\n' |`,
    `sed -e 's/00\\(010308.\\{16\\}0104.*\\)$/${row}00\\1/' -e t -e 's/0000$/${row}0000/' | sed 's/../0x& /g');`,
    `do printf "\\\\$(printf %03o $byte)"; done | base64 | tr -d '\\n'`,
  ].join(' ')
}
