import { expect, it } from 'vitest'
import { compile } from '../../src/contract/compile.js'
import { decodePsbt } from '../../src/psbt/codec.js'
import { parseAgreement } from '../../src/terms/parse.js'
import { toHex } from '../../src/units/bytes.js'
import { describeVectors } from '../support/vectors.js'

interface Recorded {
  readonly agreement: string
  readonly musig: readonly {
    readonly milestone: number
    readonly outcome: string
    readonly psbtVersion: number
    readonly steps: readonly { readonly by: string; readonly psbt: string }[]
  }[]
  readonly createpsbt: { readonly milestone: number; readonly updated: string }
}

describeVectors<Recorded>(
  'core31-musig-psbt.json',
  'wallets of Bitcoin Core 31',
  ({ agreement, musig, createpsbt }) => {
    const contracts = compile(parseAgreement(agreement))
    const scriptOf = (milestone: number): string => toHex(contracts[milestone]!.outputScript)

    it.each(musig)('spend from the address of milestone $milestone: $outcome', ({ milestone, steps }) => {
      const spent = steps.map(({ psbt }) => decodePsbt(psbt).inputs.map((input) => input.witnessUtxo?.script))
      expect(spent.map((scripts) => scripts.map((script) => toHex(script!)))).toEqual(
        steps.map(() => [scriptOf(milestone)]),
      )
    })

    it('find the output that they are to pay in one of the contracts', () => {
      const [output] = decodePsbt(createpsbt.updated).inputs
      expect(toHex(output!.witnessUtxo!.script)).toBe(scriptOf(createpsbt.milestone))
    })
  },
)
