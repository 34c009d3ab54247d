import { beforeAll, describe, expect, it } from 'vitest'
import {
  CAST,
  escrowFolder,
  folderOf,
  PREPARATION_MS,
  type RunOptions,
  secretsOf,
  words,
} from '../../support/command.js'
import { bareHolder } from '../../support/holders.js'
import { wifOf } from '../../support/secrets.js'

const { worker } = CAST
const WIF = wifOf(bareHolder(7).secret)
const HEX = '5a'.repeat(32)
const SECRET_TEXT = 'secret18zv7rxkxmmrarjatfrv75227ur47tkvjw2h7m38q75xqr8dxzq8s0fgpd2'

/** Each test runs several commands, each of which derives keys. */
const SLOW = { timeout: PREPARATION_MS }

beforeAll(escrowFolder, PREPARATION_MS)

describe('an argument that looks like a secret is refused, and never shown', SLOW, () => {
  it.each([
    ['a recovery phrase', ['accept', 'agreement.json', '--mnemonic-file', worker.phrase]],
    ['one word an argument', ['accept', 'agreement.json', ...worker.phrase.split(' ')]],
    ['one in upper case', ['accept', worker.phrase.toUpperCase()]],
    ['one behind an equal sign', ['accept', 'agreement.json', `--mnemonic=${worker.phrase}`]],
    ['an extended private key', ['sign', 'agreement.json', '--key-file', worker.privateKey]],
    ['one without its origin', ['sign', 'agreement.json', secretsOf(worker)[2]!]],
    ['one behind an equal sign', ['sign', 'agreement.json', `--key-env=${worker.privateKey}`]],
    ['a WIF', ['sign', 'agreement.json', '--wif-file', WIF]],
    ['32 bytes of hex', ['finalize', 'agreement.json', '--secret-file', HEX]],
    ['the text of a secret', ['finalize', 'agreement.json', `--secret-file=${SECRET_TEXT}`]],
    ['a command', [worker.privateKey]],
  ])('%s', async (_what, args) => {
    for (const form of [[], ['--json']]) {
      const { code, out, errors } = await folderOf().run([...args, ...form])
      expect([code, out, errors.length]).toEqual([2, [], 1])
      expect(errors[0]).toContain('ARGUMENT_SECRET')
      for (const arg of args.slice(2)) if (arg.length > 20) expect(errors[0]).not.toContain(arg)
    }
  })

  it('but not the id of an agreement, nor a file that has the name of a transaction', async () => {
    for (const args of [
      ['compile', 'nothing.json', '--expect-id', HEX],
      ['compile', 'nothing.json', `--expect-id=${HEX}`],
      ['compile', `./${HEX}.json`],
    ])
      expect((await folderOf().run(args)).errors[0]).toContain('FILE_UNREADABLE')
  })

  it('nor a file of that name that is there, or is to be written, nor a label of twelve words', async () => {
    const folder = await escrowFolder()
    folder.files.set(HEX, folder.text('agreement.json'))
    const other = 'b'.repeat(64)
    expect(await folder.run(['compile', HEX, '--out', other])).toMatchObject({ code: 0 })
    expect(folder.files.has(other)).toBe(true)
    const label = 'the logo and all files that belong with each size they want'
    const honest = worker.phrase.split(' ').toSorted().join(' ')
    for (const text of [label, honest]) {
      const { errors } = await folder.run(['fund', 'nothing.json', '--label', text])
      expect(errors[0]).toContain('FILE_UNREADABLE')
    }
  })
})

const ACCEPT = 'accept agreement.json --as worker --out accepted.json'

describe('a private key', SLOW, () => {
  it.each<[string, string, RunOptions, Record<string, string>]>([
    ['a recovery phrase in a file', '--mnemonic-file key', {}, { key: `  ${worker.phrase}\n` }],
    ['an extended key in a file', '--key-file key', {}, { key: `${worker.privateKey}\n` }],
    ['a phrase in a variable', '--key-env KEY', { environment: { KEY: worker.phrase } }, {}],
    ['an extended key in a variable', '--key-env KEY', { environment: { KEY: worker.privateKey } }, {}],
    ['a phrase that is typed', '--prompt', { typed: worker.phrase }, {}],
    ['an extended key that is typed', '--prompt', { typed: worker.privateKey }, {}],
    ['standard input', '--mnemonic-file -', { input: worker.phrase }, {}],
  ])('comes from %s', async (_what, source, options, files) => {
    const folder = await escrowFolder()
    for (const [path, text] of Object.entries(files)) folder.files.set(path, text)
    const { code, errors, out } = await folder.run(words(`${ACCEPT} ${source}`), options)
    expect(code).toBe(0)
    expect(errors).toContainEqual(expect.stringMatching(/^Key 0 of the worker accepts agreement/))
    expect(errors[0]).toMatch(/^You accept agreement .* as the worker\.$/)
    const written = [...out, ...errors, folder.text('accepted.json')].join('\n')
    for (const secret of secretsOf(worker)) expect(written).not.toContain(secret)
  })

  it('of a bare key comes as WIF', async () => {
    const folder = await escrowFolder()
    const plan = JSON.parse(folder.text('plan.json'))
    folder.files
      .set('bare.json', JSON.stringify({ ...plan, worker: { ...plan.worker, key: bareHolder(7).text } }))
      .set('wif.txt', WIF)
    expect((await folder.run(words('new milestonePlan --param bare.json --out bare'))).code).toBe(0)
    for (const source of ['--wif-file wif.txt', '--key-env WIF']) {
      const { code } = await folder.run(words(`accept bare --as worker ${source}`), { environment: { WIF } })
      expect(code).toBe(0)
    }
  })

  it('may have a passphrase of its own, which leads to other keys', async () => {
    const folder = await escrowFolder()
    folder.files.set('passphrase', 'correct horse\n')
    const { errors } = await folder.run(
      words('accept agreement.json --as worker --mnemonic-file worker.txt --passphrase-file passphrase'),
    )
    expect(errors.at(-1)).toContain('ACCEPTANCE_NO_KEY')
  })

  it.each([
    ['a mistyped phrase', '--mnemonic-file', worker.phrase.replace(/\w+$/, 'zebraa')],
    ['a phrase with another last word', '--mnemonic-file', worker.phrase.replace(/^\w+/, 'zoo')],
    ['a mistyped extended key', '--key-file', `${worker.privateKey.slice(0, -1)}1`],
    ['a mistyped WIF', '--wif-file', `${WIF.slice(0, -1)}1`],
    ['a key in the wrong place', '--mnemonic-file', worker.privateKey],
    ['a phrase in the wrong place', '--key-file', worker.phrase],
  ])('that is wrong is refused without being shown: %s', async (_what, option, secret) => {
    const folder = await escrowFolder()
    folder.files.set('secret', secret)
    for (const form of ['', ' --json']) {
      const { code, out, errors } = await folder.run(words(`${ACCEPT} ${option} secret${form}`))
      expect([code, out, errors.length]).toEqual([1, [], 1])
      for (const word of secret.split(/[\s\]]/).filter((part) => part.length > 8))
        expect(errors[0]).not.toContain(word)
      expect(errors[0]).not.toContain(secret)
    }
  })

  it('in the place of another file is refused without being shown', async () => {
    const folder = await escrowFolder()
    folder.files.set('key', worker.privateKey).set('hex', HEX)
    for (const file of ['worker.txt', 'key', 'hex'])
      for (const line of [
        `compile ${file}`,
        `new fixedPrice --param ${file}`,
        `accept agreement.json --check ${file}`,
        `fund agreement.json --tx ${file}`,
        `release agreement.json --funded ${file} --fee-rate 2`,
        `review agreement.json --funded funded.json --all --psbt ${file} --as worker`,
        `finalize agreement.json --funded funded.json --all ${file}`,
      ]) {
        const { code, out, errors } = await folder.run(words(line))
        expect([line, code, out]).toEqual([line, 1, []])
        for (const secret of [...secretsOf(worker), HEX, ...worker.phrase.split(' ')])
          expect(errors.join('\n')).not.toMatch(new RegExp(`\\b${secret.replace(/[[\]]/g, '\\$&')}\\b`))
      }
  })
})
