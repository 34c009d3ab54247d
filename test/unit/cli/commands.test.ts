import { emptyView, parseAgreement, seen, viewToJson } from 'taproot-escrow'
import { beforeAll, describe, expect, it } from 'vitest'
import { formatSecretText } from '../../../src/agreement/secretText.js'
import { marks } from '../../../src/forms/form.js'
import { drawnCodes } from '../../support/codes.js'
import {
  CAST,
  escrowFolder,
  type Folder,
  folderOf,
  PAID_AT,
  PREPARATION_MS,
  personOf,
  words,
} from '../../support/command.js'
import { addressOf } from '../../support/holders.js'
import { asSaid } from '../../support/reports.js'

/** Each test runs several commands, each of which derives keys. */
const SLOW = { timeout: PREPARATION_MS }

beforeAll(escrowFolder, PREPARATION_MS)

const AGREED = 'agreement.json --funded funded.json'

/** Runs a line that must succeed; its lines on standard output. */
const does = async (folder: Folder, line: string, input?: string): Promise<readonly string[]> => {
  const { code, out, errors } = await folder.run(words(line), input === undefined ? {} : { input })
  expect({ line, code, errors: code === 0 ? [] : errors }).toEqual({ line, code: 0, errors: [] })
  return out
}

/** The one line of JSON that a line prints. */
const json = async (folder: Folder, line: string) => {
  const out = await does(folder, `${line} --json`)
  expect(out).toHaveLength(1)
  return JSON.parse(out[0]!)
}

/** Runs a line that is refused; what it says. */
const refused = async (folder: Folder, line: string): Promise<string> => {
  const { code, out, errors } = await folder.run(words(line))
  expect({ line, code, out }).toEqual({ line, code: 1, out: [] })
  return errors.join('\n')
}

describe('new', SLOW, () => {
  it('makes the agreement of a template on standard output, its id on standard error', async () => {
    const folder = await escrowFolder()
    const { out, errors } = await folder.run(words('new milestonePlan --param -'), {
      input: folder.text('plan.json'),
    })
    const { id, milestones } = parseAgreement(out.join('\n'))
    expect(milestones).toHaveLength(3)
    expect(errors).toEqual([`agreement ${id}`, '3 milestones, 1,500,000 sat (0.015 BTC), regtest'])
    expect(`${out[0]}\n`).toBe(folder.text('agreement.json'))
  })

  it('refuses parameters with the name of the one that is wrong', async () => {
    const folder = await escrowFolder()
    folder.files.set('bad.json', folder.text('plan.json').replace('"decision":20', '"decision":"soon"'))
    expect(await refused(folder, 'new milestonePlan --param bad.json')).toMatch(
      /^taproot-escrow: CLOCK_MALFORMED clocks\.decision: /,
    )
    folder.files.set('twice.json', folder.text('plan.json').replace('{', '{"index":1,'))
    expect(await refused(folder, 'new milestonePlan --param twice.json')).toMatch(
      /^taproot-escrow: FILE_NOT_JSON param\.index: expected each name once/,
    )
    folder.files.set('text.json', 'network: regtest')
    expect(await refused(folder, 'new milestonePlan --param text.json')).toMatch(
      /^taproot-escrow: FILE_NOT_JSON param: expected JSON text/,
    )
    folder.files.set('null.json', 'null')
    expect(await refused(folder, 'new fixedPrice --param null.json')).toContain('PARAMETER_TYPE')
  })

  it('amends an agreement', async () => {
    const folder = await escrowFolder()
    folder.files.set('changes.json', '{"milestones":[{"of":0,"amount":"300000"}]}')
    await does(folder, 'new --amends agreement.json --param changes.json --out amended.json')
    const amended = parseAgreement(folder.text('amended.json'))
    expect(amended.previous).toBe(parseAgreement(folder.text('agreement.json')).id)
  })
})

describe('audit with a view', SLOW, () => {
  it('begins with what is so now, and says so to programs', async () => {
    const folder = await escrowFolder()
    const checkpoint = { height: PAID_AT, hash: '00'.repeat(32) }
    const view = seen(emptyView({ network: 'regtest', checkpoint }), {
      transaction: folder.text('tx.hex'),
      where: { blockHash: checkpoint.hash, height: PAID_AT, position: 1 },
    })
    folder.files.set('view.json', JSON.stringify(viewToJson(view)))
    const { out } = await folder.run(words('audit agreement.json --view view.json --confirmations 2'))
    expect(out.slice(1, 4)).toEqual([expect.stringMatching(/^taproot-escrow \d/), '', 'The bottom line'])
    expect(out).toContain(`    As of block ${PAID_AT}: 3 contracts confirming.`)
    expect(out.slice(out.indexOf('Now'), out.indexOf('Now') + 5)).toEqual([
      'Now',
      `  As of block ${PAID_AT} (${checkpoint.hash}):`,
      '  Contract 0:',
      `    In escrow: 400,000 sat (0.004 BTC), in block ${PAID_AT} (1 of 2 confirmations).`,
      '    It can be moved now by the employer and the worker together.',
    ])
    const told = await folder.run(words('audit agreement.json --view view.json --json'))
    expect(JSON.parse(told.out[0]!).now.contracts[0]).toMatchObject({ word: 'funded', amount: '400000' })
    folder.files.set('view.json', '{}')
    expect(await refused(folder, 'audit agreement.json --view view.json')).toContain('view.')
  })

  it('reads a view that is larger than any agreement', async () => {
    const folder = await escrowFolder()
    const view = viewToJson(
      emptyView({ network: 'regtest', checkpoint: { height: 900, hash: 'a'.repeat(64) } }),
    )
    const facts = Array.from({ length: 4000 }, (_, at) => ({
      pruned: { txid: `${at}`.padStart(64, '0'), vsize: 100, spends: [], outputs: [] },
      ...{ blocks: [], arrived: [at + 1], dropped: [] },
    }))
    const large = JSON.stringify({ ...view, clock: 4000, facts })
    expect(large.length).toBeGreaterThan(524_288)
    folder.files.set('view.json', large)
    const { errors } = await folder.run(words('audit agreement.json --view view.json'))
    expect(errors.join()).not.toContain('view')
  })
})

describe('diff', SLOW, () => {
  const amended = async (): Promise<Folder> => {
    const folder = await escrowFolder()
    folder.files.set('changes.json', '{"milestones":[{"of":0,"amount":"300000"}]}')
    await does(folder, 'new --amends agreement.json --param changes.json --out amended.json')
    return folder
  }

  it('says what an amendment changes and whom it is worse for, and ends with 1', async () => {
    const folder = await amended()
    const [before, after] = ['agreement.json', 'amended.json'].map((file) =>
      parseAgreement(folder.text(file)),
    )
    const { code, out, errors } = await folder.run(words('diff agreement.json amended.json'))
    expect([code, errors]).toEqual([1, []])
    expect(out.slice(0, 4)).toEqual([
      'What an amendment changes',
      `Before: ${before!.id}`,
      `After: ${after!.id}`,
      'The amendment changes the amount (milestone 0) from 400,000 sat (0.004 BTC) to 300,000 sat (0.003 BTC), which is worse for the worker.',
    ])
    expect((await folder.run(words('diff agreement.json amended.json --lang en'))).out).toEqual(out)
    const told = await folder.run(words('diff agreement.json amended.json --json'))
    expect(told.code).toBe(1)
    const report = JSON.parse(told.out.join('\n'))
    expect(report).toMatchObject({ before: before!.id, after: after!.id, amends: true })
    expect(report.differences[0]).toEqual({
      kind: 'amount',
      field: 'milestones[0].amount',
      before: '"400000"',
      after: '"300000"',
      worseFor: 'worker',
    })
    expect(report.differences).toHaveLength(out.length - 3)
  })

  it('leaves out what does not concern a role, and says when it knows no amendment', async () => {
    const folder = await amended()
    const changes = (await folder.run(words('diff amended.json agreement.json --as worker'))).out
    expect(changes[0]).toBe('Compared with the other agreement')
    expect(changes.join('\n')).not.toContain('Worse for: the employer')
    expect((await folder.run(words('diff amended.json agreement.json'))).out).toContain(
      'the amount (milestone 0); Before: 300,000 sat (0.003 BTC); After: 400,000 sat (0.004 BTC); Worse for: the employer',
    )
  })

  it('says it in another language, and never that one amends the other where it does not', async () => {
    const folder = await amended()
    const spanish = (await folder.run(words('diff agreement.json amended.json --lang es'))).out
    expect(spanish[0]).toBe('Qué cambia una modificación')
    expect(spanish[3]).toContain('400.000 sat')
    const other = (await folder.run(words('diff amended.json agreement.json --lang es'))).out
    expect(other[0]).toBe('Comparado con el otro acuerdo')
    expect(other[3]).toBe(
      'el importe (etapa 0); Antes: 300.000 sat (0,003 BTC); Después: 400.000 sat (0,004 BTC); Peor para: el empleador',
    )
    expect((await folder.run(words('diff agreement.json agreement.json --lang es'))).out).toHaveLength(4)
  })

  it('ends with 0 where nothing is different', async () => {
    const folder = await escrowFolder()
    const { code, out } = await folder.run(words('diff agreement.json agreement.json'))
    expect([code, out[3]]).toEqual([0, 'They say the same, but perhaps for their index and what they amend.'])
    expect(await does(folder, 'diff agreement.json agreement.json --as worker')).toContain(
      'no difference for the worker',
    )
  })

  it('says which of the two is no agreement', async () => {
    const folder = await escrowFolder()
    folder.files.set('broken.json', '{}')
    expect(await refused(folder, 'diff agreement.json broken.json')).toContain('FIELD_MISSING format')
    expect(await folder.run(words('diff agreement.json'))).toMatchObject({ code: 2, out: [] })
  })
})

describe('accept', SLOW, () => {
  it('says who has accepted, and ends with 1 until everybody has', async () => {
    const folder = await escrowFolder()
    const two = '--check employer.accept.json --check worker.accept.json'
    const { code, out } = await folder.run(words(`accept agreement.json ${two}`))
    expect(code).toBe(1)
    expect(out).toEqual([
      'The employer 1 of 1',
      'The worker 1 of 1',
      'The arbiter 0 of 1',
      'Not everybody has accepted: do not pay yet.',
    ])
    const report = await json(folder, `accept agreement.json ${two} --check arbiter.accept.json`)
    expect(report.everybody).toBe(true)
  })

  it('refuses an acceptance of something else', async () => {
    const folder = await escrowFolder()
    folder.files.set('worker.accept.json', folder.text('worker.accept.json').replace('worker', 'arbiter'))
    expect(await refused(folder, 'accept agreement.json --check worker.accept.json')).toContain(
      'ACCEPTANCE_INVALID',
    )
    folder.files.set('worker.accept.json', '[{"role":"worker"}]')
    expect(await refused(folder, 'accept agreement.json --check worker.accept.json')).toContain(
      'JSON_FORM_FORMAT acceptances[0].format',
    )
    folder.files.set('worker.accept.json', JSON.stringify([{ ...marks('acceptance'), role: 'worker' }]))
    expect(await refused(folder, 'accept agreement.json --check worker.accept.json')).toContain(
      'JSON_FORM_MALFORMED acceptances[0].key',
    )
  })

  it('refuses a key of somebody else', async () => {
    const folder = await escrowFolder()
    expect(await refused(folder, 'accept agreement.json --as worker --mnemonic-file employer.txt')).toContain(
      'ACCEPTANCE_NO_KEY',
    )
  })

  it('gives a device a PSBT to sign', async () => {
    const folder = await escrowFolder()
    const { psbt, role, key } = await json(folder, 'accept agreement.json --as worker --device 0')
    expect([psbt.slice(0, 6), role, key]).toEqual(['cHNidP', 'worker', 0])
    await does(folder, 'accept agreement.json --as worker --device 0 --out device.psbt')
    expect(
      await refused(folder, 'accept agreement.json --as worker --device 0 --signed device.psbt'),
    ).toContain('a PSBT without a signature')
  })
})

describe('compile', SLOW, () => {
  it('shows each contract, as text and as JSON', async () => {
    const folder = await escrowFolder()
    const out = await does(folder, 'compile agreement.json')
    const { contracts } = await json(folder, 'compile agreement.json')
    expect(contracts).toHaveLength(3)
    for (const { address, descriptor, memo } of contracts) {
      expect(out).toContain(`  ${descriptor}`)
      expect(out.find((line) => line.includes(address))).toContain(`"${memo}"`)
    }
    expect(await does(folder, 'compile agreement.json --lang en')).toEqual(out)
    expect(contracts[0].paths[2]).toEqual({
      name: 'arbiterAndWorker',
      parties: ['arbiter', 'worker'],
      lock: { blocks: 5 },
    })
  })

  it('reads the agreement from standard input', async () => {
    const folder = await escrowFolder()
    const text = folder.text('agreement.json')
    expect(await does(folderOf(), 'compile - --milestone 1', text)).toEqual(
      await does(folder, 'compile agreement.json --milestone 1'),
    )
  })

  it('says in another language, with the names of people, where money is paid in and who can take it', async () => {
    const folder = await escrowFolder()
    folder.files.set('names.json', '{"worker":"Ana"}')
    const out = await does(folder, 'compile agreement.json --milestone 0 --lang es --names names.json')
    const { contracts } = await json(folder, 'compile agreement.json --milestone 0 --lang es')
    const [{ address, descriptor }] = contracts
    expect(out.slice(2, -1)).toMatchInlineSnapshot(`
      [
        "  De inmediato. Quién puede llevarse el dinero en conjunto: el empleador y Ana.",
        "  Después de la confirmación del depósito, pasado este plazo de espera: aproximadamente 50 minutos (5 bloques). Quién puede llevarse el dinero en conjunto: el árbitro y Ana.",
        "  Después de la confirmación del depósito, pasado este plazo de espera: aproximadamente 50 minutos (5 bloques). Quién puede llevarse el dinero en conjunto: el árbitro y el empleador.",
        "  Después de la confirmación del depósito, pasado este plazo de espera: aproximadamente 27 horas (160 bloques). Quién puede llevarse el dinero sin nadie más: el empleador.",
        "  Después de la confirmación del depósito, pasado este plazo de espera: aproximadamente 3 días (400 bloques). Quién puede llevarse el dinero sin nadie más: Ana.",
      ]
    `)
    expect(out[1]).toContain(`400.000 sat (0,004 BTC). El depósito se hace en la dirección ${address}.`)
    expect(out.at(-1)).toBe(`  ${descriptor}`)
    expect(contracts).toEqual((await json(folder, 'compile agreement.json --milestone 0')).contracts)
  })

  it('writes wallet policies, and names the limit of a device', async () => {
    const folder = await escrowFolder()
    const { contracts } = await json(folder, 'compile agreement.json --milestone 0 --policy ledger')
    expect(contracts[0].policy.keys).toHaveLength(4)
    expect(await refused(folder, 'compile agreement.json --policy jade')).toContain('POLICY_DEVICE_LIMIT')
  })

  it('holds the agreement against the id that was agreed on', async () => {
    const folder = await escrowFolder()
    const { id } = parseAgreement(folder.text('agreement.json'))
    await does(folder, `compile agreement.json --expect-id ${id}`)
    expect(await refused(folder, `compile agreement.json --expect-id ${'0'.repeat(64)}`)).toContain(id)
  })

  it('says everything that is wrong with an agreement, a line each', async () => {
    const folder = await escrowFolder()
    const careless = folder
      .text('agreement.json')
      .replace('"400000"', '"40"')
      .replace('"index":0', '"index":-1')
    folder.files.set('bad.json', careless)
    const { code, errors } = await folder.run(words('compile bad.json --json'))
    expect(code).toBe(1)
    expect(errors.length).toBeGreaterThan(1)
    for (const line of errors) expect(JSON.parse(line).error.code).toMatch(/^[A-Z_]+$/)
  })
})

describe('audit', SLOW, () => {
  it('tells each party what it can do, and ends with 1 where it warns', async () => {
    const folder = await escrowFolder()
    const { code, out } = await folder.run(words('audit agreement.json'))
    expect(code).toBe(1)
    expect(out[0]).toBe('Audit of an agreement with 3 contracts')
    expect(out.filter((line) => /^ {2}(Danger|Warning|Note) [A-Z_]+ \(/.test(line)).length).toBeGreaterThan(0)
    expect(out.join('\n')).toContain('For the worker:\n        You alone can ')
    expect(out.at(-1)).toMatch(/^ +As contract 0: who can do what and when/)
  })

  it('tells the same as JSON, HTML and Markdown', async () => {
    const folder = await escrowFolder()
    const { out } = await folder.run(words('audit agreement.json --json --html a.html --markdown a.md'))
    const told = JSON.parse(out[0]!)
    expect([told.format, told.contracts.length]).toEqual(['taproot-escrow/audit', 3])
    expect(folder.text('a.html')).toMatch(/^<!doctype html>/i)
    expect(folder.text('a.md')).toContain('# Audit of an agreement with 3 contracts')
    expect(drawnCodes(folder.text('a.html'))[0]?.text).toBe(told.contracts[0].address.toUpperCase())
  })

  it('says what another agreement says otherwise', async () => {
    const folder = await escrowFolder()
    const text = JSON.parse(folder.text('agreement.json'))
    folder.files.set('draft.json', JSON.stringify({ ...text, milestones: [{ amount: '300000' }] }))
    const { out } = await folder.run(words('audit agreement.json --before draft.json'))
    expect(out).toContain('Compared with the other agreement')
    expect(out.join('\n')).toContain('the amount (milestone 0)')
  })

  it('finds what is wrong in what is no agreement', async () => {
    const { code, out, errors } = await folderOf().run(words('audit -'), { input: 'nothing' })
    expect([code, errors]).toEqual([1, []])
    expect(out).toContainEqual(expect.stringMatching(/^ {2}Danger JSON_SYNTAX /))
  })

  it('tells what transactions did, and what a PSBT would do', async () => {
    const folder = await escrowFolder()
    const traced = await folder.run(words('audit agreement.json --tx tx.hex'))
    expect(traced.out.join('\n')).toMatch(/^ {2}Transaction [0-9a-f]{64}:$/m)
    expect(traced.out.join('\n')).toContain(
      '  Not spent by any of them:\n    Contract 0: 400,000 sat (0.004 BTC) in ',
    )
    await does(folder, `release ${AGREED} --milestone 0 --fee-rate 2.5 --out release.psbt`)
    const [{ txid, vout }] = JSON.parse(folder.text('funded.json'))
    const paid = `${txid}:${vout}`
    const { out } = await folder.run(
      words('audit agreement.json --psbt release.psbt --tx tx.hex --html a.html --markdown a.md'),
    )
    // every form begins with what becomes of the money, before it says what that rests on
    for (const file of ['a.html', 'a.md']) {
      const text = folder.text(file)
      const does = text.indexOf('as the agreement has it where it is signed by')
      const inputs = text.indexOf('It spends, and this is who says so:', does)
      expect(text.slice(does, inputs)).toContain('The network takes')
      expect(text.slice(inputs)).toContain(paid)
      expect(text.slice(inputs)).toContain('draft')
    }
    const start = out.indexOf('What the PSBT does')
    expect(out.slice(start + 1, start + 3)).toEqual([
      '  This is a release, as the agreement has it where it is signed by the employer and the worker.',
      '  Signed: the employer 0 of 1 and the worker 0 of 1',
    ])
    const rests = out.indexOf('  It spends, and this is who says so:')
    expect(out[rests + 1]).toBe(
      `  Input: 0; Milestone: 0; Memo: draft; Contract: 0; Amount: 400,000 sat; Who says so: a whole transaction, which proves it; Output that it spends: ${paid}`,
    )
    const hex = Buffer.from(folder.text('release.psbt'), 'base64').toString('hex')
    const changed = hex.replace(/225120[0-9a-f]{64}00000000/, `225120${'11'.repeat(32)}00000000`)
    folder.files.set('release.psbt', Buffer.from(changed, 'hex'))
    const tampered = await folder.run(words('audit agreement.json --psbt release.psbt --tx tx.hex --json'))
    expect(tampered.code).toBe(1)
    expect(JSON.parse(tampered.out[0]!).spend).toMatchObject({
      kind: 'refused',
      inputs: [{ contract: { milestone: 0, index: 0 }, memo: 'draft', amount: '400000' }],
      refusal: { code: 'SPEND_OUTPUTS' },
    })
  })

  it('reads a descriptor without its agreement, and holds an address against the agreement', async () => {
    const folder = await escrowFolder()
    const [first, second] = (await json(folder, 'compile agreement.json')).contracts
    const { out } = await folder.run(words('audit - --index 0'), { input: first.descriptor })
    expect(out[0]).toBe('Audit of a descriptor')
    expect(out.join('\n')).toContain('    You alone can ')
    const found = async (line: string): Promise<number> => {
      const told = await folder.run(words(`audit agreement.json --json ${line}`))
      return JSON.parse(told.out[0]!).findings.filter(({ subject }: { subject: string }) =>
        subject.startsWith('claim'),
      ).length
    }
    expect(await found(`--address ${second.address} --milestone 1`)).toBe(0)
    expect(await found(`--address ${first.address} --milestone 1`)).toBe(1)
  })

  it('finds by an address alone which contract it is of, and says so', async () => {
    const folder = await escrowFolder()
    const [first, second] = (await json(folder, 'compile agreement.json')).contracts
    for (const [address, told] of [
      [first.address, `${first.address} is the address of contract 0`],
      [second.address.toUpperCase(), `${second.address} is the address of contract 1`],
    ]) {
      const { out } = await folder.run(words(`audit agreement.json --address ${address}`))
      expect(out[0]).toBe(told)
      expect(out.join('\n')).not.toContain('CLAIM_ADDRESS')
    }
    const { out } = await folder.run(words(`audit agreement.json --address ${CAST.worker.address}`))
    expect(out[0]).toMatch(/^Audit/)
    expect(out.join('\n')).toContain('CLAIM_ADDRESS')
  })

  it('finds indices that another agreement uses', async () => {
    const folder = await escrowFolder()
    folder.files.set('taken.json', folder.text('agreement.json').replace('"draft"', '"sketch"'))
    const alone = await folder.run(words('audit agreement.json --json'))
    const both = await folder.run(words('audit agreement.json --json --other taken.json'))
    const count = ({ out }: { readonly out: readonly string[] }) => JSON.parse(out[0]!).findings.length
    expect(count(both)).toBeGreaterThan(count(alone))
  })
})

describe('the audit of an amendment', SLOW, () => {
  /** An amendment of the folder's agreement, and what the audit says of both, whichever comes first. */
  const audited = async (changes: string) => {
    const folder = await escrowFolder()
    folder.files.set('changes.json', changes)
    await does(folder, 'new --amends agreement.json --param changes.json --out amended.json')
    const told = await folder.run(
      words('audit amended.json --other agreement.json --html a.html --markdown a.md'),
    )
    const reversed = await folder.run(words('audit agreement.json --other amended.json --json'))
    return { folder, told, reversed: { code: reversed.code, ...JSON.parse(reversed.out[0]!) } }
  }
  const codesOf = ({ findings }: { findings: readonly { code: string }[] }) =>
    findings.map(({ code }) => code)

  it('tells every difference with whom it is worse for, in every form', async () => {
    const { folder, told, reversed } = await audited('{"milestones":[{"of":0,"amount":"300000"},1,2]}')
    const { id } = parseAgreement(folder.text('agreement.json'))
    const line =
      '  The amendment changes the amount (milestone 0) from 400,000 sat (0.004 BTC) to 300,000 sat (0.003 BTC), which is worse for the worker.'
    expect(told.out).toContain(line)
    expect(told.out.join('\n')).toContain(`  Before: ${id}`)
    for (const file of ['a.html', 'a.md']) {
      expect(folder.text(file)).toContain('What an amendment changes')
      expect(asSaid(folder.text(file))).toContain('changes the amount (milestone 0) from 400,000 sat')
    }
    expect(reversed.amendments).toEqual([
      {
        amended: id,
        amendment: parseAgreement(folder.text('amended.json')).id,
        differences: [
          {
            kind: 'amount',
            field: 'milestones[0].amount',
            before: '"400000"',
            after: '"300000"',
            worseFor: 'worker',
          },
        ],
        replaced: [],
        added: [],
      },
    ])
    expect(codesOf(reversed)).not.toContain('PARTY_REPLACED')
  })

  it('ends with 1 where puppets act for the worker and the arbiter, though the address of the worker stays', async () => {
    const puppets = { worker: { keys: [personOf(911).key] }, arbiter: { keys: [personOf(912).key] } }
    const { told, reversed } = await audited(JSON.stringify(puppets))
    expect([told.code, reversed.code]).toEqual([1, 1])
    expect(reversed.findings.filter(({ severity }: { severity: string }) => severity === 'danger')).toEqual(
      ['worker', 'arbiter'].map((subject) =>
        expect.objectContaining({ code: 'PARTY_REPLACED', severity: 'danger', subject }),
      ),
    )
  })

  it('says nothing of differences where neither amends the other', async () => {
    const folder = await escrowFolder()
    folder.files.set('taken.json', folder.text('agreement.json').replace('"draft"', '"sketch"'))
    const { out } = await folder.run(words('audit agreement.json --json --other taken.json'))
    expect(JSON.parse(out[0]!).amendments).toBeUndefined()
  })
})

describe('fund', SLOW, () => {
  it('says what to pay', async () => {
    const folder = await escrowFolder()
    const { requests } = await json(folder, 'fund agreement.json --label house')
    expect(requests).toHaveLength(3)
    expect(requests[0].uri).toBe(`bitcoin:${requests[0].address}?amount=0.004&label=house`)
    expect(await does(folder, 'fund agreement.json --milestone 0')).toEqual([
      `milestone 0: 400,000 sat (0.004 BTC) to ${requests[0].address}`,
      `  bitcoin:${requests[0].address}?amount=0.004`,
    ])
  })

  it('finds the outputs of a transaction in every form that a node prints', async () => {
    const folder = await escrowFolder()
    const hex = folder.text('tx.hex')
    const bytes = Buffer.from(hex, 'hex')
    folder.files.set('tx.bin', bytes).set('tx.json', JSON.stringify({ hex, blockheight: PAID_AT }))
    for (const line of [
      `fund agreement.json --tx tx.hex --confirmed-at ${PAID_AT}`,
      `fund agreement.json --tx tx.bin --confirmed-at ${PAID_AT}`,
      'fund agreement.json --tx tx.json',
    ])
      expect(`${(await does(folder, line)).join('\n')}\n`).toBe(folder.text('funded.json'))
    expect(await refused(await escrowFolder(), 'fund agreement.json --tx agreement.json')).toContain(
      'FILE_NOT_JSON',
    )
  })

  it('refuses a transaction that pays somebody else', async () => {
    const folder = await escrowFolder()
    folder.files.set('changes.json', '{"milestones":[{"of":0,"amount":"300000"}]}')
    await does(folder, 'new --amends agreement.json --param changes.json --out other.json')
    expect(await refused(folder, 'fund other.json --tx tx.hex')).toContain('FUNDING_NO_OUTPUT')
  })

  const coins = (amount: unknown) =>
    JSON.stringify([
      {
        txid: 'aa'.repeat(32),
        vout: 0,
        address: CAST.employer.address,
        amount,
        confirmations: 3,
        spendable: true,
      },
      { txid: 'ab'.repeat(32), vout: 0, address: CAST.employer.address, amount: 9, confirmations: 0 },
      { txid: 'ac'.repeat(32), vout: 0, address: CAST.employer.address, amount: 9, spendable: false },
    ])
  const paying = `fund agreement.json --payer employer.accept.json --coins coins.json --change ${CAST.employer.address} --fee-rate 2.5 --at-height 100 --at-time 1800000000 --known none`
  const accepted =
    '--accepted employer.accept.json --accepted worker.accept.json --accepted arbiter.accept.json'

  it('asks what it asks of coins before it says what to pay, where it is told what to look at', async () => {
    const folder = await escrowFolder()
    const asking =
      'fund agreement.json --milestone 0 --payer employer.accept.json --fee-rate 2.5 --at-height 100 --at-time 1800000000 --known none'
    expect(await does(folder, `${asking} ${accepted}`)).toEqual(
      await does(folder, 'fund agreement.json --milestone 0'),
    )
    expect(await refused(folder, asking)).toContain('FUNDING_NOT_ACCEPTED')
    expect(
      await refused(folder, `${asking.replace('employer.accept', 'worker.accept')} ${accepted}`),
    ).toContain('FUNDING_PAYER')
  })

  it('passes over coins of a wallet that cannot pay, with one line', async () => {
    const folder = await escrowFolder()
    const odd = [
      { txid: 'ad'.repeat(32), vout: 0, amount: 1, confirmations: 3 },
      { txid: 'ae'.repeat(32), vout: 0, amount: 1, address: addressOf(1, { kind: 'p2pkh' }) },
      { txid: 'af'.repeat(32), vout: 0, amount: 1, address: addressOf(1, { kind: 'p2sh' }) },
      {
        txid: 'b0'.repeat(32),
        vout: 0,
        amount: 1,
        address: addressOf(1, { kind: 'p2sh' }),
        redeemScript: 'x',
      },
    ]
    folder.files.set('coins.json', JSON.stringify([...odd, ...JSON.parse(coins(0.05000001))]))
    const { code, errors } = await folder.run(words(`${paying} ${accepted} --out pay.psbt`))
    expect(errors[0]).toBe(
      'passed over: 1 coin without an address, 3 coins neither P2TR nor P2WPKH, 1 coin unconfirmed, 1 coin not spendable',
    )
    expect([code, errors.join().includes('transaction ')]).toEqual([0, true])
    const spanish = await folder.run(words(`${paying} ${accepted} --lang es --out pagar.psbt`))
    expect(spanish.errors[0]).toBe(
      'Importes del monedero que no se usan para pagar: sin dirección (1); no son P2TR ni P2WPKH (3); sin confirmar (1); no se pueden gastar (1).',
    )
    expect(spanish.errors.at(-1)).toBe('Archivo escrito: pagar.psbt')
  })

  it('goes to standard output for the name -', async () => {
    const folder = await escrowFolder()
    const plain = await folder.run(words('compile agreement.json'))
    expect(await folder.run(words('compile agreement.json --out -'))).toEqual(plain)
    expect(folder.files.has('-')).toBe(false)
  })

  it('writes the transaction that pays from confirmed coins', async () => {
    const folder = await escrowFolder()
    folder.files.set('coins.json', coins(0.05000001))
    const { transactions } = await json(folder, `${paying} ${accepted}`)
    expect(transactions).toHaveLength(1)
    const [{ psbt, fee, change, outputs }] = transactions
    expect(psbt.slice(0, 6)).toBe('cHNidP')
    expect(outputs).toHaveLength(3)
    expect(BigInt(change.amount) + BigInt(fee)).toBe(3_500_001n)
  })

  it('refuses to pay what not everybody accepted, coins that are none, and an index that is taken', async () => {
    const folder = await escrowFolder()
    folder.files.set('coins.json', coins('1.5'))
    expect(await refused(folder, paying)).toContain('FUNDING_NOT_ACCEPTED')
    const unsigned = `${paying} ${accepted}`.replace(
      '--payer employer.accept.json',
      '--payer worker.accept.json',
    )
    expect(await refused(folder, unsigned)).toContain(
      "FUNDING_PAYER payer: expected acceptances, as accept(agreement, signer, { role: 'employer' }) answers the payer, or --relax payerUnknown",
    )
    expect((await folder.run(words(paying.replace(' --known none', '')))).errors).toEqual([
      expect.stringContaining(
        'OPTION_MISSING --known: expected every other agreement that you have, or none',
      ),
    ])
    folder.files.set('taken.json', folder.text('agreement.json').replace('"draft"', '"sketch"'))
    expect(await refused(folder, `${paying} ${accepted} --known taken.json`)).toContain(
      'FUNDING_INDEX_OVERLAP',
    )
    folder.files.set('coins.json', coins('1.123456789'))
    expect(await refused(folder, `${paying} ${accepted}`)).toContain('COIN_AMOUNT coins[0].amount')
    folder.files.set('coins.json', 'coins')
    expect(await refused(folder, `${paying} ${accepted}`)).toContain('FILE_NOT_JSON coins')
  })
})

/** How a review says who signs. */
const SIGNED_BY: Readonly<Record<string, string>> = {
  key: 'the employer and the worker with one signature together (MuSig2)',
  employerAndWorker: 'the employer and the worker',
  employerAlone: 'the employer',
  arbiterAndWorker: 'the arbiter and the worker',
  arbiterAndEmployer: 'the arbiter and the employer',
}

describe('drafts', SLOW, () => {
  it.each([
    ['release --milestone 0', 'release', 'key'],
    [
      'release --milestone 0 --path employerAndWorker --at-height 203 --confirmations 3',
      'release',
      'employerAndWorker',
    ],
    ['release --all', 'release', 'key'],
    ['release --milestone 0 --milestone 2', 'release', 'key'],
    ['refund --milestone 1 --path employerAlone', 'refund', 'employerAlone'],
    ['award --milestone 1 --path arbiterAndEmployer --employer-bps 10000', 'award', 'arbiterAndEmployer'],
    ['settle --milestone 1 --employer-bps 2500', 'settle', 'key'],
    ['relock --milestone 1 --freeze --path arbiterAndWorker', 'relock', 'arbiterAndWorker'],
    ['relock --milestone 0 --into 1 --known none --keep 150000 --pays release', 'relock', 'key'],
    [
      'relock --milestone 0 --into 1 --known none --keep 150000 --pays settle --employer-bps 5000',
      'relock',
      'key',
    ],
    [
      'relock --milestone 0 --into 1 --known none --keep everything --path employerAndWorker',
      'relock',
      'employerAndWorker',
    ],
  ])('%s: a PSBT that can be reviewed again', async (line, outcome, path) => {
    const folder = await escrowFolder()
    const [name, ...options] = words(line)
    const command = `${name} ${AGREED} --fee-rate 2.5 ${options.join(' ')}`
    const { spends } = await json(folder, command)
    expect(spends[0].plan).toMatchObject({ path, outcome: { kind: outcome } })
    await does(folder, `${command} --out draft.psbt`)
    expect(folder.text('draft.psbt')).toBe(`${spends[0].psbt}\n`)
    const chosen = `--expect ${outcome} ${options.join(' ').replace(/ --at-height .*| --known none/, '')}`
    const told = await does(folder, `review ${AGREED} --psbt draft.psbt --as employer ${chosen}`)
    expect(told.join('\n')).toContain(`, signed by ${SIGNED_BY[path]}.`)
  })

  it('can be version 2, and be read as bytes', async () => {
    const folder = await escrowFolder()
    const [psbt] = await does(folder, `release ${AGREED} --milestone 0 --fee-rate 2.5 --psbt-version 2`)
    folder.files.set('bytes.psbt', Buffer.from(psbt!, 'base64'))
    await does(folder, `review ${AGREED} --milestone 0 --psbt bytes.psbt --as worker`)
  })

  it('refuse what the agreement or the chain does not allow', async () => {
    const folder = await escrowFolder()
    const release = `release ${AGREED} --fee-rate 2.5`
    expect(await refused(folder, `${release} --milestone 0 --at-height 203 --confirmations 6`)).toContain(
      'FUNDED_UNCONFIRMED',
    )
    expect(await refused(folder, `release ${AGREED} --fee-rate 600 --milestone 0`)).toContain('FEE_RATE_CAP')
    expect(await refused(folder, `${release} --milestone 0 --path workerWithSecret`)).toContain(
      'CONTRACT_PATH_MISSING',
    )
    folder.files.set('funded.json', folder.text('funded.json').replace('"400000"', '"399999"'))
    expect(await refused(folder, `${release} --milestone 0`)).toContain('FUNDED_AMOUNT')
    await does(folder, `${release} --milestone 0 --relax amount`)
    expect(
      await refused(
        folder,
        `relock ${AGREED} --milestone 2 --into 1 --known none --fee-rate 2.5 --keep everything`,
      ),
    ).toContain('RELOCK_TARGET')
  })

  it('lead into an amended agreement that everybody accepted', async () => {
    const folder = await escrowFolder()
    folder.files.set('changes.json', '{"milestones":[{"of":0,"amount":"300000"}]}')
    await does(folder, 'new --amends agreement.json --param changes.json --out amended.json')
    const relock = `relock ${AGREED} --milestone 0 --fee-rate 2.5 --into-agreement amended.json --into 0 --known none --pays release`
    expect(await refused(folder, relock)).toContain('RELOCK_UNACCEPTED')
    for (const role of Object.keys(CAST))
      await does(
        folder,
        `accept amended.json --amends agreement.json --as ${role} --mnemonic-file ${role}.txt --out ${role}.again.json`,
      )
    const accepted = Object.keys(CAST)
      .map((role) => `--accepted ${role}.again.json`)
      .join(' ')
    await does(folder, `${relock} ${accepted} --out relock.psbt`)
    const review = `review ${AGREED} --milestone 0 --psbt relock.psbt --as worker`
    expect(await refused(folder, review)).toContain('SPEND_OUTPUTS')
    const told = await does(folder, `${review} --into-agreement amended.json ${accepted}`)
    expect(told.join('\n')).toContain('which amends this one and every role has accepted')
  })
})

describe('review', SLOW, () => {
  it('ends with 1 where signing would be refused, and says why', async () => {
    const folder = await escrowFolder()
    await does(
      folder,
      `release ${AGREED} --milestone 0 --fee-rate 2.5 --path employerAndWorker --out release.psbt`,
    )
    const late = `--at-height ${PAID_AT + 140} --at-time 1800000000`
    const { code, out } = await folder.run(
      words(`review ${AGREED} --milestone 0 --psbt release.psbt --as worker ${late}`),
    )
    expect(code).toBe(1)
    expect(out.at(-1)).toBe(
      'Refused (deadlineNear): in about 3 hours (19 blocks) the employer alone can take the money; this transaction may lose the race.',
    )
    const sign = `sign ${AGREED} --milestone 0 --psbt release.psbt --as worker --mnemonic-file worker.txt ${late}`
    expect(await refused(folder, sign)).toMatch(
      /^taproot-escrow: REVIEW_REFUSED spend: expected a spend that passes review, or --relax deadlineNear, /m,
    )
    await does(folder, `${sign} --relax deadlineNear`)
  })

  it('tells as JSON what it tells in words', async () => {
    const folder = await escrowFolder()
    await does(folder, `settle ${AGREED} --milestone 0 --fee-rate 2.5 --employer-bps 5000 --out settle.psbt`)
    const told = await json(folder, `review ${AGREED} --milestone 0 --psbt settle.psbt --as worker`)
    expect(told).toMatchObject({ as: 'worker', passes: true, waitingFor: ['employer'], findings: [] })
    expect(told.outputs.map(({ yours }: { yours: boolean }) => yours)).toEqual([false, true])
  })

  it('is told in every language, with the names of a file', async () => {
    const folder = await escrowFolder()
    await does(folder, `release ${AGREED} --milestone 0 --fee-rate 2.5 --path employerAndWorker --out r.psbt`)
    folder.files.set('names.json', '{"employer":"Ada"}')
    const review = `review ${AGREED} --milestone 0 --psbt r.psbt --as worker`
    for (const [lang, waits] of [
      ['en', 'After you it still waits for: Ada.'],
      ['es', 'Después de usted todavía falta: Ada.'],
      ['pt', 'Depois de você ainda falta: Ada.'],
      ['fr', 'Après vous, il manque encore : Ada.'],
      ['zh-Hans', '您签名之后还缺：Ada。'],
      ['hi', 'आपके हस्ताक्षर के बाद भी यह बाक़ी है: Ada के हस्ताक्षर।'],
      ['ar', 'بعد توقيعك ما زال ينقص: توقيع \u2068Ada\u2069.'],
    ])
      expect(await does(folder, `${review} --lang ${lang} --names names.json`)).toContain(waits)
    const told = await json(folder, `${review} --lang fr --names names.json`)
    expect(told.text).toContain('Après vous, il manque encore : Ada.')
    expect(told.sentences).toContainEqual({
      code: 'waitsAfterYou',
      data: { roles: ['employer'], secret: false },
    })
    const sign = `sign ${AGREED} --milestone 0 --psbt r.psbt --as worker --mnemonic-file worker.txt`
    const signed = await json(folder, `${sign} --lang es --names names.json --out signed.psbt`)
    expect(signed.review).toContain('Después de usted todavía falta: Ada.')
  })

  it('takes no names that hide something, and no language that it does not speak', async () => {
    const folder = await escrowFolder()
    await does(folder, `release ${AGREED} --milestone 0 --fee-rate 2.5 --path employerAndWorker --out r.psbt`)
    const review = `review ${AGREED} --milestone 0 --psbt r.psbt --as worker`
    for (const [names, code] of [
      ['{"employer":"Ada\\u202e"}', 'NAME_MALFORMED'],
      ['{"employer":"Ada\\u0007"}', 'NAME_MALFORMED'],
      [JSON.stringify({ worker: 'A'.repeat(10_000) }), 'NAME_MALFORMED'],
      ['{"worker":"the arbiter"}', 'NAME_AMBIGUOUS'],
      ['{"worker":"Acme","employer":"ACME"}', 'NAME_AMBIGUOUS'],
      ['{"boss":"Ada"}', 'ARGUMENT_UNKNOWN'],
      ['["Ada"]', 'ARGUMENT_TYPE'],
      ['Ada', 'FILE_NOT_JSON'],
    ] as const) {
      folder.files.set('names.json', names)
      expect(await refused(folder, `${review} --names names.json`)).toContain(code)
    }
    for (const lang of ['de', 'toString', 'zh-TW']) {
      const { code, errors } = await folder.run(words(`${review} --lang ${lang}`))
      expect([code, errors.join('\n')]).toEqual([2, expect.stringContaining('OPTION_MALFORMED --lang')])
    }
  })

  it('names what was signed before', async () => {
    const folder = await escrowFolder()
    const leaf = `${AGREED} --milestone 0 --fee-rate 2.5 --path employerAndWorker`
    await does(folder, `refund ${leaf} --out refund.psbt`)
    await does(folder, `release ${leaf} --out release.psbt`)
    const out = await does(
      folder,
      `review ${AGREED} --milestone 0 --psbt release.psbt --as worker --outstanding refund.psbt`,
    )
    expect(out.join('\n')).toContain('you signed a refund of the same money before')
  })
})

describe('which milestone is meant', SLOW, () => {
  const READERS = [
    `review ${AGREED} --as worker --psbt all.psbt`,
    `sign ${AGREED} --as worker --mnemonic-file worker.txt --psbt all.psbt`,
    `combine ${AGREED} all.psbt all.psbt`,
    `finalize ${AGREED} all.psbt`,
  ]

  it.each(READERS)('%s: a PSBT of all milestones is refused where one of them was named', async (line) => {
    const folder = await escrowFolder()
    const release = `release ${AGREED} --all --fee-rate 2.5 --path employerAndWorker`
    await does(folder, `${release} --out all.psbt`)
    expect(await refused(folder, `${line} --milestone 1`)).toMatch(
      /^taproot-escrow: SPEND_INPUT_FOREIGN inputs\[0\]: /,
    )
    expect(await refused(folder, `${line} --milestone 1 --milestone 2`)).toContain('SPEND_INPUT_FOREIGN')
    const { errors } = await folder.run(words(`${line} --all`))
    expect(errors.join('\n')).not.toContain('SPEND_INPUT_FOREIGN')
  })

  it('has to be said even where the PSBT itself is of one', async () => {
    const folder = await escrowFolder()
    await does(folder, `release ${AGREED} --milestone 1 --fee-rate 2.5 --out all.psbt`)
    for (const line of READERS) {
      const { code, errors } = await folder.run(words(line))
      expect([code, errors]).toEqual([
        2,
        ['taproot-escrow: OPTION_MISSING --milestone: expected one of 0, 1, 2, or --all, received neither'],
      ])
    }
  })

  it('is said by the file where that has one milestone only', async () => {
    const folder = await escrowFolder()
    const [first] = JSON.parse(folder.text('funded.json'))
    folder.files.set('funded.json', JSON.stringify(first))
    await does(folder, `release ${AGREED} --fee-rate 2.5 --out release.psbt`)
    await does(folder, `review ${AGREED} --psbt release.psbt --as worker`)
  })

  it.each([
    ['award', 'OPTION_MISSING --employer-bps'],
    ['settle', 'OPTION_MISSING --employer-bps'],
    ['relock', 'OPTION_MISSING --into'],
  ])('an expected %s wants to be told where the money goes', async (outcome, told) => {
    const folder = await escrowFolder()
    await does(folder, `release ${AGREED} --milestone 1 --fee-rate 2.5 --out release.psbt`)
    const line = `review ${AGREED} --milestone 1 --psbt release.psbt --as worker --expect ${outcome}`
    const { code, errors } = await folder.run(words(line))
    expect([code, errors.join()]).toEqual([2, expect.stringContaining(told)])
  })
})

describe('signing a leaf', SLOW, () => {
  const draft = `award ${AGREED} --milestone 1 --path arbiterAndWorker --employer-bps 4000 --fee-rate 2.5 --out award.psbt`
  const agreed = `${AGREED} --milestone 1`
  const sign = `sign ${agreed} --psbt award.psbt`

  it('one after the other, or at once and combined', async () => {
    const folder = await escrowFolder()
    await does(folder, draft)
    await does(folder, `${sign} --as arbiter --mnemonic-file arbiter.txt --out arbiter.psbt`)
    await does(folder, `${sign} --as worker --mnemonic-file worker.txt --out worker.psbt`)
    await does(
      folder,
      `sign ${agreed} --psbt arbiter.psbt --as worker --mnemonic-file worker.txt --out both.psbt`,
    )
    const one = await json(folder, `finalize ${agreed} both.psbt`)
    const joined = await json(folder, `combine ${agreed} arbiter.psbt worker.psbt`)
    expect(joined.progress.map(({ signed }: { signed: readonly number[] }) => signed)).toEqual([[0], [0]])
    const two = await json(folder, `finalize ${agreed} arbiter.psbt worker.psbt`)
    expect(two.txid).toBe(one.txid)
    expect(two.hex).toMatch(/^03000000/)
  })

  it('is refused where the key is another, and finalizing where somebody is missing', async () => {
    const folder = await escrowFolder()
    await does(folder, draft)
    expect(await refused(folder, `${sign} --as worker --mnemonic-file employer.txt`)).toContain(
      'SIGNER_NO_KEY',
    )
    await does(folder, `${sign} --as arbiter --mnemonic-file arbiter.txt --out arbiter.psbt`)
    expect(await refused(folder, `finalize ${agreed} arbiter.psbt`)).toContain('not enough of worker')
  })

  it('is refused where the PSBT was changed on its way', async () => {
    const folder = await escrowFolder()
    await does(folder, draft)
    const hex = Buffer.from(folder.text('award.psbt'), 'base64').toString('hex')
    folder.files.set('award.psbt', Buffer.from(hex.replace('05000000', '04000000'), 'hex'))
    const { code, errors, out } = await folder.run(
      words(`${sign} --as worker --mnemonic-file worker.txt --json`),
    )
    expect([code, out, errors.length]).toEqual([1, [], 1])
    expect(JSON.parse(errors[0]!).error).toMatchObject({ code: 'SPEND_SEQUENCE', kind: 'mismatch' })
  })
})

describe('a release by a secret', SLOW, () => {
  it('takes the secret when it is finalized, and no PSBT ever holds it', async () => {
    const folder = await escrowFolder()
    const secret = Buffer.from('5a'.repeat(32), 'hex')
    const hash = Buffer.from(await crypto.subtle.digest('SHA-256', secret)).toString('hex')
    const plan = JSON.parse(folder.text('plan.json'))
    folder.files
      .set('secrets.json', JSON.stringify({ ...plan, milestones: [{ amount: '400000', secretHash: hash }] }))
      .set('secret.bin', secret)
      .set('secret.hex', `${secret.toString('hex')}\n`)
      .set('wrong.hex', '5b'.repeat(32))
    await does(folder, 'new secretRelease --param secrets.json --out secret.json')
    const { contracts } = await json(folder, 'compile secret.json')
    folder.files.set(
      'paid.json',
      JSON.stringify({
        ...marks('funded'),
        agreement: (await json(folder, 'compile secret.json')).agreement,
        milestone: 0,
        txid: 'cc'.repeat(32),
        vout: 1,
        amount: contracts[0].amount,
      }),
    )
    const agreed = 'secret.json --funded paid.json'
    await does(folder, `release ${agreed} --path workerWithSecret --fee-rate 2 --out release.psbt`)
    await does(
      folder,
      `sign ${agreed} --psbt release.psbt --as worker --mnemonic-file worker.txt --out signed.psbt`,
    )
    expect(await refused(folder, `finalize ${agreed} signed.psbt`)).toContain('SIGNATURE_PREIMAGE_MISSING')
    expect(await refused(folder, `finalize ${agreed} signed.psbt --secret-file wrong.hex`)).toContain(
      'SECRET_OTHER',
    )
    for (const file of ['secret.bin', 'secret.hex']) {
      const { hex } = await json(folder, `finalize ${agreed} signed.psbt --secret-file ${file}`)
      expect(hex).toContain('5a'.repeat(32))
    }
    for (const file of ['release.psbt', 'signed.psbt'])
      expect(Buffer.from(folder.text(file), 'base64').toString('hex')).not.toContain('5a'.repeat(32))

    // what the worker sent to the chain, everybody reads
    await does(folder, `finalize ${agreed} signed.psbt --secret-file secret.bin --out taken.hex`)
    const text = formatSecretText(secret)
    expect(await does(folder, 'secret secret.json --tx tx.hex --tx taken.hex')).toEqual([
      `milestone 0: ${text}`,
    ])
    expect(await does(folder, 'secret secret.json --tx taken.hex --lang es')).toEqual([
      `Etapa 0: el secreto es ${text}`,
    ])
    expect(await json(folder, 'secret secret.json --tx taken.hex --milestone 0')).toEqual({
      ...marks('answer'),
      command: 'secret',
      secrets: [{ milestone: 0, index: contracts[0].index, secret: text }],
    })
    expect(await folder.run(words('secret secret.json --tx tx.hex'))).toMatchObject({
      code: 1,
      out: ['no secret of the agreement is shown'],
    })
    expect(await folder.run(words('secret agreement.json --tx taken.hex'))).toMatchObject({
      code: 1,
      out: ['the agreement has no milestone with a secret'],
    })
    // of one milestone nothing is said of the others
    expect((await folder.run(words('secret agreement.json --tx taken.hex --milestone 0'))).out).toEqual([
      'milestone 0 has no secret',
    ])
    expect((await folder.run(words('secret secret.json --tx tx.hex --milestone 0'))).out).toEqual([
      'milestone 0 has a secret, which is not shown',
    ])
    expect(await folder.run(words('secret secret.json'))).toMatchObject({ code: 2, out: [] })
  })
})

describe('recover', SLOW, () => {
  it('writes a file for each contract of a role', async () => {
    const folder = await escrowFolder()
    await does(folder, `recover ${AGREED} --as employer --milestone 1 --out recovery.txt`)
    expect(folder.text('recovery.txt')).toMatch(/^Recovery file of the employer\n/)
    expect(folder.text('recovery.txt')).toContain(`Confirmed in block ${PAID_AT}`)
    await does(folder, 'recover agreement.json --as arbiter --out all.txt')
    for (const number of [1, 2, 3])
      expect(folder.text(`all-${number}.txt`)).toContain('Recovery file of the arbiter')
    expect(await refused(folder, 'recover agreement.json --as backupArbiter')).toContain('RECOVERY_ROLE')
  })

  it('writes it in the language and with the names that were asked for, and the same commands', async () => {
    const folder = await escrowFolder()
    folder.files.set('names.json', '{"employer":"Ada","worker":"Bola"}')
    const words = 'recover agreement.json --as worker --milestone 0'
    await does(folder, `${words} --out en.txt`)
    await does(folder, `${words} --lang es --names names.json --out es.txt`)
    const [english, spanish] = [folder.text('en.txt'), folder.text('es.txt')]
    expect(spanish).toMatch(/^Archivo de recuperación para Bola\n/)
    expect(spanish).toContain('junto con Ada')
    const commands = (text: string) => text.split('\n').filter((line) => line.startsWith('    '))
    expect(commands(spanish)).toEqual(commands(english))
  })
})

describe('files', SLOW, () => {
  it('are never replaced, unless told to, and nothing is done before', async () => {
    const folder = await escrowFolder()
    const before = folder.text('agreement.json')
    const line = 'new milestonePlan --param plan.json --out agreement.json'
    expect(await refused(folder, line)).toMatch(/^taproot-escrow: FILE_EXISTS --out: /)
    await does(folder, `${line} --force`)
    expect(folder.text('agreement.json')).toBe(before)
  })

  it('with results leave standard output to JSON', async () => {
    const folder = await escrowFolder()
    const { files } = await json(folder, `release ${AGREED} --fee-rate 2 --milestone 0 --out release.psbt`)
    expect(files).toEqual(['release.psbt'])
    await does(folder, 'compile agreement.json --json --out compiled.json')
    expect(JSON.parse(folder.text('compiled.json')).contracts).toHaveLength(3)
  })

  it('that are no text, or too large, are refused', async () => {
    const folder = folderOf({
      'a.json': Uint8Array.of(0xc3, 0x28),
      'b.json': new Uint8Array(17 * 1024 * 1024),
    })
    expect(await refused(folder, 'compile a.json')).toContain('FILE_NOT_TEXT')
    expect(await refused(folder, 'compile b.json')).toContain('FILE_TOO_LARGE')
  })
})
