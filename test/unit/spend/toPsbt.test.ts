import * as btc from '@scure/btc-signer'
import { type Contract, freeze, refund, release, relock, type Spend, satsPerVb } from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { decodePsbt } from '../../../src/psbt/codec.js'
import type { TapDerivation, TapTreeLeaf } from '../../../src/psbt/model.js'
import { toHex } from '../../../src/units/bytes.js'
import { everyPathDocument, made, milestones, secretsOf } from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'
import { fundedWith, unseen } from '../../support/funded.js'
import { bareHolder, type ExtendedHolder, extendedHolder } from '../../support/holders.js'

const { contracts } = made({
  ...everyPathDocument('blocks', { decision: 10, backupFrom: 20, silence: 400, rescue: 600 }),
  milestones: milestones(2, { firstSecret: 1000 }),
})
const [first, second] = [contracts[0]!, contracts[1]!]
const funded = fundedWith(first)
const feeRate = satsPerVb('2')
const path = 'employerAndWorker'

const [EMPLOYER, WORKER, ARBITER, BACKUP] = [1, 2, 3, 6].map((seed) => extendedHolder(seed))
const rowsOf = (spend: Spend) => {
  const { inputs, outputs } = decodePsbt(spend.psbt)
  return { inputs, outputs }
}
const hex = (values: readonly Uint8Array[]) => values.map(toHex)

/** Where a holder's wallet finds its key of a branch, and which leaf, by its number, holds it. */
const keyOf = (
  holder: ExtendedHolder | undefined,
  [number, branch]: readonly [number, number],
  { leaves, index }: Contract,
) => {
  const { root, path: account } = holder!
  const derived = `${account}/${branch}/${index}`
  return {
    key: toHex(root.derivePath(derived).publicKey.subarray(1)),
    from: `${toHex(root.fingerprint)}/${derived.slice(2)}`,
    leaves: hex(leaves.filter((leaf) => leaf.path.number === number).map(({ leafHash }) => leafHash)),
  }
}
const accountOf = (holder: ExtendedHolder | undefined) => ({
  key: toHex(holder!.account.publicKey.subarray(1)),
  from: `${toHex(holder!.root.fingerprint)}/${holder!.path.slice(2)}`,
  leaves: [],
})
const internalOf = ({ internal, internalKey, index }: Contract) => ({
  key: toHex(internalKey),
  from: `${internal.fingerprint}/0/${index}`,
  leaves: [],
})
const shown = ({ xOnly, fingerprint, path: steps, leafHashes }: TapDerivation) => ({
  key: toHex(xOnly),
  from: [fingerprint, ...steps.map((step) => (step >= 2 ** 31 ? `${step - 2 ** 31}'` : `${step}`))].join('/'),
  leaves: hex(leafHashes),
})
const byKey = (derivations: readonly { key: string }[]) =>
  derivations.toSorted((left, right) => (left.key < right.key ? -1 : 1))

describe('an input that reveals a leaf', () => {
  it('leads every wallet to its key, and devices to the output by the internal key', () => {
    const [input] = rowsOf(release(funded, { path, feeRate })).inputs
    expect(byKey(input!.tapDerivations.map(shown))).toEqual(
      byKey([internalOf(first), keyOf(EMPLOYER, [1, 0], first), keyOf(WORKER, [1, 0], first)]),
    )
    expect(input!.tapLeafScripts).toEqual([
      {
        script: first.leaves[0]!.script,
        controlBlock: first.leaves[0]!.controlBlock,
        leafVersion: 0xc0,
      },
    ])
  })

  it('has no derivation of a bare key, which has no wallet', () => {
    const [contract] = made({
      ...plainDocument(),
      employer: { ...plainDocument().employer, keys: [bareHolder(33).text] },
      keyPath: 'closed',
    }).contracts
    const [input] = rowsOf(release(fundedWith(contract!), { path, feeRate })).inputs
    expect(byKey(input!.tapDerivations.map(shown))).toEqual(
      byKey([internalOf(contract!), keyOf(WORKER, [1, 0], contract!)]),
    )
  })

  it('shows the secret beside its hash once somebody brought it, and only on the path that needs it', () => {
    const secrets = secretsOf([first])
    const rows = (spend: Spend) => rowsOf(spend).inputs.map(({ sha256Preimages }) => sha256Preimages)
    const hash = first.agreement.milestones[0]!.secretHash
    expect(rows(release(funded, { path: 'workerWithSecret', secrets, feeRate }))).toEqual([
      [{ hash, preimage: secrets[0] }],
    ])
    expect(rows(release(funded, { path: 'workerWithSecret', feeRate }))).toEqual([[]])
    expect(rows(release(funded, { path, secrets, feeRate }))).toEqual([[]])
  })
})

describe('an input of the key path', () => {
  it('leads employer and worker to their accounts, of which the internal key is made', () => {
    const [input] = rowsOf(release(funded, { feeRate })).inputs
    expect(byKey(input!.tapDerivations.map(shown))).toEqual(
      byKey([internalOf(first), accountOf(EMPLOYER), accountOf(WORKER)]),
    )
    const participants = [EMPLOYER, WORKER].map((holder) => toHex(holder!.account.publicKey)).sort()
    expect(input!.musigParticipants.map((row) => [toHex(row.aggregate), ...hex(row.participants)])).toEqual([
      [toHex(first.internal.node.publicKey), ...participants],
    ])
  })
})

type Nested = { readonly script: Uint8Array; readonly leafVersion: number } | readonly [Nested, Nested]

/** The tree whose leaves come with their depths, depth first (BIP 371). */
const nested = (leaves: readonly TapTreeLeaf[]): Nested => {
  const open: { depth: number; node: Nested }[] = []
  for (const { depth, script, leafVersion } of leaves) {
    let top: { depth: number; node: Nested } = { depth, node: { script, leafVersion } }
    while (open.at(-1)?.depth === top.depth)
      top = { depth: top.depth - 1, node: [open.pop()!.node, top.node] }
    open.push(top)
  }
  return open[0]!.node
}

/** The script that an output's rows commit to, computed by another engine. */
const committed = (output: ReturnType<typeof rowsOf>['outputs'][number]): string =>
  toHex(
    // this engine's own type of a tree is not exported
    btc.p2tr(output.tapInternalKey!, nested(output.tapTree!) as never, undefined, true).script,
  )

describe('an output that pays into a contract', () => {
  it('shows the whole tree behind it, from which anybody computes its script', () => {
    const { outputs } = rowsOf(relock(funded, { ...unseen, into: second, keep: 'everything', feeRate }))
    expect(outputs.map(committed)).toEqual([toHex(second.outputScript)])
    expect(outputs[0]!.tapTree).toHaveLength(second.leaves.length)
  })

  it('leads every wallet to all its keys', () => {
    const [output] = rowsOf(freeze(funded, { at: 'unknown', path, feeRate })).outputs
    const keys = [
      [EMPLOYER, [1, 0]],
      [WORKER, [1, 0]],
      [ARBITER, [2, 0]],
      [WORKER, [2, 2]],
      [ARBITER, [3, 2]],
      [EMPLOYER, [3, 2]],
      [EMPLOYER, [4, 4]],
      [WORKER, [5, 4]],
      [WORKER, [6, 6]],
      [BACKUP, [7, 0]],
      [WORKER, [7, 8]],
      [BACKUP, [8, 2]],
      [EMPLOYER, [8, 6]],
    ] as const
    expect(committed(output!)).toBe(toHex(first.outputScript))
    expect(byKey(output!.tapDerivations.map(shown))).toEqual(
      byKey([
        internalOf(first),
        accountOf(EMPLOYER),
        accountOf(WORKER),
        ...keys.map(([holder, place]) => keyOf(holder, place, first)),
      ]),
    )
    expect(output!.musigParticipants).toEqual(
      rowsOf(release(funded, { feeRate })).inputs[0]!.musigParticipants,
    )
  })

  it('shows nobody who takes part in a key path that is closed', () => {
    const [contract] = made({ ...plainDocument(), keyPath: 'closed' }).contracts
    const [output] = rowsOf(freeze(fundedWith(contract!), { at: 'unknown', path, feeRate })).outputs
    expect(output!.musigParticipants).toEqual([])
    expect(output!.tapDerivations.map(shown)).toContainEqual(internalOf(contract!))
    expect(committed(output!)).toBe(toHex(contract!.outputScript))
  })
})

describe('an output that pays somebody', () => {
  it('has no rows, whoever it is', () => {
    const none = { tapDerivations: [], musigParticipants: [], others: [] }
    expect(rowsOf(refund(funded, { path, feeRate })).outputs).toEqual([none])
    const rich = fundedWith(first, { amount: 1_500_000n })
    const [paid, kept] = rowsOf(
      relock(rich, { ...unseen, into: second, pays: { kind: 'release' }, feeRate }),
    ).outputs
    expect(paid).toEqual(none)
    expect(committed(kept!)).toBe(toHex(second.outputScript))
  })
})
