import type { HashName, ScriptRemark } from '../reading.js'
import { openBranch, popResolved, repeatIfTrue, requireTrue, type Step } from './branch.js'
import { comparison, equality, logic } from './compare.js'
import type { Facts } from './facts.js'
import type { Instruction } from './instructions.js'
import { checkLockTime, checkSequence, type Locked } from './locks.js'
import { notUnderstood } from './notUnderstood.js'
import { OP, opcodeName } from './opcodes.js'
import { type CheckedKeys, popSignature } from './signatures.js'
import { pop, popAll, push, type State, startOf } from './state.js'
import { conditionOf, constant, decodeNumber, sumOf, truth } from './value.js'
import { limitedWork, type Work } from './work.js'

/** Copying so many terms is as much work as one instruction. */
const TERMS_PER_STEP = 64
/** BIP 112: locks are numbers of up to five bytes. */
const MAX_LOCK_BYTES = 5

const HASHES: ReadonlyMap<number, HashName> = /* @__PURE__ */ new Map<number, HashName>([
  [OP.SHA256, 'sha256'],
  [OP.HASH256, 'hash256'],
  [OP.RIPEMD160, 'ripemd160'],
  [OP.HASH160, 'hash160'],
  [OP.SHA1, 'sha1'],
])

/** Opcodes that only move values: how many they take, and which of these they leave, from the bottom. */
const MOVES: ReadonlyMap<number, { readonly takes: number; readonly leaves: readonly number[] }> =
  /* @__PURE__ */ new Map([
    [OP.DROP, { takes: 1, leaves: [] }],
    [OP.TWO_DROP, { takes: 2, leaves: [] }],
    [OP.DUP, { takes: 1, leaves: [0, 0] }],
    [OP.TWO_DUP, { takes: 2, leaves: [0, 1, 0, 1] }],
    [OP.NIP, { takes: 2, leaves: [1] }],
    [OP.OVER, { takes: 2, leaves: [0, 1, 0] }],
    [OP.SWAP, { takes: 2, leaves: [1, 0] }],
    [OP.TUCK, { takes: 2, leaves: [1, 0, 1] }],
    [OP.ROT, { takes: 3, leaves: [1, 2, 0] }],
  ])

interface Walk {
  readonly work: Work
  readonly keys: CheckedKeys
  readonly remarks: Set<ScriptRemark>
}

const move = (state: State, opcode: number): boolean => {
  const plan = MOVES.get(opcode)
  if (plan === undefined) return false
  const taken = popAll(state, plan.takes)
  push(state, ...plan.leaves.flatMap((position) => taken.slice(position, position + 1)))
  return true
}

const hash = (state: State, opcode: number): boolean => {
  const name = HASHES.get(opcode)
  if (name === undefined) return false
  const value = popResolved(state)
  if (value.kind !== 'item') throw notUnderstood('it hashes something that is no item of the witness')
  push(state, { kind: 'hash', hash: name, item: value.item })
  return true
}

const size = (state: State): void => {
  const value = popResolved(state)
  if (value.kind === 'item') push(state, value, { kind: 'size', item: value.item })
  else if (value.kind === 'bytes') push(state, value, constant(value.bytes.length))
  else throw notUnderstood('it measures something that is no item of the witness')
}

const lock = (state: State, check: (facts: Facts, number: number) => Locked, { remarks }: Walk): Step => {
  const value = popResolved(state)
  push(state, value)
  const number = value.kind === 'bytes' ? decodeNumber(value.bytes, MAX_LOCK_BYTES) : undefined
  if (number === undefined) throw notUnderstood('it takes a lock from something that is no number of its own')
  const { facts, effective } = check(state.facts, number)
  if (!effective) remarks.add('lockWithoutEffect')
  if (facts === undefined) return 'dead'
  state.facts = facts
  return 'on'
}

const checkSignature = (state: State, opcode: number, { keys, remarks, work }: Walk): Step => {
  let counted = sumOf(constant(0))
  const { condition, unknownKeyType } = popSignature(state, keys, () => {
    if (opcode === OP.CHECKSIGADD) counted = sumOf(popResolved(state))
  })
  if (unknownKeyType) remarks.add('unknownKeyType')
  if (condition === undefined) return 'dead'
  if (opcode === OP.CHECKSIGVERIFY) return requireTrue(state, condition, work)
  const { base, terms } = sumOf(truth(condition))
  work.spend(counted.terms.length / TERMS_PER_STEP)
  push(state, { kind: 'sum', base: base + counted.base, terms: [...counted.terms, ...terms] })
  return 'on'
}

/** One instruction on a branch that is walked. */
const execute = (state: State, { opcode, data }: Instruction, walk: Walk): Step => {
  const { work } = walk
  if (data !== undefined || opcode === OP.ZERO) {
    push(state, { kind: 'bytes', bytes: data ?? new Uint8Array(0), at: state.at })
    return 'on'
  }
  if (opcode === OP.ONE_NEGATE || (opcode >= OP.ONE && opcode <= OP.SIXTEEN)) {
    push(state, constant(opcode - OP.ONE + 1))
    return 'on'
  }
  if (move(state, opcode) || hash(state, opcode)) return 'on'
  const condition = comparison(state, opcode) ?? logic(state, opcode)
  if (condition !== undefined) {
    if (opcode === OP.NUMEQUALVERIFY) return requireTrue(state, condition, work)
    push(state, truth(condition))
    return 'on'
  }
  switch (opcode) {
    case OP.NOP:
    // what signatures commit to changes, but not who signs
    case OP.CODESEPARATOR:
      return 'on'
    case OP.VERIFY:
      return requireTrue(state, conditionOf(popResolved(state)), work)
    case OP.EQUAL:
      push(state, truth(equality(state)))
      return 'on'
    case OP.EQUALVERIFY:
      return requireTrue(state, equality(state), work)
    case OP.ADD: {
      const right = sumOf(popResolved(state))
      const left = sumOf(popResolved(state))
      work.spend((left.terms.length + right.terms.length) / TERMS_PER_STEP)
      push(state, { kind: 'sum', base: left.base + right.base, terms: [...left.terms, ...right.terms] })
      return 'on'
    }
    case OP.SIZE:
      size(state)
      return 'on'
    case OP.IFDUP:
      return repeatIfTrue(state, work)
    case OP.TOALTSTACK:
      state.alt.push(pop(state))
      return 'on'
    case OP.FROMALTSTACK: {
      const value = state.alt.pop()
      if (value === undefined) return 'dead'
      push(state, value)
      return 'on'
    }
    case OP.CHECKSIG:
    case OP.CHECKSIGVERIFY:
    case OP.CHECKSIGADD:
      return checkSignature(state, opcode, walk)
    case OP.CHECKSEQUENCEVERIFY:
      return lock(state, checkSequence, walk)
    case OP.CHECKLOCKTIMEVERIFY:
      return lock(state, checkLockTime, walk)
    case OP.RETURN:
    // BIP 342, "Rule changes": these two fail when they are executed
    case OP.CHECKMULTISIG:
    case OP.CHECKMULTISIGVERIFY:
      return 'dead'
    default:
      throw notUnderstood(`it uses ${opcodeName(opcode)}`)
  }
}

/** IF, NOTIF, ELSE and ENDIF count on branches that are not walked, too. */
const control = (state: State, opcode: number, { work }: Walk): Step | undefined => {
  const walked = !state.branches.includes(false)
  switch (opcode) {
    case OP.IF:
    case OP.NOTIF:
      if (walked) return openBranch(state, { walkedIf: opcode === OP.IF ? 'true' : 'false', work })
      state.branches.push(false)
      return 'on'
    case OP.ELSE: {
      const open = state.branches.pop()
      if (open === undefined) return 'dead'
      state.branches.push(!open)
      return 'on'
    }
    case OP.ENDIF:
      return state.branches.pop() === undefined ? 'dead' : 'on'
    // consensus fails on these two even where they are not walked
    case OP.VERIF:
    case OP.VERNOTIF:
      return 'dead'
    default:
      return walked ? undefined : 'on'
  }
}

/** A way through a script from its start to its end. */
export interface WalkedWay {
  readonly facts: Facts
  /** How many items of the witness it takes, the topmost first. */
  readonly reached: number
}

/** Every way through a script. */
export const walk = (
  instructions: readonly Instruction[],
  { keys, remarks }: { readonly keys: CheckedKeys; readonly remarks: Set<ScriptRemark> },
): readonly WalkedWay[] => {
  const walking: Walk = { work: limitedWork(), keys, remarks }
  const { work } = walking
  const ways: WalkedWay[] = []
  const open: State[] = [startOf()]
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    let step: Step = 'on'
    while (step === 'on') {
      work.spend(1)
      const instruction = instructions[state.at]
      if (instruction === undefined) break
      step = control(state, instruction.opcode, walking) ?? execute(state, instruction, walking)
      if (typeof step === 'string') state.at++
    }
    if (step === 'on') ways.push(...finished(state, work))
    else if (step !== 'dead') for (const next of [...step].reverse()) open.push({ ...next, at: next.at + 1 })
  }
  return ways
}

/** Consensus: every IF is closed, and one true value is left (BIP 342, "Script execution"). */
const finished = (state: State, work: Work): readonly WalkedWay[] => {
  const last = popResolved(state)
  if (state.branches.length > 0 || state.stack.length > 0) return []
  const step = requireTrue(state, conditionOf(last), work)
  const ends = step === 'on' ? [state] : step === 'dead' ? [] : step
  return ends.map(({ facts, reached }) => ({ facts, reached }))
}
