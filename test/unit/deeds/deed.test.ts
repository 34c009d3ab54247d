import { type SwapTarget, satsPerVb, type Via } from 'taproot-escrow'
import { swapTarget } from 'taproot-escrow/swap'
import { describe, expect, it } from 'vitest'
import { type Contract, leafOf } from '../../../src/contract/contract.js'
import { deedOf } from '../../../src/deeds/deed.js'
import { KnownContracts } from '../../../src/deeds/known.js'
import type { Deed } from '../../../src/deeds/types.js'
import { planSpend, planTransaction } from '../../../src/plan/plan.js'
import { parseTransaction } from '../../../src/psbt/transaction.js'
import { formatOutpoint } from '../../../src/units/outpoint.js'
import { sats } from '../../../src/units/sats.js'
import { made } from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'
import { contractsAround } from '../../support/fixtureContracts.js'
import { done, firstWitness, fixture, spentBy } from '../../support/fixtureDeeds.js'
import { fixtures } from '../../support/fixtures.js'
import { fundedWith } from '../../support/funded.js'
import { swapOf } from '../../support/swaps.js'

const signaturesOf = ({ spends }: Deed) =>
  spends.flatMap(({ by }) => (by.kind === 'foreign' ? [] : by.signatures))
const verdicts = (deed: Deed) => [...new Set(signaturesOf(deed).map(({ verdict }) => verdict))]

describe.each(fixtures())('the spends of $name', (one) => {
  it('are told by one engine: path, signers, amounts, outcome, fee', () => {
    for (const spend of one.spends) {
      const deed = done(one, spend)
      expect(deed.spends.map(({ input, contract, amount }) => [input, contract.milestone, amount])).toEqual(
        spend.inputs.map(({ milestone, amount }, input) => [input, milestone, BigInt(amount)]),
      )
      expect(verdicts(deed)).toEqual(['valid'])
      for (const { by, contract } of deed.spends) {
        expect(by.kind === 'leaf' ? by.path : by.kind).toBe(spend.path)
        const path = one.contracts[contract.milestone]!.paths.find(({ path: name }) => name === spend.path)!
        const roles =
          by.kind === 'foreign' ? [] : by.signatures.flatMap(({ signers }) => signers.map(({ role }) => role))
        expect([...new Set(roles)]).toEqual(path.signers)
        if (by.kind === 'leaf' && spend.path === 'workerWithSecret')
          expect(by.secret).toEqual({
            ...one.preimages.find(({ hash }) => hash === by.secret?.hash),
            opens: true,
          })
      }
      expect(deed.outcome).toMatchObject({
        matches: 'yes',
        plan: {
          path: spend.path,
          outcome: { kind: spend.outcome },
          arbiterFee: BigInt(spend.arbiterFee),
          fee: BigInt(spend.fee),
        },
      })
      expect(deed.fee).toEqual({ fee: BigInt(spend.fee), pot: BigInt(spend.pot), vsize: spend.vsize })
    }
  })

  it('pay contracts only where they lock the money again, and say how', () => {
    for (const spend of one.spends) {
      const { pays, spends, outcome } = done(one, spend)
      expect(pays.length > 0).toBe(spend.outcome === 'relock')
      const from = new Set(spends.map(({ contract }) => contract))
      const into = outcome?.matches === 'yes' && 'into' in outcome.plan.outcome && outcome.plan.outcome.into
      for (const { contract, amount, vout, how } of pays) {
        expect(amount).toBe(BigInt(spend.outputs[vout]!.amount))
        expect(into === 'itself' ? from : [into]).toContain(contract)
        const [first] = from
        const isSame = contract.agreement.id === first!.agreement.id
        expect(how).toBe(into === 'itself' ? 'freeze' : isSame ? 'relock' : 'amendment')
      }
    }
  })
})

describe('a transaction', () => {
  const one = fixture('arbiter')
  const spend = one.spends.find(({ path }) => path === 'employerAndWorker')!
  const [contract] = contractsAround(one)
  const pay = (amount: bigint) => ({ script: contract!.outputScript, amount: sats(amount) })

  it('of strangers does nothing', () => {
    expect(done(one, spend, { known: () => new Map(), change: firstWitness(() => []) })).toEqual({
      spends: [],
      pays: [],
    })
  })

  it('that pays contracts from outside makes deposits, exact, of less and of more', () => {
    const deed = done(one, spend, {
      known: () => new Map(),
      change: (transaction) => ({
        ...firstWitness(() => [])(transaction),
        outputs: [0n, -1n, 1n].map((more) => pay(contract!.amount + more)),
      }),
    })
    expect(deed.spends).toEqual([])
    expect(deed.outcome).toBeUndefined()
    expect(deed.pays.map(({ vout, how, match }) => [vout, how, match])).toEqual([
      [0, 'deposit', 'exact'],
      [1, 'deposit', 'under'],
      [2, 'deposit', 'over'],
    ])
  })

  it('that moves money into a contract of an unrelated agreement does so in another way', () => {
    const other = fixture('two-parties')
    const outputs = spentBy(one, spend)
    const [stranger] = contractsAround(other)
    const deed = deedOf({
      transaction: {
        ...parseTransaction(spend.transaction),
        outputs: [{ script: stranger!.outputScript, amount: sats(1000n) }],
      },
      contracts: new KnownContracts([...contractsAround(one), stranger!]),
      output: (outpoint) => outputs.get(formatOutpoint(outpoint)),
    })
    expect(deed.pays).toMatchObject([{ how: 'other', match: 'under' }])
    expect(deed.outcome).toMatchObject({ matches: 'no' })
  })

  it.each([
    ['milestones', 'relock'],
    ['relocks', 'amendment'],
  ] as const)('that spends a stranger beside those of %s makes a %s all the same', (name, how) => {
    const own = fixture(name)
    const ours = own.spends.find(({ inputs }) => inputs.length === 1 && inputs[0]!.milestone === 0)!
    const strange = fixture('two-parties')
    const theirs = strange.spends[0]!
    const outputs = new Map([...spentBy(own, ours), ...spentBy(strange, theirs)])
    const contracts = contractsAround(own)
    const into = contracts.find(
      ({ agreement, milestone }) =>
        milestone === (how === 'relock' ? 1 : 0) &&
        (agreement.id === own.agreement.id) === (how === 'relock'),
    )!
    const inputs = [theirs, ours].flatMap(({ transaction }) => parseTransaction(transaction).inputs)
    for (const order of [inputs, inputs.toReversed()]) {
      const { pays } = deedOf({
        transaction: {
          ...parseTransaction(ours.transaction),
          inputs: order,
          outputs: [{ script: into.outputScript, amount: sats(1000n) }],
        },
        contracts: new KnownContracts([...contracts, ...contractsAround(strange)]),
        output: (outpoint) => outputs.get(formatOutpoint(outpoint)),
      })
      expect(pays).toMatchObject([{ how }])
    }
  })

  it('is known by the leaf that it shows where the output is not known, and nothing is claimed of signatures', () => {
    const deed = done(one, spend, { known: () => new Map() })
    expect(deed.spends).toMatchObject([{ contract, by: { path: 'employerAndWorker' } }])
    expect(deed.spends[0]).not.toHaveProperty('amount')
    expect(deed).not.toHaveProperty('fee')
    expect(verdicts(deed)).toEqual(['unknown'])
    expect(deed.outcome).toEqual({
      matches: 'unknown',
      text: 'it is not known how much the contract held that is spent',
    })
  })

  it('that was changed after signing has signatures that do not verify, and is the outcome that it is', () => {
    const deed = done(one, spend, { change: (transaction) => ({ ...transaction, lockTime: 5 }) })
    expect(verdicts(deed)).toEqual(['invalid'])
    expect(deed.outcome).toMatchObject({ matches: 'yes' })
  })

  it.each([0x01, 0x02, 0x03, 0x81, 0x82, 0x83])(
    'with a signature of type %i is not judged: this engine has no hash for it',
    (type) => {
      const deed = done(one, spend, {
        change: firstWitness(([first, ...rest]) => [Uint8Array.of(...first!, type), ...rest]),
      })
      expect(signaturesOf(deed).map((signature) => [signature.type, signature.verdict])).toEqual([
        [0, 'valid'],
        [type, 'unknown'],
      ])
    },
  )

  it.each([0x00, 0x04, 0x80])(
    'with a signature of type %i, which no rule knows, has an invalid one',
    (type) => {
      const deed = done(one, spend, {
        change: firstWitness(([first, ...rest]) => [Uint8Array.of(...first!, type), ...rest]),
      })
      expect(signaturesOf(deed).map(({ verdict }) => verdict)).toEqual(['valid', 'invalid'])
    },
  )

  it('with an annex is not judged either, and shows it', () => {
    const deed = done(one, spend, {
      change: firstWitness((items) => [...items, Uint8Array.of(0x50, 1, 2)]),
    })
    expect(deed.spends[0]).toMatchObject({ annex: '500102', by: { kind: 'leaf' } })
    expect(verdicts(deed)).toEqual(['unknown'])
  })

  it('whose signatures somebody else judges is told with their verdicts', () => {
    const outputs = spentBy(one, spend)
    const asked: unknown[] = []
    const deed = deedOf({
      transaction: parseTransaction(spend.transaction),
      contracts: new KnownContracts(contractsAround(one)),
      output: (outpoint) => outputs.get(formatOutpoint(outpoint)),
      judge:
        (spent) =>
        ({ field, input }) => {
          asked.push([field, input, spent.length])
          return 'invalid'
        },
    })
    expect(verdicts(deed)).toEqual(['invalid'])
    expect(asked).toEqual([
      ['signature of employer.keys[0]', 0, 1],
      ['signature of worker.keys[0]', 0, 1],
    ])
  })

  it('that spends something else besides is no outcome', () => {
    const deed = done(one, spend, {
      change: (transaction) => ({
        ...transaction,
        inputs: [
          ...transaction.inputs,
          {
            outpoint: { txid: '22'.repeat(32), vout: 0 },
            sequence: 0,
            scriptSig: new Uint8Array(),
            witness: [],
          },
        ],
      }),
    })
    expect(deed.outcome).toEqual({
      matches: 'no',
      text: 'other outputs are spent beside the contracts, which no outcome of an agreement does',
    })
    expect(deed).not.toHaveProperty('fee')
  })

  it('may pay all that it spends, and leaves nothing to the network then', () => {
    const pot = BigInt(spend.pot)
    const paid = (amount: bigint) =>
      done(one, spend, { change: (transaction) => ({ ...transaction, outputs: [pay(amount)] }) })
    expect(paid(pot).fee).toMatchObject({ pot, fee: 0n })
    expect(paid(pot + 1n)).not.toHaveProperty('fee')
    expect(paid(pot - 1n).fee).toMatchObject({ pot, fee: 1n })
  })

  it('of nothing but outputs of nothing has no fee: there are no parts of it', () => {
    const empty = done(one, spend, {
      known: (outputs) =>
        new Map([...outputs].map(([name, output]) => [name, { ...output, amount: sats(0n) }])),
      change: (transaction) => ({ ...transaction, outputs: [pay(0n)] }),
    })
    expect(empty.spends).toMatchObject([{ amount: 0n }])
    expect(empty).not.toHaveProperty('fee')
  })

  it('that would spend more coins than there are has no fee', () => {
    const supply = 2_100_000_000_000_000n
    const rich = (more: bigint) =>
      done(one, spend, {
        known: (outputs) =>
          new Map([
            ...[...outputs].map(([name, output]) => [name, { ...output, amount: sats(supply) }] as const),
            [`${'22'.repeat(32)}:0`, { script: Uint8Array.of(0x51), amount: sats(more) }],
          ]),
        change: (transaction) => ({
          ...transaction,
          inputs: [
            ...transaction.inputs,
            {
              outpoint: { txid: '22'.repeat(32), vout: 0 },
              sequence: 0,
              scriptSig: new Uint8Array(),
              witness: [],
            },
          ],
          outputs: [pay(1n)],
        }),
      })
    expect(rich(0n).fee).toMatchObject({ pot: supply, fee: supply - 1n })
    expect(rich(1n)).not.toHaveProperty('fee')
  })

  it('is not judged where one of its outputs is not known, and has neither fee nor outcome then', () => {
    const several = fixture('milestones')
    const all = several.spends.find(({ inputs, path }) => inputs.length === 4 && path !== 'key')!
    const deed = done(several, all, { known: (outputs) => new Map([...outputs].slice(0, 3)) })
    expect(verdicts(deed)).toEqual(['unknown'])
    expect(deed.spends.map(({ amount }) => amount === undefined)).toEqual([false, false, false, true])
    expect(deed).not.toHaveProperty('fee')
  })

  it('of strangers is not judged at all', () => {
    const judged = done(one, spend, {
      contracts: [],
      judge: () => {
        throw new Error('nothing to judge')
      },
    })
    expect(judged).toEqual({ spends: [], pays: [], fee: expect.anything() })
  })

  it('is not of the contract whose leaf it shows where the output is known to be that of a stranger', () => {
    const deed = done(one, spend, {
      known: (outputs) =>
        new Map([...outputs].map(([name, output]) => [name, { ...output, script: Uint8Array.of(0x51) }])),
    })
    expect(deed.spends).toEqual([])
  })

  it('is known by the leaf that it shows, with an annex beside, too', () => {
    const annex = Uint8Array.of(0x50)
    const deed = done(one, spend, {
      known: () => new Map(),
      change: firstWitness((items) => [...items, annex]),
    })
    expect(deed.spends).toMatchObject([{ contract, annex: '50' }])
  })

  it('is not known by a script alone: contracts with bare keys share scripts', () => {
    const bare = fixture('bare-keys')
    const [first, second] = contractsAround(bare)
    const spends = [0, 1].map((milestone) =>
      bare.spends.find(
        ({ inputs, path }) => inputs[0]!.milestone === milestone && path === 'employerAndWorker',
      ),
    )
    const found = spends.map((one) => done(bare, one!, { known: () => new Map() }).spends[0]?.contract)
    expect(found[0]).toBe(first)
    expect(found[1]).toBe(second)
  })

  it('that pays more than it spends has no fee', () => {
    const deed = done(one, spend, {
      change: (transaction) => ({ ...transaction, outputs: [pay(contract!.amount * 2n)] }),
    })
    expect(deed).not.toHaveProperty('fee')
    expect(deed.outcome).toMatchObject({ matches: 'no', code: 'SPEND_FEE_NEGATIVE' })
  })
})

describe('a release into a swap', () => {
  const path = 'employerAndWorker'
  const [contract] = made(plainDocument()).contracts as readonly [Contract]
  const deposit = fundedWith(contract)
  const into = swapTarget(swapOf('submarine'), { known: [] })
  const other = swapTarget(swapOf('submarine', { timeout: 1001 }), { known: [] })
  const unreadable: SwapTarget = { ...into, address: 'bcrt1unreadable' }
  const outcomeWith = (given: { via?: readonly SwapTarget[]; terms?: { via?: Via } }) => {
    const { terms = { via: { swap: into, amount: into.amount } } } = given
    const plan = planSpend([deposit], {
      path,
      outcome: { kind: 'release', ...terms },
      fee: { rate: satsPerVb('2') },
    })
    const [input, control] = [planTransaction(plan), leafOf(contract, path)]
    const witness = [...[1, 2].map(() => new Uint8Array(64)), control.script, control.controlBlock]
    const { outcome } = deedOf({
      transaction: {
        ...input,
        inputs: input.inputs.map((one) => ({ ...one, scriptSig: new Uint8Array(0), witness })),
      },
      contracts: new KnownContracts([contract]),
      output: () => ({ script: contract.outputScript, amount: deposit.amount }),
      ...(given.via && { via: given.via }),
    })
    return outcome?.matches === 'yes' ? outcome.plan.outcome : outcome?.matches === 'no' && outcome.code
  }

  it('is told as one where the swap is known, and as no outcome where it is not', () => {
    expect(outcomeWith({ via: [into] })).toEqual({
      kind: 'release',
      via: { swap: into, amount: into.amount },
    })
    expect(outcomeWith({ via: [other, into] })).toMatchObject({ kind: 'release', via: { swap: into } })
    for (const given of [{}, { via: [] }, { via: [other] }]) expect(outcomeWith(given)).toBe('SPEND_OUTPUTS')
  })

  it('is none where another amount goes there, or none', () => {
    const more = { ...into, amount: sats(into.amount + 1n) }
    expect(outcomeWith({ via: [more] })).toBe('SPEND_OUTPUTS')
    expect(outcomeWith({ via: [into], terms: {} })).toEqual({ kind: 'release' })
  })

  it('is looked for beside all else: a swap that cannot be read changes nothing', () => {
    expect(outcomeWith({ via: [unreadable] })).toBe('SPEND_OUTPUTS')
    expect(outcomeWith({ via: [unreadable], terms: {} })).toEqual({ kind: 'release' })
  })
})
