import type { Agreement } from '../../agreement/types.js'
import { HARDENED } from '../../keys/extendedKey.js'
import { formatPath } from '../../keys/path.js'
import { isOrdinaryWallet } from '../../keys/roleKey.js'
import { ROLES } from '../../words.js'
import type { Finding } from '../finding.js'
import { finding } from './make.js'

/** Accounts of ordinary wallets among the keys of an agreement. */
export const ordinaryWallets = (agreement: Agreement): readonly Finding[] =>
  ROLES.flatMap((role) =>
    (agreement[role]?.keys ?? []).flatMap((key, position) =>
      key.kind === 'extended' && isOrdinaryWallet(key.origin)
        ? [
            finding(
              'ORDINARY_WALLET',
              `${role}.keys[${position}]`,
              `This key is the account ${formatPath(key.origin.path)} of an ordinary wallet (purpose ${(key.origin.path[0] ?? 0) - HARDENED}): whoever has the agreement sees the whole wallet, and one leaked private key below it opens all of it.`,
            ),
          ]
        : [],
    ),
  )
