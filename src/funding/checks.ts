import { type Acceptance, acceptsAs } from '../acceptance/accept.js'
import type { AcceptanceReport } from '../agreement/acceptance.js'
import type { Address, Agreement } from '../agreement/types.js'
import type { Contract } from '../contract/contract.js'
import { shown } from '../errors.js'
import { hashOfSecret, type Secret } from '../spend/secret.js'
import { equalBytes, toHex } from '../units/bytes.js'
import type { NetworkName } from '../units/network.js'
import { fundingError } from './errors.js'

/**
 * The chain that all the contracts stand on; none of them twice.
 *
 * @throws EscrowError `FUNDING_CONTRACTS_NONE`, `FUNDING_NETWORKS_MIXED`, `FUNDING_CONTRACT_REPEATED`
 */
export const oneNetwork = (contracts: readonly Contract[]): NetworkName => {
  const [first] = contracts
  if (first === undefined)
    throw fundingError('FUNDING_CONTRACTS_NONE', {
      field: 'contracts',
      expected: 'at least one contract',
      received: 'none',
    })
  const { network } = first.agreement
  const seen = new Map<string, number>()
  for (const [position, contract] of contracts.entries()) {
    if (contract.agreement.network !== network)
      throw fundingError('FUNDING_NETWORKS_MIXED', {
        field: `contracts[${position}]`,
        expected: `contracts of ${network}, like the first`,
        received: `one of ${contract.agreement.network}`,
      })
    const script = toHex(contract.outputScript)
    const before = seen.get(script)
    if (before !== undefined)
      throw fundingError('FUNDING_CONTRACT_REPEATED', {
        field: `contracts[${position}]`,
        expected: 'every contract once',
        received: `contracts[${before}] again`,
      })
    seen.set(script, position)
  }
  return network
}

/** The agreements of contracts, each once, in the order of their first contract. */
export const agreementsOf = (contracts: readonly Contract[]): readonly Agreement[] => [
  ...new Map(contracts.map(({ agreement }) => [agreement.id, agreement])).values(),
]

/**
 * Refuses money for an agreement that a role may still deny.
 *
 * @throws EscrowError `FUNDING_NOT_ACCEPTED`
 */
export const checkAccepted = (
  agreements: readonly Agreement[],
  acceptances: readonly AcceptanceReport[],
): void => {
  const whole = new Set(acceptances.flatMap(({ agreement, everybody }) => (everybody ? [agreement] : [])))
  for (const { id } of agreements) {
    if (whole.has(id)) continue
    const report = acceptances.find(({ agreement }) => agreement === id)
    const open = (report?.roles ?? [])
      .filter(({ needed, accepted }) => accepted.length < needed)
      .map(({ role, needed, accepted }) => `${accepted.length} of ${needed} by ${role}`)
    throw fundingError('FUNDING_NOT_ACCEPTED', {
      field: 'acceptances',
      expected: `a report that everybody accepted ${id}, or relax: ['unacceptedAgreements']`,
      received: report === undefined ? 'none about it' : open.join(', '),
      agreement: id,
    })
  }
}

/**
 * Refuses money for an agreement in which the payer shows no key: whoever wrote it would hold every key, the
 * employer's, too, and all that is paid in.
 *
 * @throws EscrowError `FUNDING_PAYER`
 */
export const checkPayer = (agreements: readonly Agreement[], payer: readonly Acceptance[]): void => {
  const expected = "acceptances, as accept(agreement, signer, { role: 'employer' }) answers the payer"
  // a caller of JavaScript may have left it out
  if (!Array.isArray(payer))
    throw fundingError('FUNDING_PAYER', {
      field: 'payer',
      expected,
      received: shown(payer),
      agreement: agreements[0]?.id ?? '',
    })
  const unused = new Map(payer.map((acceptance: unknown, at) => [at, acceptance]))
  for (const agreement of agreements) {
    let found: number | undefined
    // in the order of the agreements the first one is the right one
    for (const [at, acceptance] of unused)
      if (acceptsAs(agreement, { acceptance, role: 'employer', field: `payer[${at}]` })) {
        found = at
        break
      }
    if (found === undefined)
      throw fundingError('FUNDING_PAYER', {
        field: 'payer',
        expected: `${expected}, or relax: ['payerUnknown']`,
        received: `none by a key of the employer in ${agreement.id}`,
        agreement: agreement.id,
      })
    unused.delete(found)
  }
}

/**
 * Refuses contracts that open by a secret which the payer does not have: somebody else made it.
 *
 * @throws EscrowError `FUNDING_SECRET_UNKNOWN`
 */
export const checkSecrets = (contracts: readonly Contract[], secrets: readonly Secret[]): void => {
  const hashes = new Set(secrets.map((one, at) => hashOfSecret(one, `secrets[${at}]`)))
  for (const [position, { agreement, milestone }] of contracts.entries()) {
    const hash = agreement.milestones[milestone]?.secretHash
    if (hash === undefined || hashes.has(toHex(hash))) continue
    throw fundingError('FUNDING_SECRET_UNKNOWN', {
      field: 'secrets',
      expected: `the secret of contracts[${position}], made by the payer (createSecret), or relax: ['secretUnknown']`,
      received: hashes.size === 0 ? 'no secret' : 'secrets that do not open it (not shown)',
      agreement: agreement.id,
      milestone,
    })
  }
}

/** Everybody but the employer whom the agreements of contracts pay, and the contracts themselves. */
const othersPaid = (
  contracts: readonly Contract[],
): readonly { readonly name: string; readonly script: Uint8Array }[] => [
  ...contracts.map(({ outputScript, index }) => ({ name: `contract ${index}`, script: outputScript })),
  ...agreementsOf(contracts).flatMap(({ worker, arbiter, backupArbiter }) => [
    ...worker.payees.map(({ address }, at) => ({ name: `worker.payees[${at}]`, script: address.script })),
    ...(arbiter === undefined ? [] : [{ name: 'arbiter', script: arbiter.address.script }]),
    ...(backupArbiter === undefined ? [] : [{ name: 'backupArbiter', script: backupArbiter.address.script }]),
  ]),
]

/**
 * Refuses to give what is left to somebody else: to a contract, which would hold more than was agreed, or to another
 * party.
 *
 * @throws EscrowError `FUNDING_CHANGE`
 */
export const checkChange = ({ text, script }: Address, contracts: readonly Contract[]): void => {
  const other = othersPaid(contracts).find((one) => equalBytes(one.script, script))
  if (other !== undefined)
    throw fundingError('FUNDING_CHANGE', {
      field: 'change',
      expected: "an address of the employer's own",
      received: `${text}, the address of ${other.name}`,
    })
}
