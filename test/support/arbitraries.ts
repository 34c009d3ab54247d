import fc from 'fast-check'
import type { LockKind } from '../../src/units/lock.js'
import { NETWORKS, type NetworkName } from '../../src/units/network.js'
import type { Json } from './documents.js'
import { ADDRESS_KINDS, addressOf, bareHolder, extendedHolder, secretHashOf } from './holders.js'

/** What random agreements may hold; everything that the format knows unless told otherwise. */
export interface AgreementTraits {
  readonly networks?: readonly NetworkName[]
  /** Most keys of a role. */
  readonly mostKeys?: number
  readonly keyKinds?: readonly ('extended' | 'bare')[]
  readonly lockKinds?: readonly LockKind[]
  readonly arbiters?: readonly ('none' | 'one' | 'backup')[]
  readonly mostMilestones?: number
  /** Clocks that a chain can run through: gaps of so many units at most, heights and times from these on. */
  readonly clocks?: { readonly longest: number; readonly height: number; readonly time: number }
}

const LOCK_KINDS: readonly LockKind[] = ['blocks', 'seconds', 'height', 'time']

/** How many holders of each kind exist. */
const HOLDERS = 40

/** Units of a lock's number: locks by seconds count in 512. */
const stepOf = (kind: LockKind): number => (kind === 'blocks' || kind === 'height' ? 1 : 512)
/** A day in these units. */
const dayOf = (kind: LockKind): number => (kind === 'blocks' || kind === 'height' ? 144 : 169)

const baseOf = (kind: LockKind, clocks: AgreementTraits['clocks']): fc.Arbitrary<number> => {
  if (clocks !== undefined && (kind === 'height' || kind === 'time')) return fc.constant(clocks[kind])
  if (kind === 'height') return fc.integer({ min: 0, max: 400_000_000 })
  if (kind === 'time') return fc.integer({ min: 500_000_000, max: 2_100_000_000 })
  return fc.constant(0)
}

/** In units of the lock's number. */
const LONGEST = 5000

/** Silence, rescue and dispute whose order leaves everybody the time agreed on. */
const termsOf = ({
  kind,
  arbiters,
  clocks,
}: {
  kind: LockKind
  arbiters: 'none' | 'one' | 'backup'
  clocks: AgreementTraits['clocks']
}): fc.Arbitrary<Json> => {
  const longest = clocks?.longest ?? LONGEST
  const gap = fc.integer({ min: 0, max: longest })
  return fc
    .record({
      base: baseOf(kind, clocks),
      decision: fc.integer({ min: 1, max: longest }),
      from: fc.option(fc.integer({ min: 1, max: longest })),
      gaps: fc.tuple(gap, gap, gap),
      pays: fc.constantFrom('employer', 'worker'),
      withRescue: fc.boolean(),
    })
    .map(({ base, decision, from, gaps, pays, withRescue }) => {
      const step = stepOf(kind)
      const lock = (units: number) => ({ [kind]: base + units * step })
      const start = from ?? 0
      const backupFrom = arbiters === 'backup' ? start + decision + gaps[0] : undefined
      const silence = arbiters === 'none' ? 1 + gaps[1] : (backupFrom ?? start) + decision + gaps[1]
      const rescue = silence + (arbiters === 'none' ? dayOf(kind) : decision) + gaps[2]
      return {
        silence: { pays, after: lock(silence) },
        ...(withRescue ? { rescue: { after: lock(rescue) } } : {}),
        ...(arbiters === 'none'
          ? {}
          : {
              dispute: {
                ...(from === null ? {} : { from: lock(from) }),
                decision: { [step === 1 ? 'blocks' : 'seconds']: decision * step },
                ...(backupFrom === undefined ? {} : { backupFrom: lock(backupFrom) }),
              },
            }),
      }
    })
}

/** Shares of 1 to 4 payees, none below 500. */
const shares: fc.Arbitrary<number[]> = fc
  .array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 4 })
  .map((parts) => {
    const whole = parts.reduce((sum, part) => sum + part, 0)
    const rest = 10_000 - 500 * parts.length
    const each = parts.map((part) => 500 + Math.floor((rest * part) / whole))
    each[0]! += 10_000 - each.reduce((sum, share) => sum + share, 0)
    return each
  })

const fee = fc.oneof(
  fc.constant({ bps: 0 }),
  fc.integer({ min: 100, max: 5000 }).map((bps) => ({ bps })),
  fc.integer({ min: 1000, max: 50_000 }).map((fixed) => ({ sats: String(fixed) })),
)

const amount = fc.bigInt({ min: 100_000n, max: 10n ** 12n }).map(String)

/** Words, umlauts and signs, in normalization form C, without a space at an end. */
export const memos: fc.Arbitrary<string> = fc
  .string({
    unit: fc.constantFrom('a', 'Z', '0', ' ', ',', '"', '\\', '/', 'ä', 'ß', '好', '😀'),
    minLength: 1,
    maxLength: 40,
  })
  .map((text) => text.replace(/^ | $/g, '.'))

const hash = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('hex'))

/** Draws holders and addresses so that nothing repeats. */
const drawer = (order: readonly number[], network: NetworkName) => {
  let next = 0
  return {
    number: (): number => order[next++ % order.length]!,
    network,
  }
}

interface QuorumPlan {
  readonly size: number
  readonly threshold: number
  readonly kinds: readonly number[]
}

const quorumPlan = ({ most }: { most: number }): fc.Arbitrary<QuorumPlan> =>
  fc
    .record({
      size: fc.oneof(
        { weight: 2, arbitrary: fc.constant(1) },
        { weight: 1, arbitrary: fc.integer({ min: 1, max: most }) },
      ),
      threshold: fc.nat(),
      kinds: fc.array(fc.nat(), { minLength: most, maxLength: most }),
    })
    .map(({ size, threshold, kinds }) => ({ size, threshold: 1 + (threshold % size), kinds }))

const existingPaths = (document: Json): string[] => {
  const own = (part: string) =>
    document.milestones.map((milestone: Json) => milestone[part] ?? document[part])
  const pays = (party: string): boolean =>
    own('silence').some((silence: Json) => silence.pays === party) || own('rescue').some(Boolean)
  return [
    'employerAndWorker',
    ...(document.arbiter ? ['arbiterAndWorker', 'arbiterAndEmployer'] : []),
    ...(document.backupArbiter ? ['backupAndWorker', 'backupAndEmployer'] : []),
    ...(pays('employer') ? ['employerAlone'] : []),
    ...(pays('worker') ? ['workerAlone'] : []),
    ...(document.milestones.some((milestone: Json) => milestone.secretHash) ? ['workerWithSecret'] : []),
  ]
}

/**
 * Documents of valid agreements. The same seed gives the same documents; their keys, addresses and secrets are
 * those of `holders.ts`. Weights stay small enough that no tree is deeper than 7.
 */
export const agreementDocuments = (traits: AgreementTraits = {}): fc.Arbitrary<Json> => {
  const {
    networks = NETWORKS,
    mostKeys = 4,
    keyKinds = ['extended', 'bare'],
    lockKinds = LOCK_KINDS,
    arbiters: panels = ['none', 'one', 'backup'],
    mostMilestones = 4,
  } = traits
  const quorum = quorumPlan({ most: mostKeys })
  return fc
    .record({ network: fc.constantFrom(...networks), panel: fc.constantFrom(...panels) })
    .chain(({ network, panel }) => {
      const terms = fc
        .constantFrom(...lockKinds)
        .chain((kind) => termsOf({ kind, arbiters: panel, clocks: traits.clocks }))
      return fc
        .record({
          order: fc.shuffledSubarray(
            Array.from({ length: HOLDERS }, (_, seed) => seed),
            { minLength: HOLDERS, maxLength: HOLDERS },
          ),
          index: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0x7fffffff - mostMilestones })),
          quorums: fc.tuple(quorum, quorum, quorum, quorum),
          addressKinds: fc.array(fc.constantFrom(...ADDRESS_KINDS), { minLength: 7, maxLength: 7 }),
          shares,
          fees: fc.tuple(fee, fee),
          openKeyPath: fc.boolean(),
          terms,
          milestones: fc.array(
            fc.record({
              amount,
              memo: fc.option(memos),
              withSecret: fc.boolean(),
              own: fc.oneof(
                { weight: 2, arbitrary: fc.constant('nothing' as const) },
                { weight: 1, arbitrary: fc.constantFrom('pays' as const, 'everything' as const) },
              ),
              terms,
            }),
            { minLength: 1, maxLength: mostMilestones },
          ),
          weights: fc.dictionary(fc.nat({ max: 9 }).map(String), fc.integer({ min: 1, max: 10 }), {
            maxKeys: 4,
          }),
          document: fc.option(hash),
          previous: fc.option(hash),
          salt: fc.option(
            fc
              .uint8Array({ minLength: 16, maxLength: 32 })
              .map((bytes) => Buffer.from(bytes).toString('hex')),
          ),
        })
        .map((plan) => {
          const draw = drawer(plan.order, network)
          const keysOf = ({ size, threshold, kinds }: QuorumPlan): Json => ({
            threshold,
            keys: kinds.slice(0, size).map((choice) => {
              const seed = draw.number()
              if (keyKinds[choice % keyKinds.length] === 'extended') return extendedHolder(seed, network).text
              return bareHolder(seed, choice % 3 === 0 ? 'compressed' : 'xOnly').text
            }),
          })
          let drawn = 0
          const address = (): string => addressOf(drawn, { kind: plan.addressKinds[drawn++]!, network })
          // an open key path needs single extended keys, which chance alone would seldom give
          const isOpen = plan.openKeyPath && keyKinds.includes('extended')
          const party = (quorum: QuorumPlan): Json =>
            isOpen ? { threshold: 1, keys: [extendedHolder(draw.number(), network).text] } : keysOf(quorum)
          const [employerQuorum, workerQuorum, arbiterQuorum, backupQuorum] = plan.quorums
          const employer = { ...party(employerQuorum), address: address() }
          const worker = {
            ...party(workerQuorum),
            payees: plan.shares.map((share) => ({ address: address(), share })),
          }
          const stated = plan.terms
          const document: Json = {
            format: 'taproot-escrow/agreement',
            version: 1,
            network,
            index: plan.index,
            employer,
            worker,
            ...(panel === 'none'
              ? {}
              : { arbiter: { ...keysOf(arbiterQuorum), address: address(), fee: plan.fees[0] } }),
            ...(panel === 'backup'
              ? { backupArbiter: { ...keysOf(backupQuorum), address: address(), fee: plan.fees[1] } }
              : {}),
            keyPath: isOpen ? 'musig2' : 'closed',
            ...stated,
            milestones: plan.milestones.map((milestone, at) => ({
              amount: milestone.amount,
              ...(milestone.memo === null ? {} : { memo: milestone.memo }),
              ...(milestone.withSecret ? { secretHash: secretHashOf(at) } : {}),
              ...(milestone.own === 'pays'
                ? { silence: { ...stated.silence, pays: milestone.terms.silence.pays } }
                : {}),
              // a rescue cannot be taken back, so terms of one's own go with whatever the agreement has
              ...(milestone.own === 'everything' && (stated.rescue === undefined || milestone.terms.rescue)
                ? milestone.terms
                : {}),
            })),
            ...(plan.document === null ? {} : { document: plan.document }),
            ...(plan.previous === null ? {} : { previous: plan.previous }),
            ...(plan.salt === null ? {} : { salt: plan.salt }),
          }
          const paths = existingPaths(document)
          const weights = Object.fromEntries(
            Object.entries(plan.weights).map(([choice, weight]) => [
              paths[Number(choice) % paths.length]!,
              weight,
            ]),
          )
          return Object.keys(weights).length === 0 ? document : { ...document, weights }
        })
    })
}

/** The same JSON value with members in another order and other white space: `seed` decides. */
export const relaid = (value: Json, random: () => number): string => {
  const space = (): string => ['', ' ', '\n', '\t', '\r\n  '][Math.floor(random() * 5)]!
  const text = (part: Json): string => {
    if (Array.isArray(part)) return `[${space()}${part.map(text).join(`${space()},${space()}`)}${space()}]`
    if (typeof part !== 'object' || part === null) return JSON.stringify(part)
    const members = Object.entries(part)
      .map(([name, member]) => ({ name, member, rank: random() }))
      .sort((left, right) => left.rank - right.rank)
    return `{${space()}${members.map(({ name, member }) => `${JSON.stringify(name)}${space()}:${space()}${text(member)}`).join(`${space()},`)}${space()}}`
  }
  return `${space()}${text(value)}${space()}`
}
