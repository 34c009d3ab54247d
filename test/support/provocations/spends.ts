import { compile, parseAgreement, refund, satsPerVb } from 'taproot-escrow'
import type { AuditOptions, FindingCode } from 'taproot-escrow/audit'
import { parseTransaction, serializeTransaction } from '../../../src/psbt/transaction.js'
import { toHex } from '../../../src/units/bytes.js'
import { sats } from '../../../src/units/sats.js'
import { plainDocument } from '../documents.js'
import type { Fixture, FixtureSpend } from '../fixtureFormat.js'
import { fixtures } from '../fixtures.js'
import { thief } from '../forgery.js'
import { firstFunded } from '../funded.js'

/** PSBTs and transactions beside an agreement, each of which something is to be said. */

type Transaction = ReturnType<typeof parseTransaction>

const fixture = (wanted: string): Fixture => fixtures().find(({ name }) => name === wanted)!
const spendOf = ({ spends }: Fixture, path: string): FixtureSpend =>
  spends.find((spend) => spend.path === path)!

const arbiter = fixture('arbiter')
/** An agreement, and a release that its parties signed. */
export const AGREED: string = arbiter.agreement.text
const released = spendOf(arbiter, 'employerAndWorker')
const secret = fixture('quorums')
const shown = spendOf(secret, 'workerWithSecret')

/** A spend's transaction with something changed after everybody has signed, beside what it spends. */
const transactionOf = (
  { contracts }: Fixture,
  { transaction, inputs }: FixtureSpend,
  change: (transaction: Transaction) => Partial<Transaction> = () => ({}),
): AuditOptions => {
  const signed = parseTransaction(transaction)
  return {
    transactions: [toHex(serializeTransaction({ ...signed, ...change(signed) }))],
    prevouts: inputs.map(({ milestone, txid, vout, amount }) => ({
      outpoint: { txid, vout },
      amount: BigInt(amount),
      script: contracts[milestone]!.outputScript,
    })),
  }
}

const withWitness =
  (change: (witness: readonly Uint8Array[]) => readonly Uint8Array[]) =>
  ({ inputs }: Transaction): Partial<Transaction> => ({
    inputs: inputs.map((input) => ({ ...input, witness: change(input.witness) })),
  })

/** A transaction from outside that pays into an output script. */
const payment = (script: Uint8Array, amount: bigint): AuditOptions => ({
  transactions: [
    toHex(
      serializeTransaction({
        version: 2,
        lockTime: 0,
        inputs: [{ outpoint: { txid: '33'.repeat(32), vout: 0 }, sequence: 0, scriptSig: Uint8Array.of(1) }],
        outputs: [{ script, amount: sats(amount) }],
      }),
    ),
  ],
})

const [agreed] = compile(parseAgreement(AGREED))

const dearRefund = (): string => {
  const [spend] = refund([firstFunded(plainDocument())], {
    path: 'employerAlone',
    feeRate: satsPerVb('1500'),
    relax: ['feeShareCap', 'feeRateCap'],
  })
  return spend!.psbt
}

export const SPENDS: readonly {
  readonly what: string
  /** The fixture's agreement with an arbiter where not said. */
  readonly text?: string
  readonly options: () => AuditOptions
  readonly code: FindingCode
  readonly subject: RegExp
  readonly says: RegExp
}[] = [
  {
    what: 'a PSBT whose amounts nobody proves',
    options: () => ({ psbt: released.signedPsbt }),
    code: 'SPEND_CLAIMS',
    subject: /^psbt$/,
    says: /PSBT's own claim/,
  },
  {
    what: 'a release whose funding nobody has seen in a block',
    options: () => ({ psbt: released.signedPsbt }),
    code: 'SPEND_WARNING',
    subject: /^psbt$/,
    says: /not known to be confirmed/,
  },
  {
    what: 'a refund at 1500 sat/vB',
    text: JSON.stringify(plainDocument()),
    options: () => ({ psbt: dearRefund() }),
    code: 'SPEND_REFUSED',
    subject: /^psbt$/,
    says: /at most 500 sat\/vB.*219000 sat for 146 vB/,
  },
  {
    what: 'a spend that pays somebody else',
    options: () =>
      transactionOf(arbiter, released, ({ outputs }) => ({
        outputs: outputs.map((output) => ({ ...output, script: thief })),
      })),
    code: 'OUTCOME_DIFFERS',
    subject: /^transaction [0-9a-f]{64}$/,
    says: /no outcome of the agreement: outputs/,
  },
  {
    what: 'a spend of outputs that nobody shows',
    options: () => ({ transactions: [released.transaction] }),
    code: 'OUTCOME_UNKNOWN',
    subject: /^transaction [0-9a-f]{64}$/,
    says: /cannot be told/,
  },
  {
    what: 'a spend that was changed after signing',
    options: () => transactionOf(arbiter, released, () => ({ lockTime: 5 })),
    code: 'SIGNATURE_INVALID',
    subject: /^transaction [0-9a-f]{64}, input 0$/,
    says: /[0-9a-f]{64} is not one of this transaction/,
  },
  {
    what: 'a signature for one of the outputs only',
    options: () =>
      transactionOf(
        arbiter,
        released,
        withWitness(([first, ...rest]) => [Uint8Array.of(...first!, 0x83), ...rest]),
      ),
    code: 'SIGNATURE_TYPE',
    subject: /^transaction [0-9a-f]{64}, input 0$/,
    says: /the type 131/,
  },
  {
    what: 'a spend with the secret',
    text: secret.agreement.text,
    options: () => transactionOf(secret, shown),
    code: 'SECRET_SHOWN',
    subject: /^transaction [0-9a-f]{64}, input 0$/,
    says: new RegExp(`${shown.inputs[0]!.txid}:${shown.inputs[0]!.vout} showed the secret`),
  },
  {
    what: 'a spend with another secret',
    text: secret.agreement.text,
    options: () =>
      transactionOf(
        secret,
        shown,
        // the secret lies below the signatures
        withWitness(([, ...rest]) => [new Uint8Array(32), ...rest]),
      ),
    code: 'SECRET_WRONG',
    subject: /^transaction [0-9a-f]{64}, input 0$/,
    says: /does not open the hash/,
  },
  {
    what: 'a satoshi too little in a contract',
    options: () => payment(agreed!.outputScript, agreed!.amount - 1n),
    code: 'DEPOSIT_UNDER',
    subject: /^transaction [0-9a-f]{64}, output 0$/,
    says: new RegExp(`contract ${agreed!.index} holds 1,234,566 sat \\(0.01234566 BTC\\), less`),
  },
  {
    what: 'a satoshi too much in a contract',
    options: () => payment(agreed!.outputScript, agreed!.amount + 1n),
    code: 'DEPOSIT_OVER',
    subject: /^transaction [0-9a-f]{64}, output 0$/,
    says: new RegExp(`contract ${agreed!.index} holds 1,234,568 sat \\(0.01234568 BTC\\), more`),
  },
  {
    what: 'a payment to somebody else',
    options: () => payment(thief, agreed!.amount),
    code: 'TRANSACTION_UNRELATED',
    subject: /^transaction [0-9a-f]{64}$/,
    says: /neither pays nor spends/,
  },
]

/** A release that two engines judge, and what is found where one of them is wrong. */
export const DISPUTED: { readonly options: AuditOptions; readonly code: FindingCode } = {
  options: transactionOf(arbiter, released),
  code: 'ENGINES_DIFFER',
}
