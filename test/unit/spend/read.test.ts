import {
  type Contract,
  combine,
  freeze,
  readSpend,
  refund,
  release,
  type Spend,
  satsPerVb,
  sign,
  startMusig,
} from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { decodePsbt } from '../../../src/psbt/codec.js'
import type { PsbtInput, TapLeafScript } from '../../../src/psbt/model.js'
import { serializeTransaction, transactionId } from '../../../src/psbt/transaction.js'
import { sats } from '../../../src/units/sats.js'
import { made, signerFor } from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'
import { tampered, tamperedInput, tamperedTransaction } from '../../support/forgery.js'
import { fundedWith } from '../../support/funded.js'
import { pinned, thrown } from '../../support/thrown.js'

const { agreement, contracts } = made({
  ...plainDocument(),
  rescue: { after: { blocks: 10_000 } },
  milestones: [{ amount: '1000000' }, { amount: '1000000' }],
})
const [contract, other] = [contracts[0]!, contracts[1]!]
const feeRate = satsPerVb('2')
const path = 'employerAndWorker'

/** The transaction whose first output the contract is. */
const previous = {
  version: 2,
  lockTime: 0,
  inputs: [
    {
      outpoint: { txid: '77'.repeat(32), vout: 3 },
      sequence: 0xffffffff,
      scriptSig: new Uint8Array(0),
      witness: [],
    },
  ],
  outputs: [{ script: contract.outputScript, amount: sats(1_000_000n) }],
}
const funded = { ...fundedWith(contract), outpoint: { txid: transactionId(previous), vout: 0 } }
const second = fundedWith(other, { deposit: 2 })
const draft = release(funded, { path, feeRate })
const [both] = release([funded, second], { path, feeRate }) as readonly Spend<'unsigned'>[]

const reading = (change: (input: PsbtInput) => Partial<PsbtInput>) => () =>
  readSpend(funded, tamperedInput(draft.psbt, change))
const leafOf = (name: string): TapLeafScript => {
  const leaf = contract.leaves.find((candidate) => candidate.path.name === name)!
  return { controlBlock: leaf.controlBlock, script: leaf.script, leafVersion: 0xc0 }
}
const revealing =
  (...tapLeafScripts: readonly TapLeafScript[]) =>
  (): Partial<PsbtInput> => ({ tapLeafScripts })

describe('what is given to be read', () => {
  it('is refused by its name where it is none', () => {
    expect(thrown(() => readSpend(7 as never, draft.psbt)).data.field).toBe('funded')
    expect(thrown(() => readSpend(funded, draft.psbt, { paths: path } as never)).data.field).toBe('paths')
    expect(thrown(() => readSpend(funded, draft.psbt, { path: 'nowhere' as never })).data.field).toBe('path')
  })
})

describe('the path of a PSBT', () => {
  const unclear = (wanted: string, received: string): string =>
    `inputs[0].tapLeafScripts: expected ${wanted}, received ${received}`
  const UNTOLD = 'the one leaf that is spent by, or the option path or draft'
  const aggregate = (one: Contract): Uint8Array => Uint8Array.of(2 + one.parity, ...one.outputKey)
  const nonceOf = async (): Promise<PsbtInput['musigPublicNonces'][number]> => {
    const { spend } = await startMusig(release(funded, { feeRate }), signerFor(agreement, 'worker'))
    const [input] = decodePsbt(spend.psbt).inputs
    return input!.musigPublicNonces[0]!
  }

  it('is told by the leaf hash of its signatures where nothing else is', async () => {
    for (const alone of [draft, refund(funded, { path: 'employerAlone', feeRate })]) {
      const signed = await sign(alone, signerFor(agreement, 'employer'))
      const stripped = tamperedInput(signed.psbt, () => ({ tapLeafScripts: [], tapDerivations: [] }))
      const read = readSpend(funded, stripped)
      expect([read.plan.path, read.psbt]).toEqual([signed.plan.path, signed.psbt])
    }
  })

  it('is not told by an input that says nothing', () => {
    const silent = tamperedInput(draft.psbt, () => ({ tapLeafScripts: [], tapDerivations: [] }))
    expect(thrown(() => readSpend(funded, silent)).message).toBe(
      unclear(UNTOLD, 'no leaf, no signature and nothing of the key path'),
    )
    expect(readSpend(funded, silent, { path }).plan.path).toBe(path)
  })

  it('is the wanted one of several leaves, or the key path beside them, and none that is not there', () => {
    const revealed = tamperedInput(draft.psbt, revealing(leafOf(path), leafOf('employerAlone')))
    expect(readSpend(funded, revealed, { path }).plan.path).toBe(path)
    expect(readSpend(funded, revealed, { path: 'key' }).plan.path).toBe('key')
    expect(thrown(() => readSpend(funded, revealed)).message).toBe(unclear(UNTOLD, `${path}, employerAlone`))
    expect(thrown(() => readSpend(funded, revealed, { path: 'workerAlone' })).message).toBe(
      unclear('workerAlone', `${path}, employerAlone`),
    )
  })

  it('is the key path where a nonce for the output key says so, unless a leaf is wanted', async () => {
    const nonce = await nonceOf()
    const announced = tamperedInput(draft.psbt, () => ({ musigPublicNonces: [nonce] }))
    expect(readSpend(funded, announced).plan.path).toBe('key')
    expect(readSpend(funded, announced, { path }).plan.path).toBe(path)
    expect(thrown(() => readSpend(funded, announced, { path: 'workerAlone' })).message).toBe(
      unclear('workerAlone', path),
    )
  })

  it('is not the key path for a nonce of another aggregate, or of one in a leaf', async () => {
    const nonce = await nonceOf()
    for (const change of [
      { aggregate: aggregate(other) },
      { aggregate: aggregate(contract), leafHash: contract.leaves[0]!.leafHash },
    ]) {
      const elsewhere = tamperedInput(draft.psbt, () => ({ musigPublicNonces: [{ ...nonce, ...change }] }))
      expect(readSpend(funded, elsewhere).plan.path).toBe(path)
    }
  })

  it('is no closed key path, whoever has sent a nonce for it', async () => {
    const closed = fundedWith(made({ ...plainDocument(), keyPath: 'closed' }).contracts[0]!)
    const nonce = { ...(await nonceOf()), aggregate: aggregate(closed.contract) }
    const announced = tamperedInput(release(closed, { feeRate }).psbt, () => ({ musigPublicNonces: [nonce] }))
    expect(readSpend(closed, announced).plan.path).toBe(path)
  })
})

describe('a PSBT from outside', () => {
  it('spends every funded contract that is given, and no other', () => {
    expect(readSpend([second, funded], both!.psbt).plan.inputs.map((input) => input.funded)).toEqual([
      funded,
      second,
    ])
    expect(pinned(() => readSpend([funded, second], draft.psbt)).code).toBe('SPEND_INPUT_MISSING')
    expect(pinned(() => readSpend(funded, both!.psbt)).code).toBe('SPEND_INPUT_FOREIGN')
  })

  it('asks for signatures of everything', () => {
    expect(reading(() => ({ sighashType: 0 }))().plan).toEqual(draft.plan)
    for (const sighashType of [1, 0x81])
      expect(pinned(reading(() => ({ sighashType }))).code).toBe('SPEND_SIGHASH')
  })

  it('shows the output that it spends, alone or with its whole transaction, or leaves it out', () => {
    const nonWitnessUtxo = serializeTransaction(previous)
    const { witnessUtxo: _, ...without } = { witnessUtxo: undefined }
    expect(reading(() => ({ nonWitnessUtxo }))().plan).toEqual(draft.plan)
    const whole = tampered(draft.psbt, (psbt) => ({
      ...psbt,
      inputs: psbt.inputs.map(({ witnessUtxo: gone, ...input }) => ({
        ...input,
        ...without,
        nonWitnessUtxo,
      })),
    }))
    expect(readSpend(funded, whole).plan).toEqual(draft.plan)
    const nothing = tampered(draft.psbt, (psbt) => ({
      ...psbt,
      inputs: psbt.inputs.map(({ witnessUtxo: gone, ...input }) => input),
    }))
    expect(readSpend(funded, nothing).psbt).toBe(draft.psbt)
  })

  it('shows an output with the script and the amount of the contract', () => {
    const script = contract.outputScript
    const shown = (witnessUtxo: NonNullable<PsbtInput['witnessUtxo']>) =>
      pinned(reading(() => ({ witnessUtxo }))).code
    expect(shown({ script, amount: sats(1_000_001n) })).toBe('SPEND_PREVIOUS_DIFFERENT')
    expect(shown({ script: other.outputScript, amount: sats(1_000_000n) })).toBe('SPEND_PREVIOUS_DIFFERENT')
  })

  it('shows the transaction that is spent and not another', () => {
    const showing = (transaction: typeof previous) =>
      pinned(reading(() => ({ nonWitnessUtxo: serializeTransaction(transaction) }))).code
    expect(showing({ ...previous, lockTime: 1 })).toBe('SPEND_PREVIOUS_DIFFERENT')
    const beyond = { ...funded, outpoint: { ...funded.outpoint, vout: 1 } }
    const psbt = tamperedInput(release(beyond, { path, feeRate }).psbt, () => ({
      nonWitnessUtxo: serializeTransaction(previous),
    }))
    expect(pinned(() => readSpend(beyond, psbt)).code).toBe('SPEND_PREVIOUS_DIFFERENT')
  })

  it('shows a transaction that can be read', () => {
    const nonWitnessUtxo = serializeTransaction(previous).subarray(0, 20)
    expect(thrown(reading(() => ({ nonWitnessUtxo }))).data.field).toBe('inputs[0].nonWitnessUtxo')
  })

  it('names the internal key and the root of the contract, or none', () => {
    const none = tampered(draft.psbt, (psbt) => ({
      ...psbt,
      inputs: psbt.inputs.map(({ tapInternalKey, tapMerkleRoot, ...input }) => input),
    }))
    expect(readSpend(funded, none).plan).toEqual(draft.plan)
    expect(pinned(reading(() => ({ tapInternalKey: other.internalKey }))).code).toBe('SPEND_INTERNAL_KEY')
    expect(pinned(reading(() => ({ tapMerkleRoot: other.merkleRoot }))).code).toBe('SPEND_MERKLE_ROOT')
  })
})

describe('the path of a PSBT from outside', () => {
  it('is that of the one leaf it reveals, a leaf of the contract with its own control block', () => {
    const foreign = other.leaves[0]!
    expect(
      pinned(
        reading(revealing({ controlBlock: foreign.controlBlock, script: foreign.script, leafVersion: 0xc0 })),
      ).code,
    ).toBe('SPEND_LEAF_UNKNOWN')
    const { script, controlBlock } = leafOf(path)
    const odd = Uint8Array.from(controlBlock)
    odd[0] = (odd[0]! & 1) | 0xc2
    expect(pinned(reading(revealing({ script, controlBlock: odd, leafVersion: 0xc2 }))).code).toBe(
      'SPEND_LEAF_UNKNOWN',
    )
    const { controlBlock: wrong } = leafOf('employerAlone')
    expect(pinned(reading(revealing({ script, controlBlock: wrong, leafVersion: 0xc0 }))).code).toBe(
      'SPEND_CONTROL_BLOCK',
    )
  })

  it('is said by the reader where several leaves are revealed', () => {
    const leaves = revealing(leafOf(path), leafOf('workerAlone'))
    expect(pinned(reading(leaves)).code).toBe('SPEND_PATH_UNCLEAR')
    expect(readSpend(funded, tamperedInput(draft.psbt, leaves), { path }).plan.path).toBe(path)
    expect(pinned(() => readSpend(funded, draft.psbt, { path: 'employerAlone' })).code).toBe(
      'SPEND_PATH_UNCLEAR',
    )
    const nothing = tamperedInput(draft.psbt, revealing())
    expect(readSpend(funded, nothing, { path }).psbt).toBe(draft.psbt)
    expect(pinned(() => readSpend(funded, nothing, { path: 'employerAlone' })).code).toBe('SPEND_OUTPUTS')
  })

  it('is never the leaf of the terms', () => {
    expect(pinned(reading(revealing(leafOf('terms')))).code).toBe('SPEND_PATH_UNCLEAR')
  })

  it('is one for all inputs, and of those that say nothing the path of the others', () => {
    const revealed = (second: readonly TapLeafScript[]) =>
      tampered(both!.psbt, (psbt) => ({
        ...psbt,
        inputs: psbt.inputs.map((input, at) => (at === 1 ? { ...input, tapLeafScripts: second } : input)),
      }))
    expect(readSpend([funded, second], revealed([])).psbt).toBe(both!.psbt)
    const silent = tamperedInput(both!.psbt, () => ({ tapLeafScripts: [] }))
    expect(readSpend([funded, second], silent).psbt).toBe(both!.psbt)
    const alone = other.leaves.find((leaf) => leaf.path.name === 'workerAlone')!
    const mixed = revealed([{ controlBlock: alone.controlBlock, script: alone.script, leafVersion: 0xc0 }])
    expect(pinned(() => readSpend([funded, second], mixed)).code).toBe('SPEND_PATH_UNCLEAR')
  })

  it('is the key path where no leaf is revealed and the aggregate is named', () => {
    const keyed = release(funded, { path: 'key', feeRate })
    expect(readSpend(funded, keyed.psbt).plan.path).toBe('key')
  })
})

describe('a signature from outside', () => {
  it('has 64 bytes', async () => {
    const { psbt } = await sign(draft, signerFor(agreement, 'employer'))
    const longer = tamperedInput(psbt, ({ tapScriptSignatures: [first] }) => ({
      tapScriptSignatures: [{ ...first!, signature: Uint8Array.of(...first!.signature, 1) }],
    }))
    expect(pinned(() => readSpend(funded, longer)).code).toBe('SIGNATURE_SIZE')
  })

  it('makes a spend partial, whichever input it is in', async () => {
    const { psbt } = await sign(both!, signerFor(agreement, 'employer'))
    expect(readSpend([funded, second], psbt).state).toBe('partial')
    const lacking = tamperedInput(psbt, () => ({ tapScriptSignatures: [] }))
    expect(readSpend([funded, second], lacking).state).toBe('partial')
    expect(readSpend([funded, second], both!.psbt).state).toBe('unsigned')
  })
})

describe('two spends', () => {
  const refusedWith = (left: Spend, right: Spend) => pinned(() => combine(left, right)).code

  it('combine where they are one transaction, read or built', () => {
    expect(combine(draft, readSpend(funded, draft.psbt)).plan).toEqual(draft.plan)
  })

  it('do not combine where anything differs', () => {
    const changed = (change: Parameters<typeof tamperedTransaction>[1]) =>
      readSpend(funded, tamperedTransaction(draft.psbt, change))
    const [input] = draft.plan.inputs
    const at = (sequence: number) => ({ inputs: [{ outpoint: input!.funded.outpoint, sequence }] })
    expect(refusedWith(draft, release(funded, { path: 'key', feeRate }))).toBe('SPEND_DIFFERENT')
    expect(refusedWith(draft, release(funded, { path, feeRate: satsPerVb('3') }))).toBe('SPEND_DIFFERENT')
    expect(refusedWith(draft, freeze(funded, { at: 'unknown', path, feeRate }))).toBe('SPEND_DIFFERENT')
    expect(refusedWith(draft, release({ ...funded, outpoint: second.outpoint }, { path, feeRate }))).toBe(
      'SPEND_DIFFERENT',
    )
    expect(refusedWith(draft, both!)).toBe('SPEND_DIFFERENT')
    expect(refusedWith(both!, draft)).toBe('SPEND_DIFFERENT')
    expect(pinned(() => changed(() => at(5))).code).toBe('SPEND_SEQUENCE')
    expect(pinned(() => changed(() => ({ version: 3 }))).code).toBe('SPEND_VERSION')
    expect(pinned(() => changed(() => ({ lockTime: 7 }))).code).toBe('SPEND_LOCK_TIME')
  })
})
