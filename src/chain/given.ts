import { aFunction, aText, type Check, having, oneOf } from '../given/check.js'
import { aNetwork } from '../units/network.js'

const source = { name: aText, network: aNetwork, tip: aFunction, headers: aFunction, transaction: aFunction }

/** A source of either kind. */
export const aSource: Check = /* @__PURE__ */ having({ ...source, kind: oneOf(['node', 'index']) })

/** A server with an index of scripts. */
export const anIndexedSource: Check = /* @__PURE__ */ having({
  ...source,
  kind: oneOf(['index']),
  history: aFunction,
  proof: aFunction,
  coinbase: aFunction,
})
