import {
  type Contract,
  compile,
  type Funded,
  type Lock,
  type Names,
  openingsOf,
  type RecoveryOptions,
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
import { ALL_LANGUAGES } from '../../support/languages.js'
import { mainnetContract } from '../../support/mainnetContract.js'
import { sectionsOf, stepsOf } from '../../support/recoveryFile.js'
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
  const at = lines.filter((_, line) => /^=+$/.test(lines[line + 1] ?? '')).indexOf(title)
  expect(at, title).toBeGreaterThan(-1)
  return sectionsOf(file)[at]!.filter((line) => line !== '')
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
    expect(section(recoveryKit(design!, 'employer'), 'What you can do')).toEqual([
      '- with the worker at any time, by one signature together (MuSig2): this file has no commands for it. Way 1 does the same.',
      '1. with the worker at any time',
      '2. with the arbiter from about 24 hours (144 blocks) after the funding on',
      '3. with the backup arbiter from about 30 days (4,320 blocks) after the funding on',
      '4. alone from about 60 days (8,640 blocks) after the funding on',
    ])
    expect(section(recoveryKit(build!, 'worker'), 'What you can do')).toContain(
      '2. alone with the secret at any time',
    )
    expect(section(recoveryKit(design!, 'arbiter'), 'What you can do')).toHaveLength(2)
  })

  it.each([
    [{ blocks: 1 }, 'from about 10 minutes (1 block) after the funding on'],
    [{ seconds: 86_528 }, 'from about 24 hours (86,528 seconds) after the funding on'],
    [{ height: 900_000 }, 'as soon as block 900000 is mined'],
    [{ time: 1_800_000_000 }, 'as soon as the clock of the chain has passed 2027-01-15 08:00:00 UTC'],
  ])('says %j in plain words', (after, words) => {
    const contract = contractOf({ ...plainDocument(), silence: { pays: 'employer', after } })
    const file = recoveryKit(contract, 'employer')
    expect(section(file, 'What you can do').at(-1)).toBe(`2. alone ${words}`)
    expect(section(file, `Way 2: alone ${words}`).slice(0, -1)).not.toEqual([])
  })

  it('tells how a node counts the moment, where it counts otherwise than people', () => {
    const first = (after: Json) => {
      const file = recoveryKit(
        contractOf({ ...plainDocument(), silence: { pays: 'employer', after } }),
        'employer',
      )
      return sectionsOf(file)[5]!.filter((line) => line !== '')[0]
    }
    expect(first({ blocks: 8640 })).toBe(
      'Nodes take the transaction once the deposit has this many confirmations: 8,640.',
    )
    expect(first({ time: 1_800_000_000 })).toBe('The clock of the chain is about an hour behind.')
    for (const after of [{ height: 900_000 }, { seconds: 86_528 }])
      expect(first(after)).toMatch(/^The transaction has \d+ vB/)
  })

  it('counts from the block of a deposit that is known', () => {
    const funded: Funded = { ...firstFunded(plainDocument()), confirmedAt: 1000 }
    const file = recoveryKit(funded, 'employer')
    const words =
      'alone from about 60 days (8,640 blocks) after the funding on: as soon as block 9639 is mined'
    expect(section(file, 'What you can do').at(-1)).toBe(`2. ${words}`)
    expect(section(file, `Way 2: ${words}`)).not.toEqual([])
    expect(section(file, 'The contract')).toEqual(
      expect.arrayContaining([
        `Deposit: ${funded.outpoint.txid}:${funded.outpoint.vout}, 1,000,000 sat (0.01 BTC)`,
        'Confirmed in block 1000',
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
      expect(section(file, 'What you can do').at(-1)).toContain(`as soon as block ${tip} is mined`)
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
      const text = section(file, 'The agreement').at(-1)!
      expect(compile(made(JSON.parse(text)).agreement)[contract.milestone]?.address).toBe(contract.address)
    }
  })

  it('lists the addresses of those whom the agreement has, and no others', () => {
    const addresses = (contract: Contract) =>
      between(section(recoveryKit(contract, 'employer'), 'The contract'), { after: 'Where the agreement' })
    expect(addresses(contractOf(plainDocument()))).toEqual([
      `- the employer: ${addressOf(1)}`,
      `- the worker, 100 %: ${addressOf(2)}`,
    ])
    expect(addresses(design!)).toEqual([
      `- the employer: ${addressOf(1)}`,
      `- the worker (payee 1), 70 %: ${addressOf(2)}`,
      `- the worker (payee 2), 30 %: ${addressOf(3, { kind: 'p2wpkh' })}`,
      `- the arbiter: ${addressOf(4)}`,
      `- the backup arbiter: ${addressOf(5)}`,
    ])
  })

  it('tells of a deposit what is known: nothing, the output, its block', () => {
    const funded = firstFunded(plainDocument())
    const { txid, vout } = funded.outpoint
    const known = (input: Contract | Funded) =>
      between(section(recoveryKit(input, 'employer'), 'The contract'), {
        after: 'Address: ',
        before: 'Its descriptor',
      })
    expect(known(funded.contract)).toEqual([
      'Deposit: not in this file. Look for an output that pays the address.',
    ])
    const deposit = `Deposit: ${txid}:${vout}, 1,000,000 sat (0.01 BTC)`
    expect(known(funded)).toEqual([deposit])
    expect(known({ ...funded, confirmedAt: 1000 })).toEqual([deposit, 'Confirmed in block 1000'])
  })

  it('has a second descriptor only where nodes may not know the first', () => {
    const descriptors = (contract: Contract) =>
      between(section(recoveryKit(contract, 'employer'), 'The contract'), {
        after: 'Deposit: ',
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
      between(section(recoveryKit(input, role), 'What you write into the commands'), { before: 'Behind' })
    const extended = [
      '- <EXTENDED_PRIVATE_KEY>: your account with its origin, [d34db33f/87h/1h/5h]tprv…; or your master key and the steps behind it, tprv…/87h/1h/5h. Each command below says which account.',
    ]
    const bare = '- <PRIVATE_KEY>: your private key in WIF'
    const outpoint =
      '- <TXID>, <VOUT>: the transaction that paid the address, and the position of the output, from 0'
    const address = '- <ADDRESS>: where the money goes'
    const amount = '- <AMOUNT>: in BTC, what the output holds less the fee'
    const funded = firstFunded(plainDocument())
    expect(placeholders(funded.contract)).toEqual([...extended, outpoint, address, amount])
    expect(placeholders(funded)).toEqual([
      ...extended,
      address,
      '- <AMOUNT>: in BTC, what the output holds, 0.01000000, less the fee',
    ])
    const secret = '- <SECRET>: the secret, 64 hex digits; it becomes public'
    expect(placeholders(build!, 'worker')).toEqual([...extended, outpoint, address, amount, secret])
    const mixed = contractOf(arbitratedBy([bareHolder(3).text, extendedHolder(4).text]))
    expect(placeholders(mixed, 'arbiter')).toEqual([...extended, bare, outpoint, address, amount])
    const unextended = contractOf(arbitratedBy([bareHolder(3).text]))
    expect(placeholders(unextended, 'arbiter')).toEqual([bare, outpoint, address, amount])
  })

  it('shows private keys of mainnet as they look there', () => {
    const lines = section(recoveryKit(mainnetContract(), 'employer'), 'What you write into the commands')
    expect(lines[0]).toBe(
      '- <EXTENDED_PRIVATE_KEY>: your account with its origin, [d34db33f/87h/0h/5h]xprv…; or your master key and the steps behind it, xprv…/87h/0h/5h. Each command below says which account.',
    )
  })

  it('has sequence and locktime of every lock in its commands', () => {
    const draft = (after: Json): string => {
      const contract = contractOf({ ...plainDocument(), silence: { pays: 'employer', after } })
      return stepsOf(recoveryKit(contract, 'employer'), { way: 2 })[0]!.line
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
    expect(file).toMatch(/^Recovery file of the arbiter \(any 2 of 3 keys sign\)$/m)
    expect(new Set(file.match(/wallet_name=\S+/g))).toHaveProperty('size', 3)
    expect(file).toContain(`'["<SIGNED_BY_ARBITER_1>","<SIGNED_BY_ARBITER_2>","<SIGNED_BY_WORKER>"]'`)
  })

  it('puts a placeholder wherever the private key belongs, and leaves the keys of the others', () => {
    const file = recoveryKit(design!, 'employer')
    const prepare = section(file, 'Prepare: a wallet that knows the contract and your key').filter((line) =>
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

describe('a recovery file in another language', () => {
  const roles = ['employer', 'worker', 'arbiter', 'backupArbiter'] as const
  const secretless = contractOf({ ...plainDocument(), keyPath: 'closed' })
  const inputs: readonly (Contract | Funded)[] = [
    build!,
    { ...firstFunded(fullDocument()), confirmedAt: 1000 },
    { ...firstFunded({ ...plainDocument(), silence: { pays: 'worker', after: { time: 1_800_000_000 } } }) },
    secretless,
  ]
  const names: Required<Names> = {
    employer: 'Ada Qx',
    worker: 'Bola Qy',
    arbiter: 'Chidi Qz',
    backupArbiter: 'Dipo Qw',
    payees: ['Bola Qy', 'Efe Qv'],
  }
  /** Every line that a shell, a node or the library reads. */
  const machine = (file: string): readonly string[] =>
    file.split('\n').filter((line) => /^(?: {4}|\{)/.test(line))
  const everyFile = () =>
    inputs.flatMap((input) =>
      roles.flatMap((role) => {
        const { agreement } = 'contract' in input ? input.contract : input
        return agreement[role] === undefined ? [] : [{ input, role, english: recoveryKit(input, role) }]
      }),
    )

  it.each(ALL_LANGUAGES.map((language) => [language.tag, language] as const))(
    'has the same commands in %s, byte by byte, and no more lines nor fewer',
    (_, language) => {
      for (const { input, role, english } of everyFile())
        for (const file of [
          recoveryKit(input, role, { language }),
          recoveryKit(input, role, { language, names }),
        ]) {
          expect(machine(file)).toEqual(machine(english))
          expect(machine(file).length).toBeGreaterThan(10)
          expect(file.split('\n').map((line) => line === '')).toEqual(
            english.split('\n').map((line) => line === ''),
          )
        }
    },
  )

  it.each(ALL_LANGUAGES.map((language) => [language.tag, language] as const))(
    'shows in %s every address, amount and placeholder that it shows in English',
    (_, language) => {
      const shown = (file: string): readonly string[] =>
        [...file.matchAll(/bcrt1\w{20,}|[0-9a-f]{64}(?::\d+)?|<[A-Z][A-Z0-9_]*>/g)]
          .map(([text]) => text)
          .sort()
      for (const { input, role, english } of everyFile())
        expect(shown(recoveryKit(input, role, { language }))).toEqual(shown(english))
    },
  )

  it('says who people are', () => {
    const file = recoveryKit(build!, 'worker', { names })
    expect(file).toMatch(/^Recovery file of Bola Qy$/m)
    expect(file).toContain('with Ada Qx at any time')
    expect(file).toContain(`- Efe Qv, 30 %: `)
  })

  it('is refused for a language that is none, and names that are none', () => {
    const fieldOf = (options: unknown) =>
      thrown(() => recoveryKit(build!, 'worker', options as RecoveryOptions)).data.field
    expect(fieldOf({ language: 'es' })).toBe('options.language')
    expect(fieldOf({ language: { tag: 'es' } })).toMatch(/^options\.language\b/)
    expect(fieldOf({ names: { worker: '' } })).toBe('options.names.worker')
    expect(fieldOf({ lang: 'es' })).toBe('options.lang')
    expect(fieldOf(7)).toBe('options')
  })
})
