import { parseGivenAddress } from '../../agreement/address.js'
import type { Contract } from '../../contract/contract.js'
import { termsNode } from '../../contract/keys.js'
import { EscrowError, shown } from '../../errors.js'
import { encodeExtendedPublicKey } from '../../keys/extendedKey.js'
import type { AuditedOutput } from '../../powers/output.js'
import { mapTree } from '../../taproot/tree.js'
import { equalBytes, toHex } from '../../units/bytes.js'
import { ROLES } from '../../words.js'
import type { ClaimedOutput, ClaimedScripts, ContractClaim } from '../claim.js'
import { auditError } from '../errors.js'
import type { Finding } from '../finding.js'
import { liftDescriptor, liftOutput } from '../lift/lift.js'
import type { DifferenceCode, Lifted } from '../lifted.js'
import { type ContractFinding, differs, found, placed, refusal } from './make.js'
import { treeClaimFindings } from './treeClaims.js'

/**
 * How what somebody shows as contracts differs from what the agreement gives.
 *
 * @throws EscrowError `AUDIT_OPTION` for a milestone that the agreement does not have
 */
export const claimFindings = (
  contracts: readonly Contract[],
  claims: readonly ContractClaim[],
): readonly Finding[] =>
  claims.flatMap((claim, position) => {
    const { milestone = 0 } = claim
    const contract = contracts[milestone]
    if (contract === undefined)
      throw auditError('AUDIT_OPTION', {
        field: `claims[${position}].milestone`,
        expected: `a position from 0 to ${contracts.length - 1}`,
        received: shown(milestone),
      })
    const subject = `claim ${position + 1} about contract ${contract.index}`
    return [
      ...attempted(subject, () => addressFindings(contract, claim.address)),
      ...attempted(subject, () => descriptorFindings(contract, claim.descriptor)),
      ...attempted(subject, () => scriptFindings(contract, claim.scripts)),
      ...told(subject, outputFindings(contract, claim.output)),
    ]
  })

const told = (subject: string, findings: readonly ContractFinding[]): readonly Finding[] =>
  findings.map((each) => placed(each, subject))

/** What cannot even be read is a finding, too. */
const attempted = (subject: string, find: () => readonly ContractFinding[]): readonly Finding[] => {
  try {
    return told(subject, find())
  } catch (error) {
    if (!(error instanceof EscrowError)) throw error
    return [refusal(error, subject)]
  }
}

const addressFindings = (contract: Contract, address: string | undefined): readonly ContractFinding[] => {
  if (address === undefined) return []
  const { script, text } = parseGivenAddress(address, {
    network: contract.agreement.network,
    field: 'address',
  })
  return equalBytes(script, contract.outputScript)
    ? []
    : [
        found(
          { code: 'CLAIM_ADDRESS', data: { shown: text, agreed: contract.address } },
          { place: 'address' },
        ),
      ]
}

const descriptorFindings = (
  contract: Contract,
  descriptor: string | undefined,
): readonly ContractFinding[] => {
  if (descriptor === undefined) return []
  const { index, agreement } = contract
  const lifted = liftDescriptor(descriptor, { index, network: agreement.network })
  return [...treeClaimFindings(contract, scriptsOf(lifted.output)), ...explanations(lifted)]
}

/** An output's scripts in the places of their names. */
const scriptsOf = ({ internalKey, tree, leaves }: AuditedOutput): ClaimedScripts => {
  let at = 0
  return {
    internalKey,
    // names may repeat in a foreign output; leaves stand from left to right, as the tree is walked
    tree: tree && mapTree(tree, () => leaves[at++] ?? { script: new Uint8Array(0) }),
  }
}

const scriptFindings = (
  contract: Contract,
  scripts: ClaimedScripts | undefined,
): readonly ContractFinding[] => {
  if (scripts === undefined) return []
  const { agreement, internal, index } = contract
  const { network } = agreement
  const lifted = liftOutput({
    internalKey: scripts.internalKey,
    tree: scripts.tree,
    index,
    accounts: [
      ...ROLES.flatMap((role) => (agreement[role]?.keys ?? []).map(({ text }) => text)),
      encodeExtendedPublicKey({ node: termsNode(agreement), network }),
      encodeExtendedPublicKey({ node: internal.node, network }),
    ],
  })
  return [...treeClaimFindings(contract, scripts), ...explanations(lifted)]
}

/** What is dangerous by itself; that the rest is no contract of this agreement has been said byte by byte. */
const EXPLAINED: readonly DifferenceCode[] = [
  'LEAF_VERSION_UNKNOWN',
  'LEAF_OP_SUCCESS',
  'LEAF_KEY_TYPE_UNKNOWN',
  'LEAF_LOCK_WITHOUT_EFFECT',
  'LEAF_WITHOUT_SIGNATURE',
  'KEY_REPEATED',
  'CLOCKS_OUT_OF_ORDER',
  'LOCK_KINDS_MIXED',
  'INTERNAL_KEY_NOT_AGGREGATE',
  'INTERNAL_KEY_CHAIN_CODE',
  'INTERNAL_KEY_OF_ONE_PARTY',
  'INTERNAL_KEY_UNKNOWN',
]

const explanations = (lifted: Lifted): readonly ContractFinding[] =>
  lifted.kind === 'contract'
    ? []
    : lifted.differences
        .filter(({ code }) => EXPLAINED.includes(code))
        .map((each) => ({ ...differs(each), place: each.subject }))

const outputFindings = (
  contract: Contract,
  output: ClaimedOutput | undefined,
): readonly ContractFinding[] => {
  if (output === undefined) return []
  const { script, amount } = output
  const { outputScript, amount: due } = contract
  return [
    ...(equalBytes(script, outputScript)
      ? []
      : [
          found(
            {
              code: 'CLAIM_OUTPUT',
              data: { shown: toHex(script.subarray(0, 42)), agreed: toHex(outputScript) },
            },
            { place: 'output' },
          ),
        ]),
    ...(amount === undefined || amount === due
      ? []
      : [found({ code: 'CLAIM_AMOUNT', data: { shown: amount, agreed: due } }, { place: 'output' })]),
  ]
}
