import { any, inFile, type Reason } from './reason.js'

/** Survivors of `spend/`. */
export const SPEND: readonly Reason[] = [
  {
    reason:
      'only the types need the check: spends of the key path have inputs of that kind and no others, and the other way round',
    explains: any(
      inFile(
        'spend/sign.ts',
        "collected.kind === 'key' → false",
        '\'key\' → ""',
        '[] → ["Stryker was here"]',
      ),
      inFile('spend/musig.ts', 'input?.kind → input.kind'),
      inFile('spend/progress.ts', "input.kind === 'key' → true"),
    ),
  },
  {
    reason:
      'equivalent: no spend goes through the leaf of the terms, so its key is never among those that sign',
    explains: inFile('spend/sign.ts', "role === 'terms' → false", '\'terms\' → ""'),
  },
  {
    reason: 'performance only: what finds nothing is asked all the same',
    explains: any(
      inFile(
        'spend/rules.ts',
        "plan.outcome.kind === 'relock' → true",
        'at === undefined → false',
        'outstanding.length === 0 → false',
      ),
      inFile('spend/same.ts', 'left === right → false'),
    ),
  },
  {
    reason:
      'nothing would load: the check of a context is made of these at loading, which no test is noted as reaching',
    explains: inFile(
      'spend/rules.ts',
      "(): MemberChecks<ReviewContext> => ({ 'at?': aMoment, 'expec… → () => undefined",
    ),
  },
  {
    reason: 'killed since by a test of spends of two inputs, of which either differs',
    explains: inFile(
      'spend/same.ts',
      'left.plan.inputs.every(({ funded: { amount, contract } }, at… → left.plan.inputs.some(({ funded: { amount, contract } }, at)…',
    ),
  },
  {
    reason: 'only the types need the check: whoever has started has started an input of the spend',
    explains: inFile('spend/musig.ts', 'nonces[place.position]?.splice → nonces[place.position].splice'),
  },
  {
    reason: 'only the types need the check: parts are compared once none is missing',
    explains: inFile(
      'spend/musig.ts',
      'value !== undefined → true',
      'other !== undefined → true',
      'value !== undefined && other !== undefined → true',
      'value !== undefined && other !== undefined → value !== undefined || other !== undefined',
    ),
  },
  {
    reason: 'only the types need the check: an aggregate has two participants, employer and worker',
    explains: any(
      inFile('spend/musig.ts', 'role === undefined → false', '[] → ["Stryker was here"]'),
      inFile('spend/musigRows.ts', 'participant === undefined → false'),
    ),
  },
  {
    reason:
      'only the types need it: no spend by a closed key path can be planned, and no nonce is missing where none was found missing',
    explains: inFile('spend/musigRows.ts', "internal.kind === 'musig2' → true", '[] → ["Stryker was here"]'),
  },
  {
    reason: 'only the types need the check: a plan has inputs, whose contracts have the path of the plan',
    explains: inFile(
      'spend/progress.ts',
      '[] → ["Stryker was here"]',
      'first?.funded → first.funded',
      'first?.funded.contract.paths.find(({ name }) => name === pla… → first?.funded.contract.paths.find(({ name }) => name === pla…',
    ),
  },
  {
    reason:
      'only the types need the check: every input of a PSBT was matched with a funded contract, and there is one at least',
    explains: inFile(
      'spend/read.ts',
      'one !== undefined → true',
      'one === undefined → false',
      '[] → ["Stryker was here"]',
      '\'key\' → ""',
    ),
  },
  {
    reason:
      'equivalent: nobody wants a path that is undefined, and a path that is not wanted is no leaf that is revealed, and the first path never differs from the first',
    explains: inFile(
      'spend/read.ts',
      'wanted !== undefined → true',
      'name === undefined → false',
      'other >= 0 → other > 0',
    ),
  },
  {
    reason: 'equivalent: no role, and no rule, has the name that stands in the list then',
    explains: inFile('spend/rules.ts', '[] → ["Stryker was here"]'),
  },
  {
    reason: 'equivalent: whoever acts alone is one party, with a lock; the leaf of the terms has neither',
    explains: any(
      inFile('spend/rules.ts', 'only !== undefined → true', '\' and the \' → ""'),
      inFile(
        'spend/review.ts',
        '\' and the \' → ""',
        'path.lock === undefined → false',
        '\'\' → "Stryker was here!"',
      ),
    ),
  },
  {
    reason: 'equivalent: only a relock has a target, which is not `itself` where there is none',
    explains: any(
      inFile('spend/sentences.ts', "outcome.kind !== 'relock' → false"),
      inFile('spend/targets.ts', "outcome.kind === 'relock' → true"),
    ),
  },
  {
    reason: 'equivalent: whoever acts alone is one party, so there is nobody to join to it',
    explains: inFile('spend/targets.ts', '\'\' → "Stryker was here!"'),
  },
  {
    reason: 'only the types need the check: what opens alone has a clock, and what has a clock has a lock',
    explains: inFile('spend/targets.ts', 'path.lock !== undefined → true'),
  },
  {
    reason: 'equivalent: no address, and no role, is the text that stands in the list then',
    explains: any(
      inFile('spend/sentences.ts', '[] → ["Stryker was here"]'),
      inFile('spend/interference.ts', '[] → ["Stryker was here"]'),
    ),
  },
  {
    reason: 'only the types need the check: comparing with nothing is never true',
    explains: inFile('spend/expectation.ts', 'maxFee !== undefined → true'),
  },
  {
    reason:
      'only the types need the check: a witness that shows a leaf has a last item, and as many below it as the leaf takes',
    explains: inFile(
      'spend/finalInput.ts',
      'controlBlock === undefined → false',
      'item === undefined → false',
    ),
  },
  {
    reason: 'only the types need the check: the same transaction has as many inputs',
    explains: inFile(
      'spend/same.ts',
      'other?.sequence → other.sequence',
      'right.plan.inputs[at]?.funded → right.plan.inputs[at].funded',
      'other?.amount → other.amount',
    ),
  },
  {
    reason: 'equivalent: a text among secrets opens no hash, and a text among acceptances accepts nothing',
    explains: inFile('spend/build.ts', '[] → ["Stryker was here"]'),
  },
  {
    reason: 'equivalent: a floor that is undefined is none',
    explains: inFile('spend/build.ts', 'feeRateFloor !== undefined → true'),
  },
  {
    reason: 'equivalent: what returns nothing returns what is undefined',
    explains: inFile(
      'spend/collected.ts',
      '{ // a proxy around a spend, as frameworks for pages make th… → {}',
    ),
  },
  {
    reason: 'equivalent: what is collected for the key path holds no preimage, nor is one asked for there',
    explains: any(
      inFile('spend/bump.ts', "input.kind === 'leaf' → true"),
      inFile('spend/collected.ts', "input.kind === 'key' → false", '\'key\' → ""'),
      inFile('spend/progress.ts', "input.kind === 'leaf' → true"),
    ),
  },
  {
    reason:
      'equivalent: where a contract has no such leaf there is no key of it either; the compiler wants both said',
    explains: inFile('spend/collectInput.ts', 'leaf === undefined → false'),
  },
  {
    reason:
      'equivalent: no spend by the key path is planned where that path is closed, so its rows are not asked for',
    explains: inFile('spend/toPsbt.ts', "internal.kind === 'closed' → false", '\'closed\' → ""'),
  },
  {
    reason: 'equivalent: the usual rows are what neither of the two other words asks for',
    explains: inFile('spend/toPsbt.ts', '\'usual\' → ""'),
  },
  {
    reason: 'only the types need the check: what was collected has a place for each input and each role',
    explains: any(
      inFile('spend/toPsbt.ts', 'collected?.kind → collected.kind'),
      inFile('spend/combine.ts', 'role !== undefined → true'),
    ),
  },
  {
    reason: 'only the types need the check: spends of one transaction have equally many inputs',
    explains: inFile('spend/combine.ts', 'more === undefined → false'),
  },
  {
    reason: 'only the types need the check: a contract is of a milestone of its agreement',
    explains: any(
      inFile(
        'spend/secret.ts',
        'agreement.milestones[milestone]?.secretHash → agreement.milestones[milestone].secretHash',
      ),
      inFile(
        'spend/reviewed.ts',
        'agreement.milestones[milestone]?.memo → agreement.milestones[milestone].memo',
      ),
    ),
  },
]
