import type { Contract, Role } from 'taproot-escrow'
import type { Rpc, WalletRpc } from 'taproot-escrow/chain'
import { type ExtendedHolder, holderOf } from './holders.js'

/** The holder of a role's key, which must be an extended one. */
export const accountHolder = ({ agreement }: Contract, role: Role, position = 0): ExtendedHolder => {
  const holder = holderOf(agreement[role]!.keys[position]!.text)
  if (holder.kind !== 'extended') throw new Error(`${role} holds a bare key`)
  return holder
}

/** A descriptor in which this holder's public account has become the private one; without a checksum. */
export const withPrivateAccount = (descriptor: string, { text, account }: ExtendedHolder): string => {
  const origin = text.slice(0, text.indexOf(']') + 1)
  return descriptor.replace(/#.*$/, '').replaceAll(text, `${origin}${account.toBase58()}`)
}

/** A wallet of the node that can sign what this role signs in these contracts, and nothing else. */
export const coreWallet = async (
  rpc: Rpc,
  { contracts, role, name = role }: { contracts: readonly Contract[]; role: Role; name?: string },
): Promise<WalletRpc> => {
  await rpc.createwallet(name, { blank: 'blank' })
  const wallet = rpc.wallet(name)
  const imports = new Map<string, { desc: string; indices: number[] }>()
  for (const contract of contracts) {
    const desc = withPrivateAccount(contract.portableDescriptor, accountHolder(contract, role))
    const known = imports.get(desc) ?? { desc, indices: [] }
    known.indices.push(contract.index)
    imports.set(desc, known)
  }
  const requests = await Promise.all(
    [...imports.values()].map(async ({ desc, indices }) => {
      // the node's own answer names the checksum of the descriptor with its private key
      const { checksum } = await rpc.getdescriptorinfo(desc)
      const range = { first: Math.min(...indices), last: Math.max(...indices) }
      return { desc: `${desc}#${checksum}`, timestamp: 'now' as const, range }
    }),
  )
  for (const { success, error } of await wallet.importdescriptors(requests))
    if (!success) throw new Error(`importdescriptors: ${error?.message}`)
  return wallet
}
