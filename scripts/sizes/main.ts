import { fileURLToPath } from 'node:url'
import { JOBS } from './jobs.js'
import { measure } from './measure.js'

/*
 * What pages pay for each job, measured on what `npm run build` wrote, as the table of docs/sizes.md.
 */

const from = fileURLToPath(new URL('../..', import.meta.url))
const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1)

console.log('| job | kB | at most |\n| --- | --- | --- |')
for (const { name, source, budget } of JOBS)
  console.log(`| ${name} | ${kilobytes(await measure(source, { from }))} | ${kilobytes(budget)} |`)
