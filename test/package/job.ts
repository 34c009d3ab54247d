import type * as Escrow from 'taproot-escrow'
import type * as Signers from 'taproot-escrow/signers'

/** What the two parties bring. */
export interface Material {
  readonly agreement: string
  /** The employer's mnemonic. */
  readonly phrase: string
  /** The worker's account, private, behind its origin. */
  readonly extendedKey: string
}

/** What comes out of it; texts and numbers only, so that it can leave a page. */
export interface Outcome {
  readonly address: string
  readonly descriptor: string
  /** The release by the leaf of both parties, signed without randomness: the same everywhere. */
  readonly release: string
  /** The release by the key path: its signature is another one each time, its transaction is not. */
  readonly keyPath: { readonly txid: string; readonly weight: number; readonly planned: number }
}

const hex = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** A transaction that pays 1,000,000 sat to a script. */
const fundingOf = (script: Uint8Array): string =>
  [
    '02000000',
    `01${'aa'.repeat(32)}0000000000fdffffff`,
    `01${'40420f0000000000'}${hex(Uint8Array.of(script.length))}${hex(script)}`,
    '00000000',
  ].join('')

/**
 * The main job with the package that it is given: compile, match the funding, release by a leaf and by the key
 * path. It imports nothing, so that it runs in Node, in a bundle and in a page alike.
 */
export const job = async (
  { escrow, signers }: { escrow: typeof Escrow; signers: typeof Signers },
  material: Material,
): Promise<Outcome> => {
  const agreement = escrow.parseAgreement(material.agreement)
  const [contract] = escrow.compile(agreement)
  if (contract === undefined) throw new Error('nothing compiled')
  const [funded] = escrow.matchFunding(agreement, fundingOf(contract.outputScript))
  const employer = signers.signerFromMnemonic(material.phrase, { auxiliary: 'none' })
  const worker = signers.signerFromExtendedKey(material.extendedKey, {
    network: 'regtest',
    auxiliary: 'none',
  })
  const feeRate = escrow.satsPerVb('2.5')

  const draft = escrow.release(funded, { path: 'employerAndWorker', feeRate })
  const fromEmployer = escrow.readSpend(funded, (await escrow.sign(draft, employer)).psbt)
  const release = escrow.finalize(escrow.complete(await escrow.sign(fromEmployer, worker)))

  const together = escrow.release(funded, { path: 'key', feeRate })
  const theirs = await escrow.startMusig(together, employer)
  const ours = await escrow.startMusig(together, worker)
  const halves = [await theirs.sign(ours.spend), await ours.sign(theirs.spend)] as const
  const { txid, weight } = escrow.finalize(escrow.complete(escrow.combine(...halves)))

  return {
    address: contract.address,
    descriptor: contract.descriptor,
    release: release.hex,
    keyPath: { txid, weight, planned: together.plan.weight },
  }
}
