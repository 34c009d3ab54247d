import { expect, it } from 'vitest'
import { EXAMPLES, pathsFor } from '../../src/plan/outcome.js'
import { OUTCOMES, PATHS } from '../../src/words.js'
import { readPage } from '../support/fencedCode.js'

/** The last cell of an outcome's first row in the table of a page. */
const pathsIn = (page: string, outcome: string): string =>
  new RegExp(`^\\| \`${outcome}\` \\|.*\\|(.*)\\|$`, 'm').exec(readPage(page))?.[1] ?? ''

it.each(OUTCOMES.filter((outcome) => outcome !== 'relock'))(
  'the pages say by which paths a %s is brought about',
  (outcome) => {
    const example = EXAMPLES.find(({ kind }) => kind === outcome)
    const paths = pathsFor(example!)
    const numbers = pathsIn('docs/spec.md', outcome).match(/\d/g)
    expect(numbers?.map(Number)).toEqual(paths.map((path) => PATHS.indexOf(path)))
    const names = pathsIn('docs/contracts.md', outcome).match(/\w+(?=`)/g)
    // those of arbiters are told in words
    expect(names ?? []).toEqual(outcome === 'award' ? [] : paths)
  },
)
