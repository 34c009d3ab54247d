import { HDKey } from '@scure/bip32'
import * as btc from '@scure/btc-signer'
import { keyAggregate, nonceAggregate, nonceGen, Session, sortKeys } from '@scure/btc-signer/musig2.js'
import type { Contender } from '../contender.js'
import type { AgreementData, GivenKeys } from '../data.js'
import { AGGREGATE_CHAIN_CODE, H } from '../floor/compile.js'
import { pairOf } from '../floor/pair.js'
import type { FundedContract, SpendWork } from '../works.js'

const NETWORK = { bech32: 'bcrt', pubKeyHash: 0x6f, scriptHash: 0xc4, wif: 0xef }
const VERSIONS = { public: 0x043587cf, private: 0x04358394 }

const pk = (key: Uint8Array) => ({ script: btc.Script.encode([key, 'CHECKSIG']) })
const both = (first: Uint8Array, second: Uint8Array) => ({
  script: btc.Script.encode([first, 'CHECKSIGVERIFY', second, 'CHECKSIG']),
})
const older = (key: Uint8Array, blocks: number) => ({
  script: btc.Script.encode([key, 'CHECKSIGVERIFY', blocks, 'CHECKSEQUENCEVERIFY']),
})

const addressOf = (keys: GivenKeys, silence: number, terms?: Uint8Array): string => {
  const { internalKey, employer, worker, arbiter } = keys
  const arbiterAndEmployer = both(arbiter[1], employer[1])
  const tree = [
    both(employer[0], worker[0]),
    [
      [
        both(arbiter[0], worker[1]),
        terms === undefined ? arbiterAndEmployer : [arbiterAndEmployer, pk(terms)],
      ],
      older(employer[2], silence),
    ],
  ]
  // the timelock's leaf is none of the shapes that the library knows
  const { address } = btc.p2tr(internalKey, tree as Parameters<typeof btc.p2tr>[1] & object, NETWORK, true)
  if (address === undefined) throw new Error('no address')
  return address
}

const addressesOf = (agreement: AgreementData): readonly string[] => {
  const [employer, worker, arbiter] = [agreement.employer, agreement.worker, agreement.arbiter].map(
    (account) => HDKey.fromExtendedKey(account.extendedPublicKey, VERSIONS),
  )
  if (!employer || !worker || !arbiter) throw new Error('three accounts')
  const aggregate = keyAggregate(sortKeys([agreement.employer.publicKey, agreement.worker.publicKey]))
  const publicKey = aggregate.aggPublicKey.toBytes(true)
  const internal = new HDKey({ versions: VERSIONS, publicKey, chainCode: AGGREGATE_CHAIN_CODE }).deriveChild(
    0,
  )
  const unspendable = Buffer.concat([Buffer.from([2]), H])
  const terms = new HDKey({
    versions: VERSIONS,
    publicKey: unspendable,
    chainCode: agreement.termsChainCode,
  }).deriveChild(0)
  const employers = [employer.deriveChild(0), employer.deriveChild(2), employer.deriveChild(4)] as const
  const workers = [worker.deriveChild(0), worker.deriveChild(2)] as const
  const arbiters = [arbiter.deriveChild(0), arbiter.deriveChild(2)] as const
  return Array.from({ length: agreement.count }, (_, at) => {
    const index = agreement.index + at
    const key = (branch: HDKey): Uint8Array => {
      const { publicKey } = branch.deriveChild(index)
      if (publicKey === null) throw new Error('no public key')
      return publicKey.subarray(1)
    }
    return addressOf(
      {
        internalKey: key(internal),
        employer: [key(employers[0]), key(employers[1]), key(employers[2])],
        worker: [key(workers[0]), key(workers[1])],
        arbiter: [key(arbiters[0]), key(arbiters[1])],
      },
      agreement.silence,
      key(terms),
    )
  })
}

const transactionOf = (work: SpendWork, fee: bigint): btc.Transaction => {
  const transaction = new btc.Transaction({ version: 2 })
  for (const funded of work.funded) addInput(transaction, funded, work)
  transaction.addOutput({ script: work.payoutScript, amount: work.amount * BigInt(work.count) - fee })
  return transaction
}

const addInput = (transaction: btc.Transaction, funded: FundedContract, work: SpendWork): void => {
  const { outputScript, internalKey, merkleRoot, sibling, controlBlock, script, vout } = funded
  transaction.addInput({
    txid: work.fundingTxid,
    index: vout,
    sequence: 0xfffffffd,
    witnessUtxo: { script: outputScript, amount: work.amount },
    tapInternalKey: internalKey,
    tapMerkleRoot: merkleRoot,
    tapLeafScript: [
      [
        { version: controlBlock[0] ?? 0xc0, internalKey, merklePath: [sibling] },
        Buffer.concat([script, Buffer.from([0xc0])]),
      ],
    ],
  })
}

/** @scure/btc-signer with @scure/bip32: its own pure JavaScript curve, MuSig2 included. */
export const scure: Contender = {
  name: '@scure/btc-signer',
  verifies: false,
  compileGiven: async (work) => () => work.contracts.map((keys) => addressOf(keys, work.silence)),
  compileFresh: async (work) => () => work.agreements.flatMap(addressesOf),
  spend: async (work) => {
    const { fee } = work
    return () => {
      const transaction = transactionOf(work, fee)
      const theirs = transactionOf(work, fee)
      for (const [at, { employerSecret, workerSecret }] of work.funded.entries()) {
        transaction.signIdx(employerSecret, at)
        theirs.signIdx(workerSecret, at)
      }
      transaction.combine(theirs)
      const psbt = Buffer.from(transaction.toPSBT(0)).toString('base64')
      transaction.finalize()
      return [{ psbt, transaction: transaction.hex }]
    }
  },
  spendMusig: async (work) => {
    const { employer, worker } = work.agreement
    const parties = [employer, worker]
    const keys = sortKeys(parties.map(({ publicKey }) => publicKey))
    const secretOf = (publicKey: Uint8Array): Uint8Array =>
      Buffer.compare(publicKey, employer.publicKey) === 0 ? employer.privateKey : worker.privateKey
    const pair = pairOf(work.agreement)
    return () => {
      const transaction = transactionOf(work, work.fee)
      const scripts = work.funded.map(({ outputScript }) => outputScript)
      const amounts = work.funded.map(() => work.amount)
      for (const [at, funded] of work.funded.entries()) {
        const message = transaction.preimageWitnessV1(at, scripts, btc.SigHash.DEFAULT, amounts)
        const { tweaks } = pair.contractOf(funded)
        const nonces = keys.map((publicKey) => nonceGen(publicKey, secretOf(publicKey), undefined, message))
        const sum = nonceAggregate(nonces.map(({ public: nonce }) => nonce))
        const session = new Session(sum, keys, message, [...tweaks], [false, false, true])
        const parts = nonces.map(({ secret }, signer) => {
          const publicKey = keys[signer]
          if (publicKey === undefined) throw new Error('a key for each nonce')
          return session.sign(secret, secretOf(publicKey), true)
        })
        transaction.updateInput(at, { tapKeySig: session.partialSigAgg(parts) }, true)
      }
      const psbt = Buffer.from(transaction.toPSBT(0)).toString('base64')
      transaction.finalize()
      return [{ psbt, transaction: transaction.hex }]
    }
  },
}
