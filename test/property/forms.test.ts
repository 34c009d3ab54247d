import fc from 'fast-check'
import { EscrowError, readSpend, release, satsPerVb } from 'taproot-escrow'
import { audit } from 'taproot-escrow/audit'
import { signerFromExtendedKey } from 'taproot-escrow/signers'
import { expect, it } from 'vitest'
import { coinsIn } from '../../src/cli/coinInput.js'
import { transactionIn } from '../../src/cli/files.js'
import { recogniseFile } from '../../src/page/recognise.js'
import { parseTransaction, serializeTransaction } from '../../src/psbt/transaction.js'
import { toHex } from '../../src/units/bytes.js'
import { plainDocument } from '../support/documents.js'
import { firstFunded } from '../support/funded.js'
import { extendedHolder } from '../support/holders.js'
import { fullPsbt } from '../support/psbtSample.js'

const funded = firstFunded(plainDocument())
const draft = release(funded, { path: 'employerAndWorker', feeRate: satsPerVb('2') })
const transaction = toHex(serializeTransaction(fullPsbt().transaction))
const holder = extendedHolder(1)

const REAL: readonly string[] = [
  draft.psbt,
  Buffer.from(draft.psbt, 'base64').toString('hex'),
  JSON.stringify({ psbt: draft.psbt, complete: false }),
  transaction,
  JSON.stringify({ hex: transaction, blockheight: 7 }),
  funded.contract.descriptor,
  JSON.stringify({ descriptor: funded.contract.descriptor }),
  JSON.stringify([{ txid: 'aa'.repeat(32), vout: 0, amount: 1, address: funded.contract.address }]),
  `${holder.text.slice(0, holder.text.indexOf(']') + 1)}${holder.account.toBase58()}/0/*`,
]

/** Something real with a piece of it replaced, or anything at all. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  fc
    .tuple(fc.constantFrom(...REAL), fc.nat(), fc.nat(9), fc.string({ maxLength: 9 }))
    .map(([real, at, length, piece]) => {
      const start = at % (real.length + 1)
      return real.slice(0, start) + piece + real.slice(start + length)
    }),
)
const file = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  text.map((one) => Uint8Array.from(Buffer.from(one))),
  text.map((one) => Uint8Array.from(Buffer.from(`\ufeff${one}`, 'utf16le'))),
)

const READERS: Readonly<Record<string, (given: string | Uint8Array) => unknown>> = {
  readSpend: (given) => readSpend(funded, given),
  'readSpend with a draft': (given) => readSpend(funded, given, { draft }),
  parseTransaction: (given) => parseTransaction(given),
  transactionIn: (given) => typeof given !== 'string' && transactionIn(given, 'tx'),
  coinsIn: (given) => coinsIn(String(given), { field: 'coins', network: 'regtest' }),
  audit: (given) => audit(String(given)),
  page: (given) => typeof given !== 'string' && recogniseFile(given),
  signerFromExtendedKey: (given) => signerFromExtendedKey(String(given), { network: 'regtest' }),
}

it.each(Object.entries(READERS))('%s throws nothing but EscrowError, whatever it is given', (_, read) => {
  fc.assert(
    fc.property(fc.oneof(text, file), (given) => {
      try {
        read(given)
      } catch (error) {
        expect(error).toBeInstanceOf(EscrowError)
      }
    }),
    { numRuns: 300 },
  )
})
