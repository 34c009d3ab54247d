import { Transaction } from 'bitcoinjs-lib'
import {
  award,
  type Contract,
  type Funded,
  leafOf,
  refund,
  release,
  type Spend,
  type SpendPath,
  satsPerVb,
} from 'taproot-escrow'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Mined, Verdict } from '../../scripts/bitcoind/regtest.js'
import { termsNode } from '../../src/contract/keys.js'
import { keysOf } from '../../src/script/miniscript.js'
import { pathNumber } from '../../src/words.js'
import {
  everyPathDocument,
  finished,
  fundAll,
  type LockKind,
  type Moments,
  made,
  secretsOf,
} from '../support/contracts.js'
import {
  changed,
  digestOf,
  FALSE_STACK,
  forged,
  INVALID_SIGNATURE,
  knownPartOf,
  schnorr,
  stranger,
} from '../support/forgery.js'
import { extendedHolder } from '../support/holders.js'
import { normalizedReason, startNode } from '../support/node.js'

const node = await startNode()

const PATHS: readonly SpendPath[] = [
  'key',
  'employerAndWorker',
  'arbiterAndWorker',
  'arbiterAndEmployer',
  'employerAlone',
  'workerAlone',
  'workerWithSecret',
  'backupAndWorker',
  'backupAndEmployer',
]

const KINDS: readonly LockKind[] = ['blocks', 'seconds', 'height', 'time']

/** Locks of each kind, far enough apart that one walk through time passes them one by one. */
const momentsOf = (
  kind: LockKind,
  { height, medianTime }: { height: number; medianTime: number },
): Moments => {
  const moments = (start: number, step: number): Moments => ({
    from: start + step,
    backupFrom: start + 3 * step,
    silence: start + 5 * step,
    rescue: start + 7 * step,
    decision: 2 * step,
  })
  switch (kind) {
    case 'blocks':
      return moments(0, 10)
    case 'height':
      return moments(height + 5, 10)
    case 'seconds':
      return moments(0, 10 * 512)
    case 'time':
      return moments(medianTime + 2000, 5120)
  }
}

const feeRate = satsPerVb('3.3')

const draftOf = (funded: Funded, path: SpendPath): Spend<'unsigned'> => {
  switch (path) {
    case 'employerAlone':
      return refund(funded, { path, feeRate })
    case 'key':
    case 'employerAndWorker':
    case 'workerAlone':
      return release(funded, { path, feeRate })
    case 'workerWithSecret':
      return release(funded, { path, feeRate, secrets: secretsOf([funded.contract]) })
    default:
      return award(funded, { path, split: { employer: 4000, worker: 6000 }, feeRate })
  }
}

/** One output, spent through one path, and what the node said about it. */
interface Case {
  readonly title: string
  readonly kind: LockKind
  readonly path: SpendPath
  readonly contract: Contract
  readonly funded: Funded
  readonly draft: Spend<'unsigned'>
  readonly hex: string
  readonly wrong: readonly string[]
  early?: Verdict
  wrongKey?: readonly Verdict[]
  onTime?: Verdict
  openedAt?: number
  mined?: Mined
}

const lockOf = ({ contract, path }: Case): Record<LockKind, number> | undefined =>
  // whichever kind it is of, one member is there
  contract.paths.find(({ name }) => name === path)?.lock as Record<LockKind, number> | undefined

/** The same transaction, each signature in its turn replaced by one of a key that nobody agreed on. */
const withWrongKeys = (hex: string, draft: Spend): readonly string[] => {
  const { path, inputs } = draft.plan
  if (path === 'key') {
    return [
      changed(hex, (transaction) => {
        transaction.ins[0]!.witness = [schnorr(digestOf(draft, transaction, { input: 0 }), stranger.secret)]
      }),
    ]
  }
  const leaf = leafOf(inputs[0]!.funded.contract, path)
  return keysOf(leaf.fragment).map((_, position) =>
    changed(hex, (transaction) => {
      const { witness } = transaction.ins[0]!
      const digest = digestOf(draft, transaction, { input: 0, leafHash: leaf.leafHash })
      // the last signatures of the stack belong to the first keys
      const at = witness.length - 3 - position
      transaction.ins[0]!.witness = witness.map((item, place) =>
        place === at ? schnorr(digest, stranger.secret) : item,
      )
    }),
  )
}

const cases: Case[] = []

/** Shows the spend to the node as it stands now: early, or on time and then for good. */
const showEarly = async (one: Case) => {
  one.early = await node.tryAccept(one.hex)
}
const showOnTime = async (one: Case) => {
  one.wrongKey = await Promise.all(one.wrong.map((hex) => node.tryAccept(hex)))
  one.onTime = await node.tryAccept(one.hex)
  one.openedAt = await node.height()
  if (one.onTime.allowed) await node.rpc.sendrawtransaction(one.hex)
}

interface Event {
  readonly at: number
  readonly show: () => Promise<void>
}

/** When a locked path opens: the tip's height, or its median time. */
const openingOf = (
  one: Case,
  medianBefore: number,
): { axis: 'height' | 'median'; at: number } | undefined => {
  const lock = lockOf(one)
  if (lock === undefined) return undefined
  switch (one.kind) {
    case 'blocks':
      return { axis: 'height', at: one.funded.confirmedAt! + lock.blocks - 1 }
    case 'height':
      return { axis: 'height', at: lock.height }
    case 'seconds':
      return { axis: 'median', at: medianBefore + lock.seconds }
    case 'time':
      return { axis: 'median', at: lock.time + 1 }
  }
}

beforeAll(async () => {
  const now = { height: await node.height(), medianTime: await node.medianTime() }
  const planned = KINDS.flatMap((kind) => {
    const all = momentsOf(kind, now)
    const { from, backupFrom, ...atOnce } = all
    const one = (title: string, document: unknown, paths: readonly SpendPath[]) => {
      const { contracts } = made(document)
      return paths.map((path, at) => ({ title, kind, path, contract: contracts[at]! }))
    }
    const silencePaths = ['workerAlone', 'employerAlone'] as const
    return [
      ...one('', everyPathDocument(kind, all, { count: PATHS.length }), PATHS),
      ...one(
        ' where silence pays the worker',
        everyPathDocument(kind, all, { pays: 'worker', count: 2 }),
        silencePaths,
      ),
      ...one(' where disputes may begin at once', everyPathDocument(kind, atOnce, { count: 2 }), [
        'arbiterAndWorker',
        'arbiterAndEmployer',
      ]),
    ]
  })
  const medianBefore = await node.medianTime()
  const funded = await fundAll(
    node,
    planned.map(({ contract }) => contract),
  )
  for (const [at, one] of planned.entries()) {
    const draft = draftOf(funded[at]!, one.path)
    const { hex } = await finished(draft)
    cases.push({ ...one, funded: funded[at]!, draft, hex, wrong: withWrongKeys(hex, draft) })
  }

  const events: Record<'height' | 'median', Event[]> = { height: [], median: [] }
  for (const one of cases) {
    const opening = openingOf(one, medianBefore)
    if (opening === undefined) await showOnTime(one)
    else {
      events[opening.axis].push({ at: opening.at - 1, show: () => showEarly(one) })
      events[opening.axis].push({ at: opening.at, show: () => showOnTime(one) })
    }
  }
  const inOrder = (list: Event[]) => list.sort((left, right) => left.at - right.at)
  for (const { at, show } of inOrder(events.height)) {
    await node.mineUntilHeight(at)
    await show()
  }
  for (const { at, show } of inOrder(events.median)) {
    await node.passTimeUntil(at)
    expect(await node.medianTime()).toBe(at)
    await show()
  }
  await node.mine()
  const tip = await node.height()
  // a case that the node refused has nothing to look up: its own test says why
  for (const one of cases.filter(({ onTime }) => onTime?.allowed)) {
    const transaction = await node.rpc.getrawtransaction(Transaction.fromHex(one.hex).getId())
    const { txid, vsize, weight, confirmations = 0 } = transaction
    one.mined = { txid, vsize, weight, confirmations, height: tip + 1 - confirmations, transaction }
  }
})

const reasonOf = (verdict: Verdict | undefined) => normalizedReason(verdict?.reason ?? 'allowed')

const REASONS: Readonly<Record<LockKind, string>> = {
  blocks: 'non-BIP68-final',
  seconds: 'non-BIP68-final',
  height: 'non-final',
  time: 'non-final',
}
const STEPS: Readonly<Record<LockKind, string>> = {
  blocks: 'one block',
  height: 'one block',
  seconds: 'one second of median time',
  time: 'one second of median time',
}

const LOCKED: readonly SpendPath[] = PATHS.filter(
  (path) => !['key', 'employerAndWorker', 'workerWithSecret'].includes(path),
)

describe.each(KINDS)('a contract with locks by %s', (kind) => {
  const find = (path: SpendPath, title = ''): Case =>
    cases.find((one) => one.kind === kind && one.path === path && one.title === title)!

  const CASES: readonly (readonly [SpendPath, string])[] = [
    ...PATHS.map((path) => [path, ''] as const),
    ['workerAlone', ' where silence pays the worker'],
    ['employerAlone', ' where silence pays the worker'],
    ['arbiterAndWorker', ' where disputes may begin at once'],
    ['arbiterAndEmployer', ' where disputes may begin at once'],
  ]

  describe.each(CASES)('%s%s', (path, title) => {
    const locked = LOCKED.includes(path) && title !== ' where disputes may begin at once'

    it(`is ${locked ? 'open on time' : 'open at once'} and mined in the next block`, () => {
      const one = find(path, title)
      expect(lockOf(one) !== undefined).toBe(locked)
      expect(one.onTime).toEqual({ allowed: true })
      expect(one.mined?.height).toBe(one.openedAt! + 1)
    })

    if (locked)
      it(`is refused ${STEPS[kind]} early`, () => {
        expect(reasonOf(find(path, title).early)).toBe(REASONS[kind])
      })

    it('is refused when any signature is by a wrong key', () => {
      const { wrongKey = [] } = find(path, title)
      expect(wrongKey.map(reasonOf)).toEqual(wrongKey.map(() => normalizedReason(INVALID_SIGNATURE)))
      expect(wrongKey.length).toBeGreaterThan(0)
    })

    it('has the weight and the fee that were planned', () => {
      const { mined, draft, funded } = find(path, title)
      const paid = mined!.transaction.vout.reduce((sum, { value }) => sum + value, 0n)
      expect(mined!.weight).toBe(draft.plan.weight)
      expect(mined!.vsize).toBe(draft.plan.vsize)
      expect(funded.amount - paid).toBe(draft.plan.fee)
    })
  })
})

describe.each(['musig2', 'closed'])('the terms leaf beside a key path that is %s', (keyPath) => {
  let draft: Spend<'unsigned'>
  beforeAll(async () => {
    const document = everyPathDocument('blocks', momentsOf('blocks', { height: 0, medianTime: 0 }))
    const { contracts } = made({ ...document, keyPath })
    const [funded] = await fundAll(node, contracts)
    draft = release(funded!, { path: 'employerAndWorker', feeRate })
  })

  it('accepts no signature of any party', async () => {
    for (const seed of [1, 2, 3, 6])
      for (const path of PATHS) {
        const { account } = extendedHolder(seed)
        const secretKey = account.derive(2 * pathNumber(path)).derive(draft.plan.agreement.index).privateKey!
        await node.expectRefused(
          forged(draft, { leaf: 'terms', secretKey: () => secretKey }),
          INVALID_SIGNATURE,
        )
      }
  })

  it('accepts no signature of all that is publicly known of its key', async () => {
    const { contract } = draft.plan.inputs[0]!.funded
    const terms = termsNode(contract.agreement)
    // beside a closed key path the point is H + c·G
    const shift = keyPath === 'closed' ? [terms.chainCode] : []
    const secretKey = knownPartOf(terms, [0, contract.index], ...shift)
    await node.expectRefused(forged(draft, { leaf: 'terms', secretKey: () => secretKey }), INVALID_SIGNATURE)
  })

  it('does not open without a signature', async () => {
    await node.expectRefused(forged(draft, { leaf: 'terms', secretKey: () => undefined }), FALSE_STACK)
  })
})
