import type { AcceptanceReport } from '../../../agreement/acceptance.js'
import type { ProofKind, ProofTold } from '../../proofs.js'
import { satsText } from '../amounts.js'
import {
  type Block,
  code,
  copied,
  type Facts,
  heading,
  list,
  paragraph,
  type Section,
  said,
  small,
} from '../blocks.js'
import { isAccepted } from '../payable.js'
import type { Wording } from '../wording.js'
import { contractAnchor } from './summary.js'

/** What was given as proofs shows. */
export const proofSection = (proofs: readonly ProofTold[], wording: Wording): Section => ({
  id: 'proofs',
  name: wording.heads.proofs,
  blocks: proofs.flatMap((told) => [
    heading(3, proofNames(wording)[told.kind === 'refused' ? told.of : told.kind]),
    ...proofBlocks(told, wording),
  ]),
})

/** What proofs are called. */
export const proofNames = ({ heads }: Wording): Readonly<Record<ProofKind, string>> => ({
  acceptances: heads.acceptances,
  terms: heads.proofOfTerms,
  funding: heads.proofOfFunding,
})

const proofBlocks = (told: ProofTold, wording: Wording): readonly Block[] => {
  const { heads, say } = wording
  switch (told.kind) {
    case 'acceptances':
      return acceptanceBlocks(told.report, wording)
    case 'terms':
      return [
        paragraph(heads.termsProven),
        {
          kind: 'facts',
          facts: [contractFact(told, wording), [heads.address, [copied(told.address, heads.address)]]],
        },
      ]
    case 'funding':
      return [
        paragraph(heads.fundingProven),
        {
          kind: 'facts',
          facts: [
            contractFact(told, wording),
            [heads.output, [code(told.outpoint)]],
            [heads.amount, [said(satsText(told.amount, say))]],
            [heads.confirmations, [said(say.number(told.confirmations))]],
            [
              heads.upToBlock,
              [
                said(say.id(told.tip.height)),
                ' ',
                small(say.moment(told.tip.time)),
                ' ',
                code(told.tip.hash),
              ],
            ],
            [heads.work, [said(say.code(`2^${told.work.toString(2).length - 1}`))]],
          ],
        },
        ...(told.assurance === 'work'
          ? []
          : [
              {
                kind: 'text',
                mood: 'warning',
                line: [told.assurance === 'cheap' ? heads.workCheap : heads.workNothing],
              } as const,
            ]),
      ]
    case 'refused':
      return [
        { kind: 'text', mood: 'danger', line: [heads.showsNothing] },
        { kind: 'text', line: [wording.english(told.text)] },
      ]
  }
}

const contractFact = (
  { contract }: { readonly contract: { readonly index: number } },
  { heads }: Wording,
): Facts[number] => [
  heads.contract,
  [{ as: 'link', text: `${contract.index}`, to: contractAnchor(contract.index) }],
]

const acceptanceBlocks = (report: AcceptanceReport, wording: Wording): readonly Block[] => {
  const { roles, amends } = report
  const { heads } = wording
  const isWhole = isAccepted(report)
  return [
    ...list(...roleLines(roles, wording)),
    ...(amends === undefined
      ? []
      : [
          paragraph(heads.amendedKeys, ' ', code(amends.agreement)),
          ...list(...roleLines(amends.roles, wording)),
        ]),
    {
      kind: 'text',
      mood: isWhole ? 'fine' : 'warning',
      line: [isWhole ? heads.everybodyAccepted : heads.notEverybody],
    },
  ]
}

const roleLines = (roles: AcceptanceReport['roles'], { say, sentence }: Wording) =>
  roles.map(({ role, needed, accepted }) => [
    said(sentence('signatures', { role: say.Role(role), signed: accepted.length, needed })),
  ])
