import {
  combine,
  complete,
  EscrowError,
  type FinalTransaction,
  type Funded,
  finalize,
  type ReadOptions,
  type Recipient,
  type Role,
  readSpend,
  type Spend,
  sign,
  startMusig,
} from 'taproot-escrow'
import { normalizedReason } from '../bitcoind/reason.js'
import type { RegtestNode } from '../bitcoind/regtest.js'
import type { Teller } from './output.js'
import type { People } from './people.js'
import type { Results } from './record.js'

/** What every scene needs: the node, the people, somebody who tells, and the books. */
export interface Stage extends Teller {
  readonly node: RegtestNode
  readonly people: People
  readonly results: Results
}

/**
 * Each signs in turn, and what travels between them is the text of a PSBT: whoever gets it rebuilds and compares
 * everything before signing.
 */
export const signInTurn = async (
  { people }: Stage,
  {
    funded,
    draft,
    signers,
    ...options
  }: { funded: Funded; draft: Spend; signers: readonly Role[] } & Pick<ReadOptions, 'into' | 'relax'>,
): Promise<FinalTransaction> => {
  let spend = draft
  for (const role of signers) {
    const received = readSpend(funded, spend.psbt, options)
    spend = combine(spend, await sign(received, people[role].signer))
  }
  return finalize(complete(spend))
}

/** Employer and worker make one signature in two rounds: nonces first, then partial signatures. */
export const signTogether = async (
  { people }: Stage,
  { funded, draft, ...options }: { funded: Funded; draft: Spend } & Pick<ReadOptions, 'via'>,
): Promise<FinalTransaction> => {
  const employer = await startMusig(draft, people.employer.signer)
  const worker = await startMusig(readSpend(funded, employer.spend.psbt, options), people.worker.signer)
  const half = await worker.sign(worker.spend)
  const whole = await employer.sign(readSpend(funded, half.psbt, options))
  return finalize(complete(whole))
}

/** Broadcasts, mines a block and holds what the node tells against the plan; the height of that block. */
export const confirm = async (
  { node, results, tell }: Stage,
  { draft, final }: { draft: Spend; final: FinalTransaction },
): Promise<number> => {
  const { path, outcome, weight: plannedWeight, fee, outputs } = draft.plan
  const mined = await node.broadcastAndMine(final.hex)
  const { txid, vsize, weight, confirmations, height, transaction } = mined
  const signers = draft.progress.map(({ role }) => role)
  results.spends.push({
    path,
    outcome: outcome.kind,
    signers,
    txid,
    vsize,
    weight,
    plannedWeight,
    confirmed: confirmations > 0,
    ...('split' in outcome && { split: outcome.split }),
    ...('via' in outcome && { into: 'a swap' }),
    fee: draft.plan.pot - transaction.vout.reduce((sum, { value }) => sum + value, 0n),
    height,
  })
  const promise = (kept: boolean, text: string) => {
    if (!kept) results.broken.push(`${outcome.kind} by ${path}: ${text}`)
  }
  promise(confirmations > 0, 'the transaction is not confirmed')
  promise(weight === plannedWeight, `its weight is ${weight}, planned was ${plannedWeight}`)
  promise(results.spends.at(-1)?.fee === fee, `the fee is not the planned ${fee} sat`)
  promise(
    transaction.vout.length === outputs.length &&
      transaction.vout.every(({ value }, at) => value === outputs[at]?.amount),
    'the outputs are not the planned ones',
  )
  const paid = outputs
    .map(({ amount, recipients }) => {
      const to = recipients.map((recipient) => recipientOf(recipient, draft)).join(' and ')
      return `${formatSats(amount)} to the ${to}`
    })
    .join(', ')
  tell(`Confirmed in block ${height}, ${vsize} vB: ${paid}, ${formatSats(fee)} to the miner.`)
  return height
}

const ROLE_NAMES: Readonly<Record<Role, string>> = {
  employer: 'employer',
  worker: 'worker',
  arbiter: 'arbiter',
  backupArbiter: 'backup arbiter',
}

export const nameOf = ({ role }: { readonly role: Role }): string => ROLE_NAMES[role]

const recipientOf = (recipient: Recipient, { plan: { outcome } }: Spend): string => {
  if ('role' in recipient) return nameOf(recipient)
  if ('swap' in recipient) return 'swap'
  return outcome.kind === 'relock' && outcome.into === 'itself' ? 'same contract' : 'next contract'
}

export const formatSats = (amount: bigint): string => `${amount.toLocaleString('en')} sat`

/** Shows the node a transaction that it must refuse, for this reason in the words that all versions share. */
export const expectRefusal = async (
  { node, results, tell }: Stage,
  { attempt, hex, reason }: { attempt: string; hex: string; reason: string },
): Promise<void> => {
  const verdict = await node.tryAccept(hex)
  if (verdict.allowed) {
    results.broken.push(`${attempt}: the node accepts it`)
    return
  }
  const received = verdict.reason ?? 'no reason'
  results.refused.push({ attempt, reason: received })
  if (normalizedReason(received) !== reason)
    results.broken.push(`${attempt}: the node says "${received}", not "${reason}"`)
  tell(`Refused by the node: ${received}`)
}

/** What the library itself says about the same attempt, before any node is asked. */
export const expectOwnRefusal = async (
  { results, tell }: Stage,
  { attempt, code, act }: { attempt: string; code: string; act: () => unknown },
): Promise<void> => {
  try {
    await act()
    results.broken.push(`${attempt}: the library accepts it`)
  } catch (error) {
    if (!(error instanceof EscrowError)) throw error
    if (error.code !== code) results.broken.push(`${attempt}: the library says ${error.code}, not ${code}`)
    tell(`Refused by the library: ${error.code}, ${error.message}`)
  }
}
