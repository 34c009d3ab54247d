import { BIP32Factory } from 'bip32'
import { initEccLib, opcodes, Psbt, payments, script } from 'bitcoinjs-lib'
import { ECPairFactory } from 'ecpair'
import * as tiny from 'tiny-secp256k1'
import type { Contender } from '../contender.js'
import type { AgreementData, GivenKeys } from '../data.js'
import { H } from '../floor/compile.js'
import type { FundedContract } from '../works.js'
import { givenAggregate, type PublicNode } from './aggregate.js'
import { spendByMusigJs } from './musigJs.js'
import { REGTEST } from './network.js'

initEccLib(tiny)
const bip32 = BIP32Factory(tiny)
const ecpair = ECPairFactory(tiny)

type ScriptTree = NonNullable<Parameters<typeof payments.p2tr>[0]['scriptTree']>

const pk = (key: Uint8Array) => ({ output: script.compile([key, opcodes.OP_CHECKSIG]) })
const both = (first: Uint8Array, second: Uint8Array) => ({
  output: script.compile([first, opcodes.OP_CHECKSIGVERIFY, second, opcodes.OP_CHECKSIG]),
})
const older = (key: Uint8Array, blocks: number) => ({
  output: script.compile([
    key,
    opcodes.OP_CHECKSIGVERIFY,
    script.number.encode(blocks),
    opcodes.OP_CHECKSEQUENCEVERIFY,
  ]),
})

const addressOf = (keys: GivenKeys, silence: number, terms?: Uint8Array): string => {
  const { internalKey, employer, worker, arbiter } = keys
  const arbiterAndEmployer = both(arbiter[1], employer[1])
  const scriptTree: ScriptTree = [
    both(employer[0], worker[0]),
    [
      [
        both(arbiter[0], worker[1]),
        terms === undefined ? arbiterAndEmployer : [arbiterAndEmployer, pk(terms)],
      ],
      older(employer[2], silence),
    ],
  ]
  const { address } = payments.p2tr({ internalPubkey: internalKey, scriptTree, network: REGTEST })
  if (address === undefined) throw new Error('no address')
  return address
}

const addressesOf = (agreement: AgreementData, { publicKey, chainCode }: PublicNode): readonly string[] => {
  const [employer, worker, arbiter] = [agreement.employer, agreement.worker, agreement.arbiter].map(
    (account) => bip32.fromBase58(account.extendedPublicKey, REGTEST),
  )
  if (!employer || !worker || !arbiter) throw new Error('three accounts')
  const internal = bip32.fromPublicKey(publicKey, chainCode, REGTEST).derive(0)
  const unspendable = Buffer.concat([Buffer.from([2]), H])
  const terms = bip32.fromPublicKey(unspendable, agreement.termsChainCode, REGTEST).derive(0)
  const employers = [employer.derive(0), employer.derive(2), employer.derive(4)] as const
  const workers = [worker.derive(0), worker.derive(2)] as const
  const arbiters = [arbiter.derive(0), arbiter.derive(2)] as const
  return Array.from({ length: agreement.count }, (_, at) => {
    const index = agreement.index + at
    const key = (branch: typeof terms): Uint8Array => branch.derive(index).publicKey.subarray(1)
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

const addInput = (psbt: Psbt, funded: FundedContract, hash: string, value: bigint): void => {
  psbt.addInput({
    hash,
    index: funded.vout,
    sequence: 0xfffffffd,
    witnessUtxo: { script: funded.outputScript, value },
    tapInternalKey: funded.internalKey,
    tapMerkleRoot: funded.merkleRoot,
    tapLeafScript: [{ leafVersion: 0xc0, script: funded.script, controlBlock: funded.controlBlock }],
  })
}

/**
 * bitcoinjs-lib with tiny-secp256k1, bip32 and ecpair. It has no MuSig2: the aggregate is given to it, and another
 * package signs.
 */
export const bitcoinjs: Contender = {
  name: 'bitcoinjs-lib',
  verifies: false,
  compileGiven: async (work) => () => work.contracts.map((keys) => addressOf(keys, work.silence)),
  compileFresh: async (work) => {
    const aggregates = work.agreements.map(givenAggregate)
    return () =>
      work.agreements.flatMap((agreement, at) => {
        const aggregate = aggregates[at]
        if (aggregate === undefined) throw new Error('an aggregate for every agreement')
        return addressesOf(agreement, aggregate)
      })
  },
  spend: async (work) => {
    const pairs = work.funded.map(({ employerSecret, workerSecret, leafHash }) => {
      const employer = ecpair.fromPrivateKey(employerSecret)
      const worker = ecpair.fromPrivateKey(workerSecret)
      // the public keys are computed on first use: here, outside the clock
      if (employer.publicKey.length + worker.publicKey.length !== 66) throw new Error('compressed keys')
      return { employer, worker, leafHash }
    })
    const { fee } = work
    return () => {
      const psbt = new Psbt({ network: REGTEST })
      for (const funded of work.funded) addInput(psbt, funded, work.fundingTxid, work.amount)
      psbt.addOutput({ script: work.payoutScript, value: work.amount * BigInt(work.count) - fee })
      const theirs = psbt.clone()
      for (const [at, { employer, worker, leafHash }] of pairs.entries()) {
        psbt.signTaprootInput(at, employer, leafHash)
        theirs.signTaprootInput(at, worker, leafHash)
      }
      psbt.combine(theirs)
      const carried = psbt.toBase64()
      psbt.finalizeAllInputs()
      return [{ psbt: carried, transaction: psbt.extractTransaction().toHex() }]
    }
  },
  spendMusig: async (work) => spendByMusigJs(work),
}
