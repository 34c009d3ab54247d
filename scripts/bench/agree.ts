import { Psbt, Transaction } from 'bitcoinjs-lib'
import { verifySchnorr } from 'tiny-secp256k1'
import type { Spent } from './contender.js'
import { type FundedContract, feeOf, SEQUENCE, type SpendWork } from './works.js'

const SIGHASH_DEFAULT = 0

const failure = (contender: string, work: string, what: string): Error =>
  new Error(`${contender} does other work in "${work}": ${what}`)

/** A contender is timed only where its result is the one that the others have. */
export const assertAddresses = (
  contender: string,
  work: string,
  got: readonly string[],
  expected: readonly string[],
): void => {
  if (got.length !== expected.length) throw failure(contender, work, `${got.length} addresses`)
  const at = got.findIndex((address, index) => address !== expected[index])
  if (at >= 0) throw failure(contender, work, `address ${at} is ${got[at]}, expected ${expected[at]}`)
}

const equal = (left: Uint8Array | undefined, right: Uint8Array): boolean =>
  left !== undefined && Buffer.compare(left, right) === 0

/** The contracts that a transaction spends, by its inputs' outpoints. */
const spentContracts = (work: SpendWork, transaction: Transaction): readonly (FundedContract | undefined)[] =>
  transaction.ins.map(({ hash, index }) =>
    Buffer.from(hash).reverse().toString('hex') === work.fundingTxid ? work.funded[index] : undefined,
  )

/** What is wrong with a transaction before its witnesses are looked at; `undefined` where nothing is. */
const wrongTransaction = (work: SpendWork, transaction: Transaction): string | undefined => {
  const { version, locktime, ins, outs } = transaction
  if (version !== 2 || locktime !== 0 || ins.some(({ sequence }) => sequence !== SEQUENCE))
    return 'version, locktime or sequences'
  const [payout, another] = outs
  const value = work.amount * BigInt(ins.length) - feeOf({ count: ins.length, path: work.path })
  if (another !== undefined || !equal(payout?.script, work.payoutScript) || payout?.value !== value)
    return `outputs, expected one of ${value} sat for the worker`
  return undefined
}

/** The aggregate signature valid for the output key, in the witness and in the PSBT. */
const wrongAggregates = (
  contracts: readonly FundedContract[],
  { transaction, psbt, hashes }: Checked,
): string | undefined => {
  for (const [at, { outputScript }] of contracts.entries()) {
    const hash = hashes[at]
    const [signature, ...rest] = transaction.ins[at]?.witness ?? []
    if (hash === undefined || signature === undefined || rest.length > 0) return `witness of input ${at}`
    if (!verifySchnorr(hash, outputScript.subarray(2), signature)) return `signature of input ${at}`
    if (!equal(psbt.data.inputs[at]?.tapKeySig, signature))
      return `the PSBT lacks the signature of input ${at}`
  }
  return undefined
}

/** Each signature valid for its key and leaf, in the witness and in the PSBT, by the hashes of bitcoinjs-lib. */
interface Checked {
  readonly transaction: Transaction
  readonly psbt: Psbt
  readonly hashes: readonly Uint8Array[]
}

const wrongSignatures = (
  contracts: readonly FundedContract[],
  { transaction, psbt, hashes }: Checked,
): string | undefined => {
  for (const [at, funded] of contracts.entries()) {
    const hash = hashes[at]
    const [worker, employer, script, controlBlock, ...rest] = transaction.ins[at]?.witness ?? []
    if (hash === undefined || worker === undefined || employer === undefined || rest.length > 0)
      return `witness of input ${at}`
    if (!equal(script, funded.script) || !equal(controlBlock, funded.controlBlock))
      return `script or control block of input ${at}`
    if (!verifySchnorr(hash, funded.employerKey, employer)) return `employer's signature of input ${at}`
    if (!verifySchnorr(hash, funded.workerKey, worker)) return `worker's signature of input ${at}`
    const carried = psbt.data.inputs[at]?.tapScriptSig ?? []
    const carries = (key: Uint8Array, signature: Uint8Array): boolean =>
      carried.some((row) => equal(row.pubkey, key) && equal(row.signature, signature))
    if (!carries(funded.employerKey, employer) || !carries(funded.workerKey, worker))
      return `the PSBT lacks a signature of input ${at}`
  }
  return undefined
}

/**
 * The check of a spend: every contract spent exactly once, everything paid to the worker at the fee rate, all
 * signatures valid. Whoever makes one transaction of it must make the one that the first contender made.
 */
export const spendCheck = (work: SpendWork): ((contender: string, spends: readonly Spent[]) => void) => {
  let expectedTxid: string | undefined
  const known = new Map<string, readonly Uint8Array[]>()
  const hashesOf = (
    transaction: Transaction,
    contracts: readonly FundedContract[],
  ): readonly Uint8Array[] => {
    const scripts = contracts.map(({ outputScript }) => outputScript)
    const amounts = contracts.map(() => work.amount)
    const hashes =
      known.get(transaction.getId()) ??
      contracts.map(({ leafHash }, at) =>
        transaction.hashForWitnessV1(
          at,
          scripts,
          amounts,
          SIGHASH_DEFAULT,
          work.path === 'key' ? undefined : leafHash,
        ),
      )
    known.set(transaction.getId(), hashes)
    return hashes
  }
  return (contender, spends) => {
    const seen = new Set<FundedContract>()
    const refuse = (wrong: string | undefined): void => {
      if (wrong !== undefined) throw failure(contender, work.name, wrong)
    }
    for (const spent of spends) {
      const transaction = Transaction.fromHex(spent.transaction)
      const txid = transaction.getId()
      expectedTxid ??= txid
      if (spends.length === 1 && txid !== expectedTxid) refuse(`txid ${txid}, expected ${expectedTxid}`)
      refuse(wrongTransaction(work, transaction))
      const contracts = spentContracts(work, transaction).map((contract, at) => {
        if (contract === undefined || seen.has(contract))
          throw failure(contender, work.name, `outpoint of input ${at}`)
        seen.add(contract)
        return contract
      })
      const psbt = Psbt.fromBase64(spent.psbt)
      const checked = { transaction, psbt, hashes: hashesOf(transaction, contracts) }
      refuse((work.path === 'key' ? wrongAggregates : wrongSignatures)(contracts, checked))
    }
    if (seen.size !== work.count) refuse(`${seen.size} contracts spent of ${work.count}`)
  }
}
