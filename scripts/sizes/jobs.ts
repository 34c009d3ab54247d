/** The work of one page: what it takes of the package, and how much of it that may be. */
export interface Job {
  readonly name: string
  /** The source of a module that takes it. */
  readonly source: string
  /** Bytes, minified and compressed by gzip. */
  readonly budget: number
}

const SPENDING = [
  'parseAgreement',
  'compile',
  'matchFunding',
  'release',
  'review',
  'sign',
  'complete',
  'finalize',
]

const taking = (names: readonly string[], entry: string): string =>
  `export { ${names.join(', ')} } from '${entry}'`

export const JOBS: readonly Job[] = [
  {
    name: 'read an agreement and compile it',
    source: taking(['parseAgreement', 'compile'], 'taproot-escrow'),
    budget: 45_000,
  },
  {
    name: 'the same, and spend by one leaf with an extended key: draft, review, sign, finalize',
    source: [
      taking(SPENDING, 'taproot-escrow'),
      taking(['signerFromExtendedKey'], 'taproot-escrow/signers'),
    ].join('\n'),
    budget: 80_000,
  },
  {
    name: 'a whole wallet: a recovery phrase, PSBTs to and fro, MuSig2, every outcome',
    source: [
      taking(
        [...SPENDING, 'refund', 'award', 'settle', 'readSpend', 'combine', 'startMusig'],
        'taproot-escrow',
      ),
      taking(['signerFromMnemonic', 'accountKey'], 'taproot-escrow/signers'),
    ].join('\n'),
    budget: 90_000,
  },
  {
    name: 'an audit with its report in HTML',
    source: taking(['audit', 'reportHtml'], 'taproot-escrow/audit'),
    budget: 165_000,
  },
]
