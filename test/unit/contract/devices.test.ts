import { describe, expect, it } from 'vitest'
import { limitsOf, POLICY_DEVICES } from '../../../src/contract/devices.js'
import { readPage } from '../../support/fencedCode.js'

/** What docs/devices.md says of a device: its row of the table. */
const rowOf = (device: string): string =>
  readPage('docs/devices.md')
    .split('\n')
    .find((line) => line.startsWith('| ') && line.split(' | ')[0]?.includes(`\`${device}\``)) ?? ''

describe.each(POLICY_DEVICES)('docs/devices.md says of %s', (device) => {
  it('every limit with its number, and no other rule', () => {
    const row = rowOf(device)
    const rules = limitsOf(device).map((limit) => (typeof limit === 'string' ? limit : limit.rule))
    const told = [...row.matchAll(/\(`(\w+)`\)/g)].map(([, rule]) => rule)
    expect(told).toEqual(device === 'generic' ? ['extendedKeys'] : rules)
    for (const limit of limitsOf(device))
      if (typeof limit !== 'string')
        expect(row).toMatch(new RegExp(`\\b${limit.most}\\b[^(]*\\(\`${limit.rule}\`\\)`))
  })
})
