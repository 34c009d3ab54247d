import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findBitcoind } from '../../../scripts/bitcoind/find.mjs'
import { findChromium } from '../../../scripts/chromium.mjs'
import { SetupError } from '../../../scripts/say.mjs'
import { program, temporaryFolder } from './temporary.js'

const nothing = { install: () => undefined }

describe('bitcoind', () => {
  it('is the one that BITCOIND names, before any on the PATH', async () => {
    const folder = temporaryFolder()
    const named = program(folder, 'my-node')
    program(folder, 'bitcoind')
    expect(await findBitcoind({ BITCOIND: named, PATH: folder }, nothing)).toBe(named)
  })

  it('is refused where BITCOIND names no program', async () => {
    const folder = temporaryFolder()
    const plain = join(folder, 'bitcoind')
    writeFileSync(plain, '')
    for (const BITCOIND of [plain, folder, join(folder, 'none')])
      await expect(findBitcoind({ BITCOIND, PATH: folder }, nothing)).rejects.toThrow(
        `bitcoind: BITCOIND is ${BITCOIND}, which is no program: install Bitcoin Core 29 or later, or set BITCOIND`,
      )
  })

  it('is the first one on the PATH that may be executed', async () => {
    const [first, second, third] = [temporaryFolder(), temporaryFolder(), temporaryFolder()]
    mkdirSync(join(first, 'bitcoind'))
    writeFileSync(join(second, 'bitcoind'), '')
    const found = program(third, 'bitcoind')
    expect(await findBitcoind({ PATH: [first, '', second, third].join(':') }, nothing)).toBe(found)
  })

  it('is installed where there is none', async () => {
    const PATH = temporaryFolder()
    expect(await findBitcoind({ PATH }, { install: async () => '/cache/bitcoind' })).toBe('/cache/bitcoind')
  })

  it('is asked for in one line where it cannot be installed', async () => {
    const PATH = temporaryFolder()
    const advice = 'install Bitcoin Core 29 or later, or set BITCOIND to the path of a bitcoind'
    const failing = { install: () => Promise.reject(new SetupError('apt-get ended with code 100')) }
    for (const [options, said] of [
      [nothing, `bitcoind: not found: ${advice}`],
      [failing, `bitcoind: not found, and apt-get ended with code 100: ${advice}`],
    ] as const)
      await expect(findBitcoind({ PATH }, options)).rejects.toThrow(
        expect.objectContaining({ message: said }),
      )
  })

  it('is not installed by a system without apt', async () => {
    const PATH = temporaryFolder()
    await expect(findBitcoind({ PATH })).rejects.toThrow('bitcoind: not found: install Bitcoin Core')
  })
})

describe('Chromium', () => {
  const install = async () => '/cache/chromium-1'

  it('is the one that CHROME names, else one on the PATH, with no libraries of ours', async () => {
    const folder = temporaryFolder()
    const named = program(folder, 'browser')
    const system = program(folder, 'google-chrome')
    const env = { CHROME: named, PATH: folder }
    expect(await findChromium(env, { install })).toMatchObject({ executablePath: named, env })
    expect(await findChromium({ PATH: folder }, { install })).toMatchObject({
      executablePath: system,
      env: { PATH: folder },
    })
  })

  it('is else the bundled one, with its own libraries and fonts', async () => {
    const PATH = temporaryFolder()
    expect(await findChromium({ PATH }, { install })).toEqual({
      executablePath: '/cache/chromium-1/chromium',
      env: {
        PATH,
        LD_LIBRARY_PATH: '/cache/chromium-1/al2023/lib',
        FONTCONFIG_PATH: '/cache/chromium-1/fonts',
      },
      args: expect.arrayContaining(['--headless']),
    })
  })

  it('is asked for in one line where there is none', async () => {
    const PATH = temporaryFolder()
    const failing = () => Promise.reject(new SetupError('no disk'))
    await expect(findChromium({ PATH }, { install: failing })).rejects.toThrow(
      'chromium: not found, and no disk: install Chromium, or set CHROME to the path of a Chromium or Chrome',
    )
    await expect(findChromium({ PATH, CHROME: '/none' }, { install })).rejects.toThrow(
      'chromium: CHROME is /none, which is no program',
    )
  })
})
