import { runMutants } from '../../test/support/mutantRun.js'

/*
 * npm run mutants -- [count] [first seed]: sends that many mutants of real spends to the library and tells what
 * got through. Without a first seed one is drawn.
 */

const [count = 1_000_000, from = Math.floor(Math.random() * 2 ** 31)] = process.argv.slice(2).map(Number)
if (![count, from].every((number) => Number.isSafeInteger(number) && number >= 0)) {
  console.error('npm run mutants -- [count] [first seed]: whole numbers, please')
  process.exit(2)
}

console.log(`${count} mutants from seed ${from}`)
const started = process.cpuUsage()
const { verdicts, changes, findings } = await runMutants({
  from,
  count,
  progress: (done) => console.error(`${done} of ${count}`),
})
const { user, system } = process.cpuUsage(started)
for (const [name, { made, read }] of [...changes].sort((left, right) => right[1].read - left[1].read))
  console.log(`${String(made).padStart(8)} ${String(read).padStart(8)} read  ${name}`)
console.log(
  `refused ${verdicts.refused}, read as the real spend ${verdicts.same}, as another that the agreement allows ${verdicts.other}`,
)
console.log(`${((user + system) / 1e6).toFixed(1)} s of CPU`)
for (const finding of findings) console.log(finding)
if (findings.length > 0) process.exitCode = 1
