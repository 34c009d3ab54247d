import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { cached } from './cache.mjs'
import { output } from './command.mjs'
import { isProgram, onPath } from './onPath.mjs'
import { SetupError, say } from './say.mjs'

const ADVICE = 'install Chromium, or set CHROME to the path of a Chromium or Chrome'
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** No window, no sandbox (it needs rights that containers lack), and no traffic of its own. */
const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * A Chromium and what it is started with: `$CHROME`, else one on the PATH, else the one that the package
 * `@sparticuz/chromium` brings, unpacked into the cache folder. Where none of them is possible, a
 * {@link SetupError} says in one line what to do.
 */
export const findChromium = async (env = process.env, { install = bundledChromium } = {}) => {
  const started = (executablePath, own = {}) => ({ executablePath, env: { ...env, ...own }, args: ARGS })
  if (env.CHROME) {
    if (isProgram(env.CHROME)) return started(env.CHROME)
    throw new SetupError(`chromium: CHROME is ${env.CHROME}, which is no program: ${ADVICE}`)
  }
  const found = onPath(NAMES, env)
  if (found !== undefined) return started(found)
  try {
    const folder = await install(env)
    return started(join(folder, 'chromium'), {
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
    })
  } catch (error) {
    throw new SetupError(`chromium: not found, and ${error.message}: ${ADVICE}`, { cause: error })
  }
}

/** The package's own file names folders of another system, so that no text would have a width. */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">fonts</dir></fontconfig>
`

/** Letters that the bundled one lacks: without them every text of theirs would fit everywhere. */
const LETTERS = [
  '@expo-google-fonts/noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf',
  '@expo-google-fonts/noto-sans-arabic/700Bold/NotoSansArabic_700Bold.ttf',
  '@expo-google-fonts/noto-sans-devanagari/400Regular/NotoSansDevanagari_400Regular.ttf',
  '@expo-google-fonts/noto-sans-devanagari/700Bold/NotoSansDevanagari_700Bold.ttf',
]

/** The package unpacks beside the system's temporary files, so it is given a folder of ours for those. */
const bundledChromium = async (env) => {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new SetupError(`the bundled one does not run on ${process.platform} ${process.arch}`)
  const { resolve } = createRequire(import.meta.url)
  const entry = resolve('@sparticuz/chromium')
  const letters = LETTERS.map((file) => resolve(file))
  return cached(
    ['chromium', ...new Set([entry, ...letters].map(versionOf))].join('-'),
    async (temporary) => {
      say('chromium: unpacking the bundled one into the cache folder …')
      const script = `const { default: chromium } = await import(${JSON.stringify(pathToFileURL(entry).href)})
await (chromium.default ?? chromium).executablePath()`
      await output(process.execPath, ['--input-type=module', '-e', script], {
        // the second variable asks for the libraries, which many systems lack
        env: { ...env, TMPDIR: temporary, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
      })
      writeFileSync(join(temporary, 'fonts', 'fonts.conf'), FONTS)
      for (const file of letters) copyFileSync(file, join(temporary, 'fonts', 'fonts', basename(file)))
    },
    env,
  )
}

const versionOf = (entry) => {
  for (let folder = dirname(entry); folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, 'package.json')
    if (existsSync(file)) {
      const { version } = JSON.parse(readFileSync(file, 'utf8'))
      if (typeof version === 'string') return version
    }
  }
  throw new SetupError(`no version beside ${entry}`)
}
