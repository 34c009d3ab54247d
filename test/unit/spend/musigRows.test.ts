import { type Contract, complete, finalize, readSpend, release, satsPerVb, startMusig } from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import type { EscrowError } from '../../../src/errors.js'
import { musigError } from '../../../src/musig/errors.js'
import { bodyOf, CollectedSpend } from '../../../src/spend/collected.js'
import { aggregateInput } from '../../../src/spend/musig.js'
import { blaming, type KeyPlace } from '../../../src/spend/musigRows.js'
import type { KeyInput, SpendInput } from '../../../src/spend/types.js'
import { made, signedByAll, signerFor } from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'
import { flipped } from '../../support/flipped.js'
import { tampered, tamperedInput } from '../../support/forgery.js'
import { fundedWith } from '../../support/funded.js'
import { extendedHolder } from '../../support/holders.js'
import { thrown } from '../../support/thrown.js'

const feeRate = satsPerVb('2')
const { agreement, contracts } = made(plainDocument())
const [contract] = contracts
const funded = fundedWith(contract!)
const draft = release(funded, { feeRate })
const body = bodyOf(draft)

const keyInputOf = (input: SpendInput | undefined): KeyInput => {
  if (input?.kind !== 'key') throw new Error('an input of the key path was expected')
  return input
}

describe('rows for an aggregate signature', () => {
  it('are refused where a partial signature is for another key, and the row is named', async () => {
    const { psbt } = await signedByAll(draft)
    const foreign = tamperedInput(psbt, ({ musigPartialSignatures }) => ({
      musigPartialSignatures: musigPartialSignatures.map((row) => ({
        ...row,
        aggregate: contract!.internal.node.publicKey,
      })),
    }))
    expect(thrown(() => readSpend(funded, foreign))).toMatchObject({
      code: 'SPEND_PARTICIPANTS',
      message:
        'inputs[0].musigPartialSignatures: expected rows of employer and worker for the output key, received a row of somebody else or for another key',
    })
  })

  const aggregate = contract!.internal.node.publicKey
  const participants = [extendedHolder(1), extendedHolder(2)].map(
    ({ account }) => new Uint8Array(account.publicKey),
  )
  const stranger = new Uint8Array(extendedHolder(3).account.publicKey)
  const naming = (row: { aggregate: Uint8Array; participants: readonly Uint8Array[] }) => () =>
    readSpend(
      funded,
      tamperedInput(draft.psbt, () => ({ musigParticipants: [row] })),
    )

  it('name the aggregate and its participants in their order', () => {
    expect(naming({ aggregate, participants })().psbt).toBe(draft.psbt)
  })

  it.each([
    ['another aggregate', { aggregate: flipped(aggregate), participants }],
    ['a participant less', { aggregate, participants: participants.slice(0, 1) }],
    ['a participant more', { aggregate, participants: [...participants, stranger] }],
    ['another first participant', { aggregate, participants: [stranger, participants[1]!] }],
    ['another last participant', { aggregate, participants: [participants[0]!, stranger] }],
  ])('are refused with %s', (_, row) => {
    expect(thrown(naming(row))).toMatchObject({
      code: 'SPEND_PARTICIPANTS',
      message:
        'inputs[0].musigParticipants: expected the aggregate of employer and worker, received another aggregate or other participants',
    })
  })

  it('are not needed where the finished signature is there: nobody is waited for', async () => {
    const done = complete(await signedByAll(draft))
    const bare = tampered(done.psbt, (psbt) => ({
      ...psbt,
      inputs: psbt.inputs.map((input) => ({
        ...input,
        musigParticipants: [],
        musigPublicNonces: [],
        musigPartialSignatures: [],
      })),
    }))
    const read = readSpend(funded, bare)
    expect(read.progress.map(({ signed }) => signed)).toEqual([[0], [0]])
    expect(finalize(complete(read)).hex).toBe(finalize(done).hex)
  })
})

describe('whose contribution broke an aggregate', () => {
  const placeIn = (of: Contract): KeyPlace => ({ body, position: 0, contract: of })
  const blamed = (of: Contract, signer: number): EscrowError =>
    thrown(() =>
      blaming(placeIn(of), 'inputs[0].x', () => {
        throw musigError('MUSIG_PARTIAL_INVALID', { field: 'f', expected: 'this', received: 'that', signer })
      }),
    )

  it('is told by the place of its key among the sorted keys', () => {
    const turned = plainDocument()
    turned.employer.keys = [extendedHolder(2).text]
    turned.worker.keys = [extendedHolder(1).text]
    expect([0, 1].map((signer) => blamed(contract!, signer).data)).toMatchObject([
      { field: 'inputs[0].x', expected: 'this (employer)', received: 'that', roles: ['employer'] },
      { field: 'inputs[0].x', expected: 'this (worker)', received: 'that', roles: ['worker'] },
    ])
    const other = made(turned).contracts[0]!
    expect([0, 1].map((signer) => blamed(other, signer).data['roles'])).toEqual([['worker'], ['employer']])
  })

  it('is nobody’s where there is no such key', () => {
    expect(blamed(contract!, 2)).toMatchObject({
      code: 'SPEND_PARTICIPANTS',
      message: 'signer: expected employer or worker, received 2',
    })
  })

  it('is not asked about errors that name no signer, or are not of this library', () => {
    const handedOn = (error: Error) => () =>
      blaming(placeIn(contract!), 'inputs[0]', () => {
        throw error
      })
    const nameless = musigError('MUSIG_NONCE_MISSING', { field: 'f', expected: 'this', received: 'that' })
    expect(thrown(handedOn(nameless))).toBe(nameless)
    expect(handedOn(new Error('out of memory'))).toThrow('out of memory')
  })
})

describe('an aggregate signature', () => {
  it('is made of both partial signatures', async () => {
    const signed = keyInputOf((await signedByAll(draft)).inputs[0])
    const half = { ...signed, partials: [signed.partials[0], undefined] }
    expect(thrown(() => aggregateInput(half, { body, position: 0 }))).toMatchObject({
      code: 'MUSIG_PARTIAL_MISSING',
      message: 'partials: expected one partial signature for each of 2 keys, received 1',
    })
  })

  it('is not made with a partial signature that is wrong, and whose it is, is said', async () => {
    const signed = keyInputOf((await signedByAll(draft)).inputs[0])
    const wrong = { ...signed, partials: [signed.partials[0], flipped(signed.partials[1]!, 31)] }
    expect(thrown(() => aggregateInput(wrong, { body, position: 0 }))).toMatchObject({
      code: 'SPEND_PARTIAL_INVALID',
      message:
        'inputs[0].musigPartialSignatures: expected a partial signature that verifies for key 1 (worker), received one that does not',
      data: { roles: ['worker'] },
    })
  })

  it('is of an input that the plan has', async () => {
    const announced = await startMusig(draft, signerFor(agreement, 'employer'))
    const input = keyInputOf(announced.spend.inputs[0])
    expect(thrown(() => aggregateInput(input, { body, position: 5 }))).toMatchObject({
      code: 'SPEND_INPUT_FOREIGN',
      message: 'inputs[5]: expected an input of the plan, received another one',
    })
  })

  it('is not begun for an input that reveals a leaf', async () => {
    const { inputs } = release(funded, { path: 'employerAndWorker', feeRate })
    const mixed = new CollectedSpend({ state: 'unsigned', body, inputs })
    await expect(startMusig(mixed, signerFor(agreement, 'employer'))).rejects.toMatchObject({
      code: 'SPEND_PATH_NOT_KEY',
      message: 'inputs: expected an input of the key path, received a leaf',
    })
  })
})
