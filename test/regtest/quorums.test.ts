import {
  award,
  type Contract,
  combine,
  complete,
  type Funded,
  finalize,
  leafOf,
  type Role,
  readSpend,
  release,
  type Spend,
  satsPerVb,
  sign,
} from 'taproot-escrow'
import { beforeAll, describe, expect, it } from 'vitest'
import { choicesOf, joined, lackingIn, signedByEach } from '../support/choices.js'
import { fundAll, made, milestones, signerFor } from '../support/contracts.js'
import { plainDocument } from '../support/documents.js'
import { FALSE_STACK, forged, secretKeyOf } from '../support/forgery.js'
import { addressOf, bareHolder, extendedHolder, type Holder } from '../support/holders.js'
import { startNode } from '../support/node.js'

const node = await startNode()
const feeRate = satsPerVb('2')

const NOT_THE_NUMBER = 'mandatory-script-verify-flag-failed (Script failed an OP_NUMEQUALVERIFY operation)'

const quorum = (threshold: number, holders: readonly Holder[]) => ({
  threshold,
  keys: holders.map(({ text }) => text),
})

const accounts = (first: number, count: number): readonly Holder[] =>
  Array.from({ length: count }, (_, at) => extendedHolder(first + at))

/** Employer 1 of 1, worker 3 of 5, arbiter 2 of 3, some of their keys bare. */
const document = {
  ...plainDocument(),
  employer: { ...quorum(1, accounts(1, 1)), address: addressOf(1) },
  worker: { ...plainDocument().worker, ...quorum(3, [...accounts(31, 3), bareHolder(34), bareHolder(35)]) },
  arbiter: {
    ...quorum(2, [bareHolder(41, 'compressed'), ...accounts(42, 2)]),
    address: addressOf(4),
    fee: { bps: 100 },
  },
  keyPath: 'closed',
  dispute: { decision: { blocks: 144 } },
  milestones: milestones(4),
}

const { agreement, contracts } = made(document)
let funded: readonly Funded[] = []
beforeAll(async () => {
  funded = await fundAll(node, contracts)
})

const split = { employer: 5000, worker: 5000 }

const PATHS = [
  {
    path: 'employerAndWorker',
    roles: ['employer', 'worker'],
    draft: (one: Funded) => release(one, { path: 'employerAndWorker', feeRate }),
  },
  {
    path: 'arbiterAndWorker',
    roles: ['arbiter', 'worker'],
    draft: (one: Funded) => award(one, { path: 'arbiterAndWorker', split, feeRate }),
  },
  {
    path: 'arbiterAndEmployer',
    roles: ['arbiter', 'employer'],
    draft: (one: Funded) => award(one, { path: 'arbiterAndEmployer', split, feeRate }),
  },
] as const

describe.each(PATHS.map((one, at) => [one.path, one, at] as const))('a spend by %s', (path, planned, at) => {
  const [left, right] = planned.roles
  const all = choicesOf(agreement, [left, right])
  let draft: Spend
  let each: ReadonlyMap<string, Spend>
  beforeAll(async () => {
    draft = planned.draft(funded[at]!)
    each = await signedByEach(draft)
  })

  it('is complete with every choice of signers that is large enough, at one weight', async () => {
    const enough = all.filter((choice) => lackingIn(agreement, choice).length === 0)
    expect(enough.length).toBeGreaterThan(1)
    for (const choice of enough) {
      const { hex, weight } = finalize(complete(joined(draft, choice, each)))
      expect(weight).toBe(draft.plan.weight)
      await node.expectAccepted(hex)
    }
  })

  it('is incomplete with every other choice, and names the role that lacks somebody', () => {
    const few = all.filter((choice) => lackingIn(agreement, choice).length > 0)
    for (const choice of few)
      expect(() => complete(joined(draft, choice, each))).toThrowError(
        expect.objectContaining({
          code: 'SIGNATURE_MISSING',
          data: expect.objectContaining({ missing: lackingIn(agreement, choice) }),
        }),
      )
  })

  it('is refused by the node with every other choice', async () => {
    const contract = funded[at]!.contract as Contract
    const leaf = leafOf(contract, path)
    for (const choice of all.filter((candidate) => lackingIn(agreement, candidate).length > 0)) {
      const hex = forged(draft, {
        secretKey: (key) =>
          key.role !== 'terms' && choice[key.role]?.includes(key.position)
            ? secretKeyOf(contract, leaf, key)
            : undefined,
      })
      const { allowed, reason = '' } = await node.tryAccept(hex)
      expect(allowed).toBe(false)
      // the role whose signatures are checked last leaves its answer on the stack; the others must verify
      expect(reason).toMatch(/OP_NUMEQUALVERIFY|OP_CHECKSIGVERIFY|false\/empty top stack element/)
    }
  })

  it('says who has signed as they do', () => {
    const members = [...Array(agreement[right]!.keys.length).keys()]
    const half = joined(draft, { [right]: members }, each)
    expect(half.progress).toEqual([
      { role: left, needed: agreement[left]!.threshold, signed: [] },
      { role: right, needed: agreement[right]!.threshold, signed: members },
    ])
  })

  it('is mined, once the signatures have come as text', async () => {
    const choice = {
      [left]: [0, 1].slice(0, agreement[left]!.threshold),
      [right]: [2, 3, 4].slice(-agreement[right]!.threshold),
    }
    const members = right === 'employer' ? { ...choice, employer: [0] } : choice
    const received = readSpend(funded[at]!, joined(draft, members, each).psbt)
    const mined = await node.broadcastAndMine(finalize(complete(received)).hex)
    expect(mined.weight).toBe(draft.plan.weight)
  })
})

describe('more signatures than needed', () => {
  const { secretKey, draft } = (() => {
    const one = () => funded[3]!
    return {
      draft: () => award(one(), { path: 'arbiterAndWorker', split, feeRate }),
      secretKey:
        (most: Readonly<Partial<Record<Role, number>>>) =>
        (key: { role: Role | 'terms'; position: number }) => {
          if (key.role === 'terms' || key.position >= (most[key.role] ?? 0)) return undefined
          const { contract } = one()
          return secretKeyOf(contract, leafOf(contract, 'arbiterAndWorker'), {
            ...key,
            xOnly: new Uint8Array(),
          })
        },
    }
  })()

  it('are left out of the witness', async () => {
    const signed = await Promise.all(
      draft().progress.flatMap(({ role }) =>
        Array.from({ length: agreement[role]!.keys.length }, (_, position) =>
          sign(draft(), signerFor(agreement, role, position)),
        ),
      ),
    )
    const done = complete(combine(draft(), ...signed))
    expect(finalize(done).weight).toBe(done.plan.weight)
    await node.expectAccepted(finalize(done).hex)
  })

  it('would be refused by the node', async () => {
    await node.expectAccepted(forged(draft(), { secretKey: secretKey({ arbiter: 2, worker: 3 }) }))
    await node.expectRefused(
      forged(draft(), { secretKey: secretKey({ arbiter: 3, worker: 3 }) }),
      NOT_THE_NUMBER,
    )
    await node.expectRefused(
      forged(draft(), { secretKey: secretKey({ arbiter: 2, worker: 4 }) }),
      FALSE_STACK,
    )
    await node.expectRefused(
      forged(draft(), { secretKey: secretKey({ arbiter: 1, worker: 3 }) }),
      NOT_THE_NUMBER,
    )
    await node.expectRefused(
      forged(draft(), { secretKey: secretKey({ arbiter: 2, worker: 2 }) }),
      FALSE_STACK,
    )
  })
})

describe('an agreement with a quorum among its parties', () => {
  it('has a closed key path', () => {
    const [contract] = contracts
    expect(contract!.internal.kind).toBe('closed')
    expect(contract!.paths.map(({ name }) => name)).not.toContain('key')
    expect(release(funded[3]!, { feeRate }).plan.path).toBe('employerAndWorker')
  })

  it('is refused where it wants an open one', () => {
    expect(() => made({ ...document, keyPath: 'musig2' })).toThrowError(
      expect.objectContaining({ code: 'KEY_PATH_NEEDS_EXTENDED_KEYS' }),
    )
  })
})
