#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { nodeIo } from './nodeIo.js'
import { run } from './run.js'

/** The same place from src/cli and from dist/cli. */
const PACKAGE = new URL('../../package.json', import.meta.url)

// our own package.json, which has a version
const { version } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string }

// whoever reads the output may stop before its end, as `head` does
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 1))

const code = await run(process.argv.slice(2), nodeIo({ version }))

// a node may still be asked for its next block: that is nothing to wait for once everything is said
const written = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => stream.write('', () => resolve()))
await Promise.all([written(process.stdout), written(process.stderr)])
process.exit(code)
