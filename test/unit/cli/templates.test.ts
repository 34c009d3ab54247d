import { describe, expect, it } from 'vitest'
import { TEMPLATES } from '../../../src/cli/templates.js'
import { thrown } from '../../support/thrown.js'

describe.each(TEMPLATES)('the parameters listed for $name', ({ name, parameters, make }) => {
  it('are those that the template knows', () => {
    const { data } = thrown(() => make({ surprise: true }, {}))
    const known = /^only (.*)$/.exec(data.expected)?.[1]?.split(', ') ?? []
    expect(parameters.map((one) => one.name).sort()).toEqual([...known].sort())
  })

  it('name every clock', () => {
    const clocks = parameters.find((one) => one.name === 'clocks')!
    const listed = [...clocks.help.matchAll(/"(\w+)"/g)].flatMap(([, word = '']) =>
      ['blocks', 'days'].includes(word) ? [] : [word],
    )
    const party = { key: 'x', address: 'x' }
    const judge = { ...party, fee: { bps: 0 } }
    const { data } = thrown(() =>
      make(
        {
          network: 'regtest',
          index: 0,
          employer: party,
          worker: name === 'virtualTeam' ? { key: 'x', payees: [] } : party,
          ...(name === 'withoutArbiter'
            ? { silencePays: 'worker' }
            : { arbiter: judge, backupArbiter: judge }),
          ...(parameters.some((one) => one.name === 'milestones') ? { milestones: [] } : { amount: '1' }),
          ...(name === 'wage' ? { periods: 1 } : {}),
          clocks: { surprise: 1 },
        },
        {},
      ),
    )
    expect(data.field).toBe('clocks.surprise')
    const known = /^only (.*)$/.exec(data.expected)?.[1]?.split(', ') ?? []
    expect(listed.sort()).toEqual([...known].sort())
  })
})
