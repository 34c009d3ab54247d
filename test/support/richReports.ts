import {
  accept,
  amend,
  emptyView,
  extended,
  matchFunding,
  proveTerms,
  release,
  satsPerVb,
  seen,
} from 'taproot-escrow'
import {
  type Audit,
  type AuditOptions,
  asOf,
  audit,
  ofAcceptances,
  ofFunding,
  ofStream,
  ofTerms,
} from 'taproot-escrow/audit'
import { planStream, signState } from 'taproot-escrow/stream'
import { toBase64 } from '../../src/psbt/base64.js'
import { decodePsbt, encodePsbt } from '../../src/psbt/codec.js'
import type { Psbt } from '../../src/psbt/model.js'
import { parseTransaction } from '../../src/psbt/transaction.js'
import { fromHex, toHex } from '../../src/units/bytes.js'
import { sats } from '../../src/units/sats.js'
import { finished, made, signerOf } from './contracts.js'
import { fullDocument, type Json } from './documents.js'
import { FOREIGN_TREES } from './foreignTrees.js'
import { addressOf, extendedHolder } from './holders.js'
import { minedChain, payment } from './minedChain.js'
import { provenDeposit } from './provenDeposit.js'

/** An employer, a worker of two payees and a quorum of arbiters; one contract. */
const document = (): Json => {
  const { previous: _, ...full } = fullDocument()
  return {
    ...full,
    dispute: { ...full.dispute, from: { blocks: 400 } },
    milestones: [{ amount: '1000000', memo: 'design' }],
  }
}
const DEPOSITED = 15

const changed = (psbt: string, change: (decoded: Psbt) => Psbt): string =>
  toBase64(encodePsbt(change(decodePsbt(psbt))))

/** The same PSBT with the money of its first output going to a stranger. */
const stolen = (psbt: string): string =>
  changed(psbt, (decoded) => ({
    ...decoded,
    transaction: {
      ...decoded.transaction,
      outputs: decoded.transaction.outputs.map((output, at) =>
        at === 0 ? { ...output, script: fromHex(`5120${'ab'.repeat(32)}`) ?? output.script } : output,
      ),
    },
  }))

/** The same PSBT as a wallet leaves it that finalizes by itself. */
const finalOf = (psbt: string, hex: string): string => {
  const { inputs } = parseTransaction(hex)
  return changed(psbt, (decoded) => ({
    ...decoded,
    inputs: decoded.inputs.map((map, at) => ({ ...map, finalScriptWitness: inputs[at]?.witness ?? [] })),
  }))
}

/** What parties hold of a contract that was paid into, and of the same one whose money was released. */
const lifeOf = async () => {
  const { agreement, contracts } = made(document())
  const [contract] = contracts
  if (contract === undefined) throw new Error('no contract')
  const deposit = payment(1, contract.outputScript, contract.amount)
  const chain = minedChain(
    Array.from({ length: 20 }, (_, at) => (at === DEPOSITED - 1 ? { transactions: [deposit] } : {})),
  )
  const [base, ...others] = chain
  const view = seen(
    extended(
      emptyView({ network: 'regtest', checkpoint: { height: 0, hash: base?.parsed.hash ?? '' } }),
      others.map(({ header }) => header),
    ),
    {
      transaction: toHex(deposit),
      where: { blockHash: chain[DEPOSITED]?.parsed.hash ?? '', height: DEPOSITED, position: 1 },
    },
  )
  const feeRate = satsPerVb('4')
  const time = chain[DEPOSITED - 1]?.parsed.time ?? 0
  const [funded] = matchFunding(contracts, toHex(deposit), { confirmedAt: DEPOSITED })
  const [draft] = release([funded], { path: 'employerAndWorker', feeRate })
  if (draft === undefined) throw new Error('no draft')
  const { hex: released } = await finished(draft)
  const tip = { height: 20, medianTime: time }
  const plan = planStream({ deposits: [{ ...funded, medianTimeBefore: time }], feeRate: '4' }, { at: tip })
  const last = await signState(plan, { pays: sats('400000'), last: 'none' }, signerOf(extendedHolder(1)))
  const { psbt } = draft
  const final = finalOf(psbt, released)
  return { agreement, contract, deposit: toHex(deposit), released, psbt, final, view, plan, last }
}

/** Audits that have every section of a report between them, made as those who hold the files make them. */
export const richAudits = async (): Promise<readonly (readonly [name: string, report: Audit])[]> => {
  const life = await lifeOf()
  const { agreement, contract } = life
  const proven = await provenDeposit(contract)
  const employer = await accept(agreement, signerOf(extendedHolder(1)), { role: 'employer' })
  const told = (options: AuditOptions): Audit => audit(agreement.text, options)
  const amended = amend(agreement, {
    index: 40,
    milestones: [{ amount: '900000', memo: 'less' }],
    silence: { pays: 'employer', after: { blocks: 6000 } },
  })
  const [foreign] = FOREIGN_TREES
  return [
    [
      'what was paid in and is asked to be released',
      told({
        now: asOf(life.view),
        stream: ofStream(life.plan, { last: life.last }),
        proofs: [
          ofAcceptances(employer),
          ofTerms(proveTerms(contract)),
          ofFunding(proven.proof, { checkpoint: proven.checkpoint, now: proven.now }),
          ofTerms(proveTerms(contract), { address: addressOf(8) }),
        ],
        psbt: life.psbt,
        before: JSON.stringify({ ...document(), milestones: [{ amount: '800000', memo: 'a draft' }] }),
      }),
    ],
    ['what was released', told({ transactions: [life.deposit, life.released, '00'], psbt: life.final })],
    ['a PSBT that pays a stranger', told({ psbt: stolen(life.psbt) })],
    ['a PSBT that is none', told({ psbt: 'cHNidP8BAAAA' })],
    ['an amendment', audit(amended.text, { before: agreement.text })],
    ['a descriptor of a contract', audit(contract.descriptor, { index: contract.index })],
    ['a descriptor of something else', audit(foreign?.descriptor ?? 'tr(')],
    ['no agreement', audit('{"format": 1}')],
  ]
}
