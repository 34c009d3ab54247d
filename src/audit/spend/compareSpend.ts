import type { Contract, ContractLeaf } from '../../contract/contract.js'
import type { Psbt, PsbtInput } from '../../psbt/model.js'
import { serializeTransaction } from '../../psbt/transaction.js'
import { keysOf } from '../../script/miniscript.js'
import { equalBytes, toHex } from '../../units/bytes.js'
import type { Comparison } from '../compare.js'
import { SignatureJudge } from '../trace/signatures.js'
import type { Previous } from './previous.js'

/**
 * Lets both engines compute what the inputs of a PSBT sign, by the key path and by every leaf that the PSBT names,
 * and verify every signature in it. Nothing can be said where it is not known what an input spends.
 */
export const compareSpend = (
  { transaction, inputs }: Psbt,
  { previous, comparison }: { previous: readonly Previous[]; comparison: Comparison },
): void => {
  const spent = previous.flatMap(({ output }) => output ?? [])
  if (spent.length < transaction.inputs.length) return
  const hex = toHex(serializeTransaction(transaction))
  const judge = new SignatureJudge({ transaction, hex, spent, comparison, subject: 'PSBT' })
  for (const [input, map] of inputs.entries()) {
    const contract = previous[input]?.contract
    if (contract === undefined) continue
    if (map.tapKeySignature !== undefined)
      judge.judge({
        input,
        signature: map.tapKeySignature,
        key: contract.outputKey,
        field: 'key path signature',
      })
    else if (contract.internal.kind === 'musig2') judge.digest({ input })
    for (const { script } of namedLeaves(map, contract)) judge.digest({ input, script })
    for (const { xOnly, leafHash, signature } of map.tapScriptSignatures) {
      const leaf = leafWith(contract, leafHash)
      if (leaf !== undefined)
        judge.judge({ input, signature, key: xOnly, script: leaf.script, field: signatureOf(leaf, xOnly) })
    }
  }
}

const leafWith = ({ leaves }: Contract, hash: Uint8Array): ContractLeaf | undefined =>
  leaves.find(({ leafHash }) => equalBytes(leafHash, hash))

const namedLeaves = ({ tapLeafScripts }: PsbtInput, { leaves }: Contract): readonly ContractLeaf[] =>
  leaves.filter(({ script }) => tapLeafScripts.some((named) => equalBytes(named.script, script)))

const signatureOf = ({ fragment }: ContractLeaf, xOnly: Uint8Array): string => {
  const key = keysOf(fragment).find((one) => equalBytes(one.xOnly, xOnly))
  return key === undefined ? `signature of ${toHex(xOnly)}` : `signature of ${key.role}.keys[${key.position}]`
}
