import { DescriptorsFactory, signers } from '@bitcoinerlab/descriptors'
import { BIP32Factory } from 'bip32'
import { Psbt } from 'bitcoinjs-lib'
import { ECPairFactory } from 'ecpair'
import * as tiny from 'tiny-secp256k1'
import type { Contender } from '../contender.js'
import type { AgreementData, CompileGivenWork, GivenKeys } from '../data.js'
import { H } from '../floor/compile.js'
import { givenAggregate } from './aggregate.js'
import { REGTEST } from './network.js'

const { Output } = DescriptorsFactory(tiny)
const bip32 = BIP32Factory(tiny)
const ecpair = ECPairFactory(tiny)

const hex = (key: Uint8Array): string => Buffer.from(key).toString('hex')

const givenDescriptor = (
  { internalKey, employer, worker, arbiter }: GivenKeys,
  work: CompileGivenWork,
): string => {
  const both = (first: Uint8Array, second: Uint8Array) => `and_v(v:pk(${hex(first)}),pk(${hex(second)}))`
  const inner = `{${both(arbiter[0], worker[1])},${both(arbiter[1], employer[1])}}`
  const alone = `and_v(v:pk(${hex(employer[2])}),older(${work.silence}))`
  return `tr(${hex(internalKey)},{${both(employer[0], worker[0])},{${inner},${alone}}})`
}

/** The library knows no `musig()`: the aggregate stands in the descriptor as the extended key that BIP 328 makes of it. */
const rangedDescriptor = (agreement: AgreementData): string => {
  const { publicKey, chainCode } = givenAggregate(agreement)
  const aggregate = bip32.fromPublicKey(publicKey, chainCode, REGTEST).toBase58()
  const point = Buffer.concat([Buffer.from([2]), H])
  const unspendable = bip32.fromPublicKey(point, agreement.termsChainCode, REGTEST).toBase58()
  const { employer, worker, arbiter } = agreement
  const both = (first: string, second: string) => `and_v(v:pk(${first}/*),pk(${second}/*))`
  const employerAndWorker = both(`${employer.expression}/0`, `${worker.expression}/0`)
  const withWorker = both(`${arbiter.expression}/0`, `${worker.expression}/2`)
  const withEmployer = both(`${arbiter.expression}/2`, `${employer.expression}/2`)
  const alone = `and_v(v:pk(${employer.expression}/4/*),older(${agreement.silence}))`
  const inner = `{${withWorker},{${withEmployer},pk(${unspendable}/0/*)}}`
  return `tr(${aggregate}/0/*,{${employerAndWorker},{${inner},${alone}}})`
}

/** Its advice to hand over whole previous transactions, once an input; taproot needs none (BIP 341). */
const quietly = <Result>(work: () => Result): Result => {
  const { warn } = console
  console.warn = () => undefined
  try {
    return work()
  } finally {
    console.warn = warn
  }
}

/** @bitcoinerlab/descriptors on tiny-secp256k1, its faster backend. */
export const descriptors: Contender = {
  name: '@bitcoinerlab/descriptors',
  verifies: true,
  compileGiven: async (work) => () =>
    work.contracts.map((keys) =>
      new Output({ descriptor: givenDescriptor(keys, work), network: REGTEST }).getAddress(),
    ),
  compileFresh: async (work) => {
    const ranges = work.agreements.map((agreement) => ({
      ...agreement,
      descriptor: rangedDescriptor(agreement),
    }))
    return () =>
      ranges.flatMap(({ descriptor, index, count }) =>
        Array.from({ length: count }, (_, at) =>
          new Output({ descriptor, index: index + at, network: REGTEST }).getAddress(),
        ),
      )
  },
  spend: async (work) => {
    const descriptor = rangedDescriptor(work.agreement)
    const inputs = work.funded.map(
      ({ index, vout, leafHash, employerKey, workerKey, employerSecret, workerSecret }) => ({
        vout,
        output: new Output({
          descriptor,
          index,
          network: REGTEST,
          taprootSpendPath: 'script',
          tapLeaf: leafHash,
          signersPubKeys: [employerKey, workerKey],
        }),
        employer: ecpair.fromPrivateKey(employerSecret),
        worker: ecpair.fromPrivateKey(workerSecret),
      }),
    )
    for (const { employer, worker } of inputs)
      if (employer.publicKey.length + worker.publicKey.length !== 66) throw new Error('compressed keys')
    const value = work.amount
    const { fee } = work
    return () =>
      quietly(() => {
        const psbt = new Psbt({ network: REGTEST })
        const finalizers = inputs.map(({ output, vout }) =>
          output.updatePsbtAsInput({ psbt, txId: work.fundingTxid, vout, value }),
        )
        psbt.addOutput({ script: work.payoutScript, value: value * BigInt(work.count) - fee })
        const theirs = psbt.clone()
        for (const [index, { employer, worker }] of inputs.entries()) {
          signers.signInputECPair({ psbt, index, ecpair: employer })
          signers.signInputECPair({ psbt: theirs, index, ecpair: worker })
        }
        psbt.combine(theirs)
        const carried = psbt.toBase64()
        for (const finalize of finalizers) finalize({ psbt })
        return [{ psbt: carried, transaction: psbt.extractTransaction().toHex() }]
      })
  },
}
