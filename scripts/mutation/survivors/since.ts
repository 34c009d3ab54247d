import { any, inFile, type Reason } from './reason.js'

/** Survivors for which there is a test now. The next run of their folders takes them off the page, and this list with them. */
export const SINCE: readonly Reason[] = [
  {
    reason: 'not measured again: a test that was written since notices it',
    explains: any(
      inFile('script/satisfy.ts', '{ hash: fragment.hash } → {}'),
      inFile('plan/json.ts', `\`\${field}.pays\` → \`\``),
      inFile('plan/plan.ts', '\'partyReplaced\' → ""'),
      inFile('plan/feeCaps.ts', '\'feeRateFloor\' → ""'),
      inFile('plan/money.ts', 'amount >= 0n → amount > 0n'),
      inFile(
        'plan/relock.ts',
        '\'into\' → ""',
        'contract.paths.some(({ lock }) => lock !== undefined && !isR… → contract.paths.every(({ lock }) => lock !== undefined && !is…',
        '({ lock }) => lock !== undefined && !isRelative(lock) → () => undefined',
        'lock !== undefined && !isRelative(lock) → false',
        `[{ contract, field: \`funded[\${position}]\` }] → []`,
        `{ contract, field: \`funded[\${position}]\` } → {}`,
        `\`funded[\${position}]\` → \`\``,
        '\' and \' → ""',
      ),
    ),
  },
]
