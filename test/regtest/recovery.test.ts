import {
  type Contract,
  type Funded,
  type RecoveryOptions,
  type Role,
  recoveryKit,
  type SpendPath,
} from 'taproot-escrow'
import { arabic, chinese } from 'taproot-escrow/languages'
import { beforeAll, describe, expect, it } from 'vitest'
import { toHex } from '../../src/units/bytes.js'
import { everyPathDocument, fundAll, type LockKind, made, secretsOf, wifOf } from '../support/contracts.js'
import { type Json, plainDocument } from '../support/documents.js'
import { addressOf, bareHolder, extendedHolder, holderOf } from '../support/holders.js'
import { startNode } from '../support/node.js'
import {
  type Known,
  type Reader,
  rpcReader,
  shellReader,
  stepsOf,
  wayNumber,
} from '../support/recoveryFile.js'

/*
 * Nothing here knows how to spend: the commands are those of the recovery files, and bitcoin-cli runs them. Whoever
 * follows a file knows their own key, an address, an amount, and what the others of the path send.
 */

const node = await startNode()
const reader = await shellReader(node)

const AMOUNT = '0.00990000'

/** One person: a role's key, its recovery file, and what they have learned from its answers. */
interface Person {
  readonly name: string
  readonly position: number
  readonly file: string
  readonly known: Known
  readonly wayOf: (path: SpendPath) => number
}

/** Some read their file in another language: its commands are those that a shell runs here, too. */
const WORDS: Readonly<Partial<Record<Role, RecoveryOptions>>> = {
  worker: { language: arabic, names: { employer: 'Ada' } },
  backupArbiter: { language: chinese },
}

type KeyForm = 'account' | 'master'

const privateKeyOf = (
  contract: Contract,
  role: Role,
  { position, form }: { position: number; form: KeyForm },
) => {
  const holder = holderOf(contract.agreement[role]!.keys[position]!.text)
  if (holder.kind === 'bare') return wifOf(holder)
  return form === 'master'
    ? `${holder.root.toBase58()}${holder.path.slice(1).replaceAll("'", 'h')}`
    : `${holder.text.slice(0, holder.text.indexOf(']') + 1)}${holder.account.toBase58()}`
}

const personOf = async (
  subject: Funded,
  role: Role,
  options: { position?: number; form?: KeyForm; file?: string; reader?: Reader } = {},
): Promise<Person> => {
  const { position = 0, form = 'account', file = recoveryKit(subject, role, WORDS[role]) } = options
  const secret = privateKeyOf(subject.contract, role, { position, form })
  const [preimage] = secretsOf([subject.contract])
  const known: Known = {
    '<EXTENDED_PRIVATE_KEY>': secret,
    '<PRIVATE_KEY>': secret,
    '<ADDRESS>': await node.wallet.getnewaddress(),
    '<AMOUNT>': AMOUNT,
    '<TXID>': subject.outpoint.txid,
    '<VOUT>': String(subject.outpoint.vout),
    ...(preimage && { '<SECRET>': toHex(preimage) }),
  }
  const { threshold } = subject.contract.agreement[role]!
  const wayOf = (path: SpendPath): number => wayNumber(subject, role, path)
  const person = { name: nameOf(role, threshold > 1 ? position : undefined), position, file, known, wayOf }
  await (options.reader ?? reader).follow(stepsOf(file, { prepare: position }), known)
  return person
}

const nameOf = (role: Role, position: number | undefined): string => {
  const name = role === 'backupArbiter' ? 'BACKUP_ARBITER' : role.toUpperCase()
  return `<SIGNED_BY_${name}${position === undefined ? '' : `_${position + 1}`}>`
}

/** One drafts, each signs, the last one joins and sends. The id of what was sent. */
const spend = async (path: SpendPath, people: readonly Person[], by: Reader = reader): Promise<string> => {
  const [first] = people
  const last = people.at(-1)
  if (first === undefined || last === undefined) throw new Error('nobody is there')
  const single = people.length === 1
  await by.follow(stepsOf(first.file, { way: first.wayOf(path), step: 'draft' }), first.known)
  for (const { name, position, file, known, wayOf } of people) {
    known['<PSBT>'] = first.known['<PSBT>']!
    await by.follow(stepsOf(file, { way: wayOf(path), step: 'sign', key: position }), known)
    if (!single) last.known[name] = known['<SIGNED>']!
  }
  await by.follow(stepsOf(last.file, { way: last.wayOf(path), step: 'send' }), last.known)
  return last.known['<SENT>']!
}

/** The transaction confirms and pays the drafter's address. */
const expectPaid = async (txid: string, { known }: Person): Promise<void> => {
  await node.mine()
  const { confirmations, vout } = await node.rpc.getrawtransaction(txid)
  expect(confirmations).toBe(1)
  expect(vout.map(({ value, scriptPubKey }) => [value, scriptPubKey.address])).toEqual([
    [990_000n, known['<ADDRESS>']],
  ])
}

const PEOPLE: Readonly<Record<Exclude<SpendPath, 'key'>, readonly Role[]>> = {
  employerAndWorker: ['employer', 'worker'],
  arbiterAndWorker: ['arbiter', 'worker'],
  arbiterAndEmployer: ['employer', 'arbiter'],
  employerAlone: ['employer'],
  workerAlone: ['worker'],
  workerWithSecret: ['worker'],
  backupAndWorker: ['worker', 'backupArbiter'],
  backupAndEmployer: ['backupArbiter', 'employer'],
}
// the keys of the record above
const LEAVES = Object.keys(PEOPLE) as (keyof typeof PEOPLE)[]

const moments = { from: 1, backupFrom: 2, silence: 3, rescue: 4, decision: 1 }
const everyPath = made(everyPathDocument('blocks', moments, { count: LEAVES.length + 1 }))

describe('the recovery files of a contract with every path', () => {
  let funded: readonly Funded[] = []
  beforeAll(async () => {
    funded = await fundAll(node, everyPath.contracts)
    await node.mine(moments.rescue)
  })

  it.each(LEAVES)('get the money out by %s', async (path) => {
    const output = funded[LEAVES.indexOf(path)]!
    const people = await Promise.all(
      // some hold the master key, some the account
      PEOPLE[path].map((role) =>
        personOf(output, role, { form: role === 'employer' ? 'master' : 'account' }),
      ),
    )
    await expectPaid(await spend(path, people), people[0]!)
  })

  it('need no deposit to be written, and no bitcoin-cli to be followed', async () => {
    const output = funded[LEAVES.length]!
    const byRpc = rpcReader(node)
    const people = await Promise.all(
      (['employer', 'worker'] as const).map((role) =>
        personOf(output, role, { file: recoveryKit(output.contract, role), reader: byRpc }),
      ),
    )
    await expectPaid(await spend('employerAndWorker', people, byRpc), people[0]!)
  })
})

describe('before its time', () => {
  it('a file gets nothing out, and one block later everything', async () => {
    const [output] = await fundAll(node, [
      made({ ...plainDocument(), index: 50, silence: { pays: 'employer', after: { blocks: 6 } } })
        .contracts[0]!,
    ])
    const person = await personOf(output!, 'employer')
    await node.mine(4)
    await expect(spend('employerAlone', [person])).rejects.toThrow('non-BIP68-final')
    await node.mine()
    await expectPaid(await spend('employerAlone', [person]), person)
  })
})

describe.each([
  ['height', 100, 1000],
  ['time', 1_800_100_000, 1_800_300_000],
  ['seconds', 512, 1024 + 86_400 - (86_400 % 512)],
] as const)('a lock by %s', (kind: LockKind, silence, rescue) => {
  it('has the right sequence and locktime in the file', async () => {
    const shift = kind === 'height' ? await node.height() : 0
    const document = everyPathDocument(kind, {
      silence: silence + shift,
      rescue: rescue + shift,
      decision: kind === 'height' ? 10 : 1024,
    })
    // without an arbiter a lock may open as soon as it likes
    const { arbiter: _, dispute: __, ...plain } = document
    const { contracts } = made({ ...plain, index: 60 })
    const [output] = await fundAll(node, contracts)
    const person = await personOf(output!, 'employer')
    await expect(spend('employerAlone', [person])).rejects.toThrow(
      kind === 'seconds' ? 'non-BIP68-final' : 'non-final',
    )
    if (kind === 'height') await node.mineUntilHeight(silence + shift)
    else if (kind === 'time') await node.passTimeUntil(silence + 1)
    else await node.passTimeUntil((await node.medianTime()) + silence + 1)
    await expectPaid(await spend('employerAlone', [person]), person)
  })
})

describe('a panel, and a worker with a bare key', () => {
  const document: Json = {
    ...plainDocument(),
    index: 70,
    keyPath: 'closed',
    worker: { ...plainDocument().worker, keys: [bareHolder(9).text] },
    arbiter: {
      threshold: 2,
      keys: [3, 4, 5].map((seed) => extendedHolder(seed).text),
      address: addressOf(4),
      fee: { bps: 100 },
    },
    dispute: { decision: { blocks: 1 } },
  }

  it.each([
    [0, 1],
    [0, 2],
    [1, 2],
  ])('get the money out with keys %i and %i of the panel', async (...positions) => {
    const [output] = await fundAll(node, [
      made({ ...document, index: 70 + 10 * (positions[0] + positions[1]) }).contracts[0]!,
    ])
    const panel = await Promise.all(
      positions.map(async (position, at) => ({
        ...(await personOf(output!, 'arbiter', { position })),
        // whoever signs first is the first of two, whichever key it is
        name: `<SIGNED_BY_ARBITER_${at + 1}>`,
      })),
    )
    const worker = await personOf(output!, 'worker')
    await expectPaid(await spend('arbiterAndWorker', [...panel, worker]), panel[0]!)
  })
})
