import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { CAST, planParameters, secretsOf } from '../support/command.js'
import { builtCommand, type Ended } from '../support/commandProcess.js'
import { startNode } from '../support/node.js'

/*
 * Three people, each with a folder and keys of their own. They have the command, a node, and e-mail: a file gets from
 * one folder into another only by being copied. Nothing here calls the library.
 */

const node = await startNode()
const start = await builtCommand()

type Name = keyof typeof CAST

const folders = new Map<Name, string>()
const everything: string[] = []
afterAll(() => {
  for (const folder of folders.values()) rmSync(folder, { recursive: true, force: true })
})

const at = (name: Name, file: string): string => join(folders.get(name)!, file)
const read = (name: Name, file: string): string => readFileSync(at(name, file), 'utf8')
const write = (name: Name, file: string, text: string): void => writeFileSync(at(name, file), text)
const mail = (file: string, from: Name, ...to: readonly Name[]): void => {
  for (const name of to) copyFileSync(at(from, file), at(name, file))
}

for (const name of ['employer', 'worker', 'arbiter'] as const) {
  folders.set(name, mkdtempSync(join(tmpdir(), `taproot-escrow-${name}-`)))
  write(name, 'phrase.txt', `${CAST[name].phrase}\n`)
}

const begin = (name: Name, line: string) => {
  const running = start(folders.get(name)!, line.split(' '))
  return {
    ...running,
    ended: running.ended.then((ended) => {
      everything.push(ended.out, ended.errors)
      return ended
    }),
  }
}
const ends = (name: Name, line: string): Promise<Ended> => begin(name, line).ended
/** Runs the command, which must have nothing to complain about; what it printed. */
const does = async (name: Name, line: string): Promise<string> => {
  const { code, out, errors } = await ends(name, line)
  expect({ line, code, errors: code === 0 ? '' : errors }).toEqual({ line, code: 0, errors: '' })
  return out
}
const appears = async (name: Name, file: string): Promise<void> => {
  while (!existsSync(at(name, file))) await setTimeout(50)
}
/** What `bitcoin-cli` would print. */
const nodeSays = async (method: string, params: readonly string[] = []): Promise<string> =>
  JSON.stringify(await node.wallet.call(method, params))

const AGREED = 'agreement.json --funded funded.json'
const SIGNING = `sign ${AGREED} --mnemonic-file phrase.txt`

describe('three people with the command and a node', () => {
  it('agree', async () => {
    write('employer', 'plan.json', planParameters())
    const made = JSON.parse(
      await does('employer', 'new milestonePlan --param plan.json --out agreement.json --json'),
    )
    mail('agreement.json', 'employer', 'worker', 'arbiter')
    await Promise.all(
      (['employer', 'worker', 'arbiter'] as const).map((name) =>
        does(
          name,
          `accept agreement.json --expect-id ${made.agreement} --as ${name} --mnemonic-file phrase.txt --out ${name}.accept.json`,
        ),
      ),
    )
    mail('worker.accept.json', 'worker', 'employer', 'arbiter')
    const early = await ends(
      'employer',
      'accept agreement.json --check employer.accept.json --check worker.accept.json',
    )
    expect(early.code).toBe(1)
    expect(early.out).toContain('The arbiter 0 of 1')
    mail('arbiter.accept.json', 'arbiter', 'employer', 'worker')
    mail('employer.accept.json', 'employer', 'worker', 'arbiter')
  })

  it('see the same addresses', async () => {
    const seen = await Promise.all(
      (['employer', 'worker', 'arbiter'] as const).map((name) => does(name, 'compile agreement.json')),
    )
    expect(seen[0]).toMatch(/bcrt1p/)
    expect(new Set(seen).size).toBe(1)
  })

  it('have the employer pay from a wallet of the node, not before everybody accepted', async () => {
    const { blocks, mediantime } = await node.rpc.getblockchaininfo()
    write('employer', 'coins.json', await nodeSays('listunspent'))
    const change = await node.wallet.getnewaddress({ type: 'bech32m' })
    const paying = `fund agreement.json --payer employer.accept.json --coins coins.json --change ${change} --fee-rate 2.5 --at-height ${blocks} --at-time ${mediantime} --known none --out funding.psbt`
    const refused = await ends(
      'employer',
      `${paying} --accepted employer.accept.json --accepted worker.accept.json`,
    )
    expect(refused.code).toBe(1)
    expect(refused.errors).toMatch(
      /^taproot-escrow: FUNDING_NOT_ACCEPTED acceptances: .*0 of 1 by arbiter\n$/,
    )
    await does(
      'employer',
      `${paying} --accepted employer.accept.json --accepted worker.accept.json --accepted arbiter.accept.json`,
    )
    const { hex } = await node.wallet.walletprocesspsbt(read('employer', 'funding.psbt').trim())
    const { txid } = await node.broadcastAndMine(hex!)

    write('employer', 'tx.json', await nodeSays('gettransaction', [txid]))
    mail('tx.json', 'employer', 'worker', 'arbiter')
    const funded = await Promise.all(
      (['employer', 'worker', 'arbiter'] as const).map(async (name) => {
        await does(name, 'fund agreement.json --tx tx.json --out funded.json')
        return read(name, 'funded.json')
      }),
    )
    expect(new Set(funded).size).toBe(1)
    expect(JSON.parse(funded[0]!)).toHaveLength(3)
    expect(JSON.parse(funded[0]!)[0].confirmedAt).toBe(await node.height())
  })

  it('release a milestone by MuSig2, in two processes that wait for each other', async () => {
    await does('employer', `release ${AGREED} --milestone 0 --fee-rate 2.5 --out release.psbt`)
    mail('release.psbt', 'employer', 'worker')
    const round = (name: Name, theirs: string) =>
      begin(
        name,
        `${SIGNING} --milestone 0 --psbt release.psbt --as ${name} --expect release --nonce-out ${name}.nonce.psbt --theirs ${theirs}.nonce.psbt --out ${name}.half.psbt`,
      )
    const employer = round('employer', 'worker')
    const worker = round('worker', 'employer')
    await Promise.all([appears('employer', 'employer.nonce.psbt'), appears('worker', 'worker.nonce.psbt')])
    expect([employer.process.exitCode, worker.process.exitCode]).toEqual([null, null])
    mail('employer.nonce.psbt', 'employer', 'worker')
    mail('worker.nonce.psbt', 'worker', 'employer')
    expect((await Promise.all([employer.ended, worker.ended])).map(({ code }) => code)).toEqual([0, 0])

    const half = await ends('employer', `finalize ${AGREED} --milestone 0 employer.half.psbt`)
    expect(half.code).toBe(1)
    expect(half.errors).toContain('SIGNATURE_MISSING')
    mail('worker.half.psbt', 'worker', 'employer')
    await does(
      'employer',
      `combine ${AGREED} --milestone 0 employer.half.psbt worker.half.psbt --out both.psbt`,
    )
    const hex = await does('employer', `finalize ${AGREED} --milestone 0 both.psbt`)
    const mined = await node.broadcastAndMine(hex.trim())
    expect(mined.vsize).toBe(111)
  })

  it('have the arbiter award another one with the worker, who signs nothing that was tampered with', async () => {
    await does(
      'arbiter',
      `award ${AGREED} --milestone 1 --path arbiterAndWorker --employer-bps 4000 --fee-rate 2.5 --out award.psbt`,
    )
    await does('arbiter', `${SIGNING} --milestone 1 --psbt award.psbt --as arbiter --out award.arbiter.psbt`)
    mail('award.arbiter.psbt', 'arbiter', 'worker')

    // whoever carries the mail moves 1 sat of the worker's to the network
    const psbt = Buffer.from(read('worker', 'award.arbiter.psbt'), 'base64').toString('hex')
    const output = /([0-9a-f]{16})225120[0-9a-f]{64}00000000/.exec(psbt)!
    const less = Buffer.from(output[1]!, 'hex')
    less.writeBigUInt64LE(less.readBigUInt64LE() - 1n)
    const tampered = psbt.replace(output[1]!, less.toString('hex'))
    write('worker', 'tampered.psbt', Buffer.from(tampered, 'hex').toString('base64'))
    for (const line of [
      `review ${AGREED} --milestone 1 --psbt tampered.psbt --as worker`,
      `${SIGNING} --milestone 1 --psbt tampered.psbt --as worker`,
    ]) {
      const { code, out, errors } = await ends('worker', line)
      expect({ code, out }).toEqual({ code: 1, out: '' })
      // what was moved makes another split, of which the arbiter has signed nothing
      expect(errors).toMatch(/^taproot-escrow: SIGNATURE_INVALID inputs\[0\][^\n]*\n$/)
    }

    expect(
      await does('worker', `review ${AGREED} --milestone 1 --psbt award.arbiter.psbt --as worker`),
    ).toContain('You receive')
    const other = await ends(
      'worker',
      `review ${AGREED} --milestone 1 --psbt award.arbiter.psbt --as worker --expect release`,
    )
    expect(other.code).toBe(1)
    await does(
      'worker',
      `${SIGNING} --milestone 1 --psbt award.arbiter.psbt --as worker --expect award --employer-bps 4000 --out award.both.psbt`,
    )
    const hex = (await does('worker', `finalize ${AGREED} --milestone 1 award.both.psbt`)).trim()
    const { confirmedAt } = JSON.parse(read('worker', 'funded.json'))[1]
    // a dispute begins 5 blocks after the funding
    await node.mineUntilHeight(confirmedAt + 3)
    await node.expectRefused(hex, 'non-BIP68-final')
    await node.mine()
    await node.broadcastAndMine(hex)
  })

  it('are told how to do without MuSig2 when one of them interrupts it, or the other hangs up', async () => {
    await does('employer', `release ${AGREED} --milestone 2 --fee-rate 2.5 --out last.psbt`)
    const waiting = ['interrupted', 'ended'].map((name) =>
      begin(
        'employer',
        `${SIGNING} --milestone 2 --psbt last.psbt --as employer --nonce-out ${name}.nonce.psbt --out ${name}.psbt`,
      ),
    )
    await Promise.all([
      appears('employer', 'interrupted.nonce.psbt'),
      appears('employer', 'ended.nonce.psbt'),
    ])
    waiting[0]!.process.kill('SIGINT')
    waiting[1]!.process.stdin!.end('good morning\n')
    const [interrupted, ended] = await Promise.all(waiting.map((one) => one.ended))
    expect([interrupted!.code, ended!.code]).toEqual([1, 1])
    expect(interrupted!.errors).toMatch(
      /MUSIG_NO_ANSWER .* an interruption: nothing was signed; .*--fallback\n$/,
    )
    expect(ended!.errors).toMatch(
      /PSBT_MAGIC [\s\S]* the end of standard input: nothing was signed; .*--fallback\n$/,
    )
    expect(existsSync(at('employer', 'interrupted.psbt'))).toBe(false)
  })

  it('give the employer the last one back after silence, not a block earlier', async () => {
    await does(
      'employer',
      `refund ${AGREED} --milestone 2 --path employerAlone --fee-rate 2.5 --out refund.psbt`,
    )
    await does(
      'employer',
      `${SIGNING} --milestone 2 --psbt refund.psbt --as employer --out refund.signed.psbt`,
    )
    const hex = (await does('employer', `finalize ${AGREED} --milestone 2 refund.signed.psbt`)).trim()
    const { confirmedAt } = JSON.parse(read('employer', 'funded.json'))[2]
    await node.mineUntilHeight(confirmedAt + 158)
    await node.expectRefused(hex, 'non-BIP68-final')
    await node.mine()
    await node.broadcastAndMine(hex)
  })

  it('and no secret is in anything that the command printed or wrote', () => {
    const files = [...folders].flatMap(([name]) =>
      readdirSync(folders.get(name)!)
        .filter((file) => file !== 'phrase.txt')
        .map((file) => read(name, file)),
    )
    expect(files.length).toBeGreaterThan(20)
    const all = [...files, ...everything].join('\n')
    for (const person of Object.values(CAST))
      for (const secret of secretsOf(person)) expect(all.includes(secret)).toBe(false)
  })
})
