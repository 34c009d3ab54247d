import { cliError } from './errors.js'

/** What a hidden prompt needs of a terminal's input. */
export interface TerminalInput extends AsyncIterable<string | Uint8Array> {
  readonly isTTY?: boolean | undefined
  readonly setRawMode?: ((raw: boolean) => unknown) | undefined
}

/** Where the question goes. */
export interface TerminalOutput {
  readonly write: (text: string) => unknown
}

const ENTER: readonly string[] = ['\r', '\n']
/** Ctrl-C and Ctrl-D, which a terminal in raw mode hands on. */
const CANCEL: readonly string[] = ['\u0003', '\u0004']
const ERASE: readonly string[] = ['\u007f', '\b']

/**
 * Asks a question and reads a line that is not shown while it is typed.
 *
 * @throws EscrowError `PROMPT_NO_TERMINAL` where nobody can type, `PROMPT_CANCELLED` at Ctrl-C
 */
export const askHidden = async (
  question: string,
  { input, output }: { readonly input: TerminalInput; readonly output: TerminalOutput },
): Promise<string> => {
  if (input.isTTY !== true || input.setRawMode === undefined)
    throw cliError('PROMPT_NO_TERMINAL', {
      field: '--prompt',
      expected: 'a terminal on standard input',
      received: 'none; take a file or an environment variable',
    })
  output.write(question)
  input.setRawMode(true)
  try {
    return await typedLine(input)
  } finally {
    input.setRawMode(false)
    output.write('\n')
  }
}

const typedLine = async (input: TerminalInput): Promise<string> => {
  let line = ''
  for await (const chunk of input)
    for (const key of typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk)) {
      if (ENTER.includes(key)) return line
      if (CANCEL.includes(key)) throw cancelled()
      line = ERASE.includes(key) ? line.slice(0, -1) : line + key
    }
  throw cancelled()
}

const cancelled = (): ReturnType<typeof cliError> =>
  cliError('PROMPT_CANCELLED', { field: '--prompt', expected: 'a secret and Enter', received: 'neither' })
