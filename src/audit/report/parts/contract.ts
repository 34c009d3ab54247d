import type { Agreement } from '../../../agreement/types.js'
import { plainUri } from '../../../funding/uri.js'
import { toHex } from '../../../units/bytes.js'
import type { Audit, ContractAudit, DescriptorAudit } from '../../audit.js'
import type { Finding } from '../../finding.js'
import type { LiftedContract } from '../../lifted.js'
import type { ContractNow } from '../../now.js'
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
} from '../blocks.js'
import { byKind } from '../kinds.js'
import { type Objection, objectionsIn } from '../payable.js'
import type { Wording } from '../wording.js'
import { calendarBlocks } from './calendar.js'
import { inHtml, outputBlocks, outputFacts } from './output.js'
import { contractAnchor } from './summary.js'

/** Up to this many contracts the first one is open from the start. */
const FEW = 3

/** Every contract; of those of one kind the first in full. */
export const contractSection = (report: Audit, wording: Wording): Section => {
  const { contracts, agreement, findings, now } = report
  const about = findingsByContract(findings)
  const objectionTo = objectionsIn(report)
  return {
    id: 'contracts',
    name: wording.heads.contracts,
    blocks: byKind(contracts).map(({ contract, like }) =>
      contractBlock(contract, {
        agreement,
        like,
        // the findings of a single contract stand above already
        findings: contracts.length === 1 ? [] : (about.get(contract.index) ?? []),
        state: contracts.length <= FEW && like === undefined ? 'open' : 'closed',
        objection: objectionTo(contract),
        deposits: now?.contracts.find((one) => one.contract.index === contract.index)?.deposits ?? [],
        wording,
      }),
    ),
  }
}

/** Findings whose subject is a contract, by its index. */
const findingsByContract = (findings: readonly Finding[]): ReadonlyMap<number, readonly Finding[]> => {
  const found = new Map<number, Finding[]>()
  for (const finding of findings) {
    const index = Number(/^contract (\d+)(?![^,])/.exec(finding.subject)?.[1] ?? Number.NaN)
    const known = found.get(index)
    if (known === undefined) found.set(index, [finding])
    else known.push(finding)
  }
  return found
}

/** What is said of one contract beside itself. */
interface Beside {
  readonly agreement: Agreement | undefined
  /** Those about this contract alone. */
  readonly findings: readonly Finding[]
  readonly state: 'open' | 'closed'
  /** To paying in. */
  readonly objection: Objection | undefined
  /** A contract of the same kind, of which everything is said already. */
  readonly like: ContractAudit | undefined
  /** Those of a view. */
  readonly deposits: ContractNow['deposits']
  readonly wording: Wording
}

const contractBlock = (
  contract: ContractAudit,
  { agreement, findings, state, like, objection, deposits, wording }: Beside,
): Block => {
  const { index, milestone, amount, address, descriptor, output } = contract
  const { heads, say } = wording
  const memo = agreement?.milestones[milestone]?.memo
  return {
    kind: 'contract',
    id: contractAnchor(index),
    name: [
      heads.contract,
      ` ${index}`,
      ...(memo === undefined ? [] : [': ', { as: 'written', text: memo } as const]),
    ],
    aside: [said(satsText(amount, say))],
    state,
    blocks: [
      {
        kind: 'facts',
        facts: [
          [heads.address, [copied(address, heads.address)]],
          [heads.amount, [said(say.amount(amount))]],
        ],
      },
      ...inHtml([
        {
          kind: 'facts',
          facts: [[heads.outputScript, [copied(toHex(output.outputScript), heads.outputScript)]]],
        },
        ...(findings.length === 0
          ? []
          : [heading(4, heads.findings), { kind: 'findings', findings } as const]),
      ]),
      ...(like === undefined ? codeBlocks(contract, { objection, heads }) : []),
      ...calendarBlocks({ deposits }, wording),
      ...(like === undefined
        ? outputBlocks({ ...contract, deposits }, wording)
        : likeBlocks(contract, { like, wording })),
      ...(descriptor === like?.descriptor
        ? []
        : [
            {
              kind: 'folded',
              where: 'pages',
              name: [heads.descriptor],
              blocks: [paragraph(copied(descriptor, heads.descriptor))],
            } as const,
          ]),
    ],
  }
}

/** What is said in the place of codes; of a contract that was paid, other parts of the report tell. */
const OBJECTIONS = { danger: 'notPayable', notAccepted: 'notEverybody' } as const

/** What a wallet pays by, and the address, which wallets take for the same: only where paying in is no known mistake. */
const codeBlocks = (
  { address, amount }: ContractAudit,
  { objection, heads }: { readonly objection: Objection | undefined; readonly heads: Wording['heads'] },
): readonly Block[] => {
  if (objection === 'paid') return []
  if (objection !== undefined)
    return inHtml([{ kind: 'text', mood: 'warning', line: [heads[OBJECTIONS[objection]]] }])
  const uri = plainUri({ address, amount })
  return inHtml([
    { kind: 'facts', facts: [[heads.paymentUri, [copied(uri, heads.paymentUri)]]] },
    {
      kind: 'codes',
      codes: [
        // capitals take less room in a code, and mean the same (BIP 173)
        { name: heads.address, text: address.toUpperCase() },
        { name: heads.paymentUri, text: uri },
      ],
    },
  ])
}

/** What a contract has of its own beside one of the same kind. */
const likeBlocks = (
  contract: ContractAudit,
  { like, wording }: { readonly like: ContractAudit; readonly wording: Wording },
): readonly Block[] => {
  const { heads, sentence } = wording
  return [
    paragraph(
      { as: 'link', text: sentence('asContract', { index: like.index }), to: contractAnchor(like.index) },
      ': ',
      heads.allElse,
    ),
    ...inHtml([
      heading(4, heads.scripts),
      {
        kind: 'facts',
        facts: contract.output.leaves.map(
          ({ name, script }) => [wording.named(name).text, [copied(toHex(script), heads.script)]] as const,
        ),
      },
      heading(4, heads.keysAndOutput),
      { kind: 'facts', facts: outputFacts(contract, wording) },
    ]),
  ]
}

/** What a descriptor turned out to describe. */
export const descriptorSection = (described: DescriptorAudit, wording: Wording): Section => {
  const { lifted } = described
  const { heads } = wording
  return {
    id: 'output',
    name: heads.theOutput,
    blocks: [
      heading(3, heads.whatItIs),
      ...(lifted.kind === 'contract'
        ? [
            paragraph(heads.isContract),
            { kind: 'facts', where: 'pages', facts: liftedFacts(lifted.contract, wording) } as const,
          ]
        : [
            paragraph(heads.isForeign),
            ...list(...lifted.description.map((text) => [wording.english(text)])),
            {
              kind: 'folded',
              where: 'pages',
              name: [heads.differs],
              blocks: list(
                ...lifted.differences.map(({ code: name, subject, text }) => [
                  wording.english(subject),
                  ': ',
                  wording.english(text),
                  ' (',
                  code(name),
                  ')',
                ]),
              ),
            } as const,
          ]),
      ...outputBlocks(described, wording),
    ],
  }
}

/** What the contract says without its agreement. */
const liftedFacts = (
  { index, roles, keyPath, weights, proof }: LiftedContract,
  { heads, say, sentence }: Wording,
): Facts => [
  [heads.index, [`${index}`]],
  [heads.keyPath, [keyPath === 'musig2' ? heads.keyPathTogether : heads.keyPathClosed]],
  [heads.tree, [weights === 'default' ? heads.treeDefault : heads.treeOther]],
  [heads.keys, [proof === 'derived' ? heads.keysDerived : heads.keysClaimed]],
  ...roles.map(
    ({ role, threshold, keys }) =>
      [
        say.role(role),
        [said(sentence('quorum', { threshold, keys: keys.length })), ': ', code(keys.join(' '))],
      ] as const,
  ),
]
