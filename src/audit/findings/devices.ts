import type { Contract } from '../../contract/contract.js'
import { walletPolicy } from '../../contract/policy.js'
import { POLICY_DEVICES, type PolicyDevice } from '../../contract/policyLimits.js'
import { EscrowError } from '../../errors.js'
import { type Lock, scriptNumberOfLock } from '../../units/lock.js'
import type { ContractFinding } from './make.js'

const KNOWN: readonly PolicyDevice[] = POLICY_DEVICES.filter((device) => device !== 'generic')

/** Devices that do not take a contract; where only the digits of locks and index differ, contracts share the answer. */
export const deviceFindings = (contracts: readonly Contract[]): readonly (readonly ContractFinding[])[] => {
  const known = new Map<string, readonly ContractFinding[]>()
  return contracts.map((contract) => {
    const locks = contract.paths.map(({ number, lock }) => [number, lock && lengthOf(lock)])
    const shape = JSON.stringify([`${contract.index}`.length, locks])
    const findings = known.get(shape) ?? KNOWN.flatMap((device) => limitOf(contract, device))
    known.set(shape, findings)
    return findings
  })
}

/** Devices bound the length of a policy, in which a lock is a number. */
const lengthOf = (lock: Lock): number => `${scriptNumberOfLock(lock)}`.length

const limitOf = (contract: Contract, device: PolicyDevice): readonly ContractFinding[] => {
  try {
    walletPolicy(contract, { device })
    return []
  } catch (error) {
    if (!(error instanceof EscrowError) || error.code !== 'POLICY_DEVICE_LIMIT') throw error
    const limit = limitText(error)
    return [
      {
        code: 'DEVICE_LIMIT',
        place: `device ${device}`,
        text: `Nobody can sign for this contract with this device: ${limit}.`,
      },
    ]
  }
}

const limitText = ({ data }: EscrowError): string => {
  // the error says what is allowed, then the device
  const [allowed] = data.expected.split(', as ')
  switch (data['rule']) {
    case 'extendedKeys':
      return `it takes extended keys only, and there is ${data.received}`
    case 'taprootMiniscript':
      return 'it takes no script of several conditions (Miniscript) in a Taproot output'
    case 'musig':
      return 'it does not know keys of two people together (MuSig2), as in the key path'
    case 'sha256':
      return 'it takes no script that asks for a secret'
    case 'addressIndex':
      return `it shows no address behind index 9999, and this one has ${data.received}`
    default:
      return `it takes ${allowed}, and there are ${data.received}`
  }
}
