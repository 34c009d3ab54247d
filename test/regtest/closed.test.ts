import { Transaction } from 'bitcoinjs-lib'
import {
  type Contract,
  complete,
  type Funded,
  finalize,
  leafOf,
  readSpend,
  refund,
  release,
  satsPerVb,
  sign,
} from 'taproot-escrow'
import * as ecc from 'tiny-secp256k1'
import { beforeAll, describe, expect, it } from 'vitest'
import { taggedHash } from '../../src/backend/tagged.js'
import { decodePsbt } from '../../src/psbt/codec.js'
import { concat, toHex } from '../../src/units/bytes.js'
import { finished, fundAll, made, signerFor } from '../support/contracts.js'
import { plainDocument } from '../support/documents.js'
import {
  digestOf,
  forged,
  forgedKeySpend,
  INVALID_SIGNATURE,
  knownPartOf,
  refusal,
  schnorr,
  stranger,
  tamperedInput,
} from '../support/forgery.js'
import { addressOf, bareHolder, extendedHolder, type Holder } from '../support/holders.js'
import { startNode } from '../support/node.js'

const node = await startNode()
const feeRate = satsPerVb('2')

const withKeys = (employer: readonly Holder[], worker: readonly Holder[], threshold = 1) => ({
  ...plainDocument(),
  employer: { threshold, keys: employer.map(({ text }) => text), address: addressOf(1) },
  worker: { ...plainDocument().worker, keys: worker.map(({ text }) => text) },
  keyPath: 'closed',
})

/** Agreements whose key path is closed, each for a reason of its own. */
const CLOSED = [
  ['of two bare keys', withKeys([bareHolder(21)], [bareHolder(22, 'compressed')])],
  ['of a bare and an extended key', withKeys([bareHolder(23)], [extendedHolder(2)])],
  ['of accounts that wished it', withKeys([extendedHolder(1)], [extendedHolder(2)])],
  [
    'of a quorum',
    withKeys(
      [1, 11, 12].map((seed) => extendedHolder(seed)),
      [extendedHolder(2)],
      2,
    ),
  ],
] as const

/** H of BIP 341. */
const H = '50929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0'
const tapTweak = taggedHash('TapTweak')

const derived = async (descriptor: string, { index }: Contract): Promise<string> => {
  const [address] = await node.rpc.deriveaddresses(descriptor, { range: { first: index, last: index } })
  return address!
}

let funded: readonly Funded[] = []
beforeAll(async () => {
  funded = await fundAll(
    node,
    CLOSED.flatMap(([, document]) => made(document).contracts),
  )
})

describe.each(CLOSED.map(([title], at) => [title, at] as const))('a contract %s', (_, at) => {
  const contract = () => funded[at]!.contract

  it('has the address that the node derives from its descriptor', async () => {
    expect(await derived(contract().descriptor, contract())).toBe(contract().address)
    expect(contract().portableDescriptor).toBe(contract().descriptor)
  })

  it('has an internal key that is H and steps that everybody can retrace', () => {
    const { internal, internalKey, index } = contract()
    expect(internal.kind).toBe('closed')
    expect(toHex(internal.node.publicKey)).toBe(`02${H}`)
    const steps = knownPartOf(internal.node, [0, index])
    const child = ecc.pointAddScalar(internal.node.publicKey, steps)!
    expect(toHex(child.subarray(1))).toBe(toHex(internalKey))
  })

  it('offers no key path', () => {
    expect(contract().paths.map(({ name }) => name)).toEqual(['employerAndWorker', 'employerAlone', 'terms'])
    expect(() => release(funded[at]!, { path: 'key', feeRate })).toThrowError(
      expect.objectContaining({ code: 'CONTRACT_KEY_PATH_CLOSED' }),
    )
  })

  it('is spent through the key path by nobody', async () => {
    const draft = release(funded[at]!, { feeRate })
    const { internal, internalKey, merkleRoot, index } = contract()
    const known = knownPartOf(internal.node, [0, index], tapTweak(concat(internalKey, merkleRoot)))
    const roleKeys = [1, 2, 11, 12].flatMap((seed) => {
      const { account } = extendedHolder(seed)
      return [account.privateKey!, account.derive(0).derive(index).privateKey!]
    })
    const keys = [stranger.secret, known, ...[21, 22, 23].map((seed) => bareHolder(seed).secret), ...roleKeys]
    for (const key of keys)
      await node.expectRefused(
        forgedKeySpend(draft, (digest) => schnorr(digest, key)),
        INVALID_SIGNATURE,
      )
    await node.expectRefused(
      forgedKeySpend(draft, () => new Uint8Array(64)),
      INVALID_SIGNATURE,
    )
  })

  it('is spent by its leaf', async () => {
    const draft = release(funded[at]!, { feeRate })
    expect(draft.plan.path).toBe('employerAndWorker')
    const mined = await node.broadcastAndMine((await finished(draft)).hex)
    expect(mined.weight).toBe(draft.plan.weight)
  })
})

describe('a bare key', () => {
  it('stands in several leaves, and a signature of one of them is none of another', async () => {
    const { agreement, contracts } = made({
      ...withKeys([bareHolder(24)], [bareHolder(25)]),
      silence: { pays: 'employer', after: { blocks: 1 } },
    })
    const [one] = await fundAll(node, contracts)
    const employer = signerFor(agreement, 'employer')
    const leafOfBoth = await sign(refund(one!, { path: 'employerAndWorker', feeRate }), employer)
    const alone = refund(one!, { path: 'employerAlone', feeRate })
    const signedAlone = await sign(alone, employer)
    const rowsOf = (psbt: string) => decodePsbt(psbt).inputs[0]!.tapScriptSignatures
    expect(rowsOf(leafOfBoth.psbt)[0]!.xOnly).toEqual(rowsOf(signedAlone.psbt)[0]!.xOnly)

    // the same transaction, signed by the same key for the leaf of both
    const leaf = leafOf(one!.contract, 'employerAndWorker')
    const transaction = Transaction.fromHex(forged(alone))
    const digest = digestOf(alone, transaction, { input: 0, leafHash: leaf.leafHash })
    const foreign = {
      xOnly: rowsOf(signedAlone.psbt)[0]!.xOnly,
      leafHash: leaf.leafHash,
      signature: schnorr(digest, bareHolder(24).secret),
    }
    const withBoth = tamperedInput(signedAlone.psbt, ({ tapScriptSignatures }) => ({
      tapScriptSignatures: [foreign, ...tapScriptSignatures],
    }))
    const read = readSpend(one!, withBoth)
    expect(read.psbt).toBe(signedAlone.psbt)
    expect(
      refusal(() =>
        complete(
          readSpend(
            one!,
            tamperedInput(alone.psbt, () => ({ tapScriptSignatures: [foreign] })),
          ),
        ),
      ),
    ).toBe('SIGNATURE_MISSING')
    await node.broadcastAndMine(finalize(complete(read)).hex)
  })
})

describe('an open key path', () => {
  it('is derived by the node from the descriptor for nodes without musig()', async () => {
    const { contracts } = made(plainDocument())
    const [contract] = contracts
    expect(await derived(contract!.portableDescriptor, contract!)).toBe(contract!.address)
  })
})
