import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { buildPage } from './build.js'

const FOLDER = fileURLToPath(new URL('../../dist/page/', import.meta.url))

mkdirSync(FOLDER, { recursive: true })
writeFileSync(`${FOLDER}index.html`, await buildPage())
