import type { Language, Names } from 'taproot-escrow'
import { beforeAll, describe, expect, it } from 'vitest'
import { commandWordsIn } from '../../../src/cli/wording.js'
import { textOf } from '../../../src/sentences/sentence.js'
import { voiceOf } from '../../../src/sentences/voice.js'
import { type Folder, folderOf, PREPARATION_MS, payingTransaction, words } from '../../support/command.js'
import { commandSentences } from '../../support/commandSentences.js'
import { englishIn } from '../../support/englishWords.js'
import { HOURLY_AMOUNT, hourlyFolder } from '../../support/hourlyFolder.js'
import { ALL_LANGUAGES } from '../../support/languages.js'
import { bare, NAMES, valuesIn } from '../../support/sentences.js'

/* What the command says to people when money moves: in every language, and in no other. */

const OTHERS = ALL_LANGUAGES.filter(({ tag }) => tag !== 'en')

const saidIn = async (language: Language, names: Names = {}): Promise<readonly string[]> => {
  const catalogue = await commandWordsIn(language.tag)
  const voice = voiceOf(language, names)
  return commandSentences().map((one) => textOf(one, { catalogue, voice }))
}

/** Texts in isolates are read by themselves. */
const outside = (text: string): string => {
  const less = text.replace(/[\u2066\u2068][^\u2066-\u2069]*\u2069/g, '')
  return less === text ? text : outside(less)
}

let prepared: ReadonlyMap<string, string | Uint8Array>

beforeAll(async () => {
  const { folder, contract } = await hourlyFolder()
  folder.files.set('paid.hex', payingTransaction([{ script: contract.outputScript, amount: HOURLY_AMOUNT }]))
  prepared = folder.files
}, PREPARATION_MS)

/** How somebody called a file is no word of ours. */
const withoutNames = (line: string, { files }: Folder): string =>
  [...files.keys()].reduce((left, name) => left.replaceAll(name, ' '), line)

/** What a worker and an employer read, from the payment to the end. */
const streamed = async (folder: Folder, tag: string): Promise<readonly string[]> => {
  const at = '--at-height 1001 --at-time 1800000000'
  const plan = `--plan plan-${tag}.json`
  const lines: string[] = []
  for (const line of [
    'compile hours.json',
    'fund hours.json',
    `fund hours.json --tx paid.hex --confirmed-at 1000 --out funded-${tag}.json`,
    `settle hours.json --funded funded-${tag}.json --employer-bps 2500 --path employerAndWorker --fee-rate 2 --out draft-${tag}.psbt`,
    `sign hours.json --funded funded-${tag}.json --psbt draft-${tag}.psbt --as employer --mnemonic-file employer.txt --out one-${tag}.psbt`,
    `sign hours.json --funded funded-${tag}.json --psbt one-${tag}.psbt --as worker --mnemonic-file worker.txt --out two-${tag}.psbt`,
    `finalize hours.json two-${tag}.psbt --funded funded-${tag}.json --out paid-${tag}.hex`,
    `recover hours.json --funded funded-${tag}.json --as worker --out recovery-${tag}.txt`,
    `stream plan hours.json --funded funded-${tag}.json --fee-rate 2 ${at} --out plan-${tag}.json`,
    `stream sign hours.json ${plan} --state signed-${tag}.json --pays 60000 --mnemonic-file employer.txt --out sent-${tag}.json`,
    `stream read hours.json sent-${tag}.json ${plan} --state held-${tag}.json ${at} --owed 61000`,
    `stream close hours.json ${plan} --state held-${tag}.json --mnemonic-file worker.txt --out close-${tag}.hex`,
  ]) {
    const { out, errors } = await folder.run(words(`${line} --lang ${tag}`))
    const told = [...out, ...errors].filter((one) => !/^ {2}bitcoin:/.test(one))
    expect(told.length, line).toBeGreaterThan(0)
    lines.push(...told.map((one) => withoutNames(one, folder)))
  }
  return lines
}

describe.each(OTHERS.map((language) => [language.tag, language] as const))(
  'in %s the command',
  (tag, language) => {
    it('says everything that it alone says, without English', async () => {
      expect(englishIn(await saidIn(language), tag)).toEqual([])
    })

    it('says every amount, address and number of it', async () => {
      const said = await saidIn(language, NAMES)
      for (const [at, { code, data }] of commandSentences().entries())
        for (const value of valuesIn(withoutCoins(data))) expect(bare(said[at]!), code).toContain(value)
    })

    it('names the command that comes after the last signature', async () => {
      const at = commandSentences().findIndex(({ code }) => code === 'spendWhole')
      expect(bare((await saidIn(language))[at]!)).toContain(' finalize')
    })

    it('says different things in different words', async () => {
      const said = await saidIn(language)
      expect(new Set(said).size).toBe(said.length)
    })

    it('isolates what is read from left to right where the language is not', async () => {
      const said = await saidIn(language)
      if (language.dir === 'rtl') for (const text of said) expect(outside(text)).not.toMatch(/[0-9A-Za-z]/)
      else for (const text of said) expect(text).not.toMatch(/[\u2066-\u2069]/)
    })

    it('tells a settlement and a stream without English, from the payment to the end', async () => {
      const lines = await streamed(folderOf(Object.fromEntries(prepared)), tag)
      expect(englishIn(lines, tag)).toEqual([])
      expect(lines.length).toBeGreaterThan(40)
    })
  },
)

it('every language has what the command says, word for word', async () => {
  for (const language of ALL_LANGUAGES)
    expect((await saidIn(language)).join('\n')).toMatchSnapshot(language.tag)
})

/** Whole coins stand in the amount, and a rate is said in sat/vB. */
const withoutCoins = (data: object): object => ({
  ...data,
  coins: undefined,
  feeRate: undefined,
  ...('told' in data && {
    told: Object.assign({}, data.told, { feeRate: undefined, leastFeeRate: undefined }),
  }),
})
