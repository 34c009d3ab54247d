import { expect, it } from 'vitest'
import { EscrowError } from '../../src/errors.js'
import { decodePsbt, encodePsbt, psbtToBase64 } from '../../src/psbt/codec.js'
import { describeVectors } from '../support/vectors.js'

interface Vector {
  readonly name: string
  readonly base64: string
  readonly valid: boolean
}

interface LockTimeVector {
  readonly name: string
  readonly base64: string
  readonly lockTime: number | null
}

const reason = (base64: string): string => {
  try {
    decodePsbt(base64)
    return 'accepted'
  } catch (error) {
    return error instanceof EscrowError ? `${error.code} ${error.data.field}` : String(error)
  }
}

describeVectors<readonly Vector[]>('bip370-psbt.json', 'BIP 370', (vectors) => {
  const valid = vectors.filter((vector) => vector.valid)
  const invalid = vectors.filter((vector) => !vector.valid)

  it('has vectors of both kinds', () => {
    expect([valid.length, invalid.length]).toEqual([14, 24])
  })

  it.each(valid)('reads: $name', ({ base64 }) => {
    const psbt = decodePsbt(base64)
    expect(decodePsbt(encodePsbt(psbt, { version: 2 }))).toEqual(psbt)
    const { modifiable, ...rest } = psbt
    expect(decodePsbt(psbtToBase64(psbt))).toEqual(rest)
  })

  it('puts the same transaction together from all of them but for sequence and locktime', () => {
    const transactions = valid.map(({ base64 }) => decodePsbt(base64).transaction)
    const [first] = transactions
    for (const { version, inputs, outputs } of transactions) {
      expect({ version, outputs }).toEqual({ version: 2, outputs: first!.outputs })
      expect(inputs.map(({ outpoint }) => outpoint)).toEqual(first!.inputs.map(({ outpoint }) => outpoint))
    }
    expect(
      transactions.map(({ inputs, lockTime }) => `${inputs[0]!.sequence.toString(16)} ${lockTime}`),
    ).toMatchInlineSnapshot(`
      [
        "ffffffff 0",
        "ffffffff 0",
        "fffffffe 0",
        "fffffffe 10000",
        "ffffffff 0",
        "ffffffff 0",
        "ffffffff 0",
        "ffffffff 0",
        "ffffffff 0",
        "ffffffff 0",
        "ffffffff 0",
        "ffffffff 0",
        "ffffffff 0",
        "fffffffe 10000",
      ]
    `)
  })

  it('shows the flags that say what may still change', () => {
    expect(valid.map(({ base64 }) => decodePsbt(base64).modifiable)).toMatchInlineSnapshot(`
      [
        undefined,
        undefined,
        undefined,
        undefined,
        1,
        2,
        4,
        8,
        3,
        5,
        6,
        7,
        255,
        7,
      ]
    `)
  })

  it.each(invalid)('refuses: $name', ({ base64 }) => {
    expect(() => decodePsbt(base64)).toThrow(EscrowError)
  })

  it('refuses each invalid one for its own reason', () => {
    expect(invalid.map(({ base64 }) => reason(base64))).toMatchInlineSnapshot(`
      [
        "PSBT_ROW_OTHER_VERSION psbt.global.transaction",
        "PSBT_ROW_OTHER_VERSION psbt.global",
        "PSBT_ROW_OTHER_VERSION psbt.global",
        "PSBT_ROW_OTHER_VERSION psbt.global",
        "PSBT_ROW_OTHER_VERSION psbt.global",
        "PSBT_ROW_OTHER_VERSION psbt.global",
        "PSBT_ROW_OTHER_VERSION psbt.inputs[0]",
        "PSBT_ROW_OTHER_VERSION psbt.inputs[0]",
        "PSBT_ROW_OTHER_VERSION psbt.inputs[0]",
        "PSBT_ROW_OTHER_VERSION psbt.inputs[0]",
        "PSBT_ROW_OTHER_VERSION psbt.inputs[0]",
        "PSBT_ROW_OTHER_VERSION psbt.outputs[0]",
        "PSBT_ROW_OTHER_VERSION psbt.outputs[0]",
        "PSBT_ROW_OTHER_VERSION psbt.global.transaction",
        "PSBT_ROW_MISSING psbt.global.inputCount",
        "PSBT_ROW_MISSING psbt.global.outputCount",
        "PSBT_ROW_MISSING psbt.global.transactionVersion",
        "PSBT_ROW_MISSING psbt.inputs[0].previousTxid",
        "PSBT_ROW_MISSING psbt.inputs[0].outputIndex",
        "PSBT_ROW_MISSING psbt.outputs[0].amount",
        "PSBT_ROW_MISSING psbt.outputs[0].script",
        "PSBT_ROW_MALFORMED psbt.inputs[0].requiredTime",
        "PSBT_ROW_MALFORMED psbt.inputs[0].requiredHeight",
        "PSBT_ROW_MALFORMED psbt.inputs[0].requiredHeight",
      ]
    `)
  })
})

describeVectors<readonly LockTimeVector[]>('bip370-locktime.json', 'BIP 370, the locktime', (vectors) => {
  it.each(vectors)('$name', ({ base64, lockTime }) => {
    if (lockTime === null) expect(reason(base64)).toBe('PSBT_LOCK_TIMES_CONFLICT psbt.inputs')
    else expect(decodePsbt(base64).transaction.lockTime).toBe(lockTime)
  })
})
