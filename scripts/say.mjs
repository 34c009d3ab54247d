/** A progress line. It goes to standard error, so that standard output holds nothing but results. */
export const say = (line) => {
  process.stderr.write(`${line}\n`)
}

/** Trouble that one line explains; whoever catches it prints the line without a stack. */
export class SetupError extends Error {}
