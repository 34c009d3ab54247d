import {
  compile,
  EscrowError,
  fixedPrice,
  hourly,
  type KeyAllowance,
  milestonePlan,
  parseAgreement,
  virtualTeam,
  wage,
  withoutArbiter,
} from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import type { Json } from '../../support/documents.js'
import { addressOf, bareHolder, extendedHolder, secretHashOf } from '../../support/holders.js'
import {
  arbiterParameters,
  backupParameters,
  pathsExpected,
  plainParameters,
  TEMPLATES,
  type TemplateCase,
  withPanel,
} from '../../support/templates.js'

const EVERY = TEMPLATES.flatMap((template) =>
  template.panels.map((panel) => ({ template, panel, title: `${template.name}, panel ${panel}` })),
)
const template = (name: string): TemplateCase => TEMPLATES.find((each) => each.name === name)!

/** Code and field of what is thrown. */
const refusal = (make: () => unknown): string => {
  try {
    make()
  } catch (error) {
    if (error instanceof EscrowError) return `${error.code} ${error.data.field}`
    throw error
  }
  return 'nothing'
}

const pathNames = (agreement: ReturnType<typeof fixedPrice>): readonly (readonly string[])[] =>
  compile(agreement).map(({ paths }) => paths.map(({ name }) => name))

const each = <Value>(count: number, value: Value): readonly Value[] =>
  Array.from({ length: count }, () => value)

describe.each(EVERY)('$title', ({ template: chosen, panel }) => {
  const { make, contracts } = chosen

  it('is an agreement that its own text gives again', () => {
    const agreement = make(withPanel(chosen, panel))
    expect(parseAgreement(agreement.text)).toEqual(agreement)
    expect(agreement.milestones).toHaveLength(contracts)
  })

  it('has the paths that it promises', () => {
    const closed = chosen.name === 'virtualTeam' ? 'closed' : 'open'
    expect(pathNames(make(withPanel(chosen, panel)))).toEqual(
      each(contracts, pathsExpected(chosen, { panel, key: closed })),
    )
    expect(pathNames(make({ ...withPanel(chosen, panel), keyPath: 'closed' }))).toEqual(
      each(contracts, pathsExpected(chosen, { panel, key: 'closed' })),
    )
  })

  it('leaves the rescue out where it shall never come', () => {
    const parameters = { ...withPanel(chosen, panel), keyPath: 'closed', clocks: { rescue: 'never' } }
    expect(pathNames(make(parameters))).toEqual(
      each(contracts, pathsExpected(chosen, { panel, key: 'closed', rescue: 'never' })),
    )
  })

  it('keeps what is said about the parties, the document and the salt', () => {
    const agreement = make({
      ...withPanel(chosen, panel),
      index: 40,
      document: 'AB'.repeat(32),
      salt: new Uint8Array(16).fill(7),
    })
    expect(agreement).toMatchObject({
      network: 'regtest',
      index: 40,
      document: 'ab'.repeat(32),
      salt: '07'.repeat(16),
      employer: { threshold: 1, address: { text: addressOf(1) } },
    })
    expect(agreement.previous).toBeUndefined()
    if (panel !== 'none') expect(agreement.arbiter).toMatchObject({ threshold: 1, fee: { bps: 100 } })
    if (panel === 'backup')
      expect(agreement.backupArbiter).toMatchObject({ threshold: 2, fee: { sats: 5000n } })
  })

  it.each(['employer', 'worker'] as const)(
    'lets silence pay the %s where that may be chosen',
    (silencePays) => {
      const parameters = { ...withPanel(chosen, panel), silencePays }
      if (chosen.choosesSilence)
        for (const { silence } of make(parameters).milestones) expect(silence.pays).toBe(silencePays)
      else expect(refusal(() => make(parameters))).toBe('PARAMETER_UNKNOWN silencePays')
    },
  )

  it.each([
    ['blocks', undefined, 'blocks'],
    ['blocks', 900_000, 'height'],
    ['days', undefined, 'seconds'],
    ['days', 1_800_000_000, 'time'],
  ])('counts %s from %s in locks by %s', (unit, start, kind) => {
    const agreement = make({ ...withPanel(chosen, panel), clocks: { unit, start } })
    const { silence, rescue, dispute } = agreement.milestones[contracts - 1]!
    for (const lock of [silence.after, rescue!.after, dispute?.backupFrom ?? silence.after])
      expect(Object.keys(lock)).toEqual([kind])
    compile(agreement)
  })

  it('takes every clock by its name', () => {
    const clocks = {
      silence: 3000,
      rescue: 5000,
      ...(panel === 'none' ? {} : { decision: 300, disputeFrom: 100 }),
      ...(panel === 'backup' ? { backupFrom: 2000 } : {}),
      ...(chosen.ownClock === undefined ? {} : { [chosen.ownClock]: 700 }),
    }
    const agreement = make({ ...withPanel(chosen, panel), clocks })
    const shift = (at: number): number =>
      chosen.ownClock === undefined ? 0 : chosen.ownClock === 'step' ? at * 700 : 700
    agreement.milestones.forEach(({ silence, rescue, dispute }, at) => {
      expect(silence.after).toEqual({ blocks: 3000 + shift(at) })
      expect(rescue).toEqual({ after: { blocks: 5000 + shift(at) } })
      expect(dispute).toEqual(
        panel === 'none'
          ? undefined
          : {
              from: { blocks: 100 + shift(at) },
              decision: { blocks: 300 },
              ...(panel === 'backup' ? { backupFrom: { blocks: 2000 + shift(at) } } : {}),
            },
      )
    })
  })

  it('names the parameter that it refuses', () => {
    const parameters = withPanel(chosen, panel)
    const { make: build } = chosen
    const refused = (change: Json): string => refusal(() => build({ ...parameters, ...change }))
    expect(refused({ network: 'mainet' })).toBe('NETWORK_UNKNOWN network')
    expect(refused({ index: -1 })).toBe('INDEX_OUT_OF_RANGE index')
    expect(refused({ index: 0x7fffffff + (contracts === 1 ? 1 : 0) })).toMatch(/OUT_OF_RANGE index$/)
    expect(refused({ employer: { ...parameters.employer, key: '02' } })).toMatch(/^KEY_.* employer\.key$/)
    expect(refused({ employer: { ...parameters.employer, address: 'bc1q' } })).toMatch(
      /^ADDRESS_.* employer\.address$/,
    )
    expect(refused({ employer: { ...parameters.employer, name: 'Ann' } })).toBe(
      'PARAMETER_UNKNOWN employer.name',
    )
    expect(refused({ employer: undefined })).toBe('PARAMETER_TYPE employer')
    expect(refused({ worker: null })).toBe('PARAMETER_TYPE worker')
    expect(refused({ previous: '00'.repeat(32) })).toBe('PARAMETER_UNKNOWN previous')
    expect(refused({ weights: { employerAndWorker: 1 } })).toBe('PARAMETER_UNKNOWN weights')
    expect(refused({ salt: '00' })).toBe('SALT_LENGTH salt')
    expect(refused({ document: '00' })).toBe('HASH_LENGTH document')
    expect(refused({ clocks: 5 })).toBe('PARAMETER_TYPE clocks')
    expect(refused({ clocks: { silense: 5 } })).toBe('PARAMETER_UNKNOWN clocks.silense')
    expect(refused({ clocks: { unit: 'weeks' } })).toBe('CLOCK_MALFORMED clocks.unit')
    expect(refused({ clocks: { silence: 1.5 } })).toBe('CLOCK_MALFORMED clocks.silence')
    expect(refused({ clocks: { rescue: 0 } })).toBe('CLOCK_MALFORMED clocks.rescue')
    expect(refused({ clocks: { start: 500_000_000 } })).toBe('CLOCK_MALFORMED clocks.start')
    expect(refused({ clocks: { unit: 'days', start: 900_000 } })).toBe('CLOCK_MALFORMED clocks.start')
    expect(refused({ clocks: { silence: 70_000 } })).toMatch(/^LOCK_RELATIVE_OUT_OF_RANGE clocks\.silence$/)
    expect(refused({ clocks: { silence: 8640, rescue: 8641 } })).toBe('RESCUE_TOO_EARLY clocks.rescue')
    if (panel === 'none')
      expect(refused({ clocks: { decision: 5 } })).toBe('PARAMETER_UNKNOWN clocks.decision')
    else {
      expect(refused({ arbiter: { ...parameters.arbiter, fee: { bps: 6000 } } })).toBe(
        'ARBITER_FEE_OUT_OF_RANGE arbiter.fee.bps',
      )
      expect(refused({ arbiter: { ...parameters.arbiter, key: parameters.employer.key } })).toMatch(
        /^KEY_DUPLICATE arbiter\.key$/,
      )
      expect(refused({ clocks: { decision: 40_000, silence: 9000 } })).toMatch(
        /^(BACKUP_FROM|SILENCE)_TOO_EARLY clocks\.(backupFrom|silence)$/,
      )
      expect(refused({ clocks: { decision: 70_000 } })).toBe('LOCK_RELATIVE_OUT_OF_RANGE clocks.silence')
    }
    if (panel === 'arbiter')
      expect(refused({ clocks: { backupFrom: 5 } })).toBe('PARAMETER_UNKNOWN clocks.backupFrom')
    if (panel === 'backup')
      expect(refused({ clocks: { disputeFrom: 100, backupFrom: 200 } })).toBe(
        'BACKUP_FROM_TOO_EARLY clocks.backupFrom',
      )
  })

  it('takes no keys of ordinary wallets unless they are allowed', () => {
    const { account } = extendedHolder(1)
    const ordinary = `[${Buffer.from(extendedHolder(1).root.fingerprint).toString('hex')}/86h/1h/1h]${account.neutered().toBase58()}`
    const parameters = {
      ...withPanel(chosen, panel),
      employer: { key: ordinary, address: addressOf(1) },
    }
    const allow: readonly KeyAllowance[] = ['ordinaryWallets']
    expect(refusal(() => make(parameters))).toBe('KEY_ORDINARY_WALLET employer.key')
    expect(refusal(() => make(parameters, { allow }))).toBe('nothing')
  })
})

describe('the key path', () => {
  const closedWith = (change: Json): string => fixedPrice({ ...plainParameters(), ...change }).keyPath

  it('is open to two single extended keys', () => {
    expect(closedWith({})).toBe('musig2')
    expect(
      closedWith({ employer: { keys: [extendedHolder(1).text], threshold: 1, address: addressOf(1) } }),
    ).toBe('musig2')
  })

  it('is closed beside bare keys, key lists, and where that is wished', () => {
    expect(closedWith({ employer: { key: bareHolder(1).text, address: addressOf(1) } })).toBe('closed')
    const keys = [extendedHolder(2).text, extendedHolder(3).text]
    expect(closedWith({ worker: { keys, threshold: 2, address: addressOf(2) } })).toBe('closed')
    expect(closedWith({ keyPath: 'closed' })).toBe('closed')
  })
})

describe('a party', () => {
  const refused = (change: Json): string => refusal(() => fixedPrice({ ...plainParameters(), ...change }))
  const { employer, worker } = plainParameters()

  it('has either one key or a list with its threshold', () => {
    expect(refused({ employer: { ...employer, threshold: 1 } })).toBe('PARAMETER_UNKNOWN employer.threshold')
    expect(refused({ employer: { ...employer, keys: [] } })).toBe('PARAMETER_UNKNOWN employer.keys')
    expect(refused({ employer: { address: addressOf(1) } })).toBe('PARAMETER_TYPE employer.key')
    expect(refused({ employer: { ...employer, key: undefined, keys: 'no list', threshold: 1 } })).toBe(
      'FIELD_TYPE employer.keys',
    )
    expect(
      refused({ employer: { keys: [extendedHolder(1).text], threshold: 2, address: addressOf(1) } }),
    ).toBe('THRESHOLD_OUT_OF_RANGE employer.threshold')
  })

  it('is paid either at one address or by shares', () => {
    expect(refused({ worker: { ...worker, payees: [] } })).toBe('PARAMETER_UNKNOWN worker.payees')
    expect(refused({ worker: { ...worker, address: addressOf(2, { network: 'mainnet' }) } })).toBe(
      'ADDRESS_OTHER_NETWORK worker.address',
    )
    expect(refused({ worker: { key: worker.key } })).toBe('FIELD_MISSING worker.payees')
    expect(refused({ worker: { key: worker.key, payees: [{ address: addressOf(2), share: 9999 }] } })).toBe(
      'SHARES_SUM worker.payees',
    )
  })
})

describe('amounts', () => {
  it.each(['fixedPrice', 'virtualTeam', 'withoutArbiter', 'wage', 'hourly'])(
    'of %s are refused by their name',
    (name) => {
      const { make, least } = template(name)
      expect(refusal(() => make({ ...least(), amount: '1e6' }))).toBe('AMOUNT_NOT_INTEGER amount')
      expect(refusal(() => make({ ...least(), amount: 100n }))).toMatch(/DUST/)
      expect(refusal(() => make({ ...least(), amount: undefined }))).toBe('FIELD_MISSING amount')
      expect(refusal(() => make({ ...least(), memo: '' }))).toBe('TEXT_LENGTH memo')
    },
  )

  it.each(['milestonePlan', 'secretRelease'])('of %s are refused by their place in the list', (name) => {
    const { make, least } = template(name)
    const listed = (change: Json): Json => {
      const { milestones, ...others } = least()
      return { ...others, milestones: [milestones[0], { ...milestones[1], ...change }] }
    }
    expect(refusal(() => make(listed({ amount: -5n })))).toBe('AMOUNT_NEGATIVE milestones[1].amount')
    expect(refusal(() => make(listed({ silence: {} })))).toBe('PARAMETER_UNKNOWN milestones[1].silence')
    expect(refusal(() => make({ ...least(), milestones: [] }))).toBe('MILESTONES_COUNT milestones')
    expect(refusal(() => make({ ...least(), milestones: 'all' }))).toBe('PARAMETER_TYPE milestones')
    expect(refusal(() => make({ ...least(), milestones: [null] }))).toBe('PARAMETER_TYPE milestones[0]')
  })

  it('names the payee that would get dust in the caller’s words', () => {
    try {
      fixedPrice({ ...plainParameters(), amount: 300n })
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(EscrowError)
      const { message, data } = error as EscrowError
      expect(data['payee']).toBe('employer.address')
      expect(message).toBe(
        'amount: expected enough that employer.address gets 330 sat or more after 1000 sat for the network, received 0 of 300 sat',
      )
    }
  })
})

describe('clocks that leave no time', () => {
  it('are refused with the numbers, in the names of the parameters', () => {
    const parameters = {
      ...plainParameters(),
      arbiter: arbiterParameters(),
      backupArbiter: backupParameters(),
      clocks: { silence: 2000, backupFrom: 1500 },
    }
    expect(() => fixedPrice(parameters)).toThrowErrorMatchingInlineSnapshot(
      `[EscrowError: clocks.silence: expected 2508 or later: 1008 blocks for a decision after 1500 blocks in clocks.backupFrom, received 2000 blocks in clocks.silence]`,
    )
  })

  it('of later milestones are the step’s', () => {
    const milestones = Array.from({ length: 14 }, () => ({ amount: 10_000n }))
    const { amount: _, ...parties } = plainParameters()
    expect(refusal(() => milestonePlan({ ...parties, milestones }))).toBe(
      'LOCK_RELATIVE_OUT_OF_RANGE clocks.step',
    )
    expect(refusal(() => milestonePlan({ ...parties, milestones, clocks: { step: 0 } }))).toBe('nothing')
    expect(refusal(() => milestonePlan({ ...parties, milestones, clocks: { start: 900_000 } }))).toBe(
      'nothing',
    )
  })
})

describe('a wage', () => {
  const parameters = (): Json => template('wage').least()

  it('pays 1 to 1000 periods', () => {
    for (const periods of [0, 1001, 1.5, '3', undefined])
      expect(refusal(() => wage({ ...parameters(), periods }))).toBe('PERIODS_OUT_OF_RANGE periods')
    expect(wage({ ...parameters(), periods: 1000 }).milestones).toHaveLength(1000)
  })

  it('has an arbiter', () => {
    expect(refusal(() => wage({ ...parameters(), arbiter: undefined }))).toBe('PARAMETER_TYPE arbiter')
  })

  it('counts from the funding of each period, or from the end of each period after the start', () => {
    const silences = (clocks: Json): Json =>
      wage({ ...parameters(), periods: 3, clocks }).milestones.map(({ silence }) => silence.after)
    expect(silences({ period: 1000 })).toEqual(each(3, { blocks: 3016 }))
    expect(silences({ period: 1000, start: 900_000 })).toEqual([
      { height: 903_016 },
      { height: 904_016 },
      { height: 905_016 },
    ])
    expect(silences({ unit: 'days', period: 14, start: 1_800_000_000 })).toEqual(
      [28, 42, 56].map((day) => ({ time: 1_800_000_000 + day * 86_400 })),
    )
  })
})

describe('hours', () => {
  const { make, least } = template('hourly')
  const disputes = (change: Json): Json => make({ ...least(), ...change }).milestones[0]!.dispute
  const arbiter = arbiterParameters()
  const backupArbiter = backupParameters()

  it('let the arbiter decide as late as leaves a decision and a day before silence', () => {
    expect(disputes({ arbiter })).toEqual({ from: { blocks: 7488 }, decision: { blocks: 1008 } })
    expect(disputes({ arbiter, clocks: { silence: 2000, decision: 300 } })?.from).toEqual({ blocks: 1556 })
    expect(disputes({ arbiter, clocks: { unit: 'days', start: 1_800_000_000 } })?.from).toEqual({
      time: 1_800_000_000 + 52 * 86_400,
    })
    // a decision that needs all the time there is begins at once
    expect(disputes({ arbiter, clocks: { silence: 444, decision: 300 } })?.from).toBeUndefined()
    expect(disputes({ arbiter, clocks: { silence: 445, decision: 300 } })?.from).toEqual({ blocks: 1 })
  })

  it('leave a backup a decision and a day, and the arbiter a decision before', () => {
    expect(disputes({ arbiter, backupArbiter })).toEqual({
      from: { blocks: 6480 },
      decision: { blocks: 1008 },
      backupFrom: { blocks: 7488 },
    })
    const clocks = { silence: 2000, decision: 300, backupFrom: 1000 }
    expect(disputes({ arbiter, backupArbiter, clocks })?.from).toEqual({ blocks: 700 })
  })

  it('may end earlier where that is said', () => {
    expect(disputes({ arbiter, clocks: { disputeFrom: 1000 } })?.from).toEqual({ blocks: 1000 })
  })

  it('are signed for by one key', () => {
    const keys = [extendedHolder(1).text, extendedHolder(7).text]
    const employer = { keys, threshold: 1, address: addressOf(1) }
    expect(() => make({ ...least(), employer })).toThrowErrorMatchingInlineSnapshot(
      `[EscrowError: employer.keys: expected one key, which signs each state, received 2 keys]`,
    )
    expect(refusal(() => make({ ...least(), employer: { ...employer, keys: keys.slice(1) } }))).toBe(
      'nothing',
    )
  })
})

describe('a secret release', () => {
  it('takes a hash of its own for each milestone', () => {
    const { make, least } = template('secretRelease')
    const { milestones, ...others } = least()
    const withHashes = (...hashes: readonly unknown[]): Json => ({
      ...others,
      milestones: milestones.map((milestone: Json, at: number) => ({ ...milestone, secretHash: hashes[at] })),
    })
    expect(refusal(() => make(withHashes(secretHashOf(1), undefined)))).toBe(
      'PARAMETER_TYPE milestones[1].secretHash',
    )
    expect(refusal(() => make(withHashes(secretHashOf(1), secretHashOf(1))))).toBe(
      'SECRET_HASH_REPEATED milestones[1].secretHash',
    )
    expect(refusal(() => make(withHashes('00', secretHashOf(1))))).toBe(
      'HASH_LENGTH milestones[0].secretHash',
    )
  })
})

describe('no object at all', () => {
  it.each(TEMPLATES)('is refused by $name', ({ make }) => {
    for (const nothing of [undefined, null, 5, 'text', []])
      expect(refusal(() => make(nothing))).toBe('PARAMETER_TYPE parameters')
  })
})

describe('the types', () => {
  const parties = plainParameters() as {
    network: 'regtest'
    index: number
    employer: { key: string; address: string }
    worker: { key: string; address: string }
    amount: bigint
  }
  const arbiter = { key: extendedHolder(3).text, address: addressOf(4), fee: { bps: 100 } }
  const payees = [{ address: addressOf(2), share: 10_000 }]

  it('know which clock needs whom', () => {
    fixedPrice({ ...parties, arbiter, clocks: { decision: 100 } })
    // @ts-expect-error a decision without an arbiter
    expect(() => fixedPrice({ ...parties, clocks: { decision: 100 } })).toThrow()
    // @ts-expect-error a backup's clock without a backup
    expect(() => fixedPrice({ ...parties, arbiter, clocks: { backupFrom: 100 } })).toThrow()
    // @ts-expect-error a backup without an arbiter
    expect(() => fixedPrice({ ...parties, backupArbiter: arbiter })).toThrow()
    // @ts-expect-error an arbiter where there is none
    expect(() => withoutArbiter({ ...parties, silencePays: 'worker', arbiter })).toThrow()
    // @ts-expect-error nobody else decides who is paid
    expect(() => withoutArbiter(parties)).toThrow()
    const several = { ...parties.employer, key: undefined, keys: [], threshold: 1 }
    // @ts-expect-error several keys where one signs each state
    expect(() => hourly({ ...parties, employer: several })).toThrow()
    // @ts-expect-error a wage that nobody can stop
    expect(() => wage({ ...parties, periods: 2 })).toThrow()
  })

  it('know how a party holds its keys and is paid', () => {
    // @ts-expect-error a threshold of one key
    expect(() => fixedPrice({ ...parties, employer: { ...parties.employer, threshold: 1 } })).toThrow()
    const twofold = { ...parties.employer, keys: [], threshold: 1 }
    // @ts-expect-error a key and a list
    expect(() => fixedPrice({ ...parties, employer: twofold })).toThrow()
    // @ts-expect-error an address and payees
    expect(() => fixedPrice({ ...parties, worker: { ...parties.worker, payees } })).toThrow()
    // @ts-expect-error a team without payees
    expect(() => virtualTeam({ ...parties, worker: { key: parties.worker.key } })).toThrow()
  })
})
