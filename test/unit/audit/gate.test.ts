import { relock, satsPerVb } from 'taproot-escrow'
import { FINDINGS } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import { ADMISSION_RULES } from '../../../src/admission/admission.js'
import { folderOf, words } from '../../support/command.js'
import { made } from '../../support/contracts.js'
import { type Json, plainDocument } from '../../support/documents.js'
import { fundedWith } from '../../support/funded.js'
import { extendedHolder, secretHashOf } from '../../support/holders.js'
import { AGREEMENTS, AT, soundDocument } from '../../support/provocations/agreements.js'
import {
  arbiterParameters,
  backupParameters,
  PANELS,
  plainParameters,
  TEMPLATES,
  type TemplateCase,
  withPanel,
} from '../../support/templates.js'

/** What somebody's script sees of the audit of a file: the exit code, and what is graver than a note. */
const gate = async (files: Readonly<Record<string, string>>, line: string) => {
  const { code, out } = await folderOf(files).run(words(`audit ${line} --json`))
  const found = JSON.parse(out[0]!).findings.flatMap(
    ({ severity, code: name }: { severity: string; code: string }) =>
      severity === 'note' ? [] : [`${severity} ${name}`],
  )
  return { code, found: [...new Set(found)] }
}

const template = (name: string): TemplateCase => TEMPLATES.find((each) => each.name === name)!

/** A template with whatever it leaves open said in every way. */
const DEFAULTS = TEMPLATES.flatMap((each) =>
  each.panels.flatMap((panel) =>
    (each.choosesSilence ? ['employer', 'worker'] : [undefined]).flatMap((silencePays) =>
      ['blocks', 'days'].map((unit) => ({
        title: `${each.name}, panel ${panel}, silence pays ${silencePays ?? 'as it does'}, in ${unit}`,
        make: () => {
          const parameters = withPanel(each, panel)
          return each.make({
            ...parameters,
            // a bare key would be the same in every contract, which is a finding of its own
            ...(panel === 'backup' && { backupArbiter: extendedBackup() }),
            ...(silencePays !== undefined && { silencePays }),
            clocks: { unit },
          })
        },
      })),
    ),
  ),
)

const extendedBackup = (): Json => ({
  ...backupParameters(),
  keys: [4, 5, 6].map((seed) => extendedHolder(seed).text),
})

describe('the audit of what a template makes, where nothing is said', () => {
  it('covers every panel of every template', () => {
    expect(new Set(DEFAULTS.map(({ title }) => title.split(', silence')[0])).size).toBe(
      TEMPLATES.reduce((sum, { panels }) => sum + panels.length, 0),
    )
    expect(PANELS).toHaveLength(3)
  })

  it.each(DEFAULTS)('$title: ends with 0', async ({ make }) => {
    expect(await gate({ 'agreement.json': make().text }, 'agreement.json')).toEqual({ code: 0, found: [] })
  })
})

describe('the audit of what nobody should pay into ends with 1', () => {
  it.each(AGREEMENTS.filter(({ code }) => FINDINGS[code].severity !== 'note'))(
    '$what',
    async ({ change, options: { others = [], at = AT } = {}, code }) => {
      const document = soundDocument()
      change(document)
      const files = [JSON.stringify(document), ...others].map((text, at) => [`${at}.json`, text] as const)
      const line = [
        '0.json',
        ...others.map((_, at) => `--other ${at + 1}.json`),
        `--at-height ${at.height} --at-time ${at.medianTime}`,
      ].join(' ')
      const told = await gate(Object.fromEntries(files), line)
      expect(told.code).toBe(1)
      expect(told.found).toContainEqual(expect.stringMatching(` ${code}$`))
    },
  )

  it('a party that only the other one can pay', async () => {
    const text = template('withoutArbiter').make({
      ...plainParameters(),
      silencePays: 'worker',
      clocks: { rescue: 'never' },
    }).text
    expect(await gate({ 'agreement.json': text }, 'agreement.json')).toEqual({
      code: 1,
      found: ['danger LOCKED_OUT'],
    })
  })

  it('a deadline that the chain has passed', async () => {
    const text = template('fixedPrice').make({
      ...plainParameters(),
      arbiter: arbiterParameters(),
      clocks: { start: 800_000 },
    }).text
    const at = (height: number) => `agreement.json --at-height ${height} --at-time 1800000000`
    expect((await gate({ 'agreement.json': text }, at(800_000))).code).toBe(0)
    expect(await gate({ 'agreement.json': text }, at(808_640))).toEqual({
      code: 1,
      found: ['danger DEADLINE_PAST'],
    })
  })

  it('a secret that opens another agreement of the same people', async () => {
    const secrets = (index: number): string =>
      template('secretRelease').make({
        ...plainParameters(),
        index,
        amount: undefined,
        milestones: [{ amount: 1_000_000n, secretHash: secretHashOf(0) }],
      }).text
    const files = { 'agreement.json': secrets(0), 'other.json': secrets(1) }
    expect((await gate(files, 'agreement.json')).code).toBe(0)
    const told = await gate(files, 'agreement.json --other other.json')
    expect(told.code).toBe(1)
    expect(told.found).toContain('warning SECRET_REUSED')
  })

  it('a relock into a milestone that one party alone can take within the hour', async () => {
    const { agreement, contracts } = made({
      ...plainDocument(),
      rescue: { after: { blocks: 17_280 } },
      milestones: [
        { amount: '1000000' },
        { amount: '1000000', silence: { pays: 'employer', after: { blocks: 6 } } },
      ],
    })
    const draft = relock(fundedWith(contracts[0]!), {
      path: 'employerAndWorker',
      into: contracts[1]!,
      keep: 'everything',
      at: AT,
      known: [],
      feeRate: satsPerVb('2'),
      // whoever wrote the PSBT lifts every rule
      relax: ADMISSION_RULES,
    })
    const files = { 'agreement.json': agreement.text, 'relock.psbt': draft.psbt }
    const told = await gate(files, 'agreement.json --psbt relock.psbt')
    expect(told.code).toBe(1)
    expect(told.found).toContain('danger SPEND_REFUSED')
    expect((await gate(files, 'agreement.json')).found).not.toContain('danger SPEND_REFUSED')
  })

  it('what is no agreement', async () => {
    expect((await gate({ 'agreement.json': '{}' }, 'agreement.json')).code).toBe(1)
  })
})
