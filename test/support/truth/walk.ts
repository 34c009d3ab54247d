import { type Contract, compile, openingsOf, parseAgreement } from 'taproot-escrow'
import { type Matrix, matrixOf, outputOf } from 'taproot-escrow/audit'
import type { RegtestNode } from '../../../scripts/bitcoind/regtest.js'
import type { SecondDocument } from '../../../src/audit/engine/document.js'
import { type SecondContract, secondEngine } from '../../../src/audit/engine/engine.js'
import { describeLock, type Lock } from '../../../src/units/lock.js'
import { sats } from '../../../src/units/sats.js'
import type { Json } from '../documents.js'
import type { Holder } from '../holders.js'
import type { Target } from './target.js'
import { type Try, triesAt } from './tries.js'
import { askNode, type Verdicts } from './truth.js'

/** An agreement whose matrices are held against a node. */
export interface Subject {
  readonly title: string
  readonly document: Json
  readonly holderOf: (keyText: string) => Holder
  /** The secret behind a hash in hex. */
  readonly secretOf: (hash: string) => Uint8Array
}

/** A contract with its matrix, everything that was tried, and what the node said. */
export interface Case {
  readonly title: string
  readonly matrix: Matrix
  readonly target: Target
  readonly compiled: Contract
  readonly tries: readonly Try[]
  readonly verdicts: Verdicts[]
}

const AMOUNT = 100_000n

/** A contract with its matrix, before it is on a chain. */
export interface Planned {
  readonly title: string
  readonly subject: Subject
  readonly document: SecondDocument
  readonly contract: SecondContract
  /** The same, as the library compiles it. */
  readonly compiled: Contract
  readonly matrix: Matrix
  readonly secretHash: string | undefined
}

/** The contracts of an agreement, compiled twice: by the library, whose matrix is on trial, and by the second engine. */
export const plannedOf = (subject: Subject): readonly Planned[] => {
  const text = JSON.stringify(subject.document)
  const contracts = compile(parseAgreement(text))
  return secondEngine(text).contracts.map((contract, milestone) => ({
    title: `${subject.title}, contract ${contract.index}`,
    subject,
    // the parser has accepted it
    document: subject.document as SecondDocument,
    contract,
    compiled: contracts[milestone]!,
    matrix: matrixOf(outputOf(contracts[milestone]!)),
    secretHash: subject.document.milestones[milestone].secretHash,
  }))
}

/** Where a chain stands. */
interface Moment {
  readonly height: number
  readonly medianTime: number
}

/** The height or median time of the tip at which a lock has just opened, for the next block. */
const openingOf = (lock: Lock, funded: Moment): Partial<Moment> => {
  if ('blocks' in lock) return { height: funded.height + lock.blocks - 1 }
  if ('height' in lock) return { height: lock.height }
  // BIP 68 counts from the median time of the block before the one that funds
  if ('seconds' in lock) return { medianTime: funded.medianTime + lock.seconds }
  return { medianTime: lock.time + 1 }
}

const hasCome = (opening: Partial<Moment>, now: Moment): boolean =>
  now.height >= (opening.height ?? 0) && now.medianTime >= (opening.medianTime ?? 0)

/** The stretch in which a contract is at a moment. */
const stretchAt = ({ stretches }: Matrix, funded: Moment, now: Moment): number =>
  stretches.findLastIndex(({ from }) => from === undefined || hasCome(openingOf(from, funded), now))

const momentOf = async (node: RegtestNode): Promise<Moment> => ({
  height: await node.height(),
  medianTime: await node.medianTime(),
})

const look = async (node: RegtestNode, one: Case, { funded, when }: { funded: Moment; when: string }) => {
  const now = await momentOf(node)
  const stretch = stretchAt(one.matrix, funded, now)
  const { outpoint, amount } = one.target
  const deposit = {
    contract: one.compiled,
    outpoint,
    amount: sats(amount),
    match: 'exact',
    confirmedAt: funded.height,
    medianTimeBefore: funded.medianTime,
  } as const
  const openings = openingsOf(deposit, now)
  one.verdicts.push({ stretch, when, openings, refused: await askNode(node, one.tries) })
}

/** Somebody's turn to be looked at. */
interface Event {
  readonly at: number
  readonly one: Case
  readonly when: string
}

/** Funds contracts and walks through time once, stopping for each at each of its openings and just before. */
const walkAlong = async (
  node: RegtestNode,
  planned: readonly Planned[],
  axis: keyof Moment,
): Promise<readonly Case[]> => {
  if (planned.length === 0) return []
  const { medianTime } = await momentOf(node)
  const deposits = await node.fund(planned.map(({ contract: { address } }) => ({ address, amount: AMOUNT })))
  const funded = { height: await node.height(), medianTime }
  const cases = planned.map(
    ({ title, subject, document, contract, compiled, matrix, secretHash }, turn): Case => {
      const { txid, vout } = deposits[turn]!
      const { holderOf } = subject
      const secret = secretHash === undefined ? undefined : subject.secretOf(secretHash)
      const target = { document, contract, outpoint: { txid, vout }, amount: AMOUNT, holderOf, secret, turn }
      return { title, matrix, target, compiled, tries: triesAt(target), verdicts: [] }
    },
  )
  for (const one of cases) await look(node, one, { funded, when: 'at once' })
  const now = (await momentOf(node))[axis]
  const events = cases
    .flatMap((one) =>
      one.matrix.stretches.flatMap(({ from }): readonly Event[] => {
        const at = from === undefined ? undefined : openingOf(from, funded)[axis]
        if (from === undefined || at === undefined || at <= now) return []
        return [
          { at: at - 1, one, when: `just before ${describeLock(from)}` },
          { at, one, when: `at ${describeLock(from)}` },
        ]
      }),
    )
    .sort((left, right) => left.at - right.at)
  for (const { at, one, when } of events) {
    if (axis === 'height') await node.mineUntilHeight(at)
    else await node.passTimeUntil(at)
    await look(node, one, { funded, when })
  }
  return cases
}

const isByTime = ({ matrix }: Planned): boolean =>
  matrix.stretches.some(({ from }) => from !== undefined && ('seconds' in from || 'time' in from))

/** What a node says to every try at every contract, at every time. */
export const walk = async (node: RegtestNode, planned: readonly Planned[]): Promise<readonly Case[]> => {
  const byBlocks = planned.filter((one) => !isByTime(one))
  return [
    ...(await walkAlong(node, byBlocks, 'height')),
    ...(await walkAlong(node, planned.filter(isByTime), 'medianTime')),
  ]
}
