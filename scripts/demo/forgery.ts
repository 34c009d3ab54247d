import { Transaction } from 'bitcoinjs-lib'
import type { KeyOrigin, LeafInput, Role, Spend } from 'taproot-escrow'
import type { Signer } from 'taproot-escrow/signers'

/*
 * What a cheat would do with other tools than this library: transactions put together by hand, signed with real
 * keys, so that the node alone pronounces.
 */

/** The transaction of a spend, without witnesses, to be tampered with. */
export const bareTransaction = ({ plan }: Spend): Transaction => {
  const transaction = new Transaction()
  transaction.version = plan.version
  transaction.locktime = plan.lockTime
  for (const { funded, sequence } of plan.inputs)
    transaction.addInput(Buffer.from(funded.outpoint.txid, 'hex').reverse(), funded.outpoint.vout, sequence)
  for (const { script, amount } of plan.outputs) transaction.addOutput(script, amount)
  return transaction
}

const leafInput = ({ inputs }: Spend): LeafInput => {
  const [input] = inputs
  if (input?.kind !== 'leaf') throw new Error('the spend reveals no leaf')
  return input
}

/** A signer that answers every request with a key of its own, at the place where the path has its keys. */
export const impostor = (signer: Signer, own: { publicKey: Uint8Array; origin: KeyOrigin }): Signer => ({
  sign: ({ requests, psbt }) =>
    signer.sign({ requests: requests.map((request) => ({ ...request, ...own })), psbt }),
})

/** Signs a tampered transaction by the leaf of the spend that it came from, each key by its role's signer. */
export const signedByHand = async (
  transaction: Transaction,
  { spend, signers }: { spend: Spend; signers: Readonly<Partial<Record<Role, Signer>>> },
): Promise<string> => {
  const { leaf, keys } = leafInput(spend)
  const digest = transaction.hashForWitnessV1(
    0,
    spend.plan.inputs.map(({ funded }) => funded.contract.outputScript),
    spend.plan.inputs.map(({ funded }) => funded.amount),
    Transaction.SIGHASH_DEFAULT,
    leaf.leafHash,
  )
  const signatures = await Promise.all(
    keys.map(async ({ role, xOnly: publicKey, origin }) => {
      const signer = role === 'terms' ? undefined : signers[role]
      if (signer === undefined || role === 'terms') throw new Error(`nobody signs for ${role}`)
      const request = { digest, publicKey, role, path: spend.plan.path, input: 0, ...(origin && { origin }) }
      const [signature] = await signer.sign({ requests: [request], psbt: spend.psbt })
      if (signature === undefined) throw new Error(`the ${role} does not hold this key`)
      return signature
    }),
  )
  // the first key of a script takes the signature on top of the stack
  transaction.setWitness(0, [...signatures.reverse(), leaf.script, leaf.controlBlock])
  return transaction.toHex()
}

/** The key of a role in the leaf of a spend, and where its signer finds it. */
export const keyIn = (spend: Spend, wanted: Role): { publicKey: Uint8Array; origin: KeyOrigin } => {
  const key = leafInput(spend).keys.find(({ role }) => role === wanted)
  if (key?.origin === undefined) throw new Error(`the leaf has no key of the ${wanted}`)
  return { publicKey: key.xOnly, origin: key.origin }
}

/** The text of a PSBT with one output script in the place of another one of the same length. */
export const redirected = (psbt: string, { from, to }: { from: Uint8Array; to: Uint8Array }): string => {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
  return Buffer.from(Buffer.from(psbt, 'base64').toString('hex').replace(hex(from), hex(to)), 'hex').toString(
    'base64',
  )
}
