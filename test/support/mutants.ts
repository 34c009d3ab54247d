import { Dice, flipped, stepped } from './dice.js'
import { type RawPsbt, readRaw, writeRaw } from './independentDecoder.js'
import { CHANGES } from './mutantChanges.js'
import type { Subject } from './mutantSpends.js'

/*
 * What a hostile peer makes of a real spend. Each mutant follows from its seed alone: which spend, which stage,
 * which version, and up to three changes at places that the seed chooses.
 */

type Bytes = (bytes: Buffer, dice: Dice, other: Buffer) => Buffer

const spliced = (bytes: Buffer, at: number, remove: number, insert: Uint8Array): Buffer =>
  Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)])

const BYTE_CHANGES: Readonly<Record<string, Bytes>> = {
  'a bit flipped': (bytes, dice) => flipped(bytes, dice),
  'a number one more or less': (bytes, dice) => stepped(bytes, dice),
  'bytes inserted': (bytes, dice) =>
    spliced(bytes, dice.below(bytes.length + 1), 0, dice.bytes(1 + dice.below(4))),
  'bytes removed': (bytes, dice) =>
    spliced(bytes, dice.below(bytes.length), 1 + dice.below(4), Buffer.alloc(0)),
  'a byte replaced': (bytes, dice) =>
    spliced(
      bytes,
      dice.below(bytes.length),
      1,
      Buffer.of(dice.one([0, 1, 0x7f, 0x80, 0xfc, 0xfd, 0xfe, 0xff]) ?? 0),
    ),
  'a length spelled long': (bytes, dice) => {
    const at = dice.below(bytes.length)
    return spliced(bytes, at, 1, Buffer.of(0xfd, bytes[at]!, 0))
  },
  'cut off': (bytes, dice) => bytes.subarray(0, dice.below(bytes.length)),
  'a piece repeated': (bytes, dice) => {
    const at = dice.below(bytes.length)
    return spliced(bytes, at, 0, bytes.subarray(at, at + 1 + dice.below(80)))
  },
  'a piece of another spend': (bytes, dice, other) => {
    const at = dice.below(bytes.length)
    const length = 1 + dice.below(64)
    return spliced(bytes, at, length, other.subarray(at, at + length))
  },
}

const CHANGE_NAMES = Object.keys(CHANGES)
const CONTRIBUTED = 'a signature, nonce or secret changed'
const BYTE_CHANGE_NAMES = Object.keys(BYTE_CHANGES)

/** What is sent instead of a real PSBT. */
export interface Mutant {
  readonly seed: number
  readonly subject: Subject
  readonly changes: readonly string[]
  readonly psbt: Uint8Array | string
  /** Whether the reader says which path was agreed on. */
  readonly pathSaid: boolean
}

const parsed = new WeakMap<Uint8Array, RawPsbt>()

/** A copy whose lists may be changed; the bytes in it never are. */
const copyOf = (bytes: Uint8Array): RawPsbt => {
  const known = parsed.get(bytes) ?? readRaw(bytes)
  parsed.set(bytes, known)
  return {
    ...known,
    spent: [...known.spent],
    paid: [...known.paid],
    global: [...known.global],
    inputs: known.inputs.map((rows) => [...rows]),
    outputs: known.outputs.map((rows) => [...rows]),
  }
}

/** Spends of the same outputs first: what they exchange is most likely to be taken. */
const otherOf = (all: readonly Subject[], subject: Subject, dice: Dice): Subject => {
  const outpoint = subject.meaning.inputs[0]?.outpoint
  const rivals = all.filter(({ meaning }) => meaning.inputs[0]?.outpoint === outpoint)
  return dice.one(dice.below(4) === 0 ? all : rivals) ?? subject
}

/** Any stage; those with partial signatures less often, since checking them takes a hundred times longer. */
const stageOf = ({ stages, draft }: Subject, dice: Dice): Uint8Array => {
  const isSlow = draft.plan.path === 'key' && dice.below(16) > 0
  return dice.one(isSlow ? stages.slice(0, 3) : stages)!
}

/** The mutant of a seed. */
export const mutantOf = (seed: number, all: readonly Subject[]): Mutant => {
  const dice = new Dice(seed)
  const subject = dice.one(all)!
  const stage = stageOf(subject, dice)
  const psbt = copyOf(stage)
  const other = copyOf(stageOf(otherOf(all, subject, dice), dice))
  if (dice.below(2) === 0) psbt.psbtVersion = 2
  const changes: string[] = []
  const onRows = dice.below(4) > 0
  const count = dice.one([1, 1, 1, 2, 2, 3]) ?? 1
  for (let round = 0; onRows && round < count; round++) {
    const isPartial = round === 0 && subject.draft.plan.path === 'key' && subject.stages.indexOf(stage) > 2
    const name = isPartial && dice.below(2) === 0 ? CONTRIBUTED : dice.one(CHANGE_NAMES)!
    CHANGES[name]!({ dice, psbt, other, subject })
    changes.push(name)
  }
  let bytes = writeRaw(psbt)
  for (let round = 0; !onRows && round < count; round++) {
    const name = dice.one(BYTE_CHANGE_NAMES)!
    bytes = BYTE_CHANGES[name]!(bytes, dice, writeRaw({ ...other, psbtVersion: psbt.psbtVersion }))
    changes.push(name)
  }
  return { seed, subject, changes, psbt: asText(bytes, dice, changes), pathSaid: dice.below(8) === 0 }
}

/** Bytes mostly; now and then base64, or something that is nearly that. */
const asText = (bytes: Buffer, dice: Dice, changes: string[]): Uint8Array | string => {
  const kind = dice.below(32)
  if (kind > 1) return new Uint8Array(bytes)
  const text = bytes.toString('base64')
  if (kind === 0) return text
  changes.push('the text changed')
  const at = dice.below(text.length + 1)
  return (
    text.slice(0, at) + (dice.one([' ', '\n', '=', '-', 'A', 'é', '']) ?? '') + text.slice(at + dice.below(2))
  )
}
