import { randomFillSync } from 'node:crypto'
import {
  compile,
  type Funded,
  fixedPrice,
  matchFunding,
  readSpend,
  type Sats,
  type Signer,
  sats,
  settle,
  sign,
} from 'taproot-escrow'
import { accountKey, signerFromMnemonic } from 'taproot-escrow/signers'
import {
  planStream,
  readState,
  type StreamPlan,
  type StreamState,
  signState,
  streamStateFromJson,
  streamStateToJson,
} from 'taproot-escrow/stream'
import { pointFromScalar, signSchnorr, verifySchnorr } from 'tiny-secp256k1'
import { present, sha256, TAG_LENGTH, tagged } from './floor/bytes.js'
import { type Entry, interleaved, median, type Samples } from './measure.js'
import { FEE_RATE_TEXT } from './works.js'

/** Microseconds of a state, both sides together; seconds of a thousand over the wire; bytes of a state's JSON. */
export interface StreamTimings {
  readonly micros: Readonly<Record<'floor' | 'ours' | typeof BY_PSBTS, number>>
  /** Signed, written, read and verified. */
  readonly secondsOfThousand: number
  readonly bytes: Readonly<Record<'one deposit' | 'two deposits', number>>
}

const BY_PSBTS = 'through PSBTs'
const THOUSAND = 1000
/** States of one sample. */
const STATES = 20
const AT = { height: 820_001, medianTime: 1_800_000_000 }

interface Scene {
  readonly deposits: readonly Funded[]
  readonly employer: Signer
  readonly planOf: (count: number) => StreamPlan
}

/** A contract with two deposits, by published test phrases. */
const sceneOf = (): Scene => {
  const phrases = { employer: `${'abandon '.repeat(11)}about`, worker: `${'zoo '.repeat(11)}wrong` }
  const party = (phrase: string, address: string) => ({
    key: accountKey(phrase, { network: 'regtest', account: 0 }),
    address,
  })
  const agreement = fixedPrice({
    network: 'regtest',
    index: 0,
    employer: party(phrases.employer, 'bcrt1p8wpt9v4frpf3tkn0srd97pksgsxc5hs52lafxwru9kgeephvs7rqjeprhg'),
    worker: party(phrases.worker, 'bcrt1p5lcyhl7cvzkh6u49jy2n2n6nyk3vyqw3xvksq3vljrvzhapq6k6sv99t9l'),
    amount: 100_000_000n,
  })
  const [contract] = compile(agreement)
  if (contract === undefined) throw new Error('no contract')
  const amount = Buffer.alloc(8)
  amount.writeBigUInt64LE(contract.amount)
  const output = `${amount.toString('hex')}22${Buffer.from(contract.outputScript).toString('hex')}`
  const paying = `0200000001${'aa'.repeat(32)}0000000000fdffffff02${output}${output}00000000`
  const deposits = matchFunding(agreement, paying, { confirmedAt: 820_000 })
  return {
    deposits,
    employer: signerFromMnemonic(phrases.employer),
    planOf: (count) => planStream({ deposits: deposits.slice(0, count), feeRate: FEE_RATE_TEXT }, { at: AT }),
  }
}

/** Bytes of two outputs to P2TR, and of the message of a signature hash by a leaf (BIP 341, BIP 342). */
const OUTPUTS = 2 * 43
const MESSAGE = 1 + 174 + 37

/** The least that a state can take: a signature hash, a signature, and its verification on either side. */
const floorStates = () => {
  const secret = sha256(Buffer.from('taproot-escrow bench stream'))
  const key = present(pointFromScalar(secret, true)).subarray(1)
  const outputs = Buffer.alloc(OUTPUTS)
  const message = tagged('TapSighash', MESSAGE)
  const auxiliary = new Uint8Array(32)
  let pays = 0
  return async (): Promise<number> => {
    for (let state = 0; state < STATES; state++) {
      pays += 1
      outputs.writeUInt32LE(pays)
      sha256(outputs).copy(message, TAG_LENGTH + 138)
      const hash = sha256(message)
      const signature = signSchnorr(hash, secret, randomFillSync(auxiliary))
      if (!(verifySchnorr(hash, key, signature) && verifySchnorr(hash, key, signature)))
        throw new Error('invalid signature')
    }
    return pays
  }
}

const first: bigint = 100_000n

/** One state after the other, each the `last` of the next on both sides; `carry` is what goes over the wire. */
const ourStates = (
  { employer }: Scene,
  plan: StreamPlan,
  carry: (state: StreamState) => StreamState = (state) => state,
) => {
  let signed: StreamState | 'none' = 'none'
  let held: StreamState | 'none' = 'none'
  return async (count: number): Promise<StreamState> => {
    for (let state = 0; state < count; state++) {
      const pays: Sats = sats((signed === 'none' ? first : signed.pays) + 1n)
      signed = await signState(plan, { pays, last: signed }, employer)
      held = readState(plan, carry(signed), { last: held, at: AT, owed: pays }).state
    }
    return present(held === 'none' ? undefined : held)
  }
}

/** The same job by what every spend is handed over with. */
const psbtStates = ({ deposits, employer }: Scene) => {
  const one = deposits.slice(0, 1)
  let pays = first
  return async (): Promise<number> => {
    for (let state = 0; state < STATES; state++) {
      pays += 1n
      const [draft] = settle(one, {
        path: 'employerAndWorker',
        split: { worker: sats(pays) },
        feeRate: FEE_RATE_TEXT,
      })
      const { psbt } = await sign(present(draft), employer)
      const { outcome } = readSpend(one, psbt).plan
      if (outcome.kind !== 'settle' || outcome.split.worker !== pays) throw new Error('another amount')
    }
    return Number(pays)
  }
}

const overTheWire = (state: StreamState): StreamState =>
  streamStateFromJson(JSON.parse(JSON.stringify(streamStateToJson(state))))

/** Times a state on both sides beside the floor and beside PSBTs, in turns. */
export const streamTimings = async ({ rounds }: { readonly rounds: number }): Promise<StreamTimings> => {
  const scene = sceneOf()
  const ours = ourStates(scene, scene.planOf(1))
  const ready = (run: () => Promise<unknown>) => async () => run
  const check = (): void => undefined // every run verifies what it made
  const entries: readonly Entry<unknown>[] = [
    { name: 'floor', check, prepare: ready(floorStates()) },
    { name: 'ours', check, prepare: ready(() => ours(STATES)) },
    { name: BY_PSBTS, check, prepare: ready(psbtStates(scene)) },
  ]
  const effort = { rounds, seconds: 10 }
  // the floor is WebAssembly almost alone, and warm at once: what engines take to compile the rest is not measured
  await interleaved(entries, effort, new Map())
  const samples: Samples = new Map()
  await interleaved(entries, effort, samples)
  const microsOf = (name: string): number => median(samples.get(name) ?? []) / STATES
  const start = process.cpuUsage()
  await ourStates(scene, scene.planOf(1), overTheWire)(THOUSAND)
  const { user, system } = process.cpuUsage(start)
  const bytesOf = async (count: number): Promise<number> =>
    JSON.stringify(streamStateToJson(await ourStates(scene, scene.planOf(count))(1))).length
  return {
    micros: { floor: microsOf('floor'), ours: microsOf('ours'), [BY_PSBTS]: microsOf(BY_PSBTS) },
    secondsOfThousand: (user + system) / 1e6,
    bytes: { 'one deposit': await bytesOf(1), 'two deposits': await bytesOf(2) },
  }
}
