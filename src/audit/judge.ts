import { analyzeMiniscript } from '@bitcoinerlab/miniscript/dist/compiler/index.js'
import { MAX_DEPTH as RELAYED_DEPTH } from '../contract/assemble.js'
import { EscrowError } from '../errors.js'
import { MAX_CONTROL_BLOCK_HASHES, MAX_RELAYED_ITEM, MAX_STACK_ITEMS } from '../powers/limits.js'
import { type AuditedLeaf, aLeaf } from '../powers/output.js'
import type { ScriptRemark, ScriptWay } from '../powers/reading.js'
import { liftScript } from '../script/lift.js'
import { MAX_UNUSED_KEYS, MAX_WITNESS_LENGTH } from '../script/limits.js'
import { formatMiniscript, mapKeys } from '../script/miniscript.js'
import { witnessLength } from '../script/satisfy.js'
import { controlBlockLength } from '../taproot/commitment.js'
import { equalBytes, toHex } from '../units/bytes.js'
import { compileAnyMiniscript } from './lift/miniscript.js'

/** What the analysis of Miniscript says of a leaf; the words are those of BIP 379. */
export interface MiniscriptJudgement {
  /** The leaf as Miniscript, keys as 64 hex digits: it compiles to the leaf's bytes, by code that is not ours. */
  readonly text: string
  readonly sane: boolean
  /** Nobody else can change a witness on its way. */
  readonly nonMalleable: boolean
  /** Whatever way is taken, a signature is needed. */
  readonly needsSignature: boolean
  /** One way asks for locks of two kinds, so it can never be taken. */
  readonly timelockMix: boolean
  /** Why it is not sane. */
  readonly reason?: string
}

/** A rule that a leaf breaks, or that lets more happen than the leaf seems to say. */
export interface LeafLimit {
  /** Consensus decides what can be mined, relay what nodes pass on; a miner can do what relay refuses. */
  readonly layer: 'consensus' | 'relay'
  /** `BIP 342, "Resource limits"`, or `relay: …` with the node that refuses. */
  readonly rule: string
  /** One plain sentence, with its numbers. */
  readonly text: string
}

/** A leaf as others judge it. */
export interface LeafJudgement {
  readonly leaf: string
  /** Absent where the leaf is no Miniscript that is known. */
  readonly miniscript?: MiniscriptJudgement
  /** Bytes of the largest witness that one of its ways takes, script and control block included. */
  readonly witnessLength: number
  readonly limits: readonly LeafLimit[]
}

const STRICT = 'relay: Bitcoin Knots 29.5'

const OF_REMARKS: Readonly<Partial<Record<ScriptRemark, readonly LeafLimit[]>>> = {
  unknownKeyType: [
    {
      layer: 'consensus',
      rule: 'BIP 342, "Rules for signature opcodes"',
      text: 'A key of another length than 32 bytes is of an unknown type: consensus accepts anything as its signature.',
    },
    {
      layer: 'relay',
      rule: 'relay: Bitcoin Core, SCRIPT_VERIFY_DISCOURAGE_UPGRADABLE_PUBKEYTYPE',
      text: 'Nodes do not relay spends that use a key of an unknown type.',
    },
  ],
  lockWithoutEffect: [
    {
      layer: 'consensus',
      rule: 'BIP 68, "Specification"; BIP 65, "Summary"',
      text: 'A lock whose number has no bit that counts locks nothing.',
    },
  ],
  success: [
    {
      layer: 'consensus',
      rule: 'BIP 342, "OP_SUCCESSx"',
      text: 'Consensus lets everybody through a script that contains an OP_SUCCESS.',
    },
    {
      layer: 'relay',
      rule: 'relay: Bitcoin Core, SCRIPT_VERIFY_DISCOURAGE_OP_SUCCESS',
      text: 'Nodes do not relay spends of such a script.',
    },
  ],
  unknownLeafVersion: [
    {
      layer: 'consensus',
      rule: 'BIP 341, "Script validation rules"',
      text: 'Consensus lets everybody through a leaf of a version that no rule knows.',
    },
    {
      layer: 'relay',
      rule: 'relay: Bitcoin Core, SCRIPT_VERIFY_DISCOURAGE_UPGRADABLE_TAPROOT_VERSION',
      text: 'Nodes do not relay spends of such a leaf.',
    },
  ],
  conditional: [
    {
      layer: 'relay',
      rule: `${STRICT}, OP_IF in tapscript`,
      text: 'Strict nodes do not relay a script that branches.',
    },
  ],
  droppedData: [
    {
      layer: 'relay',
      rule: `${STRICT}, -datacarriersize`,
      text: 'Strict nodes count bytes that are pushed and dropped as data, and relay little of it.',
    },
  ],
}

const signaturesOf = ({ demands }: ScriptWay): number =>
  demands.reduce((sum, demand) => sum + (demand.kind === 'signatures' ? demand.threshold : 0), 0)

const sizeLimits = (leaf: AuditedLeaf, ways: readonly ScriptWay[], length: number): readonly LeafLimit[] => {
  const { depth, keys } = leaf
  const items = Math.max(0, ...ways.map((way) => way.items.length))
  const largest = Math.max(0, ...ways.flatMap((way) => way.items))
  const unused = Math.max(0, ...ways.map((way) => keys.length - signaturesOf(way)))
  const limits: LeafLimit[] = []
  const add = (layer: LeafLimit['layer'], rule: string, text: string): void => {
    limits.push({ layer, rule, text })
  }
  if (depth > MAX_CONTROL_BLOCK_HASHES)
    add(
      'consensus',
      'BIP 341, "Script validation rules"',
      `The leaf lies ${depth} levels deep; a control block has room for ${MAX_CONTROL_BLOCK_HASHES}, so it can never be spent.`,
    )
  if (items > MAX_STACK_ITEMS)
    add(
      'consensus',
      'BIP 342, "Resource limits"',
      `A spend takes ${items} items of the witness; at most ${MAX_STACK_ITEMS} are allowed.`,
    )
  if (depth > RELAYED_DEPTH)
    add(
      'relay',
      `${STRICT}, size of the control block`,
      `The leaf lies ${depth} levels deep; strict nodes relay up to ${RELAYED_DEPTH}.`,
    )
  if (largest > MAX_RELAYED_ITEM)
    add(
      'relay',
      'relay: Bitcoin Core, MAX_STANDARD_TAPSCRIPT_STACK_ITEM_SIZE',
      `A spend takes an item of ${largest} bytes; nodes relay up to ${MAX_RELAYED_ITEM}.`,
    )
  if (unused > MAX_UNUSED_KEYS)
    add(
      'relay',
      `${STRICT}, -datacarriersize (docs/limits.md)`,
      `${unused} keys need not sign; strict nodes let ${MAX_UNUSED_KEYS} pass and count the others as data.`,
    )
  if (length > MAX_WITNESS_LENGTH)
    add(
      'relay',
      `${STRICT}, -maxscriptsize (docs/limits.md)`,
      `The witness has ${length} bytes; strict nodes relay up to ${MAX_WITNESS_LENGTH}.`,
    )
  return limits
}

/** The leaf as Miniscript: of our own fragments from its bytes, else as its descriptor wrote it. */
const miniscriptOf = ({ script, miniscript }: AuditedLeaf): string | undefined => {
  try {
    return formatMiniscript(mapKeys(liftScript(script), toHex))
  } catch (error) {
    if (!(error instanceof EscrowError)) throw error
    return miniscript
  }
}

const judgeMiniscript = (leaf: AuditedLeaf): MiniscriptJudgement | undefined => {
  const text = miniscriptOf(leaf)
  const compiled = text === undefined ? undefined : compileAnyMiniscript(text)
  if (text === undefined || compiled === undefined || !equalBytes(compiled, leaf.script)) return undefined
  const { issane, nonMalleable, needsSignature, timelockMix, error } = analyzeMiniscript(text, {
    tapscript: true,
  })
  return {
    text,
    sane: issane,
    nonMalleable,
    needsSignature,
    timelockMix,
    ...(error === null ? {} : { reason: clause(error) }),
  }
}

/** The analysis speaks in sentences that begin with the name of its check. */
const clause = (error: string): string => error.replace(/^sane: /, '').replace(/\.$/, '')

/**
 * Judges a leaf by the analysis of Miniscript and by the limits of consensus and of relay, each with its rule.
 *
 * Source: BIP 379 by way of @bitcoinerlab/miniscript; BIP 341 and BIP 342; what strict nodes relay as measured in
 * docs/limits.md.
 *
 * @throws EscrowError `ARGUMENT_TYPE`
 * @example
 * outputOf(contract).leaves.map((leaf) => judgeLeaf(leaf).limits) // all empty
 */
export const judgeLeaf = (leaf: AuditedLeaf): LeafJudgement => {
  aLeaf(leaf, 'leaf')
  const { name, script, depth, reading } = leaf
  const ways = reading.understood ? reading.ways : []
  const length = Math.max(
    0,
    ...ways.map(({ items }) => witnessLength([...items, script.length, controlBlockLength(depth)])),
  )
  const miniscript = judgeMiniscript(leaf)
  return {
    leaf: name,
    ...(miniscript === undefined ? {} : { miniscript }),
    witnessLength: length,
    limits: [
      ...reading.remarks.flatMap((remark) => OF_REMARKS[remark] ?? []),
      ...sizeLimits(leaf, ways, length),
    ],
  }
}
