import { backend } from '#backend'
import { shown } from '../errors.js'
import { base58Payload } from '../keys/base58check.js'
import { type Bech32Encoding, bytesOfWords, decodeBech32 } from '../units/bech32.js'
import { concat } from '../units/bytes.js'
import { type NetworkName, networkOf } from '../units/network.js'
import { type Sats, sats } from '../units/sats.js'
import { agreementError } from './errors.js'
import type { Address } from './types.js'

/** Longest address: 90 characters of bech32 (BIP 173, "Bech32"). */
const LONGEST = 90
const BASE58_PROGRAM = 20

const OP_EQUAL = 0x87
const OP_DUP = 0x76
const OP_HASH160 = 0xa9
const OP_EQUALVERIFY = 0x88
const OP_CHECKSIG = 0xac
const OP_1 = 0x51

interface Segwit {
  readonly prefix: string
  readonly version: number
  readonly program: Uint8Array
  readonly encoding: Bech32Encoding
}

type Where = { readonly network: NetworkName; readonly field: string }

/**
 * Reads an address: P2PKH, P2SH, P2WPKH, P2WSH or P2TR of the given chain, in lower case where it is bech32
 * (BIP 173, BIP 350). Test chains share their prefixes: a testnet address is one of signet, too.
 *
 * @throws EscrowError `ADDRESS_MALFORMED`, `ADDRESS_CHECKSUM`, `ADDRESS_NOT_NORMAL`, `ADDRESS_OTHER_NETWORK`,
 * `ADDRESS_BECH32_FOR_BECH32M`, `ADDRESS_BECH32M_FOR_BECH32`, `ADDRESS_WITNESS_VERSION_UNKNOWN`,
 * `ADDRESS_PROGRAM_LENGTH`, `ADDRESS_OFF_CURVE`
 * @example
 * parseAddress('bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4', { network: 'mainnet' }).dust // 294n
 */
export const parseAddress = (
  text: string,
  { network, field = 'address' }: { network: NetworkName; field?: string },
): Address => {
  const where = { network, field }
  if (typeof text !== 'string' || text.length > LONGEST)
    throw agreementError('ADDRESS_MALFORMED', {
      field,
      expected: `an address of ${network}`,
      received: typeof text === 'string' ? `text of ${text.length} characters` : shown(text),
    })
  const segwit = segwitOf(text)
  if (segwit !== undefined) return segwitAddress(text, segwit, where)
  const payload = base58Payload(text)
  if (payload !== undefined) return base58Address(text, payload, where)
  throw agreementError(looksLikeAddress(text) ? 'ADDRESS_CHECKSUM' : 'ADDRESS_MALFORMED', {
    field,
    expected: `an address of ${network}${looksLikeAddress(text) ? ' with a valid checksum' : ''}`,
    received: shown(text),
  })
}

/** BIP 173: an address in upper case is the same address. */
export const normalAddress = (text: string): string =>
  /^(BC|TB|BCRT)1[0-9A-Z]+$/.test(text) ? text.toLowerCase() : text

/**
 * Reads an address as people give it: bech32 in capitals, as codes have it, is the same one, and given back in lower
 * case. Documents keep the one spelling of `parseAddress`.
 *
 * @throws EscrowError what `parseAddress` throws
 */
export const parseGivenAddress: typeof parseAddress = (text, where) =>
  parseAddress(typeof text === 'string' ? normalAddress(text) : text, where)

const looksLikeAddress = (text: string): boolean =>
  /^(bc|tb|bcrt)1[02-9ac-hj-np-z]{11,}$/.test(text.toLowerCase()) ||
  /^[123mn][1-9A-HJ-NP-Za-km-z]{25,34}$/.test(text)

const segwitOf = (text: string): Segwit | undefined => {
  const read = decodeBech32(text, { longest: LONGEST })
  const [version, ...words] = read?.words ?? []
  const program = bytesOfWords(words)
  if (read === undefined || version === undefined || program === undefined) return undefined
  return { prefix: read.prefix, version, program, encoding: read.encoding }
}

const segwitAddress = (text: string, segwit: Segwit, { network, field }: Where): Address => {
  const { prefix, version, program, encoding } = segwit
  const { hrp } = networkOf(network)
  if (prefix !== hrp)
    throw agreementError('ADDRESS_OTHER_NETWORK', {
      field,
      expected: `an address of ${network}, starting with ${hrp}1`,
      received: shown(text),
    })
  if (version > 16 || program.length < 2 || program.length > 40)
    throw agreementError('ADDRESS_PROGRAM_LENGTH', {
      field,
      expected: 'a witness version up to 16 and 2 to 40 bytes',
      received: `version ${version} and ${program.length} bytes`,
    })
  if (version > 0 && encoding === 'bech32')
    throw agreementError('ADDRESS_BECH32_FOR_BECH32M', {
      field,
      expected: `a bech32m checksum for witness version ${version}`,
      received: `a bech32 checksum in ${shown(text)}`,
    })
  if (version === 0 && encoding === 'bech32m')
    throw agreementError('ADDRESS_BECH32M_FOR_BECH32', {
      field,
      expected: 'a bech32 checksum for witness version 0',
      received: `a bech32m checksum in ${shown(text)}`,
    })
  if (version > 1)
    throw agreementError('ADDRESS_WITNESS_VERSION_UNKNOWN', {
      field,
      expected: 'witness version 0 or 1',
      received: `witness version ${version} in ${shown(text)}`,
    })
  if (program.length !== 32 && !(version === 0 && program.length === 20))
    throw agreementError('ADDRESS_PROGRAM_LENGTH', {
      field,
      expected: version === 0 ? '20 or 32 bytes for witness version 0' : '32 bytes for witness version 1',
      received: `${program.length} bytes in ${shown(text)}`,
    })
  if (version === 1 && !backend.isXOnlyPoint(program))
    throw agreementError('ADDRESS_OFF_CURVE', {
      field,
      expected: 'a Taproot output key on the curve',
      received: shown(text),
    })
  if (text !== text.toLowerCase())
    throw agreementError('ADDRESS_NOT_NORMAL', {
      field,
      expected: 'the address in lower case',
      received: shown(text),
    })
  const script = concat(Uint8Array.of(version === 0 ? 0 : OP_1, program.length), program)
  return { text, script, dust: dustOf(script) }
}

const base58Address = (text: string, payload: Uint8Array, { network, field }: Where): Address => {
  const [version] = payload
  const { p2pkhVersion, p2shVersion, hrp } = networkOf(network)
  const program = payload.subarray(1)
  if (program.length !== BASE58_PROGRAM)
    throw agreementError('ADDRESS_PROGRAM_LENGTH', {
      field,
      expected: `${BASE58_PROGRAM} bytes in a base58 address`,
      received: `${Math.max(0, payload.length - 1)} bytes in ${shown(text)}`,
    })
  if (version !== p2pkhVersion && version !== p2shVersion)
    throw agreementError('ADDRESS_OTHER_NETWORK', {
      field,
      expected: `an address of ${network}, such as one that starts with ${hrp}1`,
      received: shown(text),
    })
  const script =
    version === p2pkhVersion
      ? concat(
          Uint8Array.of(OP_DUP, OP_HASH160, BASE58_PROGRAM),
          program,
          Uint8Array.of(OP_EQUALVERIFY, OP_CHECKSIG),
        )
      : concat(Uint8Array.of(OP_HASH160, BASE58_PROGRAM), program, Uint8Array.of(OP_EQUAL))
  return { text, script, dust: dustOf(script) }
}

/** Bitcoin Core's `DUST_RELAY_TX_FEE`: 3 sat/vB. */
const DUST_RATE = 3
/** What spending costs, as `GetDustThreshold` estimates it: a witness input, and any other. */
const WITNESS_INPUT = 67
const OTHER_INPUT = 148
/** Amount and the length of a script shorter than 253 bytes. */
const OUTPUT_OVERHEAD = 9

/** The least amount that an output with this script may hold and still relay (Bitcoin Core, `GetDustThreshold`). */
export const dustOf = (script: Uint8Array): Sats =>
  sats(
    BigInt(DUST_RATE * (OUTPUT_OVERHEAD + script.length + (isWitness(script) ? WITNESS_INPUT : OTHER_INPUT))),
    'dust',
  )

/** BIP 141, "Witness program": a version opcode and one push of 2 to 40 bytes. */
const isWitness = (script: Uint8Array): boolean => {
  const [version = 0xff, length] = script
  return (
    (version === 0 || (version >= OP_1 && version <= OP_1 + 15)) &&
    script.length >= 4 &&
    script.length <= 42 &&
    length === script.length - 2
  )
}
