import {
  type Agreement,
  type Contract,
  compile,
  complete,
  type Funded,
  finalize,
  nextStep,
  parseAgreement,
  type Role,
  readSpend,
  review,
} from 'taproot-escrow'
import { expect, it } from 'vitest'
import { fundedWith } from '../support/funded.js'
import { describeVectors } from '../support/vectors.js'

interface Session {
  readonly milestone: number
  readonly outputKeyParity: 0 | 1
  readonly outcome: string
  readonly psbtVersion: number
  readonly outpoint: { readonly txid: string; readonly vout: number }
  readonly steps: readonly { readonly by: 'library' | Role; readonly psbt: string }[]
  readonly hex: string
}

interface Recorded {
  readonly agreement: string
  readonly musig: readonly Session[]
}

/** Who has sent nonces and who has signed after each step: the draft, two first rounds, two second rounds. */
const PROGRESS = [
  { announced: [], signed: [] },
  { announced: ['employer'], signed: [] },
  { announced: ['employer', 'worker'], signed: [] },
  { announced: ['employer', 'worker'], signed: ['employer'] },
  { announced: ['employer', 'worker'], signed: ['employer', 'worker'] },
]

describeVectors<Recorded>('core31-musig-psbt.json', 'two wallets of Bitcoin Core 31', (recorded) => {
  const agreement: Agreement = parseAgreement(recorded.agreement)
  const contracts: readonly Contract[] = compile(agreement)
  const fundedOf = ({ milestone, outpoint }: Session): Funded => ({
    ...fundedWith(contracts[milestone]!),
    outpoint,
  })

  it.each(recorded.musig)(
    'sign a $outcome of PSBT version $psbtVersion under an output key of parity $outputKeyParity',
    (session) => {
      const funded = fundedOf(session)
      expect(funded.contract.parity).toBe(session.outputKeyParity)
      const spends = session.steps.map(({ psbt }, at) =>
        // the draft alone reveals no nonces: its path is what was agreed on
        readSpend(funded, psbt, at === 0 ? { path: 'key' } : {}),
      )
      const roles = (which: 'announced' | 'signed') =>
        spends.map(({ progress }) =>
          progress.filter((one) => one[which]?.includes(0)).map(({ role }) => role),
        )
      expect(roles('announced')).toEqual(PROGRESS.map(({ announced }) => announced))
      expect(roles('signed')).toEqual(PROGRESS.map(({ signed }) => signed))
      expect(spends.map(({ plan }) => [plan.path, plan.outcome.kind])).toEqual(
        spends.map(() => ['key', session.outcome]),
      )
      const last = spends.at(-1)!
      expect(finalize(complete(last)).hex).toBe(session.hex)
    },
  )

  it.each(recorded.musig)('know what comes next at each step of a $outcome ($psbtVersion)', (session) => {
    const funded = fundedOf(session)
    const steps = session.steps.map(({ psbt }) => {
      const spend = readSpend(funded, psbt, { path: 'key' })
      return (['employer', 'worker'] as const).map(
        (role) => nextStep(spend, role, { reviewed: review(spend, { as: role }) }).step,
      )
    })
    expect(steps).toEqual([
      ['startMusig', 'startMusig'],
      ['wait', 'startMusig'],
      ['signMusig', 'signMusig'],
      ['wait', 'signMusig'],
      ['finalize', 'finalize'],
    ])
  })
})
