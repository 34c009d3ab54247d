import { BIP32Factory } from 'bip32'
import * as tiny from 'tiny-secp256k1'
import type { Contender } from '../contender.js'
import type { Account } from '../data.js'
import { compileFresh, compileGiven } from './compile.js'
import { spendMusig } from './musig.js'
import { pairOf } from './pair.js'
import { type FloorSigner, spend } from './spend.js'

const signer = (account: Account): FloorSigner => ({
  privateKey: account.privateKey,
  publicKey: account.publicKey,
  chainCode: account.chainCode,
  branchPublicKey: BIP32Factory(tiny).fromPublicKey(account.publicKey, account.chainCode).derive(0).publicKey,
})

/**
 * The least that the works ask of this backend, written by hand for these works alone: no checks of input, no
 * types, every length known before.
 */
export const floor: Contender = {
  name: 'floor',
  verifies: true,
  compileGiven: async (work) => () => compileGiven(work),
  compileFresh: async (work) => () => compileFresh(work.agreements),
  spend: async (work) => {
    const signers = { employer: signer(work.agreement.employer), worker: signer(work.agreement.worker) }
    return () => [spend(work, signers)]
  },
  spendMusig: async (work) => {
    const pair = pairOf(work.agreement)
    return () => [spendMusig(work, pair)]
  },
}
