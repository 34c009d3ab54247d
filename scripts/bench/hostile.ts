import { bech32 } from '@scure/base'
import {
  type Agreement,
  compile,
  EscrowError,
  emptyView,
  type Funded,
  matchFunding,
  parseAgreement,
  parsePaymentUri,
  readSpend,
  viewFromJson,
  viewToJson,
} from 'taproot-escrow'
import { parseInvoice } from 'taproot-escrow/swap'
import { parseDescriptor } from '../../src/descriptor/parse.js'
import { fixtures } from '../../test/support/fixtures.js'
import { median } from './measure.js'

/** Text or bytes from somebody who wants to keep us busy, and what reads it. */
interface HostileInput {
  readonly name: string
  /** Throws an EscrowError. */
  readonly read: () => unknown
}

/** Milliseconds by the name of the input. */
export type HostileTimings = Readonly<Record<string, number>>

export const HOSTILE_NAME = 'hostile input'

/** Who wants to keep us busy sends more than one. */
const RUNS = 15
/** What the parser takes at most; everything below fills it. */
const AGREEMENT_BYTES = 524_288
const DESCRIPTOR_LENGTH = 36_000
const PSBT_BYTES = 4_000_000
const PSBT_ROWS = 50_000
const BLOCK_BYTES = 4_000_000

/** G of secp256k1: nobody's key in particular. */
const BARE_KEY = '79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798'

/** As long as a private key in WIF, and of its letters. */
const NO_WIF = `cV${'1'.repeat(50)}`
const NO_XPRV = `xprv${'1'.repeat(107)}`
const NO_SECRET = `secret1${'q'.repeat(58)}`
/** Words of the list of BIP 39, of which neither the first nor the last 12, 15, 18, 21 and 24 are a phrase. */
const NO_PHRASE = `${'act '.repeat(24)}add zz`

/** As many payees as the format allows, all different: hashes of scripts. */
const payeesOf = (hrp: string): readonly object[] =>
  Array.from({ length: 100 }, (_, at) => ({
    address: bech32.encode(hrp, [0, ...bech32.toWords(new Uint8Array(32).fill(at))]),
    share: 100,
  }))

/** Repeats an item, joined by commas, up to a length. */
const filled = (item: string, length: number): string =>
  Array.from({ length: Math.floor(length / (item.length + 1)) }, () => item).join()

const agreements = (agreement: Agreement): readonly HostileInput[] => {
  const document = JSON.parse(agreement.text) as Record<string, unknown> & {
    readonly milestones: readonly object[]
    readonly employer: { readonly keys: readonly string[] }
    readonly worker: object
  }
  const room = AGREEMENT_BYTES - agreement.text.length - 64
  const [key = ''] = document.employer.keys
  const broken = `${key.slice(0, -1)}${key.endsWith('1') ? '2' : '1'}`
  const text = (changes: object): string => JSON.stringify({ ...document, ...changes })
  /** As many of an item as fit into the memos of 1000 milestones, the last amount wrong. */
  const memos = (item: string): string =>
    text({
      milestones: Array.from({ length: 1000 }, (_, at) => ({
        amount: at === 999 ? '1' : '1000000',
        memo: Array.from({ length: Math.floor(480 / item.length) }, () => item).join(' '),
      })),
    })
  const member = (json: string): string => `${agreement.text.slice(0, -1)},"x":${json}}`
  const inputs: Readonly<Record<string, string>> = {
    'an agreement of a megabyte': ' '.repeat(1_048_576),
    'an agreement of nothing but brackets': '['.repeat(AGREEMENT_BYTES - 1),
    'an agreement with a long unknown list': member(`[${filled('0', room)}]`),
    'an agreement with a name a hundred thousand times': member(`{${filled('"a":0', room)}}`),
    'an agreement with forty thousand names': member(
      `{${Array.from({ length: 40_000 }, (_, at) => `"${at}":0`).join()}}`,
    ),
    'an agreement with a hundred thousand lists': member(`[${filled('[]', room)}]`),
    'an agreement with a long memo': text({
      milestones: [{ ...document.milestones[0], memo: 'ﷺ'.repeat(Math.floor(room / 3)) }],
    }),
    'an agreement with 1000 milestones, each wrong': text({
      milestones: Array.from({ length: 1000 }, () => ({ amount: '-1', memo: '\u0000' })),
    }),
    'an agreement with a bare key in 1000 milestones': text({
      keyPath: 'closed',
      worker: { ...document.worker, keys: [BARE_KEY] },
      milestones: Array.from({ length: 1000 }, () => ({ amount: '1000000' })),
    }),
    'an agreement with 1000 clocks, the last one wrong': text({
      milestones: Array.from({ length: 1000 }, (_, at) => ({
        amount: at === 999 ? '1' : '1000000',
        silence: { pays: 'worker', after: { blocks: 20_000 + at } },
      })),
    }),
    'an agreement with 9000 private keys that are none': memos(NO_WIF),
    'an agreement with 4000 extended private keys that are none': memos(NO_XPRV),
    'an agreement with 7000 secrets that are none': memos(NO_SECRET),
    'an agreement with 4000 recovery phrases that are none': memos(NO_PHRASE),
    'an agreement with every term in 1000 milestones, 100 payees, the last amount wrong': text({
      worker: { ...document.worker, payees: payeesOf('bcrt') },
      milestones: Array.from({ length: 1000 }, (_, at) => ({
        amount: at === 999 ? '1' : `${10_000_000 + at}`,
        memo: 'm',
        secretHash: `${at}`.padStart(64, 'a'),
        silence: { pays: 'worker', after: { blocks: 40_000 + at } },
        rescue: { after: { blocks: 50_000 + at } },
        dispute: { from: { blocks: 10 + at }, decision: { blocks: 1008 } },
      })),
    }),
    'an agreement with 3000 broken keys': text({
      employer: { ...document.employer, keys: Array.from({ length: 3000 }, () => broken) },
    }),
    'an agreement with 20 broken keys in each role': text({
      employer: { ...document.employer, threshold: 20, keys: Array.from({ length: 20 }, () => broken) },
      arbiter: { threshold: 20, keys: Array.from({ length: 20 }, () => broken) },
    }),
  }
  return Object.entries(inputs).map(([name, input]) => ({ name, read: () => parseAgreement(input) }))
}

const descriptors = (agreement: Agreement): readonly HostileInput[] => {
  const key = agreement.employer.keys[0]?.text ?? ''
  const inputs: Readonly<Record<string, string>> = {
    'a descriptor of 250 keys': `tr(${key},multi_a(1,${filled(key, DESCRIPTOR_LENGTH - 400)})))`,
    'a descriptor of brackets': `tr(${key},${'{'.repeat(DESCRIPTOR_LENGTH - 200)}`,
    'a descriptor of a deep Miniscript': `tr(${key},${'and_v(v:pk(a),'.repeat(2500)}`,
  }
  return Object.entries(inputs).map(([name, input]) => ({ name, read: () => parseDescriptor(input) }))
}

const compactSize = (value: number): readonly number[] =>
  value < 0xfd
    ? [value]
    : value <= 0xffff
      ? [0xfd, value & 0xff, value >> 8]
      : [0xfe, value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff, value >>> 24]

/** Bytes in one array, however many there are. */
const joined = (parts: readonly (Uint8Array | readonly number[])[]): Uint8Array => {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

const MAGIC = [0x70, 0x73, 0x62, 0x74, 0xff]

const transactionRow = (inputs: number): Uint8Array => {
  const input = [...new Array<number>(32).fill(7), 0, 0, 0, 0, 0, 0xfd, 0xff, 0xff, 0xff]
  const body = joined([
    [2, 0, 0, 0],
    compactSize(inputs),
    ...Array.from({ length: inputs }, (_, at) => [at & 0xff, (at >> 8) & 0xff, ...input.slice(2)]),
    [0],
    [0, 0, 0, 0],
  ])
  return joined([[1, 0], compactSize(body.length), body])
}

const psbts = (funded: Funded, honest: Uint8Array): readonly HostileInput[] => {
  const rows = (count: number, row: (at: number) => readonly number[]) =>
    Array.from({ length: count }, (_, at) => row(at))
  const inputs: Readonly<Record<string, string | Uint8Array>> = {
    'a PSBT of four megabytes in one row': joined([
      MAGIC,
      [2, 0xfc, 0],
      compactSize(PSBT_BYTES - 20),
      new Uint8Array(PSBT_BYTES - 20),
      [0],
    ]),
    'a PSBT of 50,000 rows': joined([
      MAGIC,
      ...rows(PSBT_ROWS, (at) => [4, 0xfc, at & 0xff, (at >> 8) & 0xff, at >> 16, 1, 0]),
      [0],
    ]),
    'a PSBT of 50,000 rows in 50 maps, cut short': joined([
      MAGIC,
      transactionRow(50),
      [0],
      ...rows(PSBT_ROWS, (at) => [
        ...(at > 0 && at % 1000 === 0 ? [0] : []),
        ...[4, 0xfc, at & 0xff, (at >> 8) & 0xff, at >> 16, 1, 0],
      ]),
    ]),
    'a PSBT with 2400 inputs': joined([MAGIC, transactionRow(2400), [0], new Uint8Array(2400)]),
    'JSON of two hundred thousand names in place of a PSBT': `{${Array.from({ length: 200_000 }, (_, at) => `"k${at}":1`).join()}}`,
    'JSON 800,000 levels deep in place of a PSBT': '{"a":'.repeat(800_000),
    'base64 of eight megabytes': 'A'.repeat(8_000_000),
    'base64 of blanks': ' '.repeat(8_000_000),
    'a right PSBT with 20,000 unknown rows, cut short': joined([
      honest.subarray(0, -1),
      ...rows(20_000, (at) => [4, 0xfc, at & 0xff, (at >> 8) & 0xff, at >> 16, 1, 0]),
    ]),
  }
  return Object.entries(inputs).map(([name, input]) => ({ name, read: () => readSpend(funded, input) }))
}

const MILLION = Array.from({ length: 1_000_000 }, () => ({}))
const NO_VIEW = viewToJson(
  emptyView({ network: 'regtest', checkpoint: { height: 0, hash: '00'.repeat(32) } }),
)

const others = (agreement: Agreement): readonly HostileInput[] => [
  {
    name: 'a transaction of four megabytes of outputs',
    read: () => {
      const count = Math.floor((BLOCK_BYTES - 60) / 9)
      const outputs = new Uint8Array(count * 9)
      return matchFunding(
        agreement,
        joined([
          [2, 0, 0, 0, 1],
          new Uint8Array(36).fill(1),
          [0, 0xff, 0xff, 0xff, 0xff],
          compactSize(count),
          outputs,
          [0, 0, 0, 0],
        ]),
      )
    },
  },
  {
    name: 'a view with a million facts that are none',
    read: () => viewFromJson({ ...NO_VIEW, facts: MILLION }),
  },
  {
    name: 'a view with a name of a megabyte',
    read: () => viewFromJson({ ...NO_VIEW, ['x'.repeat(1_048_576)]: 1 }),
  },
  {
    name: 'an invoice of ten thousand characters',
    read: () => parseInvoice(`lnbc1${'q'.repeat(9_990)}`, { network: 'mainnet' }),
  },
  {
    name: 'a payment URI of a megabyte',
    read: () => parsePaymentUri(`bitcoin:?${'req-a=1&'.repeat(131_072)}`, { network: 'regtest' }),
  },
]

/** Milliseconds of CPU time until the error; anything but an error of ours is a fault. */
const refusal = ({ name, read }: HostileInput): number => {
  const start = process.cpuUsage()
  try {
    read()
  } catch (error) {
    const { user, system } = process.cpuUsage(start)
    if (error instanceof EscrowError) return (user + system) / 1000
    throw error
  }
  throw new Error(`${name} was taken for good`)
}

/**
 * How long the library takes to refuse each hostile input, in milliseconds of CPU time: the median of several runs.
 * Throws where an input is taken, or refused by anything but an error of ours.
 */
export const hostileTimings = (): HostileTimings => {
  const fixture = fixtures().find(({ name }) => name === 'arbiter')
  const psbt = fixture?.spends[0]?.signedPsbt
  if (fixture === undefined || psbt === undefined) throw new Error('the fixture with an arbiter is gone')
  const agreement = parseAgreement(fixture.agreement.text)
  const [contract] = compile(agreement)
  if (contract === undefined) throw new Error('an agreement without contracts')
  const funded: Funded = {
    contract,
    outpoint: { txid: '11'.repeat(32), vout: 0 },
    amount: contract.amount,
    match: 'exact',
  }
  const inputs = [
    ...agreements(agreement),
    ...descriptors(agreement),
    ...psbts(funded, Buffer.from(psbt, 'base64')),
    ...others(agreement),
  ]
  return Object.fromEntries(
    inputs.map((input) => [input.name, median(Array.from({ length: RUNS }, () => refusal(input)))]),
  )
}
