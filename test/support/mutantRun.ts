import { Finding, oracle, type Verdict } from './mutantOracle.js'
import { subjects } from './mutantSpends.js'
import { type Mutant, mutantOf } from './mutants.js'

/** How many mutants went which way, how often each change was among those that were read, and what got through. */
export interface MutantReport {
  readonly verdicts: Record<Verdict, number>
  /** Changes of mutants, and of those of them that were read. */
  readonly changes: ReadonlyMap<string, { made: number; read: number }>
  readonly findings: readonly string[]
}

const MOST_FINDINGS = 10

const described = ({ seed, subject, changes, psbt }: Mutant, finding: Finding): string => {
  const sent = typeof psbt === 'string' ? JSON.stringify(psbt) : Buffer.from(psbt).toString('base64')
  const cause = finding.cause instanceof Error ? `\n  ${finding.cause.stack}` : ''
  return `seed ${seed}: ${subject.name}, ${changes.join(', ')}\n  ${finding.message}\n  ${sent}${cause}`
}

/** Judges the mutants of so many seeds, `from` the first one. */
export const runMutants = async ({
  from,
  count,
  progress,
}: {
  from: number
  count: number
  progress?: (done: number) => void
}): Promise<MutantReport> => {
  const all = await subjects()
  const judge = oracle()
  const verdicts = { refused: 0, same: 0, other: 0 }
  const changes = new Map<string, { made: number; read: number }>()
  const findings: string[] = []
  for (let seed = from; seed < from + count && findings.length < MOST_FINDINGS; seed++) {
    const mutant = mutantOf(seed, all)
    let verdict: Verdict | undefined
    try {
      verdict = await judge(mutant)
      verdicts[verdict] += 1
    } catch (error) {
      findings.push(
        described(
          mutant,
          error instanceof Finding ? error : new Finding('the oracle broke', { cause: error }),
        ),
      )
    }
    for (const name of mutant.changes) {
      const counted = changes.get(name) ?? { made: 0, read: 0 }
      counted.made += 1
      if (verdict !== 'refused') counted.read += 1
      changes.set(name, counted)
    }
    if (seed % 10_000 === 0) progress?.(seed - from)
  }
  return { verdicts, changes, findings }
}
