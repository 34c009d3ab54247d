import { EscrowError } from '../errors.js'

/** How many issues are listed at most: hostile text must not cost more than honest text. */
const MOST_LISTED = 100
/** How many are made at most, those counted that say what an earlier one said. */
const MOST_MADE = 400

/** Collects what is wrong with a document instead of stopping at the first trouble. */
export interface Issues {
  readonly list: readonly EscrowError[]
  /** Adds what `make` answers, unless the list is full. */
  add(make: () => EscrowError): void
  /** What `read` answers, or `null` where it throws an {@link EscrowError}, which joins the list; `null` once the list is full. */
  attempt<Value>(read: () => Value): Value | null
}

/** An empty list of issues; an issue with the code and field of an earlier one is dropped. */
export const collectIssues = (): Issues => {
  const list: EscrowError[] = []
  const seen = new Set<string>()
  let made = 0
  const isFull = (): boolean => list.length >= MOST_LISTED || made >= MOST_MADE
  const add = (make: () => EscrowError): void => {
    if (isFull()) return
    made++
    const issue = make()
    const mark = `${issue.code} ${issue.data.field}`
    if (seen.has(mark)) return
    seen.add(mark)
    list.push(issue)
  }
  const attempt = <Value>(read: () => Value): Value | null => {
    if (isFull()) return null
    try {
      return read()
    } catch (error) {
      if (!(error instanceof EscrowError)) throw error
      add(() => error)
      return null
    }
  }
  return { list, add, attempt }
}
