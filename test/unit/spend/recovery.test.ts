import {
  type Contract,
  compile,
  type Funded,
  type Lock,
  openingsOf,
  type Role,
  recoveryKit,
} from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { momentPhrase } from '../../../src/audit/phrases.js'
import { toHex } from '../../../src/units/bytes.js'
import { made } from '../../support/contracts.js'
import { fullDocument, type Json, plainDocument } from '../../support/documents.js'
import { firstFunded } from '../../support/funded.js'
import { addressOf, bareHolder, extendedHolder, secretOf } from '../../support/holders.js'
import { stepsOf } from '../../support/recoveryFile.js'
import { pinned, thrown } from '../../support/thrown.js'

const contractOf = (document: Json): Contract => made(document).contracts[0]!
const [design, build] = made(fullDocument()).contracts

/** An agreement whose arbiter has these keys and needs one of them. */
const arbitratedBy = (keys: readonly string[]): Json => {
  const document = fullDocument()
  document.arbiter = { ...document.arbiter, threshold: 1, keys }
  return document
}

/** The lines of a section, by its title. */
const section = (file: string, title: string): readonly string[] => {
  const lines = file.split('\n')
  const start = lines.indexOf(title)
  expect(start, title).toBeGreaterThan(-1)
  const length = lines.slice(start + 2).findIndex((line) => /^=+$/.test(line))
  return lines.slice(start + 2, length === -1 ? undefined : start + 1 + length).filter((line) => line !== '')
}

/** What stands between two lines of a section, by how these begin; up to its end, or from its beginning. */
const between = (
  lines: readonly string[],
  { after, before }: { after?: string; before?: string },
): readonly string[] => {
  const at = (start: string): number => {
    const found = lines.findIndex((line) => line.startsWith(start))
    expect(found, start).toBeGreaterThan(-1)
    return found
  }
  return lines.slice(after === undefined ? 0 : at(after) + 1, before === undefined ? undefined : at(before))
}

describe('a recovery file', () => {
  it('tells what the role can do, with whom and from when', () => {
    expect(section(recoveryKit(design!, 'employer'), 'WHAT YOU CAN DO')).toEqual([
      '- together with the worker, at once: path key (MuSig2: needs software that knows it; the path employerAndWorker does the same without)',
      '- together with the worker, at once: path employerAndWorker',
      '- together with the arbiter, when the deposit has 144 confirmations (about 1 day): path arbiterAndEmployer',
      '- together with the backup arbiter, when the deposit has 4320 confirmations (about 30 days): path backupAndEmployer',
      '- alone, when the deposit has 8640 confirmations (about 60 days): path employerAlone',
    ])
    expect(section(recoveryKit(build!, 'worker'), 'WHAT YOU CAN DO')).toContain(
      '- alone, at once: path workerWithSecret, by whoever has the secret',
    )
    expect(section(recoveryKit(design!, 'arbiter'), 'WHAT YOU CAN DO')).toHaveLength(2)
  })

  it.each([
    [{ blocks: 1 }, 'when the deposit has 1 confirmation (less than a day)'],
    [{ seconds: 86_528 }, '86528 seconds (about 1 day) after the deposit was confirmed'],
    [{ height: 900_000 }, 'as soon as block 900000 is mined'],
    [
      { time: 1_800_000_000 },
      'from 2027-01-15 08:00:00 UTC on (the clock of the chain is about an hour behind)',
    ],
  ])('says %j in plain words', (after, words) => {
    const contract = contractOf({ ...plainDocument(), silence: { pays: 'employer', after } })
    expect(section(recoveryKit(contract, 'employer'), 'WHAT YOU CAN DO')).toContain(
      `- alone, ${words}: path employerAlone`,
    )
  })

  it('counts from the block of a deposit that is known', () => {
    const funded: Funded = { ...firstFunded(plainDocument()), confirmedAt: 1000 }
    const file = recoveryKit(funded, 'employer')
    expect(file).toContain(
      'when the deposit has 8640 confirmations (about 60 days), that is as soon as block 9639 is mined',
    )
    expect(section(file, 'THE CONTRACT')).toEqual(
      expect.arrayContaining([
        `deposit     ${funded.outpoint.txid}:${funded.outpoint.vout}, 0.01000000 coins`,
        'confirmed   in block 1000',
      ]),
    )
  })

  it('names the block that openings and audits name, above which nodes take the spend', () => {
    const fileOf = (after: Json, confirmedAt = 1000) => {
      const funded: Funded = {
        ...firstFunded({ ...plainDocument(), silence: { pays: 'employer', after } }),
        confirmedAt,
      }
      const opening = openingsOf(funded, { height: confirmedAt }).find(
        ({ path }) => path.name === 'employerAlone',
      )!
      if (opening.kind !== 'waiting' || !('block' in opening.from)) throw new Error('it waits for a block')
      return {
        file: recoveryKit(funded, 'employer'),
        tip: opening.from.tip.height,
        block: opening.from.block,
      }
    }
    for (const after of [{ blocks: 144 }, { blocks: 8640 }, { height: 5000 }, { height: 900_000 }]) {
      const { file, tip, block } = fileOf(after)
      expect(section(file, 'WHAT YOU CAN DO').at(-1)).toContain(
        `as soon as block ${tip} is mined: path employerAlone`,
      )
      expect(block).toBe(tip + 1)
      if ('height' in after)
        expect(momentPhrase({ from: after as Lock })).toBe(`as soon as block ${tip} is mined`)
    }
  })

  it('holds the agreement and the descriptors, so that everything follows from it', () => {
    for (const contract of [design!, contractOf({ ...plainDocument(), keyPath: 'closed' })]) {
      const file = recoveryKit(contract, 'worker')
      expect(file).toContain(contract.agreement.id)
      expect(file).toContain(contract.address)
      expect(file).toContain(`    ${contract.descriptor}\n`)
      expect(file).toContain(`    ${contract.portableDescriptor}\n`)
      const text = section(file, 'THE AGREEMENT').at(-1)!
      expect(compile(made(JSON.parse(text)).agreement)[contract.milestone]?.address).toBe(contract.address)
    }
  })

  it('lists the addresses of those whom the agreement has, and no others', () => {
    const addresses = (contract: Contract) =>
      between(section(recoveryKit(contract, 'employer'), 'THE CONTRACT'), { after: 'Where the agreement' })
    expect(addresses(contractOf(plainDocument()))).toEqual([
      `- employer: ${addressOf(1)}`,
      `- worker, 100 %: ${addressOf(2)}`,
    ])
    expect(addresses(design!)).toEqual([
      `- employer: ${addressOf(1)}`,
      `- worker, 70 %: ${addressOf(2)}`,
      `- worker, 30 %: ${addressOf(3, { kind: 'p2wpkh' })}`,
      `- arbiter: ${addressOf(4)}`,
      `- backup arbiter: ${addressOf(5)}`,
    ])
  })

  it('tells of a deposit what is known: nothing, the output, its block', () => {
    const funded = firstFunded(plainDocument())
    const { txid, vout } = funded.outpoint
    const known = (input: Contract | Funded) =>
      between(section(recoveryKit(input, 'employer'), 'THE CONTRACT'), {
        after: 'address ',
        before: 'Its descriptor',
      })
    expect(known(funded.contract)).toEqual([
      'deposit     not in this file: look for an output that pays the address',
    ])
    const deposit = `deposit     ${txid}:${vout}, 0.01000000 coins`
    expect(known(funded)).toEqual([deposit])
    expect(known({ ...funded, confirmedAt: 1000 })).toEqual([deposit, 'confirmed   in block 1000'])
  })

  it('has a second descriptor only where nodes may not know the first', () => {
    const descriptors = (contract: Contract) =>
      between(section(recoveryKit(contract, 'employer'), 'THE CONTRACT'), {
        after: 'deposit ',
        before: 'Where the agreement',
      })
    const open = contractOf(plainDocument())
    expect(descriptors(open)).toEqual([
      'Its descriptor; the contract is the output at index 7:',
      `    ${open.descriptor}`,
      'The same output for nodes that do not know musig():',
      `    ${open.portableDescriptor}`,
    ])
    const closed = contractOf({ ...plainDocument(), keyPath: 'closed' })
    expect(descriptors(closed)).toEqual([
      'Its descriptor; the contract is the output at index 7:',
      `    ${closed.descriptor}`,
    ])
  })

  it('explains the placeholders that stand in its commands, and no others', () => {
    const placeholders = (input: Contract | Funded, role: Role = 'employer') =>
      between(section(recoveryKit(input, role), 'WHAT YOU WRITE INTO THE COMMANDS'), { before: 'Behind' })
    const extended = [
      '<EXTENDED_PRIVATE_KEY>  your account with its origin, [fingerprint/87h/1h/5h]tprv… or xprv…; or your master key',
      '                        and the steps behind it, tprv…/87h/1h/5h. Each command below says which account.',
    ]
    const bare = '<PRIVATE_KEY>           your key in WIF'
    const outpoint =
      '<TXID>, <VOUT>          the transaction that paid the address, and the position of the output, from 0'
    const address = '<ADDRESS>               where the money goes'
    const amount = '<AMOUNT>                in coins: what the output holds less the fee'
    const funded = firstFunded(plainDocument())
    expect(placeholders(funded.contract)).toEqual([...extended, outpoint, address, amount])
    expect(placeholders(funded)).toEqual([
      ...extended,
      address,
      '<AMOUNT>                in coins: what the output holds, 0.01000000, less the fee',
    ])
    const secret = '<SECRET>                64 hex digits; it becomes public'
    expect(placeholders(build!, 'worker')).toEqual([...extended, outpoint, address, amount, secret])
    const mixed = contractOf(arbitratedBy([bareHolder(3).text, extendedHolder(4).text]))
    expect(placeholders(mixed, 'arbiter')).toEqual([...extended, bare, outpoint, address, amount])
    const unextended = contractOf(arbitratedBy([bareHolder(3).text]))
    expect(placeholders(unextended, 'arbiter')).toEqual([bare, outpoint, address, amount])
  })

  it('has sequence and locktime of every lock in its commands', () => {
    const draft = (after: Json): string => {
      const contract = contractOf({ ...plainDocument(), silence: { pays: 'employer', after } })
      return stepsOf(recoveryKit(contract, 'employer'), { title: 'PATH employerAlone' })[0]!.line
    }
    expect(draft({ blocks: 8640 })).toMatch(/"sequence":8640}.* locktime=0$/)
    expect(draft({ seconds: 1024 })).toMatch(/"sequence":4194306}.* locktime=0$/)
    expect(draft({ height: 900_000 })).toMatch(/"sequence":4294967293}.* locktime=900000$/)
    expect(draft({ time: 1_800_000_000 })).toMatch(/"sequence":4294967293}.* locktime=1800000000$/)
  })

  it('names the chain in every command of the node', () => {
    const lines = [...recoveryKit(design!, 'worker').matchAll(/^ +bitcoin-cli .*$/gm)]
    expect(lines.length).toBeGreaterThan(10)
    for (const [line] of lines) expect(line).toMatch(/^ {4}bitcoin-cli -chain=regtest /)
  })

  it('has a wallet for each key of a quorum, and room for as many signatures as it needs', () => {
    const file = recoveryKit(design!, 'arbiter')
    expect(file).toMatch(/^RECOVERY FILE OF THE ARBITER, 2 of 3 keys$/m)
    expect(new Set(file.match(/wallet_name=\S+/g))).toHaveProperty('size', 3)
    expect(file).toContain(`'["<SIGNED_BY_ARBITER_1>","<SIGNED_BY_ARBITER_2>","<SIGNED_BY_WORKER>"]'`)
  })

  it('puts a placeholder wherever the private key belongs, and leaves the keys of the others', () => {
    const file = recoveryKit(design!, 'employer')
    const prepare = section(file, 'PREPARE: A WALLET THAT KNOWS THE CONTRACT AND YOUR KEY').filter((line) =>
      line.startsWith('    '),
    )
    expect(prepare.join()).not.toContain(extendedHolder(1).text)
    expect(prepare.join()).toContain(extendedHolder(2).text)
  })

  it.each(['employer', 'worker', 'arbiter', 'backupArbiter'] as const)(
    'holds no secret of the %s',
    (role) => {
      const file = recoveryKit(build!, role)
      expect(file).not.toMatch(/[xt]prv[1-9A-HJ-NP-Za-km-z]{20}/)
      expect(file).not.toContain(toHex(secretOf(toHex(build!.agreement.milestones[1]!.secretHash!))))
    },
  )

  it('is for roles of the agreement only', () => {
    for (const role of ['arbiter', 'backupArbiter', 'stranger' as Role])
      expect(pinned(() => recoveryKit(contractOf(plainDocument()), role as Role))).toMatchObject({
        code: 'RECOVERY_ROLE',
        kind: 'input',
      })
  })
})

describe('what a recovery file is made of', () => {
  it('is refused by its name where it is none', () => {
    const fieldOf = (input: unknown, role: unknown) =>
      thrown(() => recoveryKit(input as Contract, role as Role)).data.field
    expect(fieldOf('contract', 'worker')).toBe('input')
    expect(fieldOf({}, 'worker')).toBe('input')
    expect(fieldOf({ contract: design }, 'worker')).toMatch(/^input\b/)
    expect(fieldOf(design, 7)).toBe('role')
  })
})
