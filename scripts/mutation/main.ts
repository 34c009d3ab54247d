import { FOLDERS } from './folders.js'
import { changedSince, report } from './report.js'
import { mutate } from './run.js'

/*
 * npm run mutation -- [folder[/files]…]: mutates the folders, or the files of them that match (`spend/{read,sign}`), and
 * writes what all of them came to into docs/mutation.md; `psbt/forms+framing:14-20` are a file and some lines of another
 * one, whose other mutants stay as they were measured. Where none is named it mutates the files that have become
 * others since the page was written, and new ones. `npm run mutation -- all` mutates everything but what was measured
 * here before and has not changed since, `npm run mutation -- report` only writes, `npm run mutation -- changed` only
 * names the files that are no longer what the page tells of.
 */

/** Files as targets, one for each folder. */
const byFolder = (files: readonly string[]): readonly string[] =>
  Object.keys(FOLDERS).flatMap((folder) => {
    const names = files
      .filter((file) => file.startsWith(`${folder}/`))
      .map((file) => file.slice(folder.length + 1, -'.ts'.length))
    return names.length > 1 ? [`${folder}/{${names.join(',')}}`] : names.map((name) => `${folder}/${name}`)
  })

const named = process.argv.slice(2)
const [first] = named
const targets =
  first === undefined
    ? byFolder(changedSince())
    : first === 'all'
      ? Object.keys(FOLDERS)
      : named.filter((name) => name !== 'report')
if (first === 'changed') {
  for (const file of changedSince()) console.log(file)
} else {
  for (const target of targets) {
    const [folder = '', files = '**/*'] = target.split('/')
    await mutate(folder, files)
  }
  report()
}
