import { pointCompress } from 'tiny-secp256k1'
import type { Account, AgreementData } from '../data.js'
import { compressed } from '../floor/bytes.js'
import { aggregate } from '../floor/compile.js'

export interface PublicNode {
  readonly publicKey: Uint8Array
  readonly chainCode: Uint8Array
}

const node = ({ publicKey, chainCode }: Account) => ({ point: pointCompress(publicKey, false), chainCode })

/** The aggregate of employer and worker, for libraries without MuSig2: a gift of two curve operations an agreement. */
export const givenAggregate = (agreement: AgreementData): PublicNode => {
  const { point, chainCode } = aggregate(node(agreement.employer), node(agreement.worker))
  return { publicKey: compressed(point), chainCode }
}
