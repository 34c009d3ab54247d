import { aText, aWhole, listOf, membersNamed, membersOf, someBytes } from '../../given/check.js'
import { aNetwork } from '../../units/network.js'
import { aTree } from '../claim.js'
import type { Lifted } from '../lifted.js'
import { findContract } from './contract.js'
import { contractOutput } from './contractOutput.js'
import { describeOutput } from './describe.js'
import { type LiftDescriptorOptions, subjectOfDescriptor } from './descriptor.js'
import { foreignOutput } from './foreignOutput.js'
import { anAggregate, anOrigin, type OutputMaterial, subjectOfMaterial } from './material.js'
import type { LiftSubject } from './subject.js'

const lift = (subject: LiftSubject): Lifted => {
  const found = findContract(subject)
  if ('contract' in found)
    return { kind: 'contract', contract: found.contract, output: contractOutput(subject, found) }
  const { output, accounts } = foreignOutput(subject)
  return {
    kind: 'foreign',
    differences: found.differences,
    description: describeOutput(output, accounts),
    output,
  }
}

/**
 * What a descriptor describes: exactly an agreement's contract, with its roles and paths; or anything else, with
 * everything that keeps it from being one, and who can do what with it.
 *
 * @throws EscrowError `AUDIT_DESCRIPTOR_MALFORMED`, `AUDIT_DESCRIPTOR_LEAF`, `DESCRIPTOR_*`, `KEY_*` where the text
 * is no descriptor that can be read
 * @example
 * const lifted = liftDescriptor(contract.descriptor, { index: contract.index })
 * if (lifted.kind === 'foreign') show(lifted.differences, lifted.description)
 */
export const liftDescriptor = (text: string, options: LiftDescriptorOptions = {}): Lifted => {
  aText(text, 'descriptor')
  membersOf<LiftDescriptorOptions>({ 'index?': aWhole, 'multipath?': aWhole, 'network?': aNetwork })(
    options,
    '',
  )
  return lift(subjectOfDescriptor(text, options))
}

/**
 * What an output is, from its scripts and its internal key. Only what can be derived again from accounts is
 * taken for proven; origins alone are claims, and the answer says so.
 *
 * @throws EscrowError `AUDIT_OUTPUT_MALFORMED`, `KEY_*`
 * @example
 * liftOutput({ internalKey, tree, accounts: ['[d34db33f/87h/1h/5h]tpub…', 'tpub…'], index: 7 })
 */
export const liftOutput = (material: OutputMaterial): Lifted => {
  membersNamed({
    internalKey: someBytes,
    'tree?': aTree,
    'origins?': listOf(anOrigin),
    'participants?': listOf(anAggregate),
    'accounts?': listOf(aText),
    'index?': aWhole,
  })(material, 'material')
  return lift(subjectOfMaterial(material))
}
