import { type Agreement, compile, matchFunding } from 'taproot-escrow'
import { wageAgreement, websiteAgreement } from './agreements.js'
import { changedOutput, lowLocktime, refundOneBlockEarly, wrongSigner } from './attempts.js'
import { agreementLines, treeLines } from './contractText.js'
import {
  awards,
  backupAwards,
  byName,
  paymentAfterSilence,
  refundAfterSilence,
  releaseByKeyPath,
  releaseByLeaf,
  releaseBySecret,
  settleByKeyPath,
} from './scenes.js'
import { nameOf, type Stage } from './stage.js'

const HEIGHT_OF_WAGE = 1200

const fund = async ({ node, tell }: Stage, agreements: readonly Agreement[]) => {
  const contracts = agreements.flatMap((agreement) => compile(agreement))
  const deposits = await node.fund(contracts.map(({ address, amount }) => ({ address, amount })))
  const transactions = new Map(deposits.map(({ txid, hex, height }) => [txid, { hex, height }]))
  const funded = [...transactions.values()].flatMap(({ hex, height }) =>
    matchFunding(contracts, hex, { confirmedAt: height }),
  )
  const heights = new Set(funded.map(({ confirmedAt }) => confirmedAt))
  tell(
    `${transactions.size === 1 ? `One transaction (${[...transactions.keys()][0]}) pays` : 'Transactions pay'} ` +
      `all ${funded.length} addresses, confirmed in block ${[...heights].join(', ')}. Every output is found by ` +
      'its script, and every amount is the agreed one.',
  )
  return { funded, confirmedAt: Math.max(...deposits.map(({ height }) => height)) }
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

  heading('The agreement')
  tell(
    'An employer orders a website from a worker, in ten milestones of 1,000,000 sat. An arbiter decides disputes, ' +
      'a backup arbiter takes over if the arbiter is gone. If nobody speaks, the employer gets the money ' +
      'back. This is the document (long keys and addresses cut here):',
  )
  show(['', ...agreementLines(website.text), ''])
  tell(`Its id: ${website.id}. Another comma would give another id, and other addresses.`)
  tell('A second agreement, about a wage, has no arbiter, and silence pays the worker.')

  heading('Who can spend, and when')
  const [first, , photos] = compile(website)
  const [wageContract] = compile(wage)
  if (first === undefined || photos === undefined || wageContract === undefined)
    throw new Error('both agreements have milestones')
  tell('A milestone is one Taproot output: a key, and a tree of scripts of which a spend shows one leaf.')
  show(['', ...treeLines(first), ''])
  tell('The milestone with the secret has one leaf more, workerWithSecret. The tree of the wage:')
  show(['', ...treeLines(wageContract)])

  heading('The address')
  tell(`The first milestone: ${first.address}`)
  tell(`The wage: ${wageContract.address}`)
  for (const contract of [first, photos, wageContract]) {
    const { index, portableDescriptor, address } = contract
    const [derived] = await node.rpc.deriveaddresses(portableDescriptor, {
      range: { first: index, last: index },
    })
    if (derived !== address)
      results.broken.push(`the node derives ${derived} from the descriptor of ${address}`)
  }
  if (results.broken.length === 0) tell('The node derives the same addresses from the descriptors.')

  heading('The funding')
  const { funded, confirmedAt } = await fund(stage, [website, wage])
  const milestones = byName(funded.filter(({ contract }) => contract.agreement === website))
  const wages = funded.find(({ contract }) => contract.agreement === wage)
  if (wages === undefined) throw new Error('the wage is not funded')

  await releaseByKeyPath(stage, milestones)
  await wrongSigner(stage, milestones)
  await changedOutput(stage, milestones)
  await releaseByLeaf(stage, milestones)
  await releaseBySecret(stage, milestones)
  await settleByKeyPath(stage, milestones)
  await waitUntil(stage, openAt(confirmedAt, 144))
  await awards(stage, milestones)
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

/** Every spend of the story, one below the other. */
export const summarize = ({ heading, table, tell, show, results }: Stage): void => {
  const { spends, refused } = results
  heading('All spends')
  table({
    columns: ['path', 'outcome', 'signers', 'vB', 'fee', 'txid', 'confirmed'],
    rows: spends.map(({ path, outcome, split, signers, vsize, fee, txid, confirmed, height }) => [
      path,
      split === undefined ? outcome : `${outcome} ${split.worker / 100}:${split.employer / 100}`,
      signers.map((role) => nameOf({ role })).join(', '),
      vsize,
      fee,
      txid,
      confirmed ? `block ${height}` : 'no',
    ]),
  })
  show([''])
  tell('An award and a settlement are written as worker:employer, in percent. Fees are in satoshis.')
  const total = spends.length
  const exact = spends.filter(({ weight, plannedWeight }) => weight === plannedWeight).length
  tell(
    `${total} spends, ${spends.filter(({ confirmed }) => confirmed).length} confirmed, ${exact} with exactly ` +
      `the planned weight; ${refused.length} attempts refused by the node.`,
  )
}
