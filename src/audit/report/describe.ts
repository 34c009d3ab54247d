import type { Audit } from '../audit.js'
import { VERSION } from '../version.js'
import type { Block, Description, Section } from './blocks.js'
import { amendmentSection, comparisonSection } from './parts/amendments.js'
import { bottomLine } from './parts/bottomLine.js'
import { contractSection, descriptorSection } from './parts/contract.js'
import { nowSection, streamSection } from './parts/now.js'
import { proofSection } from './parts/proofs.js'
import { spendSection } from './parts/spend.js'
import { summarySection, titleOf } from './parts/summary.js'
import { traceSection } from './parts/transactions.js'
import type { Wording } from './wording.js'

/** Everything that a report says, before it is written in any form. */
export const describe = (report: Audit, wording: Wording): Description => {
  const { contracts, findings, amendments, comparison, descriptor, now, proofs, spend, stream, trace } =
    report
  return {
    // in a place of its own nothing turns it around
    title: titleOf(report, wording).replace(/[\u2066\u2068\u2069]/g, ''),
    maker: `taproot-escrow ${VERSION}, ${wording.heads.formats}`,
    sections: [
      bottomLine(report, wording),
      ...(now === undefined ? [] : [nowSection(now, wording)]),
      ...(stream === undefined ? [] : [streamSection(stream, wording)]),
      summarySection(report, wording),
      ...(findings.length === 0
        ? []
        : [section('findings', wording.heads.findings, [{ kind: 'findings', findings }])]),
      ...(amendments === undefined ? [] : [amendmentSection(amendments, wording)]),
      ...(comparison === undefined ? [] : [comparisonSection(comparison, wording)]),
      ...(proofs === undefined || proofs.length === 0 ? [] : [proofSection(proofs, wording)]),
      ...(spend === undefined ? [] : [spendSection(spend, wording)]),
      ...(trace === undefined ? [] : [traceSection(trace, wording)]),
      ...(descriptor === undefined ? [] : [descriptorSection(descriptor, wording)]),
      ...(contracts.length === 0 ? [] : [contractSection(report, wording)]),
      signOff(report, wording),
    ],
  }
}

const section = (id: string, name: string, blocks: readonly Block[]): Section => ({ id, name, blocks })

/** For paper: who has read it. */
const signOff = ({ agreement }: Audit, { heads }: Wording): Section => ({
  id: 'sign-off',
  name: heads.signOff,
  where: 'html',
  blocks: [
    { kind: 'text', line: [heads.haveRead] },
    {
      kind: 'facts',
      facts: [
        ...(agreement === undefined
          ? []
          : [[heads.agreement, [{ as: 'code', text: agreement.id }]] as const]),
        [heads.name],
        [heads.inRole],
        [heads.date],
        [heads.signature],
      ],
    },
  ],
})
