import { FOLDERS } from './folders.js'
import { changedSince, report } from './report.js'
import { mutate } from './run.js'

/*
 * npm run mutation -- [folder[/files]…]: mutates the folders, all where none is named, or the files of them that match
 * (`spend/{read,sign}`), and writes what all of them came to into docs/mutation.md. What was measured before and has not
 * changed since is not measured again. `npm run mutation -- report` only writes, `npm run mutation -- changed` names the
 * files that are no longer what the page tells of.
 */

const named = process.argv.slice(2)
const targets = named.length > 0 ? named : Object.keys(FOLDERS)
if (named[0] === 'changed') {
  for (const file of changedSince()) console.log(file)
} else {
  for (const target of targets.filter((name) => name !== 'report')) {
    const [folder = '', files = '**/*'] = target.split('/')
    await mutate(folder, files)
  }
  report()
}
