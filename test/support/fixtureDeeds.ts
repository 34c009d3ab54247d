import type { Contract } from '../../src/contract/contract.js'
import { type DeedQuestion, deedOf } from '../../src/deeds/deed.js'
import { KnownContracts } from '../../src/deeds/known.js'
import type { Deed } from '../../src/deeds/types.js'
import { parseTransaction, type SignedTransaction } from '../../src/psbt/transaction.js'
import { fromHex } from '../../src/units/bytes.js'
import { formatOutpoint } from '../../src/units/outpoint.js'
import { sats } from '../../src/units/sats.js'
import type { TransactionOutput } from '../../src/units/transaction.js'
import { contractsAround } from './fixtureContracts.js'
import type { Fixture, FixtureSpend } from './fixtureFormat.js'
import { fixtures } from './fixtures.js'

const all: readonly Fixture[] = fixtures()

export const fixture = (wanted: string): Fixture => all.find(({ name }) => name === wanted)!

export const spentBy = ({ contracts }: Fixture, { inputs }: FixtureSpend): Map<string, TransactionOutput> =>
  new Map(
    inputs.map(({ milestone, txid, vout, amount }) => [
      formatOutpoint({ txid, vout }),
      { script: fromHex(contracts[milestone]!.outputScript)!, amount: sats(BigInt(amount)) },
    ]),
  )

interface Asked extends Pick<DeedQuestion, 'judge'> {
  readonly change?: (transaction: SignedTransaction) => SignedTransaction
  readonly known?: (outputs: Map<string, TransactionOutput>) => Map<string, TransactionOutput>
  readonly contracts?: readonly Contract[]
}

/** The deed that a spend of a fixture is, perhaps with another transaction or with other things known around it. */
export const done = (
  one: Fixture,
  spend: FixtureSpend,
  { change = (same) => same, known = (same) => same, contracts = contractsAround(one), judge }: Asked = {},
): Deed => {
  const outputs = known(spentBy(one, spend))
  return deedOf({
    transaction: change(parseTransaction(spend.transaction)),
    contracts: new KnownContracts(contracts),
    output: (outpoint) => outputs.get(formatOutpoint(outpoint)),
    ...(judge && { judge }),
  })
}

export const firstWitness =
  (witness: (items: readonly Uint8Array[]) => readonly Uint8Array[]) =>
  (transaction: SignedTransaction): SignedTransaction => ({
    ...transaction,
    inputs: transaction.inputs.map((input, at) =>
      at === 0 ? { ...input, witness: witness(input.witness) } : input,
    ),
  })
