import { beforeAll, describe, expect, it } from 'vitest'
import { escrowFolder, folderOf, PREPARATION_MS } from '../../support/command.js'

beforeAll(escrowFolder, PREPARATION_MS)

/** Sets a terminal's title, its clipboard, and turns what follows around. */
const HOSTILE =
  '\u001b]0;title\u0007\u001b]52;c;aGk=\u0007\u009b2J\u202emoc\u2066\u200b\u2028\u{e0041}\ud800\r\n'
const UNSHOWABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\u{e0000}-\u{e007f}\ud800-\udfff]/u

const hostileAgreement = async (change: (document: Record<string, unknown>) => void): Promise<string> => {
  const document = JSON.parse((await escrowFolder()).text('agreement.json'))
  change(document)
  return JSON.stringify(document)
}

describe('a terminal', { timeout: PREPARATION_MS }, () => {
  const name = HOSTILE
  const cases: readonly (readonly [
    string,
    (folder: Awaited<ReturnType<typeof escrowFolder>>) => Promise<string[]>,
  ])[] = [
    [
      'by the name of a member',
      async ({ files }) => {
        files.set('a.json', await hostileAgreement((document) => Object.assign(document, { [name]: 1 })))
        return ['compile', 'a.json']
      },
    ],
    [
      'by a name that stands twice',
      async ({ files }) => {
        files.set('a.json', `{${JSON.stringify(name)}:1,${JSON.stringify(name)}:2}`)
        return ['compile', 'a.json']
      },
    ],
    [
      'by names inside of raw JSON',
      async ({ files }) => {
        files.set('a.json', `{"\u202e\u2066\u200b": {"\u009b2J": 1, "\u009b2J": 1.5}}`)
        return ['compile', 'a.json']
      },
    ],
    [
      'by a memo',
      async ({ files }) => {
        files.set(
          'a.json',
          await hostileAgreement((document) =>
            Object.assign(document, { milestones: [{ amount: '900000', memo: name }] }),
          ),
        )
        return ['compile', 'a.json']
      },
    ],
    [
      'by an audit of such a text',
      async ({ files }) => {
        files.set(
          'a.json',
          await hostileAgreement((document) => Object.assign(document, { [name]: { [name]: name } })),
        )
        return ['audit', 'a.json']
      },
    ],
    [
      'by an acceptance',
      async ({ files }) => {
        files.set('b.json', JSON.stringify([{ role: name, [name]: 1 }]))
        return [
          'review',
          'agreement.json',
          '--accepted',
          'b.json',
          '--funded',
          'f.json',
          '--psbt',
          'p',
          '--as',
          'worker',
        ]
      },
    ],
    [
      'by funded contracts',
      async ({ files }) => {
        files.set('b.json', JSON.stringify([{ [name]: 1, outpoint: { [name]: name } }]))
        return ['release', 'agreement.json', '--funded', 'b.json', '--fee-rate', '2', '--all']
      },
    ],
    [
      'by parameters of a template',
      async ({ files }) => {
        files.set('b.json', JSON.stringify({ [name]: 1, amount: name }))
        return ['new', 'fixedPrice', '--param', 'b.json']
      },
    ],
    ['by the name of a file', async () => ['compile', name]],
    ['by the name of a file that is written', async () => ['compile', 'agreement.json', '--out', `x${name}`]],
    ['by a word that is no command', async () => [name]],
    ['by an option', async () => ['compile', 'agreement.json', `--${name}`]],
    ['by a value', async () => ['compile', 'agreement.json', '--milestone', name]],
    [
      'by bytes that are no text',
      async ({ files }) => {
        files.set('a.json', Uint8Array.of(0x7b, 0x1b, 0xff))
        return ['compile', 'a.json']
      },
    ],
  ]

  it.each(cases)('is sent nothing that it would obey %s', async (_, prepare) => {
    const folder = await escrowFolder()
    const args = await prepare(folder)
    for (const form of [[], ['--json']]) {
      const { out, errors } = await folder.run([...args, ...form])
      expect(errors.length + out.length).toBeGreaterThan(0)
      for (const line of [...out, ...errors]) expect(line).not.toMatch(UNSHOWABLE)
      for (const line of errors) expect(line).not.toContain('\n')
      if (form.length > 0)
        for (const line of errors) if (line.startsWith('{')) expect(() => JSON.parse(line)).not.toThrow()
    }
  })

  it('is told the numbers instead', async () => {
    const { errors } = await folderOf().run(['compile', '\u001b[2J\u202e'])
    expect(errors).toMatchInlineSnapshot(`
      [
        "taproot-escrow: FILE_UNREADABLE "\\u001b[2J[U+202E]": expected a file that can be read, received nothing of that name",
      ]
    `)
  })
})
