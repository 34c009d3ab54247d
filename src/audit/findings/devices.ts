import type { Agreement } from '../../agreement/types.js'
import type { Contract } from '../../contract/contract.js'
import { type DeviceLimit, deviceLimits } from '../../contract/policy.js'
import type { DeviceLimitTold } from '../../sentences/findings.js'
import { ROLES } from '../../words.js'
import { type ContractFinding, found } from './make.js'

/** Devices that do not take the contracts of an agreement. */
export const deviceFindings = (
  agreement: Agreement,
  contracts: readonly Contract[],
): readonly (readonly ContractFinding[])[] =>
  deviceLimits(agreement, contracts).map((limits) =>
    limits
      .filter(({ device }) => device !== 'generic')
      .map((limit) =>
        found({ code: 'DEVICE_LIMIT', data: limitTold(limit) }, { place: `device ${limit.device}` }),
      ),
  )

/** A rule without words does not compile. */
const limitTold = ({ rule, received, counted }: DeviceLimit): DeviceLimitTold => {
  switch (rule) {
    case 'taprootMiniscript':
    case 'musig':
    case 'sha256':
      return { rule }
    case 'extendedKeys':
      return { rule, role: ROLES.find((role) => received.includes(` ${role}.`)) ?? 'employer' }
    case 'addressIndex':
      return { rule, received }
    case 'templateLength':
    case 'keyCount':
    case 'expressionCount':
    case 'originDepth':
    case 'keyLength':
    case 'memory':
      return { rule, received: counted?.count ?? 0, most: counted?.most ?? 0 }
  }
}
