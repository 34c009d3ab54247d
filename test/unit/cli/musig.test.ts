import { beforeAll, describe, expect, it } from 'vitest'
import { escrowFolder, type Folder, PREPARATION_MS, type Ran, words } from '../../support/command.js'
import { englishIn } from '../../support/englishWords.js'
import { ALL_LANGUAGES } from '../../support/languages.js'

const OTHER_TAGS = ALL_LANGUAGES.flatMap(({ tag }) => (tag === 'en' ? [] : [tag]))

const AGREED = 'agreement.json --funded funded.json --milestone 0'
const signing = (role: string, psbt = 'release.psbt'): string =>
  `sign ${AGREED} --psbt ${psbt} --as ${role} --mnemonic-file ${role}.txt`

/** Standard input that a test writes to while the command reads it. */
const pipe = () => {
  const waiting: ((line: string | undefined) => void)[] = []
  const lines: (string | undefined)[] = []
  const put = (line: string | undefined): void => {
    const taker = waiting.shift()
    if (taker === undefined) lines.push(line)
    else taker(line)
  }
  return {
    write: (line: string) => put(line),
    end: () => put(undefined),
    lines: {
      async *[Symbol.asyncIterator]() {
        for (;;) {
          const line =
            lines.length > 0
              ? lines.shift()
              : await new Promise<string | undefined>((resolve) => waiting.push(resolve))
          if (line === undefined) return
          yield line
        }
      },
    } satisfies AsyncIterable<string>,
  }
}

const draft = async (): Promise<Folder> => {
  const folder = await escrowFolder()
  const release = `release ${AGREED} --fee-rate 2.5 --out release.psbt`
  expect((await folder.run(words(release))).code).toBe(0)
  return folder
}

const appears = async (folder: Folder, path: string): Promise<string> => {
  while (!folder.files.has(path)) await new Promise((resolve) => setImmediate(resolve))
  return folder.text(path).trim()
}

const finalized = async (folder: Folder, psbts: string): Promise<Ran> =>
  folder.run(words(`finalize ${AGREED} ${psbts} --json`))

beforeAll(escrowFolder, PREPARATION_MS)

describe('the key path', { timeout: PREPARATION_MS }, () => {
  it('is signed by one who waits on standard input and one who answers at once', async () => {
    const folder = await draft()
    const input = pipe()
    const employer = folder.run(words(`${signing('employer')} --nonce-out nonce.psbt --out whole.psbt`), {
      lines: input.lines,
    })
    await appears(folder, 'nonce.psbt')
    const worker = await folder.run(words(signing('worker', 'nonce.psbt')))
    expect([worker.code, worker.out.length]).toEqual([0, 1])
    input.write(worker.out[0]!)
    expect((await employer).code).toBe(0)
    expect((await employer).errors).toContain('everybody who has to has signed: finalize it')
    const { code, out } = await finalized(folder, 'whole.psbt')
    expect([code, JSON.parse(out[0]!).vsize]).toEqual([0, 111])
  })

  it('is signed by two who wait for files, and combined', async () => {
    const folder = await draft()
    const both = await Promise.all(
      (['employer', 'worker'] as const).map((role) => {
        const theirs = role === 'employer' ? 'worker' : 'employer'
        const files = `--nonce-out ${role}.nonce --theirs ${theirs}.nonce --out ${role}.half`
        return folder.run(words(`${signing(role)} ${files}`))
      }),
    )
    expect(both.map(({ code }) => code)).toEqual([0, 0])
    expect((await finalized(folder, 'employer.half worker.half')).code).toBe(0)
    expect((await finalized(folder, 'employer.half')).code).toBe(1)
  })

  it('prints a line of JSON for each round', async () => {
    const folder = await draft()
    const input = pipe()
    const employer = folder.run(words(`${signing('employer')} --nonce-out n.psbt --json`), {
      lines: input.lines,
    })
    await appears(folder, 'n.psbt')
    const [half] = (await folder.run(words(signing('worker', 'n.psbt')))).out
    input.write(half!)
    const { out, errors } = await employer
    expect(errors).toEqual([])
    const [first, second] = out.map((line) => JSON.parse(line))
    expect([out.length, first.round, second.state]).toEqual([2, 1, 'partial'])
    expect(`${first.psbt}\n`).toBe(folder.text('n.psbt'))
  })

  it('goes on waiting after an answer that is none', async () => {
    const folder = await draft()
    const input = pipe()
    const employer = folder.run(words(`${signing('employer')} --nonce-out nonce.psbt --out whole.psbt`), {
      lines: input.lines,
    })
    await appears(folder, 'nonce.psbt')
    const refund = `refund ${AGREED} --path key --fee-rate 2.5`
    for (const wrong of [
      '',
      'good morning',
      folder.text('release.psbt'),
      (await folder.run(words(refund))).out[0]!,
    ])
      input.write(wrong.trim())
    input.write((await folder.run(words(signing('worker', 'nonce.psbt')))).out[0]!)
    const { code, errors } = await employer
    expect(code).toBe(0)
    const said = errors.flatMap((line) => /^taproot-escrow: (\w+)/.exec(line)?.[1] ?? [])
    expect(said).toEqual(['PSBT_MAGIC', 'SPEND_NONCE_MISSING', 'SPEND_DIFFERENT'])
  })

  it.each(OTHER_TAGS)('asks for the other in %s, as it does whatever a person has to do', async (tag) => {
    const folder = await draft()
    const input = pipe()
    const employer = folder.run(
      words(
        `${signing('employer').replace('--mnemonic-file employer.txt', '--prompt')} --nonce-out n --lang ${tag}`,
      ),
      { lines: input.lines, typed: folder.text('employer.txt') },
    )
    await appears(folder, 'n')
    input.write('good morning')
    input.end()
    const told = (await employer).errors.filter((line) => !line.startsWith('taproot-escrow: '))
    // names of files and what somebody wrote are nobody's words
    const ours = told.map((line) => line.replace(/"draft"|\bn\b/, ''))
    expect(englishIn(ours, tag)).toEqual([])
    expect(told.length).toBeGreaterThan(6)
  })

  it.each(['the end of standard input', 'an interruption'])(
    'says how to do without after %s',
    async (cause) => {
      const folder = await draft()
      const input = pipe()
      const controller = new AbortController()
      const employer = folder.run(words(`${signing('employer')} --nonce-out nonce.psbt --out whole.psbt`), {
        lines: input.lines,
        interruption: controller.signal,
      })
      await appears(folder, 'nonce.psbt')
      if (cause === 'an interruption') controller.abort()
      input.end()
      const { code, errors } = await employer
      expect(code).toBe(1)
      expect(errors.at(-1)).toMatch(
        new RegExp(
          `^taproot-escrow: MUSIG_NO_ANSWER theirs: .* received ${cause}: nothing was signed; .*--fallback$`,
        ),
      )
      expect(folder.files.has('whole.psbt')).toBe(false)
    },
  )

  it('can be interrupted from the moment on that its nonce can be seen', async () => {
    const folder = await draft()
    const controller = new AbortController()
    const input = pipe()
    let nonces: number | undefined
    const employer = folder.run(words(`${signing('employer')} --nonce-out nonce.psbt`), {
      lines: input.lines,
      get interruption() {
        nonces = folder.files.has('nonce.psbt') ? 1 : 0
        controller.abort()
        input.end()
        return controller.signal
      },
    })
    expect((await employer).errors.at(-1)).toContain('an interruption')
    expect(nonces).toBe(0)
  })

  it('falls back to the leaf, where both arrive at the same transaction', async () => {
    const folder = await draft()
    for (const role of ['employer', 'worker']) {
      const { code } = await folder.run(words(`${signing(role)} --fallback --out ${role}.leaf`))
      expect(code).toBe(0)
    }
    const { code, out } = await finalized(folder, 'employer.leaf worker.leaf')
    expect([code, JSON.parse(out[0]!).vsize]).toEqual([0, 169])
  })

  it('cannot wait on a standard input that something else was read from', async () => {
    const folder = await draft()
    const { code, errors } = await folder.run(
      words(`sign ${AGREED} --psbt release.psbt --as employer --mnemonic-file - --nonce-out n.psbt`),
      { input: folder.text('employer.txt') },
    )
    expect(code).toBe(2)
    expect(errors.at(-1)).toContain('STDIN_TAKEN')
  })
})
