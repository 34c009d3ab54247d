import { MAX_DEPTH } from '../contract/assemble.js'
import { MAX_STANDARD_WEIGHT } from '../plan/weight.js'
import { MAX_UNUSED_KEYS, MAX_WITNESS_LENGTH } from '../script/limits.js'
import { MAX_RELAYED_ITEM } from './limits.js'
import type { AuditedLeaf } from './output.js'
import type { ScriptRemark, ScriptWay } from './reading.js'

/** Why nodes would not relay a spend that consensus allows. */
export interface RelayObstacle {
  /** `every`: Bitcoin Core and whoever is stricter; `strict`: Bitcoin Knots with its defaults. */
  readonly nodes: 'every' | 'strict'
  readonly rule: string
  readonly text: string
}

/** A spend as nodes see it; without leaf and way it goes by the key path. */
export interface SpendShape {
  readonly weight: number
  /** Bytes of the input's serialised witness. */
  readonly witness: number
  readonly leaf?: AuditedLeaf
  readonly way?: ScriptWay
}

const BY_REMARK: Readonly<Partial<Record<ScriptRemark, RelayObstacle>>> = {
  success: {
    nodes: 'every',
    rule: 'Bitcoin Core, SCRIPT_VERIFY_DISCOURAGE_OP_SUCCESS',
    text: 'an OP_SUCCESSx in the script',
  },
  unknownLeafVersion: {
    nodes: 'every',
    rule: 'Bitcoin Core, SCRIPT_VERIFY_DISCOURAGE_UPGRADABLE_TAPROOT_VERSION',
    text: 'a leaf version without rules',
  },
  unknownKeyType: {
    nodes: 'every',
    rule: 'Bitcoin Core, SCRIPT_VERIFY_DISCOURAGE_UPGRADABLE_PUBKEYTYPE',
    text: 'a key that does not have 32 bytes',
  },
  conditional: {
    nodes: 'strict',
    rule: 'Bitcoin Knots 29.5, its own defaults',
    text: 'an OP_IF or OP_NOTIF in the script',
  },
  droppedData: {
    nodes: 'strict',
    rule: 'Bitcoin Knots 29.5, -datacarriersize',
    text: 'data in the script that is pushed and dropped',
  },
}

/** A number that a spend has, and the most that nodes let pass. */
interface Bound extends Omit<RelayObstacle, 'text'> {
  readonly of: (spend: SpendShape) => number
  readonly most: number
  readonly what: string
}

const BOUNDS: readonly Bound[] = [
  {
    nodes: 'every',
    rule: 'Bitcoin Core, MAX_STANDARD_TX_WEIGHT',
    of: ({ weight }) => weight,
    most: MAX_STANDARD_WEIGHT,
    what: 'weight units',
  },
  {
    nodes: 'every',
    rule: 'Bitcoin Core, MAX_STANDARD_TAPSCRIPT_STACK_ITEM_SIZE',
    of: ({ way }) => Math.max(0, ...(way?.items ?? [])),
    most: MAX_RELAYED_ITEM,
    what: 'bytes in one item of the witness',
  },
  {
    nodes: 'strict',
    rule: 'Bitcoin Knots 29.5, -datacarriersize',
    of: ({ leaf }) => leaf?.depth ?? 0,
    most: MAX_DEPTH,
    what: 'levels above the leaf, which make its control block count as data',
  },
  {
    nodes: 'strict',
    rule: 'Bitcoin Knots 29.5, -datacarriersize (docs/limits.md)',
    of: ({ way }) => (way === undefined ? 0 : unusedKeysOf(way)),
    most: MAX_UNUSED_KEYS,
    what: 'keys that do not sign, which count as data',
  },
  {
    nodes: 'strict',
    rule: 'Bitcoin Knots 29.5, -maxscriptsize (docs/limits.md)',
    of: ({ witness }) => witness,
    most: MAX_WITNESS_LENGTH,
    what: 'bytes of witness',
  },
]

const unusedKeysOf = ({ demands }: ScriptWay): number =>
  demands.reduce(
    (sum, demand) => (demand.kind === 'signatures' ? sum + demand.keys.length - demand.threshold : sum),
    0,
  )

/** Everything that stands in the way of a spend between its signers and the miners. */
export const obstaclesOf = (spend: SpendShape): readonly RelayObstacle[] => {
  const remarks = spend.leaf?.reading.remarks ?? []
  return [
    ...remarks.flatMap((remark) => BY_REMARK[remark] ?? []),
    ...BOUNDS.filter(({ of, most }) => of(spend) > most).map(({ nodes, rule, of, most, what }) => ({
      nodes,
      rule,
      text: `${of(spend)} ${what}; at most ${most}`,
    })),
  ]
}
