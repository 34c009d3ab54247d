import {
  type Acceptance,
  type AcceptanceReport,
  type Agreement,
  accept,
  accepted,
  type Contract,
  compile,
  fund,
  matchFunding,
  ROLES,
  type Split,
} from 'taproot-escrow'
import { hoursAgreement, LAST_MILESTONE, SECRET, wageAgreement, websiteAgreement } from './agreements.js'
import {
  awardRightAfterFreeze,
  changedOutput,
  lowLocktime,
  refundOneBlockEarly,
  wrongSigner,
} from './attempts.js'
import { agreementLines, treeLines } from './contractText.js'
import { anHourByTheMinute } from './hour.js'
import { releaseOverLightning } from './lightning.js'
import {
  awardAfterFreeze,
  awards,
  backupAwards,
  byName,
  FEE_RATE,
  freezeInDispute,
  paymentAfterSilence,
  refundAfterSilence,
  releaseByKeyPath,
  releaseByLeaf,
  releaseBySecret,
  relockTheRest,
  settleByKeyPath,
} from './scenes.js'
import { nameOf, type Stage } from './stage.js'

const HEIGHT_OF_WAGE = 1200

/** Who accepted, and what the employer signed of it: the one who pays. */
interface Accepted {
  readonly acceptances: readonly AcceptanceReport[]
  readonly payer: readonly Acceptance[]
}

/** Every key of every role signs that it accepts the agreements. */
const acceptAll = async ({ people, tell }: Stage, agreements: readonly Agreement[]): Promise<Accepted> => {
  const reports: AcceptanceReport[] = []
  const payer: Acceptance[] = []
  for (const agreement of agreements) {
    const signed = ROLES.filter((role) => agreement[role] !== undefined).map((role) =>
      accept(agreement, people[role].signer, { role }),
    )
    const signatures = (await Promise.all(signed)).flat()
    payer.push(...signatures.filter(({ role }) => role === 'employer'))
    reports.push(accepted(agreement, signatures))
  }
  const signatures = reports.flatMap(({ roles }) => roles.flatMap((role) => role.accepted))
  tell(
    `Every role of all agreements signs one sentence with its id (BIP 322), ${signatures.length} signatures in ` +
      'all. Without them the library would not make the transaction that pays money in.',
  )
  return { acceptances: reports, payer }
}

/** The employer pays from an ordinary wallet, here the node's own. */
const payIn = async (
  { node, tell }: Stage,
  { contracts, ...accepted }: Accepted & { contracts: readonly Contract[] },
) => {
  const { blocks: height, mediantime: medianTime } = await node.rpc.getblockchaininfo()
  const coins = await node.wallet.listunspent()
  const { transactions } = fund(contracts, {
    utxos: coins.flatMap(({ txid, vout, amount, address }) =>
      address === undefined ? [] : [{ txid, vout, amount, address }],
    ),
    change: await node.wallet.getnewaddress({ type: 'bech32m' }),
    feeRate: FEE_RATE,
    at: { height, medianTime },
    known: [],
    ...accepted,
    secrets: [SECRET],
  })
  const [only, another] = transactions
  if (only === undefined || another !== undefined) throw new Error('one transaction pays all contracts')
  const { hex } = await node.wallet.walletprocesspsbt(only.psbt)
  if (hex === undefined) throw new Error('the wallet does not sign for its coins')
  const { txid, height: confirmedAt } = await node.broadcastAndMine(hex)
  const funded = matchFunding(contracts, hex, { confirmedAt })
  tell(
    `One transaction (${txid}) pays ${funded.length} addresses, confirmed in block ${confirmedAt}. The library ` +
      'chose the coins and wrote the PSBT, the employer’s wallet signed it. Every output is found by its script, ' +
      `and ${funded.every(({ match }) => match === 'exact') ? 'every amount is the agreed one' : 'an amount differs'}.`,
  )
  return { funded, confirmedAt }
}

const waitUntil = async ({ node, progress }: Stage, height: number): Promise<void> => {
  const blocks = height - (await node.height())
  if (blocks > 100) progress(`mining ${blocks} blocks`)
  await node.mineUntilHeight(height)
}

/** The tip at which a spend with a relative lock may stand in the next block. */
const openAt = (confirmedAt: number, blocks: number): number => confirmedAt + blocks - 1

/** The whole story, from an agreement to the last confirmed spend. */
export const play = async (stage: Stage): Promise<void> => {
  const { heading, tell, show, node, people, results } = stage
  const website = websiteAgreement(people)
  const wage = wageAgreement(people, HEIGHT_OF_WAGE)
  const hours = hoursAgreement(people)

  heading('The agreement')
  tell(
    'An employer orders a website from a worker, in twelve milestones of 1,000,000 sat and a smaller one. ' +
      'An arbiter decides disputes, a backup arbiter takes over if the arbiter is gone. If nobody speaks, the ' +
      'employer gets the money back. This is the document (long keys and addresses cut here):',
  )
  show(['', ...agreementLines(website.text), ''])
  tell(`Its id: ${website.id}. Another comma would give another id, and other addresses.`)
  tell('A second agreement, about a wage, has no arbiter, and silence pays the worker.')
  tell('A third one, for hours that are paid by the minute, is made by a template.')

  heading('Who can spend, and when')
  const [first, , photos] = compile(website)
  const [wageContract] = compile(wage)
  const [hoursContract] = compile(hours)
  if (
    first === undefined ||
    photos === undefined ||
    wageContract === undefined ||
    hoursContract === undefined
  )
    throw new Error('all agreements have milestones')
  tell('A milestone is one Taproot output: a key, and a tree of scripts of which a spend shows one leaf.')
  show(['', ...treeLines(first), ''])
  tell('The milestone with the secret has one leaf more, workerWithSecret. The tree of the wage:')
  show(['', ...treeLines(wageContract)])

  heading('The address')
  tell(`The first milestone: ${first.address}`)
  tell(`The wage: ${wageContract.address}`)
  for (const contract of [first, photos, wageContract, hoursContract]) {
    const { index, portableDescriptor, address } = contract
    const [derived] = await node.rpc.deriveaddresses(portableDescriptor, {
      range: { first: index, last: index },
    })
    if (derived !== address)
      results.broken.push(`the node derives ${derived} from the descriptor of ${address}`)
  }
  if (results.broken.length === 0) tell('The node derives the same addresses from the descriptors.')

  heading('Everybody accepts')
  const accepted = await acceptAll(stage, [website, wage, hours])

  heading('The funding')
  const contracts = [...compile(website).slice(0, -1), wageContract, hoursContract]
  const { funded, confirmedAt } = await payIn(stage, { contracts, ...accepted })
  tell(`The last milestone (${LAST_MILESTONE.memo}) is not paid in yet.`)
  const milestones = byName(funded.filter(({ contract }) => contract.agreement === website))
  const wages = funded.find(({ contract }) => contract.agreement === wage)
  const paidByTheMinute = funded.find(({ contract }) => contract.agreement === hours)
  if (wages === undefined || paidByTheMinute === undefined)
    throw new Error('the wage or the hours are not funded')

  await releaseByKeyPath(stage, milestones)
  await wrongSigner(stage, milestones)
  await changedOutput(stage, milestones)
  await releaseByLeaf(stage, milestones)
  await releaseBySecret(stage, milestones)
  await settleByKeyPath(stage, milestones)
  await anHourByTheMinute(stage, paidByTheMinute)
  await releaseOverLightning(stage, milestones)
  await relockTheRest(stage, milestones)
  await waitUntil(stage, openAt(confirmedAt, 144))
  await awards(stage, milestones)
  const { frozen, height: frozenAt } = await freezeInDispute(stage, milestones)
  await awardRightAfterFreeze(stage, frozen)
  await waitUntil(stage, openAt(frozenAt, 144))
  await awardAfterFreeze(stage, frozen)
  await waitUntil(stage, openAt(confirmedAt, 432))
  await backupAwards(stage, milestones)
  await waitUntil(stage, openAt(confirmedAt, 1008) - 1)
  await refundOneBlockEarly(stage, milestones)
  await waitUntil(stage, openAt(confirmedAt, 1008))
  await refundAfterSilence(stage, milestones)
  await waitUntil(stage, HEIGHT_OF_WAGE - 1)
  await lowLocktime(stage, { funded: wages, height: HEIGHT_OF_WAGE })
  await waitUntil(stage, HEIGHT_OF_WAGE)
  await paymentAfterSilence(stage, wages)
}

const splitText = ({ employer, worker }: Split): string =>
  typeof employer === 'number' && typeof worker === 'number'
    ? `${worker / 100}:${employer / 100}`
    : `${worker ?? 'rest'}:${employer ?? 'rest'}`

/** Every spend of the story, one below the other. */
export const summarize = ({ heading, table, tell, show, results }: Stage): void => {
  const { spends, refused } = results
  heading('All spends')
  table({
    columns: ['path', 'outcome', 'signers', 'vB', 'fee', 'txid', 'confirmed'],
    rows: spends.map(({ path, outcome, split, into, signers, vsize, fee, txid, confirmed, height }) => [
      path,
      `${outcome}${split ? ` ${splitText(split)}` : ''}${into ? ` into ${into}` : ''}`,
      signers.map((role) => nameOf({ role })).join(', '),
      vsize,
      fee,
      txid,
      confirmed ? `block ${height}` : 'no',
    ]),
  })
  show([''])
  tell('Awards and settlements are written as worker:employer, in percent or satoshis. Fees are in satoshis.')
  const total = spends.length
  const exact = spends.filter(({ weight, plannedWeight }) => weight === plannedWeight).length
  tell(
    `${total} spends, ${spends.filter(({ confirmed }) => confirmed).length} confirmed, ${exact} with exactly ` +
      `the planned weight; ${refused.length} attempts refused by the node.`,
  )
}
