import { Transaction } from 'bitcoinjs-lib'
import { ECPairFactory } from 'ecpair'
import { encodeQR } from 'qr'
import * as core from 'taproot-escrow'
import * as audit from 'taproot-escrow/audit'
import * as chain from 'taproot-escrow/chain'
import * as languages from 'taproot-escrow/languages'
import * as signers from 'taproot-escrow/signers'
import * as stream from 'taproot-escrow/stream'
import * as swap from 'taproot-escrow/swap'
import * as tiny from 'tiny-secp256k1'
import { parseTransaction } from '../../src/psbt/transaction.js'
import { finished, made, signedByAll, signerFor, wifOf } from './contracts.js'
import { fullDocument, plainDocument } from './documents.js'
import { fundedWith } from './funded.js'
import { addressOf, bareHolder, extendedHolder, secretHashOf, secretOf } from './holders.js'
import { invoiceOf } from './invoices.js'
import { minedChain, payment, serverOf } from './minedChain.js'
import { EMPLOYER, streamOf, TIP, WORKER } from './streams.js'
import {
  clientOf,
  lockedOf,
  offerOf,
  PREIMAGE,
  payingHex as payingScripts,
  providerOf,
  swapInvoice,
  swapOf,
  termsOf,
} from './swaps.js'
import { TEMPLATES } from './templates.js'

/*
 * One good call of every public function, for tests that call it badly. A function that the entries export and that
 * has no call here fails the test that uses this.
 */

/** What a caller hands to a function: values that the library made among those that the caller wrote. */
export type Call = readonly unknown[]

/** Names of the functions of an entry; classes are made by no caller. */
type Functions<Entry> = {
  // biome-ignore lint/suspicious/noExplicitAny: any function is meant
  readonly [Name in keyof Entry as Entry[Name] extends (...args: any) => unknown ? Name : never]: Call
}

const rates = { feeRate: core.satsPerVb('2') }
const document = fullDocument()
const panel = made({ ...document, milestones: document.milestones.slice(0, 2) })
const plain = made(plainDocument())
const secretive = made({
  ...plainDocument(),
  milestones: [{ amount: '1000000', secretHash: secretHashOf(1) }],
})
const { agreement } = panel
const [contract] = panel.contracts
const [other] = plain.contracts
const funded = { ...fundedWith(contract!), confirmedAt: 1000, medianTimeBefore: 1_799_990_000 }
const cooperative = fundedWith(other!)
const leafSpend = core.release(cooperative, { path: 'employerAndWorker', ...rates })
const keySpend = core.release(cooperative, { path: 'key', ...rates })
const signed = await signedByAll(leafSpend)
const complete = core.complete(signed)
const final = core.finalize(complete)
const spentWithSecret = await finished(
  core.release(fundedWith(secretive.contracts[0]!), {
    path: 'workerWithSecret',
    secrets: [secretOf(secretHashOf(1))],
    ...rates,
  }),
)
const amended = core.amend(plain.agreement, {
  worker: { payees: [{ address: addressOf(9), share: 10_000 }] },
})
const employer = signerFor(plain.agreement, 'employer')
const signatures = await core.accept(plain.agreement, employer, { role: 'employer' })
const report = audit.audit(agreement.text)
const output = audit.outputOf(contract!)
const matrix = audit.matrixOf(output)
const consequences = audit.consequencesOf(matrix)
const holder = extendedHolder(1)
const at = () => ({ height: 2000, medianTime: 1_800_000_000 })
const reviewed = core.review(leafSpend, { as: 'worker' })

const payingHex = (() => {
  const transaction = new Transaction()
  transaction.addInput(new Uint8Array(32).fill(1), 0)
  transaction.setWitness(0, [new Uint8Array(64)])
  transaction.addOutput(contract!.outputScript, contract!.amount)
  return transaction.toHex()
})()

const checkpoint = () => ({ height: 900, hash: 'a'.repeat(64) })
const sighting = () => ({
  transaction: payingHex,
  where: { blockHash: 'b'.repeat(64), height: 800, position: 1, medianTimeBefore: 1_799_990_000 },
  contracts: [contract],
  fee: 1000n,
})
const nothingSeen = core.emptyView({ network: 'regtest', checkpoint: checkpoint() })
const event: core.ContractEvent = {
  ...{ id: '1'.repeat(64), kind: 'lateDeposit', amount: core.sats('1000') },
  contract: { agreement: '2'.repeat(64), milestone: 0 },
  deposit: { txid: '3'.repeat(64), vout: 0 },
}
const view = core.seen(nothingSeen, { transaction: payingHex, where: 'mempool' })

const coin = () => ({
  txid: '1'.padStart(64, '0'),
  vout: 0,
  amount: core.sats('10000000'),
  address: addressOf(50),
})

const deposit = payment(1, contract!.outputScript, contract!.amount)
const blocks = minedChain([{}, { transactions: [deposit] }, {}])
const server = serverOf(blocks)
const deposited = {
  ...fundedWith(contract!),
  outpoint: { txid: parseTransaction(deposit).txid, vout: 0 },
}
const firstBlock = (): core.Checkpoint => ({ height: 1, hash: blocks[1]!.parsed.hash })
const caughtView = core.emptyView({ network: 'regtest', checkpoint: firstBlock() })
const fundingProof = await chain.proveFunding(deposited, server)

const streamed = await (async () => {
  const plan = streamOf()
  const first = await stream.signState(plan, { pays: core.sats('1000'), last: 'none' }, EMPLOYER)
  return { plan, first, deposit: plan.deposits[0]! }
})()

const provider = providerOf()
const client = clientOf()
const submarine = swapOf('submarine')
const locked = lockedOf(submarine)
const reverse = swapOf('reverse', { amount: core.sats('2000000') })
const reversed = lockedOf(reverse)
const lockup = payingScripts([{ script: submarine.outputScript, amount: submarine.terms.amount }])
const taking = await swap.claimSwapTogether(locked, {
  signer: provider.signer,
  to: addressOf(50),
  feeRate: '2',
  at: { height: 900 },
})

/** Everything that the library made and a caller only hands on. */
export const MADE: ReadonlySet<unknown> = new Set<unknown>([
  ...[nothingSeen, view, caughtView],
  ...[server, deposited],
  ...[panel, plain, secretive].flatMap((one) => [one.agreement, ...one.contracts]),
  ...[streamed.plan, streamed.deposit.contract, EMPLOYER, WORKER],
  ...[amended, funded, cooperative, leafSpend, keySpend, signed, complete, final, employer],
  ...[submarine, locked, reverse, reversed, provider.signer, client.signer],
  ...[report, output, output.leaves[0], matrix, consequences, reviewed, leafSpend.plan],
])

const template = (name: string): Call => [TEMPLATES.find((one) => one.name === name)!.least(), { allow: [] }]

/** A good call of every function of `taproot-escrow`, with every option that it knows. */
const coreCalls = (): Functions<typeof core> => ({
  accept: [plain.agreement, employer, { role: 'employer', show: () => {} }],
  acceptedTerms: [amended, { role: 'worker', amends: plain.agreement }],
  acceptancePsbt: [agreement, { role: 'employer', key: 0 }],
  acceptanceMessage: [amended, 'worker', { amends: plain.agreement }],
  accepted: [plain.agreement, signatures.map((one) => ({ ...one }))],
  compile: [agreement],
  compileAll: [[agreement, plain.agreement]],
  leafOf: [contract, 'employerAndWorker'],
  contractFromJson: [[contract], core.contractToJson(contract!), 'contract'],
  contractToJson: [contract],
  fundedFromJson: [[contract], core.fundedToJson(funded), 'funded'],
  fundedToJson: [funded],
  walletPolicy: [contract, { device: 'generic' }],
  childPaysForParent: [
    {
      parent: final.hex,
      parentFee: leafSpend.plan.fee,
      vout: 0,
      to: addressOf(50),
      network: 'regtest',
      feeRate: core.satsPerVb('20'),
      feeRateFloor: core.satsPerVb('1'),
      relax: ['feeShareCap'],
    },
  ],
  fund: [
    [contract],
    {
      utxos: [coin()],
      change: addressOf(60),
      ...rates,
      feeRateFloor: core.satsPerVb('1'),
      at: at(),
      known: [agreement],
      acceptances: [{ agreement: agreement.id, roles: [], everybody: true }],
      payer: signatures.filter(({ role }) => role === 'employer'),
      secrets: [],
      relax: ['partyLockedOut', 'payerUnknown', 'secretUnknown'],
    },
  ],
  checkFundable: [
    [contract],
    {
      feeRate: '2',
      at: at(),
      known: [agreement],
      acceptances: [{ agreement: agreement.id, roles: [], everybody: true }],
      payer: signatures.filter(({ role }) => role === 'employer'),
      secrets: [],
      relax: ['partyLockedOut', 'payerUnknown', 'secretUnknown'],
    },
  ],
  openingsOf: [funded, { height: 2000, medianTime: 1_800_000_000 }],
  watchIndex: [[contract!], { funded: [funded] }],
  withoutMe: [funded, { as: 'worker', at: { height: 2000, medianTime: 1_800_000_000 } }],
  matchFunding: [panel.contracts, payingHex, { confirmedAt: 1000, medianTimeBefore: 1_799_990_000 }],
  nextIndex: [[agreement], [holder.text]],
  parsePaymentUri: [core.paymentUri(contract!), { network: 'regtest' }],
  paymentUri: [contract, { amount: core.sats('1000'), label: 'logo', message: 'for a logo', allow: [] }],
  planFromJson: [[other], core.planToJson(leafSpend.plan), { via: [] }],
  planToJson: [leafSpend.plan],
  release: [
    [funded],
    {
      path: 'employerAndWorker',
      ...rates,
      feeRateFloor: core.satsPerVb('1'),
      at: at(),
      confirmations: 6,
      relax: ['amount'],
    },
  ],
  refund: [funded, { path: 'employerAndWorker', ...rates, relax: [] }],
  award: [
    funded,
    {
      path: 'arbiterAndWorker',
      split: { employer: 4000, worker: 6000 },
      ...rates,
      at: at(),
      confirmations: 1,
    },
  ],
  settle: [funded, { path: 'employerAndWorker', split: { employer: core.sats('300000') }, ...rates }],
  freeze: [funded, { path: 'arbiterAndWorker', at: at(), ...rates }],
  relock: [
    funded,
    {
      path: 'employerAndWorker',
      into: panel.contracts[1],
      keep: core.sats('500000'),
      pays: { kind: 'settle', split: { employer: 5000, worker: 5000 } },
      acceptances: [],
      at: at(),
      known: [agreement],
      ...rates,
      relax: ['amount'],
    },
  ],
  bump: [
    leafSpend,
    {
      feeRate: core.satsPerVb('20'),
      feeRateFloor: core.satsPerVb('1'),
      incrementalFeeRate: core.satsPerVb('1'),
      replaces: { fee: core.sats('400'), weight: 2000 },
      relax: ['feeShareCap'],
    },
  ],
  combine: [leafSpend, signed],
  complete: [signed],
  fallback: [keySpend, { ...rates, feeRateFloor: core.satsPerVb('1'), relax: [] }],
  finalize: [complete],
  spendFromJson: [
    [other],
    core.spendToJson(signed),
    { feeRateFloor: core.satsPerVb('1'), draft: leafSpend, into: [other], acceptances: [], relax: [] },
  ],
  eventSentence: [{ id: 'ab', contract: { agreement: 'ab', milestone: 0 }, kind: 'severalDeposits' }],
  say: [
    { code: 'youReceive', data: { amount: 1000n } },
    { language: languages.english, names: { employer: 'Ada', payees: ['Bob'] } },
  ],
  spendToJson: [signed],
  spendTxid: [signed],
  startMusig: [keySpend, employer, { expect: 'release' }],
  nextStep: [leafSpend, 'worker', { reviewed }],
  psbtOf: [leafSpend, { version: 2 }],
  readSpend: [
    [cooperative],
    signed.psbt,
    {
      path: 'employerAndWorker',
      feeRateFloor: core.satsPerVb('1'),
      draft: leafSpend,
      into: [other],
      acceptances: [],
      relax: [],
    },
  ],
  recoveryKit: [funded, 'worker'],
  review: [
    leafSpend,
    {
      as: 'worker',
      at: at(),
      expect: {
        outcome: { kind: 'settle', split: { employer: 5000, worker: 5000 } },
        path: 'employerAndWorker',
        inputs: [{ ...cooperative.outpoint }],
        least: { role: 'worker', amount: 1n },
        maxFee: 1000n,
      },
      outstanding: [signed],
      relax: ['deadlineUnknown'],
    },
  ],
  createSecret: [],
  opensContract: [secretOf(secretHashOf(1)), contract],
  recoverSecret: [secretive.contracts[0], spentWithSecret.hex],
  sign: [
    leafSpend,
    employer,
    { at: at(), expect: { outcome: { kind: 'release' } }, outstanding: [], relax: ['deadlineUnknown'] },
  ],
  amend: [agreement, { milestones: [1, { of: 0, memo: 'again' }] }, { allow: [] }],
  compareAgreements: [plain.agreement, amended, { milestones: { before: 0, after: 0 } }],
  agreementNotes: [agreement],
  defineAgreement: [plainDocument(), { allow: [], expectedId: plain.agreement.id }],
  parseAgreement: [agreement.text, { allow: ['ordinaryWallets'], expectedId: agreement.id }],
  safeParseAgreement: [agreement.text, { allow: [], expectedId: agreement.id }],
  proveTerms: [contract],
  verifyTerms: [core.proveTerms(other!), { agreement: plain.agreement.text, output: other!.address }],
  fixedPrice: template('fixedPrice'),
  hourly: template('hourly'),
  milestonePlan: template('milestonePlan'),
  secretRelease: template('secretRelease'),
  virtualTeam: template('virtualTeam'),
  wage: template('wage'),
  withoutArbiter: template('withoutArbiter'),
  feeFor: [400, core.satsPerVb('2')],
  formatFeeRate: [core.satsPerVb('2')],
  satsPerVb: ['2.5'],
  virtualSize: [401],
  describeLock: [{ blocks: 8640 }],
  formatOutpoint: [{ txid: '1'.padStart(64, '0'), vout: 0 }],
  sats: ['1000', 'amount'],
  verifyFunding: [fundingProof, { contract: contract!, checkpoint: firstBlock(), now: 1_800_010_000 }],
  emptyView: [{ network: 'regtest', checkpoint: checkpoint() }],
  seen: [view, sighting()],
  extended: [view, []],
  forgotten: [view, { txid: '1'.repeat(64) }],
  priced: [view, { feeRate: core.satsPerVb('2') }],
  viewToJson: [view, { prunedBelow: 6 }],
  viewFromJson: [core.viewToJson(view), 'view'],
  statusOf: [contract, view, { confirmations: 6, contracts: [other] }],
  eventToJson: [event],
  eventFromJson: [core.eventToJson(event), 'event'],
  boardOf: [view, { contracts: [contract], confirmations: 6 }],
  changesBetween: [nothingSeen, view, { contracts: [contract], confirmations: 6 }],
})

const signerCalls = (): Functions<typeof signers> => ({
  accountKey: ['abandon '.repeat(11).concat('about'), { network: 'regtest', account: 0, passphrase: '' }],
  signerFromExtendedKey: [holder.root.toBase58(), { network: 'regtest', auxiliary: 'random' }],
  signerFromMnemonic: ['abandon '.repeat(11).concat('about'), { passphrase: '', auxiliary: 'random' }],
  signerFromBip32: [holder.root, { origin: `[${holder.text.slice(1, 9)}]`, auxiliary: 'none' }],
  signerFromFunction: [async () => undefined],
  signerFromKeyPair: [ECPairFactory(tiny).fromPrivateKey(bareHolder(1).secret)],
  signerFromWif: [wifOf(bareHolder(1)), { network: 'regtest', auxiliary: 'random' }],
})

const auditCalls = (): Functions<typeof audit> => ({
  asOf: [view, { confirmations: 6 }],
  ofStream: [streamed.plan, { last: { ...streamed.first, signatures: [...streamed.first.signatures] } }],
  ofAcceptances: [[]],
  ofTerms: [core.proveTerms(contract!), { address: contract!.address }],
  ofFunding: [fundingProof, { checkpoint: firstBlock(), now: 1_800_010_000 }],
  matrixOf: [output],
  outputOf: [contract],
  readScript: [contract!.leaves[0]!.script, { keys: [], version: 0xc0 }],
  audit: [
    plain.agreement.text,
    {
      at: at(),
      feeRates: [core.satsPerVb('1')],
      claims: [{ milestone: 0, address: other!.address }],
      psbt: leafSpend.psbt,
      transactions: [payingHex],
      prevouts: [],
      others: [],
      before: plain.agreement.text,
      index: 0,
    },
  ],
  compareEngines: [plain.agreement, { contracts: plain.contracts, text: plain.agreement.text }],
  consequencesOf: [matrix],
  dryRun: [output, { contract, feeRates: [core.satsPerVb('1')] }],
  explain: [output, { matrix, consequences }],
  judgeLeaf: [output.leaves[0]],
  liftDescriptor: [contract!.descriptor, { index: 7 }],
  liftOutput: [
    {
      internalKey: contract!.internalKey,
      tree: undefined,
      origins: [],
      participants: [],
      accounts: [holder.text],
      index: 7,
    },
  ],
  auditToJson: [report],
  reportHtml: [report, { qr: (text: string) => encodeQR(text, 'raw') }],
  reportMarkdown: [report],
  auditSpend: [
    plain.contracts,
    leafSpend.psbt,
    { transactions: [payingHex], at: at(), path: 'employerAndWorker' },
  ],
  traceSpends: [
    panel.contracts,
    [payingHex],
    { prevouts: [{ outpoint: { txid: '1'.padStart(64, '0'), vout: 0 }, amount: 5n, script: '51' }] },
  ],
})

const streamCalls = (): Functions<typeof stream> => {
  const last = { ...streamed.first, signatures: [...streamed.first.signatures] }
  return {
    planStream: [
      { deposits: [{ ...streamed.deposit }], feeRate: '2' },
      { at: TIP, margin: 100 },
    ],
    accrued: [{ amount: core.sats('60000'), per: 3600, seconds: 90 }],
    closable: [streamed.plan, { pays: core.sats('60000'), feeRate: '20' }],
    signState: [streamed.plan, { pays: core.sats('60000'), last }, EMPLOYER],
    readState: [streamed.plan, last, { last: 'none', at: TIP, owed: core.sats('500') }],
    closeStream: [streamed.plan, last, WORKER],
    settleStream: [streamed.plan, { pays: core.sats('60000'), last, feeRate: '3' }],
    renewStream: [streamed.plan, { last, at: TIP, margin: 100, path: 'employerAndWorker', feeRate: '3' }],
    streamStateToJson: [last],
    streamStateFromJson: [stream.streamStateToJson(last)],
  }
}

const swapFunding = () => ({
  change: addressOf(60),
  ...rates,
  feeRateFloor: core.satsPerVb('1'),
  at: { height: 900, medianTime: 1_800_000_000 },
  known: [],
  acceptances: [],
  payer: [],
  secrets: [],
})
const swapSpend = () => ({
  to: addressOf(50),
  ...rates,
  feeRateFloor: core.satsPerVb('1'),
  relax: ['feeShareCap'],
})

const swapCalls = (): Functions<typeof swap> => ({
  parseInvoice: [invoiceOf({}), { network: 'mainnet', description: 'coffee' }],
  swapKey: [holder.text, { index: 3 }],
  compileSwap: [termsOf('reverse', { id: 'x', invoice: swapInvoice() })],
  readSwapOffer: [
    JSON.stringify(offerOf(submarine)),
    {
      kind: 'submarine',
      network: 'regtest',
      invoice: swapInvoice(),
      key: client.key,
      at: { height: 500, time: 1_800_000_000 },
      cost: core.sats('500'),
      timeout: { least: 144, most: 1008 },
      relax: ['keyWithoutOrigin'],
    },
  ],
  swapToJson: [submarine],
  swapFromJson: [swap.swapToJson(submarine)],
  swapTarget: [submarine, { known: [reversed] }],
  swapOutputs: [submarine, lockup, { confirmedAt: 800 }],
  matchSwap: [submarine, lockup, { confirmedAt: 800, known: [locked] }],
  claimSwap: [locked, { ...swapSpend(), signer: provider.signer, preimage: PREIMAGE, at: { height: 900 } }],
  refundSwap: [locked, { ...swapSpend(), signer: client.signer, at: { height: 1000 } }],
  planFundFromSwap: [
    reverse,
    [other],
    {
      ...swapFunding(),
      relax: ['partyLockedOut', 'payerUnknown', 'unacceptedAgreements', 'feeShareCap'],
    },
  ],
  fundFromSwap: [
    reversed,
    [other],
    {
      ...swapFunding(),
      signer: client.signer,
      preimage: PREIMAGE,
      relax: ['partyLockedOut', 'payerUnknown', 'unacceptedAgreements', 'claimLate', 'feeShareCap'],
    },
  ],
  paySwap: [
    submarine,
    {
      utxos: [coin()],
      change: addressOf(60),
      ...rates,
      feeRateFloor: core.satsPerVb('1'),
      at: { height: 800 },
      known: [reversed],
      relax: ['feeShareCap'],
    },
  ],
  claimSwapTogether: [locked, { ...swapSpend(), signer: provider.signer, at: { height: 900 } }],
  refundSwapTogether: [locked, { ...swapSpend(), signer: client.signer }],
  cosignSwap: [
    locked,
    {
      signer: client.signer,
      publicNonce: taking.publicNonce,
      spends: { transaction: taking.transaction },
      because: { kind: 'received', paymentHash: submarine.terms.paymentHash, amountMsat: 100_000_000n },
    },
  ],
  recoverPreimage: [submarine, lockup],
})

const chainCalls = (): Functions<typeof chain> => ({
  agreed: [[server, server], { atLeast: 2 }],
  proveFunding: [deposited, server, { from: 0, testnet: 'testnet3' }],
  caughtUp: [server, { contracts: [contract!], view: caughtView, signal: new AbortController().signal }],
  verified: [server, { checkpoint: firstBlock(), maxTipAge: 3600, now: () => 1_800_010_000 }],
  electrumSockets: [{ host: '127.0.0.1', port: 1, security: 'plain' }],
  electrumSource: [
    {
      connect: () => Promise.reject(new Error('nobody')),
      network: 'regtest',
      name: 'the server',
      retries: 0,
    },
  ],
  createRpc: [
    { url: 'http://127.0.0.1:1', user: 'one', password: 'two', timeout: 1000, retries: 0, retryDelay: 0 },
  ],
  esploraSource: [
    {
      url: 'http://127.0.0.1:1/api',
      network: 'regtest',
      fetch: globalThis.fetch,
      name: 'the server',
      timeout: 1000,
      retries: 0,
      retryDelay: 0,
    },
  ],
  follow: [
    chain.bitcoindSource({ rpc: nobodysNode(), network: 'regtest' }),
    {
      contracts: plain.contracts,
      view: nothingSeen,
      confirmations: 2,
      signal: AbortSignal.abort(),
      poll: 1000,
      onTrouble: () => {},
    },
  ],
  keep: [
    chain.bitcoindSource({ rpc: nobodysNode(), network: 'regtest' }),
    [payingHex],
    { confirmations: 2, signal: AbortSignal.abort(), poll: 1000, blocks: 6, onTrouble: () => {} },
  ],
  bitcoindSource: [{ rpc: nobodysNode(), network: 'regtest', name: 'the node' }],
})

const nobodysNode = () => chain.createRpc({ url: 'http://127.0.0.1:1', user: 'one', password: 'two' })

/** A public function with a good call of it. */
export interface PublicFunction {
  readonly name: string
  readonly work: (...args: Call) => unknown
  readonly call: () => Call
}

const ENTRIES = { core, signers, stream, swap, audit, chain, languages }
const CALLS: Readonly<Record<keyof typeof ENTRIES, () => Readonly<Record<string, Call>>>> = {
  core: coreCalls,
  signers: signerCalls,
  audit: auditCalls,
  stream: streamCalls,
  swap: swapCalls,
  chain: chainCalls,
  languages: () => ({ phraseOf: ['The tree is 9 levels deep; contracts have at most 7.'] }),
}

/** Every function that the package exports, from the exports themselves. */
export const PUBLIC_FUNCTIONS: readonly PublicFunction[] = Object.entries(ENTRIES).flatMap(
  ([entry, exported]) =>
    Object.entries(exported).flatMap(([name, work]: readonly [string, unknown]) =>
      typeof work !== 'function' || work === core.EscrowError
        ? []
        : [
            {
              name: entry === 'core' ? name : `${entry}: ${name}`,
              // what is no class among the exports is called by callers
              work: work as PublicFunction['work'],
              call: () => CALLS[entry as keyof typeof ENTRIES]()[name] ?? [],
            },
          ],
    ),
)

/** One bad way to call. */
export interface BadCall {
  readonly what: string
  readonly args: Call
}

const isWritten = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !MADE.has(value) && !(value instanceof Uint8Array)

/** A value as copies and wrappers give it back, where it can be copied. */
const copies = (value: object): readonly (readonly [string, unknown])[] => [
  ['in a proxy', new Proxy(value, {})],
  ...(() => {
    try {
      return [['through structuredClone', structuredClone(value)] as const]
    } catch {
      return []
    }
  })(),
  ['spread', { ...value }],
]

const replaced = (value: object, name: string, by: unknown): object =>
  Array.isArray(value) ? value.with(Number(name), by) : { ...value, [name]: by }

const without = (value: object, name: string): object =>
  Object.fromEntries(Object.entries(value).filter(([one]) => one !== name))

/** A value with something else in one of its places; `junk` is what may come there. */
export const spoiled = function* (
  value: unknown,
  { junk, place }: { junk: readonly unknown[]; place: string },
): Generator<readonly [string, unknown]> {
  for (const [at, one] of junk.entries()) yield [`${place} is junk ${at}`, one]
  if (typeof value === 'object' && value !== null && MADE.has(value))
    for (const [how, copy] of copies(value)) yield [`${place} ${how}`, copy]
  if (!isWritten(value)) return
  for (const [name, member] of Object.entries(value))
    for (const [what, other] of spoiled(member, { junk, place: `${place}.${name}` }))
      yield [what, replaced(value, name, other)]
  if (Array.isArray(value)) return
  for (const name of Object.keys(value)) yield [`${place} lacks ${name}`, without(value, name)]
  yield [`${place} has a member of no meaning`, { ...value, noSuchMember: 1 }]
}

/** Every good call with something else in one of its places, and with fewer arguments. */
export const badCalls = function* (call: Call, junk: readonly unknown[]): Generator<BadCall> {
  for (const at of call.keys()) {
    yield { what: `${at} arguments`, args: call.slice(0, at) }
    for (const [what, other] of spoiled(call[at], { junk, place: `argument ${at}` }))
      yield { what, args: call.with(at, other) }
  }
}

/** Positions of the options in a good call: what its caller wrote with names, behind what it is about. */
export const optionsOf = (call: Call): readonly number[] =>
  call.flatMap((value, at) => (at > 0 && isWritten(value) && !Array.isArray(value) ? [at] : []))
