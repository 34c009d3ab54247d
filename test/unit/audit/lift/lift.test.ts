import { type Contract, compile, parseAgreement } from 'taproot-escrow'
import { type Lifted, liftDescriptor, liftOutput, outputOf } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import { fixtures } from '../../../support/fixtures.js'
import { dueOf, materialOf } from '../../../support/lifting.js'
import { TEMPLATES } from '../../../support/templates.js'

const agreements = [
  ...fixtures().map(({ name, agreement }) => ({
    name: `fixture ${name}`,
    agreement: parseAgreement(agreement.text, { allow: ['ordinaryWallets'] }),
  })),
  ...TEMPLATES.map(({ name, make, least }) => ({ name: `template ${name}`, agreement: make(least()) })),
]

const contractIn = (lifted: Lifted) =>
  lifted.kind === 'contract' ? lifted.contract : { differences: lifted.differences }

const wallet = (contract: Contract): string =>
  contract.descriptor
    .replace(/#.*$/, '')
    .replaceAll(/\/(\d+)\/\*/g, (_, step) => `/<${step};${Number(step) + 1}>/*`)

describe.each(agreements)('$name', ({ agreement }) => {
  const contracts = compile(agreement).slice(0, 3)

  it('lifts back from its descriptors', () => {
    for (const contract of contracts)
      for (const text of [contract.descriptor, contract.portableDescriptor, wallet(contract)])
        expect(contractIn(liftDescriptor(text, { index: contract.index }))).toMatchObject({
          ...dueOf(contract),
          weights: Object.keys(agreement.weights).length === 0 ? 'default' : 'others',
          proof: 'derived',
        })
  })

  it('lifts back from its scripts, and gives the output that the contract has', () => {
    for (const contract of contracts) {
      const lifted = liftOutput(materialOf(contract))
      expect(contractIn(lifted)).toMatchObject({ ...dueOf(contract), proof: 'derived' })
      const { internal, ...output } = lifted.output
      const { internal: due, ...others } = outputOf(contract)
      expect(internal.kind).toBe(due.kind)
      expect(output.outputScript).toEqual(others.outputScript)
      expect(output.parties).toEqual(others.parties)
      expect(output.tree).toEqual(others.tree)
    }
  })
})
