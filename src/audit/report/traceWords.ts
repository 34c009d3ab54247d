import type { ShownSignature } from '../../deeds/types.js'
import type { ReviewedFee } from '../../spend/reviewed.js'
import type { Outpoint } from '../../units/outpoint.js'
import type { OutputTold } from '../told.js'
import type { Trace, TracedInput, TracedTransaction } from '../trace/types.js'
import { copied, type Facts, type Line, type Table } from './told.js'
import { satsText } from './words.js'

export const TRACE_TITLE = 'What the transactions did'
export const UNSPENT_TITLE = 'Not spent by any of them'

export const outpointText = ({ txid, vout }: Outpoint): string => `${txid}:${vout}`

export const feeText = ({ amount, rate, percent }: ReviewedFee): string =>
  `${satsText(amount)}, ${rate} sat/vB, ${percent} %`

/** Names a transaction, as a heading. */
export const transactionLine = ({ txid }: TracedTransaction): Line => ({
  text: 'Transaction',
  code: txid,
  copy: 'transaction id',
})

export const transactionFacts = ({ version, lockTime, fee }: TracedTransaction): Facts => [
  ['Version', `${version}`],
  ['Lock time', `${lockTime}`],
  ...(fee === undefined ? [] : [['Fee', feeText(fee)] as const]),
]

/** How an input spends a contract. */
export const inputLine = ({ input, outpoint, contract, by }: TracedInput): Line => ({
  text: `Input ${input} spends contract ${contract.index},`,
  code: outpointText(outpoint),
  ...(by.kind === 'foreign' ? {} : { after: `, by ${by.kind === 'key' ? 'key' : by.path}.` }),
})

/** Why an input cannot be valid; absent where it takes a way of its contract. */
export const foreignText = ({ by }: TracedInput): string | undefined =>
  by.kind === 'foreign' ? `by no way that the contract has: ${by.reason}` : undefined

/** The secret that an input shows. */
export const secretLine = ({ by }: TracedInput): Line | undefined =>
  by.kind === 'leaf' && by.secret !== undefined
    ? {
        text: 'It shows the secret',
        code: by.secret.preimage,
        copy: 'secret',
        after: `, which ${by.secret.opens ? 'opens' : 'does not open'} the hash of the agreement.`,
      }
    : undefined

export const signatureTable = (signatures: readonly ShownSignature[]): Table => ({
  name: 'signatures',
  columns: [
    { name: 'Signed by', kind: 'head' },
    { name: 'Verdict' },
    { name: 'Type' },
    { name: 'Key' },
    { name: 'Signature' },
  ],
  rows: signatures.map(({ signers, verdict, type, key, signature }) => [
    { text: signers.map(({ role }) => role).join(' and ') },
    { text: verdict },
    { text: `0x${type.toString(16).padStart(2, '0')}` },
    copied(key, 'key'),
    copied(signature, 'signature'),
  ]),
})

/** Outputs with everybody whom the agreements know behind them. */
export const outputTable = (outputs: readonly OutputTold[]): Table => ({
  name: 'outputs',
  columns: [
    { name: 'Output', kind: 'number' },
    { name: 'To' },
    { name: 'Amount', kind: 'number' },
    { name: 'Address or script' },
  ],
  rows: outputs.map(({ vout, amount, script, address, to }) => [
    { text: `${vout}` },
    { text: to.length === 0 ? 'a stranger' : to.join(', ') },
    { text: satsText(amount) },
    copied(address ?? script, address === undefined ? 'script' : 'address'),
  ]),
})

export const unspentLine = ({ outpoint, contract, amount }: Trace['unspent'][number]): Line => ({
  text: `Contract ${contract.index}: ${satsText(amount)} in`,
  code: outpointText(outpoint),
})

export const unrelatedLine = (txid: string): Line => ({
  text: 'Neither spends nor pays a contract:',
  code: txid,
})

export const refusedText = ({ position, text }: Trace['refused'][number]): string =>
  `What was given as number ${position + 1} is no transaction: ${text}`
