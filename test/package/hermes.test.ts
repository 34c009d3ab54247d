import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import * as escrow from 'taproot-escrow'
import * as signers from 'taproot-escrow/signers'
import { describe, expect, inject, it } from 'vitest'
import { findEngine } from '../../scripts/engines.mjs'
import { job, type Outcome } from './job.js'
import { material } from './material.js'

const { project } = inject('packed')

// the package brings no types
const { transformSync } = createRequire(import.meta.url)('@babel/core') as {
  readonly transformSync: (code: string, options: object) => { readonly code: string }
}

/*
 * React Native's way: a bundle of the package as it is published, the syntax lowered by the preset that its bundler
 * uses, run by its engine. What stands in front is what docs/guide.md tells an app to bring.
 */

const PROGRAM = `
import * as escrow from 'taproot-escrow'
import * as signers from 'taproot-escrow/signers'
import { job } from ${JSON.stringify(fileURLToPath(new URL('job.ts', import.meta.url)))}
job({ escrow, signers }, globalThis.material).then(
  (outcome) => globalThis.print(JSON.stringify(outcome)),
  (error) => globalThis.print(JSON.stringify({ code: error.code, text: String(error.message) })),
)
`

/** The engine has no randomness of its own; here it need not be any. */
const CRYPTO = `
globalThis.crypto = { getRandomValues: function (bytes) { return bytes.fill(7) } };
`

/** Engines of this age have neither; the app brings a package for them. This one refuses what is malformed. */
const ENCODING = `
globalThis.TextEncoder = function () {};
globalThis.TextEncoder.prototype.encode = function (text) {
  var letters = unescape(encodeURIComponent(text));
  return Uint8Array.from(Array.from(letters), function (letter) { return letter.charCodeAt(0) });
};
globalThis.TextDecoder = function () {};
globalThis.TextDecoder.prototype.decode = function (bytes) {
  return decodeURIComponent(escape(String.fromCharCode.apply(null, bytes)));
};
`

const given = material()
const hermes = await findEngine('hermes')

const bundle = async (): Promise<string> => {
  const { outputFiles } = await build({
    stdin: { contents: PROGRAM, resolveDir: project },
    bundle: true,
    platform: 'neutral',
    mainFields: ['module', 'main'],
    format: 'iife',
    write: false,
    logLevel: 'silent',
  })
  const lowered = transformSync(outputFiles[0]!.text, {
    presets: [
      [
        '@react-native',
        {
          unstable_transformProfile: 'hermes-stable',
          enableBabelRuntime: false,
          disableImportExportTransform: true,
        },
      ],
    ],
    babelrc: false,
    configFile: false,
    compact: false,
    filename: 'program.js',
    sourceType: 'script',
  })
  return lowered.code
}

const code = await bundle()

const run = (...before: readonly string[]): Outcome | { readonly code?: string; readonly text: string } => {
  const file = join(project, 'hermes.js')
  writeFileSync(file, [`globalThis.material = ${JSON.stringify(given)};`, ...before, code].join('\n'))
  return JSON.parse(execFileSync(hermes, ['-w', file], { encoding: 'utf8', maxBuffer: 1 << 26 }))
}

describe('under Hermes, the engine of React Native,', () => {
  it('the main job comes out as it does on Node', async () => {
    const due = await job({ escrow, signers }, given)
    expect(run(ENCODING, CRYPTO)).toEqual(due)
  })

  it('what has no randomness to take says what to add', () => {
    expect(run(ENCODING)).toEqual({
      code: 'RANDOMNESS_MISSING',
      text: 'globalThis.crypto: expected Web Crypto with getRandomValues: in React Native import the package react-native-get-random-values first, received none',
    })
  })
})
