import type { Agreement } from '../../agreement/types.js'
import type { Contract } from '../../contract/contract.js'
import { type DeviceLimit, deviceLimits } from '../../contract/policy.js'
import type { ContractFinding } from './make.js'

/** Devices that do not take the contracts of an agreement. */
export const deviceFindings = (
  agreement: Agreement,
  contracts: readonly Contract[],
): readonly (readonly ContractFinding[])[] =>
  deviceLimits(agreement, contracts).map((limits) =>
    limits
      .filter(({ device }) => device !== 'generic')
      .map((limit) => ({
        code: 'DEVICE_LIMIT',
        place: `device ${limit.device}`,
        text: `Nobody can sign for this contract with this device: ${limitText(limit)}.`,
      })),
  )

/** A rule without words does not compile. */
const limitText = ({ rule, expected, received }: DeviceLimit): string => {
  switch (rule) {
    case 'extendedKeys':
      return `it takes extended keys only, and there is ${received}`
    case 'taprootMiniscript':
      return 'it takes no script of several conditions (Miniscript) in a Taproot output'
    case 'musig':
      return 'it does not know keys of two people together (MuSig2), as in the key path'
    case 'sha256':
      return 'it takes no script that asks for a secret'
    case 'addressIndex':
      return `it shows no address behind index 9999, and this one has ${received}`
    case 'templateLength':
    case 'keyCount':
    case 'expressionCount':
    case 'originDepth':
    case 'keyLength':
    case 'memory':
      return `it takes ${expected}, and there are ${received}`
  }
}
