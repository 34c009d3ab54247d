import type { Agreement } from '../../../agreement/types.js'
import type { ContractAudit } from '../../audit.js'
import { type Markdown, markdown, verbatim } from '../markup.js'
import { satsText } from '../words.js'
import { code } from './blocks.js'
import { outputPart } from './output.js'

/** Everything about one contract. */
export const contractPart = (
  contract: ContractAudit,
  {
    agreement,
    like,
  }: { readonly agreement: Agreement | undefined; readonly like: ContractAudit | undefined },
): Markdown => {
  const { index, milestone, amount, address, descriptor } = contract
  const memo = agreement?.milestones[milestone]?.memo
  return markdown`
## Contract ${index}${memo === undefined ? undefined : markdown`: ${memo}`}

- Address: ${code(address)}
- Amount: ${satsText(amount)}

${
  like === undefined
    ? outputPart(contract)
    : markdown`All else is as of contract ${like.index}.
`
}${descriptor === like?.descriptor ? undefined : descriptorDetails(descriptor)}`
}

const descriptorDetails = (descriptor: string): Markdown => markdown`<details><summary>Descriptor</summary>

${verbatim`\`\`\`
${descriptor}
\`\`\``}

</details>
`
