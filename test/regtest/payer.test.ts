import {
  accept,
  accepted,
  type Contract,
  type FundOptions,
  fund,
  matchFunding,
  ROLES,
  recoverSecret,
  refund,
  release,
  satsPerVb,
} from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { finished, made, signerFor } from '../support/contracts.js'
import { type Json, plainDocument } from '../support/documents.js'
import { extendedHolder, secretHashOf, secretOf } from '../support/holders.js'
import { startNode } from '../support/node.js'
import { codeOf } from '../support/thrown.js'

const node = await startNode()
const feeRate = satsPerVb('2')

const of = (document: Json) =>
  made({ ...plainDocument(), rescue: { after: { blocks: 17_280 } }, ...document })
const withSecret = (index: number) =>
  of({ index, milestones: [{ amount: '1000000', secretHash: secretHashOf(1) }] })

/** What the payer knows and has, and the acceptances of everybody in the agreement. */
const given = async (contract: Contract): Promise<FundOptions> => {
  const { agreement } = contract
  const roles = ROLES.filter((role) => agreement[role] !== undefined)
  const signatures = await Promise.all(
    roles.map((role) => accept(agreement, signerFor(agreement, role), { role })),
  )
  return {
    utxos: (await node.wallet.listunspent()).flatMap(({ txid, vout, amount, address }) =>
      address?.startsWith('bcrt1p') ? [{ txid, vout, amount, address }] : [],
    ),
    change: await node.wallet.getnewaddress({ type: 'bech32m' }),
    feeRate,
    at: { height: await node.height(), medianTime: await node.medianTime() },
    known: [],
    acceptances: [accepted(agreement, signatures.flat())],
    payer: await accept(agreement, signerFor(agreement, 'employer'), { role: 'employer' }),
  }
}

/** Pays it, and finds the output. */
const paid = async (contract: Contract, options: FundOptions) => {
  const [funding] = fund([contract], options).transactions
  const { hex } = await node.wallet.walletprocesspsbt(funding!.psbt)
  const { height } = await node.broadcastAndMine(hex!)
  return matchFunding([contract], hex!, { confirmedAt: height })[0]
}

/** The worker takes everything with the secret, alone and at once. */
const takenBySecret = async (contract: Contract, options: FundOptions, secret: Uint8Array | string) => {
  const draft = release(await paid(contract, options), {
    path: 'workerWithSecret',
    secrets: [secret],
    feeRate,
  })
  const { hex } = await finished(draft)
  await node.broadcastAndMine(hex)
  return hex
}

describe('an agreement in which somebody else holds every key', () => {
  it('is not paid, although every role accepts it; whoever pays all the same loses the money at once', async () => {
    const mine = of({ index: 10 })
    const theirs = of({
      index: 20,
      employer: { ...plainDocument().employer, keys: [extendedHolder(91).text] },
    })
    const [contract] = theirs.contracts
    const payer = await accept(mine.agreement, signerFor(mine.agreement, 'employer'), { role: 'employer' })
    const options = { ...(await given(contract!)), payer }
    expect(codeOf(() => fund([contract!], options))).toBe('FUNDING_PAYER')
    const funded = await paid(contract!, { ...options, relax: ['payerUnknown'] })
    await node.expectAccepted((await finished(refund(funded, { path: 'employerAndWorker', feeRate }))).hex)
  })
})

describe('a secret', () => {
  it('that the worker made lets the worker take everything at once, so the payer has to have it', async () => {
    const [contract] = withSecret(30).contracts
    const options = await given(contract!)
    expect(codeOf(() => fund([contract!], options))).toBe('FUNDING_SECRET_UNKNOWN')
    await takenBySecret(contract!, { ...options, relax: ['secretUnknown'] }, secretOf(secretHashOf(1)))
  })

  it('that another agreement made public pays nobody twice, unless that is lifted by name', async () => {
    const [first] = withSecret(40).contracts
    const [second] = withSecret(50).contracts
    const secrets = [secretOf(secretHashOf(1))]
    const shown = await takenBySecret(
      first!,
      { ...(await given(first!)), secrets },
      secretOf(secretHashOf(1)),
    )
    const options = { ...(await given(second!)), secrets, known: [first!.agreement] }
    expect(codeOf(() => fund([second!], options))).toBe('FUNDING_SECRET_REUSED')
    // without any work: the chain has it
    const secret = recoverSecret(first!, shown)
    await takenBySecret(second!, { ...options, relax: ['secretReused'] }, secret!)
  })
})
