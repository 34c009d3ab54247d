import { createHash } from 'node:crypto'
import { Transaction } from 'bitcoinjs-lib'
import {
  combine,
  complete,
  EscrowError,
  type Funded,
  finalize,
  leafOf,
  type Plan,
  psbtOf,
  readSpend,
  type Spend,
  sign,
  startMusig,
} from 'taproot-escrow'
import * as ecc from 'tiny-secp256k1'
import { signersOf } from './contracts.js'
import {
  type Meaning,
  meaningOf,
  outputText,
  type RawPsbt,
  type RawRow,
  readRaw,
} from './independentDecoder.js'
import type { Subject } from './mutantSpends.js'
import type { Mutant } from './mutants.js'

/*
 * What may happen to a mutant: it is refused with a coded error, or it is read as what its bytes mean to a reader
 * that shares no code with the library, and nobody who checks a choice signs anything else.
 */

/** What became of a mutant: `other` is another spend than the real one, which the agreement allows as well. */
export type Verdict = 'refused' | 'same' | 'other'

/** A mutant that got through. */
export class Finding extends Error {}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const text = (value: unknown): string => JSON.stringify(value)

/** Runs what may refuse: a coded error is an answer, anything else a finding. */
const refusalOf = async (attempt: () => unknown): Promise<string | undefined> => {
  try {
    await attempt()
    return undefined
  } catch (error) {
    if (error instanceof Finding) throw error
    if (!(error instanceof EscrowError)) throw new Finding(`threw ${String(error)}`, { cause: error })
    if (error.kind === 'internal') throw new Finding(`internal error ${error.code}`, { cause: error })
    return error.code
  }
}

const leafText = ({ path, inputs }: Plan, at: number): readonly string[] => {
  if (path === 'key') return []
  const { script, controlBlock } = leafOf(inputs[at]!.funded.contract, path)
  return [`${hex(script)}c0 ${hex(controlBlock)}`]
}

/** What a plan means, in the words of the decoder. */
const planned = (plan: Plan): Meaning => ({
  version: plan.version,
  lockTime: plan.lockTime,
  inputs: plan.inputs.map(({ funded, sequence }, at) => ({
    outpoint: `${funded.outpoint.txid}:${funded.outpoint.vout}`,
    sequence,
    previous: outputText(funded.amount, funded.contract.outputScript),
    leaves: leafText(plan, at),
  })),
  outputs: plan.outputs.map(({ amount, script }) => outputText(amount, script)),
})

/**
 * The meaning of the bytes with what they leave out: whoever reads a PSBT has the contracts at hand, which say what is
 * spent and by which leaf. Where the path was said it is the plan's leaf that counts, and a nonce for the key path says
 * it, too: a wallet may reveal leaves beside that.
 */
const completed = (
  { said, raw }: { readonly said: Meaning; readonly raw: RawPsbt },
  plan: Plan,
  pathSaid: boolean,
): Meaning => ({
  ...said,
  inputs: said.inputs.map((input, at) => {
    const due = leafText(plan, at)
    const { previous } = planned(plan).inputs[at]!
    const announces = plan.path === 'key' && raw.inputs[at]!.some(({ key }) => key[0] === 0x1b)
    const chooses = pathSaid || announces || input.leaves.length === 0
    return {
      ...input,
      previous: input.previous === 'unsaid' ? previous : input.previous,
      leaves: chooses ? due : input.leaves,
    }
  }),
})

/** Who may be paid by an outcome, and fees that somebody can mean: the agreement read by hand. */
const checkAllowed = ({ plan }: Spend, subject: Subject): void => {
  const { employer, worker, arbiter, backupArbiter } = plan.agreement
  const sides = [employer.address.script, ...worker.payees.map(({ address }) => address.script)]
  const contracts = [...subject.funded.map(({ contract }) => contract), ...(subject.options.into ?? [])]
  const allowed: Readonly<Record<Plan['outcome']['kind'], readonly Uint8Array[]>> = {
    release: sides.slice(1),
    refund: sides.slice(0, 1),
    settle: sides,
    award: [...sides, ...[arbiter, backupArbiter].flatMap((one) => (one ? [one.address.script] : []))],
    relock: [...sides, ...contracts.map(({ outputScript }) => outputScript)],
  }
  const scripts = new Set(allowed[plan.outcome.kind].map(hex))
  const stranger = plan.outputs.find(({ script }) => !scripts.has(hex(script)))
  if (stranger !== undefined) throw new Finding(`a ${plan.outcome.kind} pays ${hex(stranger.script)}`)
  const outpoints = (list: readonly Funded[]): string =>
    list
      .map(({ outpoint }) => `${outpoint.txid}:${outpoint.vout}`)
      .sort()
      .join()
  if (outpoints(plan.inputs.map(({ funded }) => funded)) !== outpoints(subject.funded))
    throw new Finding('the plan does not spend what was given')
  const pot = plan.inputs.reduce((sum, { funded }) => sum + funded.amount, 0n)
  const fee = pot - plan.outputs.reduce((sum, { amount }) => sum + amount, 0n)
  if (fee < 0n || fee * 10n > pot) throw new Finding(`a fee of ${fee} of ${pot} sat`)
}

const taggedHash = (tag: string, ...parts: readonly Uint8Array[]): Buffer => {
  const prefix = createHash('sha256').update(tag).digest()
  const hash = createHash('sha256').update(prefix).update(prefix)
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** The meaning that a finished transaction has, its signatures checked over what the meaning says is spent. */
const checkFinal = (final: string, meaning: Meaning, { plan }: Spend): void => {
  const transaction = Transaction.fromHex(final)
  const spent = meaning.inputs.map(({ previous }) => previous.split(' '))
  const inputs = transaction.ins.map(({ hash, index, sequence, witness }, at) => {
    const outpoint = `${hex(Uint8Array.from(hash).reverse())}:${index}`
    const isKey = witness.length === 1
    const [script, controlBlock] = [witness.at(-2)!, witness.at(-1)!]
    const leafHash = isKey ? undefined : taggedHash('TapLeaf', Buffer.of(0xc0, script.length), script)
    const digest = transaction.hashForWitnessV1(
      at,
      spent.map(([, previous]) => Buffer.from(previous!, 'hex')),
      spent.map(([amount]) => BigInt(amount!)),
      0,
      leafHash,
    )
    const keys = isKey
      ? [Buffer.from(spent[at]![1]!.slice(4), 'hex')]
      : [...hex(script).matchAll(/20([0-9a-f]{64})/g)].map(([, key]) => Buffer.from(key!, 'hex'))
    const signatures = (isKey ? witness : witness.slice(0, -2)).filter(({ length }) => length >= 64)
    if (signatures.length === 0) throw new Finding('a final input without a signature')
    for (const signature of signatures)
      if (!keys.some((key) => ecc.isXOnlyPoint(key) && ecc.verifySchnorr(digest, key, signature)))
        throw new Finding(`a final signature that does not cover what input ${at} means`)
    return {
      outpoint,
      sequence,
      previous: meaning.inputs[at]?.previous,
      leaves: isKey ? [] : [`${hex(script)}c0 ${hex(controlBlock)}`],
    }
  })
  const total = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, amount) => sum + amount, 0n)
  const fee =
    total(spent.map(([amount]) => BigInt(amount!))) -
    total(transaction.outs.map(({ value }) => BigInt(value)))
  if (fee > 500n * BigInt(transaction.virtualSize())) throw new Finding(`finalized with a fee of ${fee} sat`)
  const said = {
    version: transaction.version,
    lockTime: transaction.locktime,
    inputs,
    outputs: transaction.outs.map(({ value, script }) => outputText(BigInt(value), script)),
  }
  if (text(said) !== text(meaning)) throw new Finding(`finalized ${text(said)} for a ${plan.outcome.kind}`)
}

const finish = (spend: Spend, meaning: Meaning): void =>
  checkFinal(finalize(complete(spend)).hex, meaning, spend)

/** With the parts of the real spend, where it is the same one; with no part of any other. */
const putTogether = async (read: Spend, meaning: Meaning, subject: Subject): Promise<void> => {
  const same = text(meaning) === text(subject.meaning)
  const joined = await refusalOf(() => combine(read, subject.whole))
  if (!same && joined !== 'SPEND_DIFFERENT')
    throw new Finding('another transaction was combined with the real one')
  if (!same) return
  const failed = await refusalOf(() => finish(combine(read, subject.whole), meaning))
  // nonces of strangers are no nonces of the session that was signed with
  const mayFail = read.plan.path === 'key' ? ['SPEND_NONCE_CHANGED'] : []
  if (failed !== undefined && !mayFail.includes(failed)) throw new Finding(`put together: ${failed}`)
}

/** Whether a signer had nothing to sign. */
const isWithoutKey = (code: string): boolean => code === 'SIGNER_NO_KEY' || code === 'SIGNER_NOT_NEEDED'

/** The user signs what was read, with the choice that was made; then everything is put together. */
const signAndFinish = async (
  read: Spend,
  meaning: Meaning,
  { subject, isRare }: { subject: Subject; isRare: boolean },
): Promise<void> => {
  if (isRare) return putTogether(read, meaning, subject)
  const { outcome, inputs } = subject.draft.plan
  const expect = { outcome, inputs: inputs.map(({ funded }) => funded.outpoint) }
  const paid = ({ plan }: Spend) => plan.outputs.map(({ address, amount }) => `${address} ${amount}`).join()
  const isOther = paid(read) !== paid(subject.draft)
  const user = subject.signers.at(-1)!
  const isKey = read.plan.path === 'key'
  const refused = await refusalOf(() =>
    isKey ? startMusig(read, user, { expect }) : sign(read, user, { expect }),
  )
  if (read.plan.outcome.kind !== outcome.kind && isOther) {
    if (refused !== 'REVIEW_REFUSED')
      throw new Finding(`a ${read.plan.outcome.kind} passed for a ${outcome.kind}`)
  } else if (refused !== undefined && !isWithoutKey(refused) && !(refused === 'REVIEW_REFUSED' && isOther))
    throw new Finding(`an honest spend is refused by sign: ${refused}`)
  await putTogether(read, meaning, subject)
  if (isKey) {
    await refusalOf(async () => {
      const session = await startMusig(read, user)
      await session.sign(read)
    })
    return
  }
  const parts = await Promise.all(
    signersOf(read).map(async (signer) => {
      let part: Spend | undefined
      const failed = await refusalOf(async () => {
        part = await sign(read, signer)
      })
      if (failed !== undefined && !isWithoutKey(failed)) throw new Finding(`sign: ${failed}`)
      return part ?? read
    }),
  )
  const failed = await refusalOf(() => finish(combine(read, ...parts), meaning))
  if (failed !== undefined && failed !== 'SIGNATURE_PREIMAGE_MISSING')
    throw new Finding(`finalize: ${failed}`)
}

const inOrder = (meaning: Meaning): string => text({ ...meaning, inputs: meaning.inputs.map(text).sort() })

const collected = (spend: Spend): string =>
  spend.inputs
    .flatMap((input) =>
      input.kind === 'key'
        ? [...input.nonces, ...input.partials, input.signature]
        : [...input.signatures, input.preimage],
    )
    .map((part) => (part === undefined ? '-' : hex(part)))
    .join(' ')

/** What nobody may take who signs everything, once: other kinds of signatures, scripts of an input, open ends. */
const checkClosed = ({ psbtVersion, global, inputs }: RawPsbt): void => {
  const says = (rows: readonly RawRow[], types: readonly number[]): boolean =>
    rows.some(({ key, value }) => types.includes(key[0]!) && value.some((byte) => byte !== 0))
  if (psbtVersion === 2 && says(global, [0x06])) throw new Finding('read what may still be modified')
  if (inputs.some((rows) => says(rows, [0x03]))) throw new Finding('read another type of signature')
  if (inputs.some((rows) => says(rows, [0x07]))) throw new Finding('read an input with a script of its own')
}

/** Judges mutants; what was signed once is not signed again. */
export const oracle = (): ((mutant: Mutant) => Promise<Verdict>) => {
  const finished = new Set<string>()
  return async ({ seed, subject, psbt, pathSaid }) => {
    const { plan } = subject.draft
    const options = { ...subject.options, ...(pathSaid && { path: plan.path }) }
    let read: Spend | undefined
    await refusalOf(() => {
      read = readSpend(subject.funded, psbt, options)
    })
    if (read === undefined) return 'refused'
    const meaning = planned(read.plan)
    const clear = (bytes: Uint8Array | string): Meaning => {
      try {
        return meaningOf(typeof bytes === 'string' ? Buffer.from(bytes, 'base64') : bytes)
      } catch (error) {
        throw new Finding(`read a PSBT without a clear meaning: ${String(error)}`)
      }
    }
    const raw = readRaw(typeof psbt === 'string' ? Buffer.from(psbt, 'base64') : psbt)
    const said = completed({ said: clear(psbt), raw }, read.plan, pathSaid)
    checkClosed(raw)
    if (text(said) !== text(meaning))
      throw new Finding(`read as ${text(meaning)}, but it means ${text(said)}`)
    if (seed % 4 < 2) {
      const written = clear(psbtOf(read, { version: seed % 4 === 0 ? 0 : 2 }))
      if (text(written) !== text(meaning)) throw new Finding(`written again it means ${text(written)}`)
    }
    checkAllowed(read, subject)
    const same = text(meaning) === text(subject.meaning)
    const isChosen =
      read.plan.outcome.kind === plan.outcome.kind &&
      read.plan.path === plan.path &&
      text(meaning.outputs) === text(subject.meaning.outputs)
    // inputs in another order spend the same outputs for the same payment, in a transaction of its own
    if (isChosen && inOrder(meaning) !== inOrder(subject.meaning))
      throw new Finding(`the user's choice does not tell ${text(meaning)} from the real one`)
    const plannedAs = `${subject.name} ${read.plan.outcome.kind} ${read.plan.path} ${text(meaning)}`
    const key = `${plannedAs} ${collected(read)}`
    // sessions of MuSig2 take long, and nonces have many mutants: all are combined, some are answered
    const isRare = read.plan.path === 'key' && finished.has(plannedAs) && seed % 16 > 0
    if (!finished.has(key)) await signAndFinish(read, meaning, { subject, isRare })
    finished.add(plannedAs).add(key)
    return same ? 'same' : 'other'
  }
}
