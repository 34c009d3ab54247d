import { expect, it } from 'vitest'
import { auditedOutput, contractAuditor } from '../../../src/audit/outputAudit.js'
import { outputOf } from '../../../src/powers/outputOf.js'
import { made } from '../../support/contracts.js'
import { fullDocument } from '../../support/documents.js'
import { bareHolder, secretHashOf } from '../../support/holders.js'

it('what is concluded of a contract beside others is what is concluded of it alone', () => {
  const document = fullDocument()
  document.worker.keys = [bareHolder(40).text]
  document.keyPath = 'closed'
  const [design, build] = document.milestones
  document.milestones = [
    design,
    { ...design, amount: '1000001' },
    build,
    { ...build, secretHash: secretHashOf(2) },
    { ...design, silence: { pays: 'employer', after: { blocks: 8641 } } },
    { ...design, amount: '40000' },
  ]
  const { contracts } = made(document)
  const beside = contractAuditor(['2'])
  for (const contract of contracts) {
    const output = outputOf(contract)
    expect(beside(output, contract)).toEqual(auditedOutput(output, { contract, feeRates: ['2'] }))
  }
})
