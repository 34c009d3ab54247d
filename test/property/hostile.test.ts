import fc from 'fast-check'
import { EscrowError } from 'taproot-escrow'
import { expect, it } from 'vitest'
import { forbiddenIn, loneSurrogateIn } from '../../src/text.js'
import { PUBLIC_FUNCTIONS } from '../support/callers.js'
import { runs } from '../support/runs.js'

const SECRETS = [
  'cVt4o7BGAig1UXywgGSmARhxMdzP5qvQsxKkSsc1XEkw3tDTQFpy',
  `xprv${'9s21ZrQH143K'.repeat(9)}`,
  'c0ffee'.repeat(11).slice(0, 64),
]
const FORMS = [
  ...['accepted', 'contractFromJson', 'fundedFromJson', 'planFromJson', 'spendFromJson', 'verifyFunding'],
  ...['verifyTerms', 'viewFromJson', 'eventFromJson', 'stream: streamStateFromJson', 'swap: swapFromJson'],
]
const READERS = PUBLIC_FUNCTIONS.filter(({ name }) => FORMS.includes(name))

/** Whether an argument is the form, or a list of such, and nothing that the library made. */
const holdsForm = (value: unknown): boolean => {
  const [first] = [value].flat()
  return typeof first === 'object' && first !== null && 'format' in first
}

type Places = readonly (readonly string[])[]
const placesIn = (value: unknown, at: readonly string[] = []): Places => [
  at,
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, member]) => placesIn(member, [...at, name]))
    : []),
]

const name = fc.oneof(
  fc.constantFrom(...SECRETS, '__proto__', 'constructor', 'x'.repeat(5000), '\u202e', '\ud800', '\n'),
  fc.string({ unit: 'binary', maxLength: 90 }),
)
const value = fc.oneof(
  name,
  fc.jsonValue(),
  fc.constantFrom(-0, 1e21, 2 ** 53 - 1, 2 ** 53, -1, 1.5),
  fc.array(fc.constant({}), { maxLength: 3 }),
)

it('has a reader of every form', () => {
  expect(READERS).toHaveLength(FORMS.length)
})

it.each(READERS)(
  '$name tells what is wrong in short lines that can be seen, and no secret',
  async (reader) => {
    const call = reader.call()
    // a hash that does not fit is shown beside the one that would
    const isHash = reader.name === 'verifyTerms'
    const position = call.findIndex(holdsForm)
    const json = JSON.parse(JSON.stringify(call[position]))
    const places = placesIn(json)
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...places),
        name,
        value,
        fc.boolean(),
        async (place, added, junk, isName) => {
          const copy = structuredClone({ root: json })
          let parent: Record<string, unknown> = copy
          const path = ['root', ...place]
          for (const step of path.slice(0, -1)) parent = Object(parent[step])
          const last = String(path.at(-1))
          const target = Object(parent[last])
          if (isName && !Array.isArray(target) && typeof parent[last] === 'object')
            Object.defineProperty(target, added, { value: junk, enumerable: true })
          else parent[last] = junk
          try {
            await reader.work(...call.with(position, copy.root))
          } catch (error) {
            if (!(error instanceof EscrowError)) throw error
            const { message } = error
            expect(message.length).toBeLessThan(1000)
            expect(forbiddenIn(message) ?? loneSurrogateIn(message)).toBeUndefined()
            for (const secret of isHash ? SECRETS.slice(0, 2) : SECRETS)
              expect(JSON.stringify(error)).not.toContain(secret)
          }
        },
      ),
      { numRuns: runs(150) },
    )
  },
)
