import { EscrowError } from '../../errors.js'
import { liftScript } from '../../script/lift.js'
import type { Fragment } from '../../script/miniscript.js'
import { satisfactionLengths } from '../../script/satisfy.js'
import { TAPSCRIPT_VERSION } from '../../taproot/commitment.js'
import { absoluteLockOf, relativeLockOf } from '../../units/lock.js'
import type { Demand, ScriptReading } from '../reading.js'

export interface ReadScriptOptions {
  /** Leaf version; without it 0xc0, tapscript. */
  readonly version?: number
}

const demandsOf = (fragment: Fragment<Uint8Array>): readonly Demand[] => {
  switch (fragment.type) {
    case 'pk':
      return [{ kind: 'signatures', threshold: 1, keys: [fragment.key] }]
    case 'multi_a':
      return [{ kind: 'signatures', threshold: fragment.threshold, keys: fragment.keys }]
    case 'older': {
      const lock = relativeLockOf(fragment.value)
      return lock === undefined ? [] : [{ kind: 'older', lock }]
    }
    case 'after': {
      const lock = absoluteLockOf(fragment.value)
      return lock === undefined ? [] : [{ kind: 'after', lock }]
    }
    case 'sha256':
      return [{ kind: 'preimage', hash: 'sha256', digest: fragment.hash }]
    case 'and_v':
      return [...demandsOf(fragment.left), ...demandsOf(fragment.right)]
  }
}

/**
 * What a leaf's script allows, read from its bytes alone: every way through it with all that it demands.
 *
 * Source: BIP 342; BIP 379 for the scripts that Miniscript makes.
 *
 * @example
 * readScript(leaf.script) // { understood: true, ways: [{ demands: […], items: [64, 64] }], remarks: [] }
 */
export const readScript = (script: Uint8Array, options: ReadScriptOptions = {}): ScriptReading => {
  const { version = TAPSCRIPT_VERSION } = options
  if (version !== TAPSCRIPT_VERSION)
    return { understood: true, ways: [{ demands: [], items: [] }], remarks: ['unknownLeafVersion'] }
  try {
    const fragment = liftScript(script)
    const demands = demandsOf(fragment)
    return {
      understood: true,
      ways: [{ demands, items: satisfactionLengths(fragment) }],
      remarks: demands.some(({ kind }) => kind === 'signatures') ? [] : ['noSignature'],
    }
  } catch (error) {
    if (!(error instanceof EscrowError)) throw error
    return { understood: false, reason: 'it is not made of the fragments that contracts use', remarks: [] }
  }
}
