import { createHash } from 'node:crypto'
import { createBase58check } from '@scure/base'
import {
  type Agreement,
  type Contract,
  combine,
  compile,
  complete,
  type FinalTransaction,
  type Funded,
  finalize,
  matchFunding,
  parseAgreement,
  type Role,
  type Spend,
  sign,
  startMusig,
} from 'taproot-escrow'
import { type Signer, signerFromExtendedKey, signerFromWif } from 'taproot-escrow/signers'
import type { RegtestNode } from '../../scripts/bitcoind/regtest.js'
import { concat, toHex } from '../../src/units/bytes.js'
import type { Json } from './documents.js'
import { plainDocument } from './documents.js'
import {
  addressOf,
  type BareHolder,
  extendedHolder,
  type Holder,
  holderOf,
  secretHashOf,
  secretOf,
} from './holders.js'

/** Agreements of test holders, made, funded, signed and finished in a line each. */

export type LockKind = 'blocks' | 'seconds' | 'height' | 'time'

/** One moment of a contract's life, as a number in the unit of its locks. */
export interface Moments {
  readonly from?: number
  readonly backupFrom?: number
  readonly silence: number
  readonly rescue?: number
  readonly decision: number
}

/** A milestone for each secret, so that each gives a contract with the same paths and keys of its own. */
export const milestones = (
  count: number,
  { amount = 1_000_000n, firstSecret }: { amount?: bigint; firstSecret?: number } = {},
): Json[] =>
  Array.from({ length: count }, (_, at) => ({
    amount: String(amount),
    ...(firstSecret === undefined ? {} : { secretHash: secretHashOf(firstSecret + at) }),
  }))

/** An agreement with every path that the format knows, all locks of one kind, and one key for each role. */
export const everyPathDocument = (
  kind: LockKind,
  { from, backupFrom, silence, rescue, decision }: Moments,
  { pays = 'employer', count = 1 }: { pays?: 'employer' | 'worker'; count?: number } = {},
): Json => ({
  ...plainDocument(),
  arbiter: { threshold: 1, keys: [extendedHolder(3).text], address: addressOf(4), fee: { bps: 100 } },
  ...(backupFrom === undefined
    ? {}
    : {
        backupArbiter: {
          threshold: 1,
          keys: [extendedHolder(6).text],
          address: addressOf(5),
          fee: { sats: '5000' },
        },
      }),
  silence: { pays, after: { [kind]: silence } },
  ...(rescue === undefined ? {} : { rescue: { after: { [kind]: rescue } } }),
  dispute: {
    ...(from === undefined ? {} : { from: { [kind]: from } }),
    decision: { [kind === 'blocks' || kind === 'height' ? 'blocks' : 'seconds']: decision },
    ...(backupFrom === undefined ? {} : { backupFrom: { [kind]: backupFrom } }),
  },
  milestones: milestones(count, { firstSecret: 100 }),
})

const agree = (document: Json): Agreement => parseAgreement(JSON.stringify(document))

/** The agreement of a document, and its contracts. */
export const made = (
  document: Json,
): { readonly agreement: Agreement; readonly contracts: readonly Contract[] } => {
  const agreement = agree(document)
  return { agreement, contracts: compile(agreement) }
}

/** Pays every contract as agreed, or this much into each; all in one block, in the order of the contracts. */
export const fundAll = async (
  node: Pick<RegtestNode, 'fund'>,
  contracts: readonly Contract[],
  { amount }: { amount?: bigint } = {},
): Promise<readonly Funded[]> => {
  const deposits = await node.fund(
    contracts.map((contract) => ({ address: contract.address, amount: amount ?? contract.amount })),
  )
  const known = new Map<string, Map<string, Funded>>()
  return contracts.map((contract, at) => {
    const { txid, vout, hex, height } = deposits[at]!
    const funded =
      known.get(txid) ??
      new Map(
        matchFunding(contracts, hex, { confirmedAt: height }).map((one) => [String(one.outpoint.vout), one]),
      )
    known.set(txid, funded)
    const one = funded.get(String(vout))!
    // two contracts may be the same one, funded twice
    return { ...one, contract }
  })
}

const base58check = createBase58check(
  (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest()),
)

/** The private key of a test holder as regtest writes it. */
export const wifOf = ({ secret }: BareHolder): string =>
  base58check.encode(concat(Uint8Array.of(0xef), secret, Uint8Array.of(1)))

const signers = new Map<string, Signer>()

/** The signer of a test holder on regtest. */
export const signerOf = (holder: Holder): Signer => {
  const known = signers.get(holder.text)
  if (known !== undefined) return known
  const signer =
    holder.kind === 'extended'
      ? signerFromExtendedKey(holder.root.toBase58(), { network: 'regtest' })
      : signerFromWif(wifOf(holder), { network: 'regtest' })
  signers.set(holder.text, signer)
  return signer
}

/** The signer of one key of a role. */
export const signerFor = (agreement: Agreement, role: Role, position = 0): Signer =>
  signerOf(holderOf(agreement[role]!.keys[position]!.text))

/** Who signs for a spend's path, each with as many keys as the role needs. */
export const signersOf = ({ plan, progress }: Spend): readonly Signer[] =>
  progress.flatMap(({ role, needed }) =>
    Array.from({ length: needed }, (_, position) => signerFor(plan.agreement, role, position)),
  )

/** The secrets that open the contracts' hashes. */
export const secretsOf = (contracts: readonly Contract[]): readonly Uint8Array[] =>
  contracts.flatMap(({ agreement, milestone }) => {
    const hash = agreement.milestones[milestone]?.secretHash
    return hash === undefined ? [] : [secretOf(toHex(hash))]
  })

/** A spend with the signatures of all these, or of everybody whom its path asks. */
export const signedByAll = async (draft: Spend, by: readonly Signer[] = signersOf(draft)): Promise<Spend> => {
  if (draft.plan.path !== 'key') {
    const [first, ...rest] = await Promise.all(by.map((signer) => sign(draft, signer)))
    return combine(first!, ...rest)
  }
  const sessions = await Promise.all(by.map((signer) => startMusig(draft, signer)))
  const [first, ...rest] = sessions.map(({ spend }) => spend)
  const announced = combine(first!, ...rest)
  const halves = await Promise.all(sessions.map((session) => session.sign(announced)))
  return combine(halves[0]!, ...halves.slice(1))
}

/** The transaction that can be broadcast, signed by everybody whom its path asks. */
export const finished = async (draft: Spend): Promise<FinalTransaction> =>
  finalize(complete(await signedByAll(draft)))
