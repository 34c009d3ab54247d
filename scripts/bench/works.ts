import { BIP32Factory, type BIP32Interface } from 'bip32'
import canonicalize from 'canonicalize'
import type { Signer } from 'taproot-escrow'
import { signerFromExtendedKey } from 'taproot-escrow/signers'
import * as tiny from 'tiny-secp256k1'
import type { Account, AgreementData, CompileGivenWork } from './data.js'
import { address, sha256, TAG_LENGTH, tagged } from './floor/bytes.js'
import { type ContractData, contractData } from './floor/compile.js'

/** Blocks until the employer may take the money back alone. */
const SILENCE = 8640
const AMOUNT = 100_000n
/** In satoshis per virtual byte; the same in the one spelling that the library reads. */
export const FEE_RATE = 2n
export const FEE_RATE_TEXT = '2'
/** Replaceable, and without a relative lock. */
export const SEQUENCE = 0xfffffffd
const REGTEST = {
  bech32: 'bcrt',
  bip32: { public: 0x043587cf, private: 0x04358394 },
  pubKeyHash: 0x6f,
  scriptHash: 0xc4,
  wif: 0xef,
  messagePrefix: '',
}

/** Agreements of the most milestones that the format allows, one after the other. */
export interface CompileFreshWork {
  readonly kind: 'compileFresh'
  readonly name: string
  readonly count: number
  readonly agreements: readonly AgreementData[]
}

/** A funded contract with the keys of its leaf `employerAndWorker`. */
export interface FundedContract extends ContractData {
  readonly vout: number
  readonly employerSecret: Uint8Array
  readonly workerSecret: Uint8Array
}

/** Spends `count` contracts into one output to the worker: by the leaf `employerAndWorker`, or by the key path. */
export interface SpendWork {
  readonly kind: 'spend'
  readonly path: 'employerAndWorker' | 'key'
  readonly name: string
  readonly count: number
  readonly agreement: AgreementData
  /** The transaction that funds every contract, output k the contract with index k; hex. */
  readonly funding: string
  readonly fundingTxid: string
  /** Satoshis of every funding output. */
  readonly amount: bigint
  /** Satoshis of the fee at `FEE_RATE` where one transaction spends all. */
  readonly fee: bigint
  readonly funded: readonly FundedContract[]
  readonly payoutScript: Uint8Array
}

export type Work = CompileGivenWork | CompileFreshWork | SpendWork

const bip32 = BIP32Factory(tiny)

const seeded = (label: string): Uint8Array => sha256(Buffer.from(`taproot-escrow bench ${label}`))

const account = (label: string): Account => {
  const purpose = '87h/1h/0h'
  const root = bip32.fromSeed(seeded(label), REGTEST)
  const node = root.derivePath(`m/${purpose.replaceAll('h', "'")}`)
  const fingerprint = Buffer.from(root.fingerprint).toString('hex')
  const extendedPublicKey = node.neutered().toBase58()
  return {
    expression: `[${fingerprint}/${purpose}]${extendedPublicKey}`,
    origin: `[${fingerprint}/${purpose}]`,
    extendedPublicKey,
    publicKey: node.publicKey,
    chainCode: node.chainCode,
    extendedPrivateKey: node.toBase58(),
    privateKey: privateKeyOf(node),
  }
}

const privateKeyOf = (node: BIP32Interface): Uint8Array => {
  if (node.privateKey === undefined) throw new Error('a private node')
  return node.privateKey
}

const outputKey = (label: string): Uint8Array => tiny.xOnlyPointFromScalar(seeded(label))

const canonical = (value: unknown): string => {
  const text = canonicalize(value)
  if (text === undefined) throw new Error('not JSON')
  return text
}

const taggedHash = (tag: string, message: Uint8Array): Uint8Array => {
  const buffer = tagged(tag, message.length)
  buffer.set(message, TAG_LENGTH)
  return sha256(buffer)
}

/** The agreement's id as bytes: the tagged hash of its canonical text. */
const idOf = (text: string): Uint8Array => taggedHash('taproot-escrow/agreement', Buffer.from(text))

const agreementData = ({ count, index }: Pick<AgreementData, 'count' | 'index'>): AgreementData => {
  const [employer, worker, arbiter] = [account('employer'), account('worker'), account('arbiter')]
  const text = canonical({
    format: 'taproot-escrow/agreement',
    version: 1,
    network: 'regtest',
    index,
    employer: { threshold: 1, keys: [employer.expression], address: address(outputKey('employer address')) },
    worker: {
      threshold: 1,
      keys: [worker.expression],
      payees: [{ address: address(outputKey('worker address')), share: 10000 }],
    },
    arbiter: {
      threshold: 1,
      keys: [arbiter.expression],
      address: address(outputKey('arbiter address')),
      fee: { bps: 100 },
    },
    keyPath: 'musig2',
    silence: { pays: 'employer', after: { blocks: SILENCE } },
    dispute: { decision: { blocks: 1008 } },
    milestones: Array.from({ length: count }, () => ({ amount: AMOUNT.toString() })),
  })
  return {
    count,
    index,
    silence: SILENCE,
    employer,
    worker,
    arbiter,
    text,
    termsChainCode: taggedHash('taproot-escrow/terms', idOf(text)),
  }
}

/** Those who can release the contracts of agreements that are made here. */
export const partiesOf = (): Readonly<Record<'employer' | 'worker', Signer>> => {
  const signerOf = (label: string): Signer => {
    const { origin, extendedPrivateKey } = account(label)
    return signerFromExtendedKey(`${origin}${extendedPrivateKey}`, { network: 'regtest' })
  }
  return { employer: signerOf('employer'), worker: signerOf('worker') }
}

const MOST_MILESTONES = 1000

export const compileFreshWork = (count: number): CompileFreshWork => ({
  kind: 'compileFresh',
  name: `compile ${count} contracts, fresh child keys`,
  count,
  agreements: Array.from({ length: Math.ceil(count / MOST_MILESTONES) }, (_, at) =>
    agreementData({
      count: Math.min(MOST_MILESTONES, count - at * MOST_MILESTONES),
      index: at * MOST_MILESTONES,
    }),
  ),
})

/** Agreements of one milestone each, all between the same accounts. */
export const compileSeparateWork = (count: number): CompileFreshWork => ({
  kind: 'compileFresh',
  name: `compile ${count} agreements of the same accounts`,
  count,
  agreements: Array.from({ length: count }, (_, index) => agreementData({ count: 1, index })),
})

export const compileGivenWork = (count: number): CompileGivenWork => ({
  kind: 'compileGiven',
  name: 'compile 4 leaves, keys given',
  count,
  silence: SILENCE,
  contracts: Array.from({ length: count }, (_, index) => {
    const key = (label: string): Uint8Array => outputKey(`${label} ${index}`)
    return {
      internalKey: key('internal'),
      employer: [key('employer 1'), key('employer 3'), key('employer 4')],
      worker: [key('worker 1'), key('worker 2')],
      arbiter: [key('arbiter 2'), key('arbiter 3')],
    }
  }),
})

/** A transaction with one input from nowhere that pays `amount` to every contract. */
const fundingTransaction = (contracts: readonly ContractData[]): Buffer => {
  const count = Buffer.from([0xfd, contracts.length & 0xff, contracts.length >> 8])
  const input = Buffer.concat([seeded('coin'), Buffer.alloc(4), Buffer.from([0]), Buffer.alloc(4, 0xff)])
  const value = Buffer.alloc(8)
  value.writeBigUInt64LE(AMOUNT)
  return Buffer.concat([
    Buffer.from([2, 0, 0, 0, 1]),
    input,
    contracts.length < 0xfd ? Buffer.from([contracts.length]) : count,
    ...contracts.flatMap(({ outputScript }) => [value, Buffer.from([outputScript.length]), outputScript]),
    Buffer.alloc(4),
  ])
}

/** The fee of the spend, by BIP 141: two signatures, a leaf of 68 bytes, a control block of one level; or one signature. */
export const feeOf = ({ count, path }: Pick<SpendWork, 'count' | 'path'>): bigint => {
  const countLength = count < 0xfd ? 1 : 3
  const signature = 65
  const witness = path === 'key' ? 1 + signature : 1 + 2 * signature + 69 + 66
  const weight = 4 * (4 + countLength + 41 * count + 1 + 43 + 4) + 2 + witness * count
  return BigInt(Math.ceil(weight / 4)) * FEE_RATE
}

export const spendName = (count: number, path: SpendWork['path']): string =>
  `spend ${path === 'key' ? 'MuSig2' : 'two signatures'}, ${count} ${count === 1 ? 'input' : 'inputs'}`

export const spendWork = (count: number, path: SpendWork['path']): SpendWork => {
  const agreement = agreementData({ count, index: 0 })
  const contracts = contractData(agreement)
  const employer = bip32.fromBase58(agreement.employer.extendedPrivateKey, REGTEST).derive(0)
  const worker = bip32.fromBase58(agreement.worker.extendedPrivateKey, REGTEST).derive(0)
  const funding = fundingTransaction(contracts)
  return {
    kind: 'spend',
    path,
    name: spendName(count, path),
    count,
    agreement,
    funding: funding.toString('hex'),
    fundingTxid: Buffer.from(sha256(sha256(funding)))
      .reverse()
      .toString('hex'),
    amount: AMOUNT,
    fee: feeOf({ count, path }),
    funded: contracts.map((contract, vout) => ({
      ...contract,
      vout,
      employerSecret: privateKeyOf(employer.derive(contract.index)),
      workerSecret: privateKeyOf(worker.derive(contract.index)),
    })),
    payoutScript: Buffer.concat([Buffer.from([0x51, 0x20]), outputKey('worker address')]),
  }
}
