import { type Dice, flipped, stepped } from './dice.js'
import {
  type RawInput,
  type RawOutput,
  type RawPsbt,
  type RawRow,
  rawRow,
  u32,
  writeRaw,
} from './independentDecoder.js'
import type { Subject } from './mutantSpends.js'

/** What a change finds: the PSBT to be changed, and another to take from. */
export interface Scene {
  readonly dice: Dice
  readonly psbt: RawPsbt
  /** The same money spent in another way, or another spend. */
  readonly other: RawPsbt
  readonly subject: Subject
}

export type Change = (scene: Scene) => void

const maps = ({ global, inputs, outputs }: RawPsbt): RawRow[][] => [global, ...inputs, ...outputs]

const filledMap = ({ dice, psbt }: Scene): RawRow[] =>
  dice.one(maps(psbt).filter((rows) => rows.length > 0)) ?? []

/** Changes one row of a map that has any. */
const inRow =
  (change: (row: RawRow, scene: Scene) => RawRow): Change =>
  (scene) => {
    const rows = filledMap(scene)
    const at = scene.dice.below(rows.length || 1)
    const row = rows[at]
    if (row !== undefined) rows[at] = change(row, scene)
  }

const NUMBERS = [
  0, 1, 2, 3, 4, 0xffff, 499_999_999, 500_000_000, 0x7fffffff, 0x80000000, 0xfffffffd, 0xfffffffe, 0xffffffff,
]

const near = (value: number, dice: Dice): number =>
  (dice.below(3) === 0 ? (dice.one(NUMBERS) ?? 0) : value + (dice.below(2) === 0 ? 1 : -1)) >>> 0

const inSpent =
  (change: (input: RawInput, scene: Scene) => Partial<RawInput>): Change =>
  (scene) => {
    const at = scene.dice.below(scene.psbt.spent.length || 1)
    const input = scene.psbt.spent[at]
    if (input !== undefined) scene.psbt.spent[at] = { ...input, ...change(input, scene) }
  }

const inPaid =
  (change: (output: RawOutput, scene: Scene) => Partial<RawOutput>): Change =>
  (scene) => {
    const at = scene.dice.below(scene.psbt.paid.length || 1)
    const output = scene.psbt.paid[at]
    if (output !== undefined) scene.psbt.paid[at] = { ...output, ...change(output, scene) }
  }

const swap = <Item>(list: Item[], dice: Dice): void => {
  const [one, two] = [dice.below(list.length || 1), dice.below(list.length || 1)]
  const [left, right] = [list[one], list[two]]
  if (left === undefined || right === undefined) return
  list[one] = right
  list[two] = left
}

const sameType = (rows: readonly RawRow[], { key }: RawRow): readonly RawRow[] =>
  rows.filter((row) => row.key[0] === key[0])

/** Rows that say something which a spend of ours does not say, or says otherwise. */
const strangeRow = ({ dice, subject }: Scene): RawRow => {
  const number = u32(dice.one(NUMBERS) ?? 0)
  const rows: readonly (() => RawRow)[] = [
    () => rawRow(0x03, u32(dice.one([0, 1, 2, 3, 0x81, 0x82, 0x83, 0x100]) ?? 0)),
    () => rawRow(0x06, Buffer.of(dice.below(9))),
    () => rawRow(0xfb, u32(dice.below(4))),
    () => rawRow(0x07, dice.bytes(dice.below(3))),
    () => rawRow(0x08, Buffer.of(1, 1, dice.below(256))),
    () => rawRow(0x0e, dice.bytes(32)),
    () => rawRow(dice.one([0x02, 0x03, 0x0f, 0x10, 0x11, 0x12]) ?? 0, number),
    () => rawRow(dice.one([0x04, 0x05]) ?? 4, Buffer.of(dice.below(4))),
    () => rawRow(0x13, dice.bytes(64 + dice.below(2))),
    () => rawRow(0x14, dice.bytes(64 + dice.below(2)), dice.bytes(64)),
    () => rawRow(0xfc, dice.bytes(5), Buffer.from('0474657374', 'hex')),
    () => rawRow(dice.below(256), dice.bytes(dice.below(70)), dice.bytes(dice.below(70))),
    () => dice.one(subject.previous) ?? rawRow(0, number),
  ]
  return dice.one(rows)?.() ?? rawRow(0xf0, number)
}

/** Changes of rows and of the transaction's parts, by what they do. */
export const CHANGES: Readonly<Record<string, Change>> = {
  'a row removed': (scene) => {
    const rows = filledMap(scene)
    rows.splice(scene.dice.below(rows.length || 1), 1)
  },
  'a row repeated': (scene) => {
    const rows = filledMap(scene)
    const row = scene.dice.one(rows)
    if (row !== undefined)
      rows.push(scene.dice.below(2) === 0 ? row : { ...row, value: flipped(row.value, scene.dice) })
  },
  'a row moved or copied to another map': (scene) => {
    const { dice, psbt } = scene
    const rows = filledMap(scene)
    const at = dice.below(rows.length || 1)
    const row = rows[at]
    if (row === undefined) return
    if (dice.below(2) === 0) rows.splice(at, 1)
    dice.one(maps(psbt))?.push(row)
  },
  'rows swapped between inputs': ({ dice, psbt }) => {
    const [one, two] = [dice.one(psbt.inputs), dice.one(psbt.inputs)]
    const row = dice.one(one ?? [])
    if (one === undefined || two === undefined || row === undefined) return
    const twin = sameType(two, row)[0]
    one[one.indexOf(row)] = twin ?? row
    if (twin !== undefined) two[two.indexOf(twin)] = row
  },
  'all rows of two inputs swapped': ({ dice, psbt }) => swap(psbt.inputs, dice),
  'a value of another spend': inRow((row, { dice, other }) => {
    const twin = dice.one(maps(other).flatMap((rows) => sameType(rows, row)))
    return twin === undefined ? row : { ...row, value: twin.value }
  }),
  'a row of another spend': ({ dice, psbt, other }) => {
    const at = dice.below(1 + psbt.inputs.length + psbt.outputs.length)
    const row = dice.one(maps(other)[at] ?? dice.one(other.inputs) ?? [])
    const rows = maps(psbt)[at]
    if (row === undefined || rows === undefined) return
    const place = rows.findIndex(({ key }) => key.equals(row.key) || key[0] === row.key[0])
    if (place >= 0 && dice.below(3) > 0) rows[place] = row
    else rows.push(row)
  },
  'the rows of one type of another spend, in all inputs': ({ dice, psbt, other }) => {
    const type = dice.one(other.inputs[0] ?? [])?.key[0]
    for (const [at, rows] of psbt.inputs.entries()) {
      const theirs = (other.inputs[at] ?? []).filter(({ key }) => key[0] === type)
      const kept = dice.below(3) === 0 ? rows : rows.filter(({ key }) => key[0] !== type)
      rows.splice(0, rows.length, ...kept, ...theirs)
    }
  },
  'all rows of the inputs of another spend': ({ psbt, other }) => {
    for (const [at, rows] of psbt.inputs.entries()) rows.splice(0, rows.length, ...(other.inputs[at] ?? rows))
  },
  'a key of another type': inRow((row, { dice }) => ({
    ...row,
    key: Buffer.concat([Buffer.of(dice.below(0x20)), row.key.subarray(1)]),
  })),
  'a key changed': inRow((row, { dice }) => ({ ...row, key: flipped(row.key, dice) })),
  'a value changed': inRow((row, { dice }) => ({ ...row, value: flipped(row.value, dice) })),
  'a number in a value one more or less': inRow((row, { dice }) => ({
    ...row,
    value: stepped(row.value, dice),
  })),
  'a value longer': inRow((row, { dice }) => ({
    ...row,
    value: Buffer.concat([row.value, dice.bytes(1 + dice.below(2))]),
  })),
  'a value shorter': inRow((row, { dice }) => ({
    ...row,
    value: row.value.subarray(dice.below(2), row.value.length - dice.below(2)),
  })),
  'a signature, nonce or secret changed': ({ dice, psbt, other }) => {
    const contributed = [0x0b, 0x13, 0x14, 0x1b, 0x1c]
    const rows = dice.one(psbt.inputs) ?? []
    const row = dice.one(rows.filter(({ key }) => contributed.includes(key[0]!)))
    if (row === undefined) return
    const twin = dice.one(other.inputs.flatMap((theirs) => sameType(theirs, row)))
    const typed = Buffer.concat([row.value, Buffer.of(dice.one([0, 1, 2, 3, 0x81, 0x83]) ?? 0)])
    const value = dice.one([
      flipped(row.value, dice),
      stepped(row.value, dice),
      typed,
      twin?.value ?? row.value,
    ])
    rows[rows.indexOf(row)] = { ...row, value: value ?? row.value }
  },
  'a strange row': (scene) => void scene.dice.one(maps(scene.psbt))?.push(strangeRow(scene)),
  'a strange row in all inputs': (scene) => {
    const row = strangeRow(scene)
    for (const rows of scene.psbt.inputs) rows.push(row)
  },
  'the whole previous transaction': ({ dice, psbt, subject }) => {
    const instead = dice.below(2) === 0
    for (const [at, rows] of psbt.inputs.entries()) {
      const kept = instead ? rows.filter(({ key }) => key[0] !== 1) : rows
      const whole = subject.previous[at]
      rows.splice(0, rows.length, ...kept, ...(whole === undefined ? [] : [whole]))
    }
  },
  'another version of the transaction': ({ dice, psbt }) => {
    psbt.version = near(psbt.version, dice)
  },
  'another locktime': ({ dice, psbt }) => {
    psbt.lockTime = near(psbt.lockTime, dice)
  },
  'another sequence': inSpent(({ sequence }, { dice }) => ({ sequence: near(sequence, dice) })),
  'another output index': inSpent(({ vout }, { dice }) => ({ vout: near(vout, dice) })),
  'another txid': inSpent(({ txid }, { dice }) => ({ txid: flipped(txid, dice) })),
  'another amount': inPaid(({ amount }, { dice }) => ({
    amount:
      dice.below(6) === 0 ? BigInt(dice.one(NUMBERS) ?? 0) : amount + BigInt(dice.below(2) === 0 ? 1 : -1),
  })),
  'a satoshi moved': ({ dice, psbt: { paid } }) => {
    const [from, to] = [dice.below(paid.length || 1), dice.below(paid.length || 1)]
    const [source, target] = [paid[from], paid[to]]
    if (source === undefined || target === undefined || from === to) return
    const sum = 10n ** BigInt(dice.below(6))
    paid[from] = { ...source, amount: source.amount - sum }
    paid[to] = { ...target, amount: target.amount + sum }
  },
  'another script': inPaid(({ script }, { dice, other }) => ({
    script: dice.below(2) === 0 ? flipped(script, dice) : (dice.one(other.paid)?.script ?? script),
  })),
  'the fee raised': ({ dice, psbt: { paid } }) => {
    const at = dice.below(paid.length || 1)
    const output = paid[at]
    if (output !== undefined) paid[at] = { ...output, amount: output.amount - BigInt(dice.below(200_000)) }
  },
  'outputs swapped': ({ dice, psbt }) => swap(psbt.paid, dice),
  'an output removed': ({ dice, psbt }) => {
    const at = dice.below(psbt.paid.length || 1)
    psbt.paid.splice(at, 1)
    psbt.outputs.splice(at, 1)
  },
  'an output added': ({ dice, psbt, other }) => {
    const more = dice.one([...psbt.paid, ...other.paid])
    if (more === undefined) return
    psbt.paid.push({ ...more, amount: dice.below(2) === 0 ? more.amount : BigInt(dice.below(1000)) })
    psbt.outputs.push([])
  },
  'the outputs of another spend': ({ psbt, other }) => {
    psbt.paid = [...other.paid]
    psbt.outputs = other.outputs.map((rows) => [...rows])
  },
  'the head of another spend': ({ psbt, other }) => {
    psbt.version = other.version
    psbt.lockTime = other.lockTime
    psbt.spent = psbt.spent.map((input, at) => ({
      ...input,
      sequence: other.spent[at]?.sequence ?? input.sequence,
    }))
  },
  'the spent outputs of another spend': ({ psbt, other }) => {
    psbt.spent = psbt.spent.map((input, at) => ({ ...input, ...other.spent[at] }))
  },
  'inputs swapped': ({ psbt }) => {
    psbt.spent.reverse()
    psbt.inputs.reverse()
  },
  'spent outputs swapped without their rows': ({ dice, psbt }) => swap(psbt.spent, dice),
  'an input removed': ({ dice, psbt }) => {
    const at = dice.below(psbt.spent.length || 1)
    psbt.spent.splice(at, 1)
    psbt.inputs.splice(at, 1)
  },
  'an input removed with its money': ({ dice, psbt, subject }) => {
    const at = dice.below(psbt.spent.length || 1)
    const output = psbt.paid[0]
    if (psbt.spent.length < 2 || output === undefined) return
    psbt.spent.splice(at, 1)
    psbt.inputs.splice(at, 1)
    psbt.paid[0] = { ...output, amount: output.amount - subject.funded[0]!.amount }
  },
  'an input added': ({ dice, psbt, other }) => {
    const at = dice.below(other.spent.length || 1)
    const spent = other.spent[at]
    if (spent === undefined) return
    psbt.spent.push({ ...spent, vout: dice.below(2) === 0 ? spent.vout : near(spent.vout, dice) })
    psbt.inputs.push([...(other.inputs[at] ?? [])])
  },
  'the other version': ({ psbt }) => {
    psbt.psbtVersion = psbt.psbtVersion === 0 ? 2 : 0
  },
  'the rows of another version too': ({ dice, psbt }) => {
    const bytes = writeRaw({ ...psbt, psbtVersion: 0 })
    if (psbt.psbtVersion === 2) psbt.global.push(rawRow(0, bytes.subarray(8, 8 + dice.below(200))))
    else psbt.global.push(rawRow(2, u32(psbt.version)), rawRow(4, Buffer.of(1)), rawRow(5, Buffer.of(1)))
  },
  'fewer maps or more': ({ dice, psbt }) => {
    const list = dice.below(2) === 0 ? psbt.inputs : psbt.outputs
    if (dice.below(2) === 0) list.pop()
    else list.push([])
  },
}
