// Audits agreements and says why one must not be merged: node gate.mjs [--level danger|warning|note] FILE…
// Exit code 0: nothing at that level or above; 1: something, told line by line; 2: wrong use.
import { readFileSync } from 'node:fs'
import { audit } from 'taproot-escrow/audit'

/** From the gravest on. */
const LEVELS = ['danger', 'warning', 'note']

const misuse = (why) => {
  console.error(`${why}\nnode gate.mjs [--level ${LEVELS.join('|')}] FILE…`)
  process.exit(2)
}

const read = (file) => {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    return misuse(`${file}: ${error.message}`)
  }
}

/** What stands in the way of an agreement, a line each; one that cannot be read is found, too. */
const reasons = (file, level) =>
  audit(read(file))
    .findings.filter(({ severity }) => LEVELS.indexOf(severity) <= LEVELS.indexOf(level))
    .map(
      ({ severity, code, subject, text, rule }) =>
        `${file}: ${severity} ${code}, ${subject}: ${text}${rule === undefined ? '' : ` (${rule})`}`,
    )

const args = process.argv.slice(2)
const at = args.indexOf('--level')
const [, level = ''] = at < 0 ? ['--level', 'warning'] : args.splice(at, 2)
if (!LEVELS.includes(level)) misuse(`a level that there is not: ${level}`)
if (args.length === 0) misuse('no agreement was named')

const found = args.flatMap((file) => reasons(file, level))
for (const line of found) console.log(line)
console.log(
  found.length === 0 ? `${args.length} audited, nothing at the level ${level}` : `${found.length} in the way`,
)
process.exitCode = found.length === 0 ? 0 : 1
