import {
  type Agreement,
  type Contract,
  compile,
  complete,
  type Funded,
  finalize,
  fixedPrice,
  type Milestone,
  refund,
  release,
  type Spend,
  satsPerVb,
  settle,
  sign,
  startMusig,
} from 'taproot-escrow'
import type { Signer } from 'taproot-escrow/signers'
import type { Equal, Expect } from './expect.js'

const feeRate = satsPerVb('1')

export const inOrder = async (funded: Funded, signer: Signer): Promise<string> => {
  const draft = release(funded, { path: 'employerAndWorker', feeRate })
  const states: Expect<Equal<typeof draft, Spend<'unsigned'>>> = true
  // @ts-expect-error nobody has signed
  finalize(draft)
  const signed = await sign(draft, signer)
  // @ts-expect-error somebody has, but nobody checked that all did
  finalize(signed)
  return `${states} ${finalize(complete(signed)).hex}`
}

export const inTwoRounds = async (funded: Funded, signer: Signer): Promise<void> => {
  const session = await startMusig(release(funded, { feeRate }), signer)
  // @ts-expect-error the other one's nonces come first
  await session.sign()
  // @ts-expect-error nonces are no signatures
  finalize(session.spend)
}

export const manyAtOnce = (funded: readonly Funded[]): readonly Spend<'unsigned'>[] =>
  release(funded, { feeRate })

export const wrongWays = (funded: Funded): readonly unknown[] => [
  // @ts-expect-error the employer alone cannot release
  release(funded, { path: 'employerAlone', feeRate }),
  // @ts-expect-error the worker alone cannot refund
  refund(funded, { path: 'workerAlone', feeRate }),
  // @ts-expect-error nobody can spend by the terms
  refund(funded, { path: 'terms', feeRate }),
  // @ts-expect-error a refund says who signs
  refund(funded, { feeRate }),
  // @ts-expect-error a settlement says how
  settle(funded, { feeRate }),
  // @ts-expect-error a rate is made by satsPerVb, or its text
  release(funded, { feeRate: 1n }),
]

export const ratesAsText = (funded: Funded): readonly Spend<'unsigned'>[] => [
  release(funded, { feeRate: '2.5', feeRateFloor: '0.1' }),
  ...release([funded], { feeRate: '2.5' }),
]

/** What is never empty says so. */
export const neverEmpty = (agreement: Agreement): readonly [Contract, Milestone, Milestone] => {
  const [contract] = compile(agreement)
  return [contract, agreement.milestones[0], fixedPrice(parameters).milestones[0]]
}
declare const parameters: Parameters<typeof fixedPrice>[0]
