/** What the command asks of the machine. A test gives it another machine. */
export interface CommandIo {
  /** Of the package. */
  readonly version: string
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Where bitcoind keeps its data on this machine, unless it is told otherwise. */
  readonly nodeFolder: string
  /** The time, in Unix seconds. */
  readonly now: () => number
  /**
   * The bytes of a file.
   *
   * @throws EscrowError `FILE_UNREADABLE`, `FILE_TOO_LARGE`
   */
  readonly readFile: (path: string, options: { readonly limit: number }) => Promise<Uint8Array>
  /** All of standard input. */
  readonly readInput: (options: { readonly limit: number }) => Promise<Uint8Array>
  /** Standard input as it comes, until it ends or the signal says so. */
  readonly inputLines: (until: AbortSignal) => AsyncIterable<string>
  /** What a file holds whenever that changes, once it is there; until the signal says so. */
  readonly fileVersions: (
    path: string,
    options: { readonly limit: number; readonly until: AbortSignal },
  ) => AsyncIterable<Uint8Array>
  readonly exists: (path: string) => Promise<boolean>
  /**
   * Writes a whole file or nothing.
   *
   * @throws EscrowError `FILE_EXISTS`, `FILE_UNWRITABLE`
   */
  readonly writeFile: (
    path: string,
    text: string,
    options: { readonly existing: 'keep' | 'replace' },
  ) => Promise<void>
  /** A line of standard output. */
  readonly print: (line: string) => void
  /** Waits until what was printed is out. */
  readonly flushed: () => Promise<void>
  /** A line of standard error. */
  readonly note: (line: string) => void
  /**
   * Asks for a line that is not shown while it is typed.
   *
   * @throws EscrowError `PROMPT_NO_TERMINAL`
   */
  readonly ask: (question: string) => Promise<string>
  /** From now on Ctrl-C ends what waits for this signal, and not the program. */
  readonly interruption: () => AbortSignal
}
