import { createHmac } from 'node:crypto'
import { HDKey } from '@scure/bip32'
import {
  IndividualPubkey,
  keyAggExport,
  keyAggregate,
  nonceAggregate,
  nonceGen,
  Session,
  sortKeys,
} from '@scure/btc-signer/musig2.js'
import { tagSchnorr } from '@scure/btc-signer/utils.js'
import * as ecc from 'tiny-secp256k1'
import { aggregateAccount } from '../../../src/audit/engine/keys.js'
import { allRoles, type Member, membersOf, secretAt, type Target } from './target.js'

/** A signature that somebody could show for the output key. */
interface KeyTry {
  readonly members: readonly Member[]
  readonly signature: Uint8Array
}

/** BIP 341, `taproot_tweak_seckey`. */
const tweaked = (secret: Uint8Array, merkleRoot: Uint8Array): Uint8Array => {
  const point = ecc.pointFromScalar(secret, true)!
  const even = point[0] === 3 ? ecc.privateNegate(secret) : secret
  return ecc.privateAdd(even, tagSchnorr('TapTweak', point.subarray(1), merkleRoot))!
}

/** BIP 32, "Public parent key → public child key": what a step adds to the key. */
const stepOf = (node: HDKey, index: number): Uint8Array =>
  new Uint8Array(
    createHmac('sha512', node.chainCode!)
      .update(node.publicKey!)
      .update(Uint8Array.of(index >>> 24, index >>> 16, index >>> 8, index))
      .digest(),
  ).subarray(0, 32)

/** MuSig2 of two accounts, as if their aggregate were the internal key (BIP 327, BIP 328, BIP 341). */
const jointSignature = (
  { document, contract }: Target,
  accounts: readonly [Uint8Array, Uint8Array],
  digest: Uint8Array,
): Uint8Array => {
  const keys = accounts.map((secret) => ({ secret, publicKey: IndividualPubkey(secret) }))
  const publicKeys = sortKeys(keys.map(({ publicKey }) => publicKey))
  const points = publicKeys.map((publicKey) => ({ publicKey, chainCode: new Uint8Array(32) }))
  const { publicKey, chainCode } = aggregateAccount(points, document)
  const root = new HDKey({ publicKey, chainCode })
  const branch = root.deriveChild(0)
  const internal = branch.deriveChild(contract.index)
  const tweaks = [
    stepOf(root, 0),
    stepOf(branch, contract.index),
    tagSchnorr('TapTweak', internal.publicKey!.subarray(1), contract.merkleRoot),
  ]
  const xOnly = [false, false, true]
  const aggregate = keyAggExport(keyAggregate(publicKeys, tweaks, xOnly))
  const nonces = keys.map(({ secret, publicKey }) => nonceGen(publicKey, secret, aggregate, digest))
  const session = new Session(
    nonceAggregate(nonces.map((nonce) => nonce.public)),
    publicKeys,
    digest,
    tweaks,
    xOnly,
  )
  return session.partialSigAgg(keys.map(({ secret }, at) => session.sign(nonces[at]!.secret, secret)))
}

/** What one person alone can sign with: each of the own keys, as it is, and as if it were the internal key. */
const aloneTries = (target: Target, member: Member, digest: Uint8Array): readonly KeyTry[] => {
  const holder = target.holderOf(target.document[member.role]!.keys[member.position]!)
  const { contract } = target
  const own =
    holder.kind === 'bare'
      ? [holder.secret]
      : [
          holder.account.privateKey!,
          holder.account.derive(0).derive(contract.index).privateKey!,
          secretAt(target, member, 1),
        ]
  return own
    .flatMap((secret) => [secret, tweaked(secret, contract.merkleRoot)])
    .map((secret) => ({ members: [member], signature: ecc.signSchnorr(digest, secret) }))
}

/** Everything that could pass for a signature of the output key. */
export const keyPathTries = (target: Target, digest: Uint8Array): readonly KeyTry[] => {
  const roles = allRoles(target)
  const pairs = roles.flatMap((one, at) => roles.slice(at + 1).map((other) => [one, other] as const))
  return [
    ...membersOf(target, roles).flatMap((member) => aloneTries(target, member, digest)),
    ...pairs.flatMap((pair): readonly KeyTry[] => {
      const [one, other] = pair.map((role) => target.holderOf(target.document[role]!.keys[0]!))
      if (one?.kind !== 'extended' || other?.kind !== 'extended') return []
      const accounts = [one.account.privateKey!, other.account.privateKey!] as const
      return [
        {
          members: pair.map((role) => ({ role, position: 0 })),
          signature: jointSignature(target, accounts, digest),
        },
      ]
    }),
  ]
}
