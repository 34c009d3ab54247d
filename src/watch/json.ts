import * as v from 'valibot'
import { type Marks, marks, readForm } from '../forms/form.js'
import { aText, aWhole, membersOf } from '../given/check.js'
import { fromHex, toHex } from '../units/bytes.js'
import type { FeeRate } from '../units/feeRate.js'
import { NETWORKS } from '../units/network.js'
import { sats } from '../units/sats.js'
import { OUTCOMES, PATHS, ROLES } from '../words.js'
import { depthAt } from './chain.js'
import { checkCoherence, contradiction } from './coherence.js'
import { withFacts } from './draft.js'
import { readFact } from './seen.js'
import { decimal, hash, hex, moment, outpoint, whole } from './shapes.js'
import { placeOf } from './standing.js'
import { emptyTable, inTable, valuesOf, valuesSince } from './table.js'
import type { BlockPlace, Branch, Chain, Fact, Header, SpendDeed, View } from './types.js'
import { aView } from './view.js'

/** Hash, time, target in its compact form, and the median time where it is known. */
type HeaderJson = readonly [hash: string, time: number, bits: number, medianTime: number | null]

/** A fact: with the transaction's hex, or with what is left of it after pruning. */
interface FactJson {
  readonly transaction?: string
  readonly pruned?: {
    readonly txid: string
    readonly vsize: number
    readonly spends: readonly string[]
    readonly outputs: readonly (readonly [script: string, amount: string])[]
  }
  readonly blocks: readonly BlockPlace[]
  readonly arrived: readonly number[]
  readonly dropped: readonly number[]
  readonly replaced?: readonly string[]
  readonly fee?: string
  readonly deeds?: readonly SpendDeed[]
  readonly asked?: string
}

/** A view as JSON: amounts and rates as decimal strings, transactions in hex. */
export interface ViewJson extends Marks<'view'> {
  readonly network: View['network']
  readonly base: { readonly height: number; readonly hash: string }
  readonly headers: readonly HeaderJson[]
  readonly left: readonly {
    readonly fork: number
    readonly headers: readonly HeaderJson[]
    readonly clock: number
  }[]
  readonly clock: number
  readonly facts: readonly FactJson[]
}

const deedShape = (): v.GenericSchema<unknown, SpendDeed> =>
  v.strictObject({
    outpoint: outpoint(),
    path: v.exactOptional(v.picklist(PATHS)),
    foreign: v.exactOptional(v.string()),
    signers: v.array(
      v.strictObject({
        role: v.picklist([...ROLES, 'terms']),
        position: whole(),
        verdict: v.picklist(['valid', 'invalid', 'unknown']),
      }),
    ),
    secret: v.exactOptional(hex()),
    outcome: v.variant('matches', [
      v.strictObject({
        matches: v.literal('yes'),
        kind: v.picklist(OUTCOMES),
        via: v.exactOptional(v.string()),
      }),
      v.strictObject({ matches: v.literal('no'), code: v.exactOptional(v.string()), text: v.string() }),
      v.strictObject({ matches: v.literal('unknown'), text: v.string() }),
    ]),
    into: v.array(
      v.strictObject({
        contract: v.strictObject({ agreement: v.string(), milestone: whole() }),
        vout: whole(),
        how: v.picklist(['deposit', 'freeze', 'relock', 'amendment', 'other']),
      }),
    ),
  })

/** Made when it is needed: made at import it would weigh on everybody who imports anything. */
const viewShape = (): v.GenericSchema<unknown, Omit<ViewJson, keyof Marks<'view'>>> => {
  const headers = v.array(v.strictTuple([hash(), moment(), whole(), v.nullable(moment())]))
  const fact = v.strictObject({
    transaction: v.exactOptional(hex()),
    pruned: v.exactOptional(
      v.strictObject({
        txid: hash(),
        vsize: v.pipe(whole(), v.minValue(1)),
        spends: v.array(outpoint()),
        outputs: v.array(v.strictTuple([hex(), decimal()])),
      }),
    ),
    blocks: v.array(
      v.strictObject({
        blockHash: hash(),
        height: whole(),
        position: whole(),
        medianTimeBefore: v.exactOptional(moment()),
      }),
    ),
    arrived: v.pipe(v.array(whole()), v.minLength(1)),
    dropped: v.array(whole()),
    replaced: v.exactOptional(v.array(hash())),
    fee: v.exactOptional(decimal()),
    deeds: v.exactOptional(v.array(deedShape())),
    asked: v.exactOptional(decimal()),
  })
  return v.strictObject({
    network: v.picklist(NETWORKS),
    base: v.strictObject({ height: whole(), hash: hash() }),
    headers,
    left: v.array(v.strictObject({ fork: whole(), headers, clock: whole() })),
    clock: whole(),
    facts: v.array(fact),
  })
}

const headerToJson = ({ hash: id, time, bits, medianTime }: Header): HeaderJson => [
  id,
  time,
  bits,
  medianTime ?? null,
]

const headerFromJson = ([id, time, bits, medianTime]: HeaderJson): Header => ({
  hash: id,
  time,
  bits,
  ...(medianTime === null ? {} : { medianTime }),
})

const factToJson = ({
  txid,
  bytes,
  vsize,
  spends,
  outputs,
  blocks,
  arrived,
  dropped,
  replaced,
  fee,
  deeds,
  asked,
}: Fact): FactJson => ({
  ...(bytes === undefined
    ? {
        pruned: {
          txid,
          vsize,
          spends,
          outputs: outputs.map(({ script, amount }) => [toHex(script), amount.toString()] as const),
        },
      }
    : { transaction: toHex(bytes) }),
  blocks,
  arrived,
  dropped,
  ...(replaced === undefined ? {} : { replaced }),
  ...(fee === undefined ? {} : { fee: fee.toString() }),
  ...(deeds === undefined ? {} : { deeds }),
  ...(asked === undefined ? {} : { asked: asked.toString() }),
})

const transactionOf = (
  { transaction, pruned }: FactJson,
  field: string,
): Pick<Fact, 'txid' | 'bytes' | 'vsize' | 'spends' | 'outputs'> => {
  if (transaction !== undefined && pruned === undefined) return readFact(transaction, `${field}.transaction`)
  if (transaction !== undefined || pruned === undefined)
    throw contradiction(field, {
      expected: 'either a transaction or what pruning left of it',
      received: transaction === undefined ? 'neither' : 'both',
    })
  return {
    ...pruned,
    outputs: pruned.outputs.map(([script, amount], at) => ({
      // the shape says that it is hex
      script: fromHex(script) ?? new Uint8Array(),
      amount: sats(amount, `${field}.pruned.outputs[${at}][1]`),
    })),
  }
}

const factFromJson = (json: FactJson, field: string): Fact => {
  const { blocks, arrived, dropped, replaced, fee, deeds, asked } = json
  return {
    ...transactionOf(json, field),
    blocks,
    arrived,
    dropped,
    ...(replaced === undefined ? {} : { replaced }),
    ...(fee === undefined ? {} : { fee: sats(fee, `${field}.fee`) }),
    ...(deeds === undefined ? {} : { deeds }),
    // only ever compared with other rates
    ...(asked === undefined ? {} : { asked: BigInt(asked) as FeeRate }),
  }
}

export interface ViewJsonOptions {
  /**
   * Leaves out the bytes of transactions with more confirmations than this, which nobody will send again: what they
   * spend and pay stays, so that status and events are the same. Spends that are no outcome of their agreement, as far
   * as is known, keep theirs.
   */
  readonly prunedBelow?: number
  /**
   * The view that this one came from: facts that are the same in both are left out. For a database that keeps facts as
   * rows and writes what a step changed; the first number in a fact's `arrived` is its own for ever, and their order.
   */
  readonly since?: View
}

/**
 * The JSON form of a view: what a platform stores to go on from.
 *
 * @throws EscrowError `ARGUMENT_TYPE`, `ARGUMENT_UNKNOWN`
 * @example
 * store(JSON.stringify(viewToJson(view, { prunedBelow: 144 })))
 */
export const viewToJson = (view: View, options: ViewJsonOptions = {}): ViewJson => {
  aView(view, 'view')
  membersOf<ViewJsonOptions>({ 'prunedBelow?': aWhole, 'since?': aView })(options, '')
  const { prunedBelow = Number.POSITIVE_INFINITY, since } = options
  const { network, chain, facts, clock } = view
  const { base, headers, left } = chain
  // what a spend did is read from its bytes, perhaps again where another contract or a swap is known that it pays
  const isUnread = ({ deeds, spends }: Fact): boolean =>
    deeds === undefined
      ? spends.some((spent) => inTable(facts, spent.slice(0, 64)) !== undefined)
      : deeds.some(({ outcome }) => outcome.matches !== 'yes')
  const pruned = (fact: Fact): Fact => {
    const place = placeOf(chain, fact)
    if (place === undefined || depthAt(chain, place.height) <= prunedBelow || isUnread(fact)) return fact
    const { bytes: _, ...rest } = fact
    return rest
  }
  return {
    ...marks('view'),
    network,
    base,
    headers: headers.map(headerToJson),
    left: left.map((branch) => ({ ...branch, headers: branch.headers.map(headerToJson) })),
    clock,
    facts: [...(since === undefined ? valuesOf(facts) : valuesSince(facts, since.facts))]
      .sort((one, other) => (one.arrived[0] ?? 0) - (other.arrived[0] ?? 0))
      .map((fact) => factToJson(pruned(fact))),
  }
}

/**
 * A view from its JSON form.
 *
 * @throws EscrowError `JSON_FORM_…`, `VIEW_JSON`, and what `parseTransaction` throws
 * @example
 * let view = viewFromJson(JSON.parse(stored))
 */
export const viewFromJson = (json: unknown, field = 'view'): View => {
  aText(field, 'field')
  const { network, base, headers, left, clock, facts } = readForm(json, {
    form: 'view',
    shape: viewShape(),
    field,
  })
  const chain: Chain = {
    base,
    headers: headers.map(headerFromJson),
    left: left.map((branch): Branch => ({ ...branch, headers: branch.headers.map(headerFromJson) })),
  }
  const read = facts.map((fact, at) => factFromJson(fact, `${field}.facts[${at}]`))
  checkCoherence({ chain, facts: read, clock }, field)
  const tables = { facts: emptyTable<Fact>(), paid: emptyTable<never, number>(), spent: emptyTable<never>() }
  return withFacts({ network, chain, ...tables, clock }, read, clock)
}
