import { describe, expect, it } from 'vitest'
import { askHidden, type TerminalInput } from '../../../src/cli/prompt.js'
import { EscrowError } from '../../../src/errors.js'

/** A terminal at which somebody types these pieces. */
const terminal = (...typed: readonly string[]) => {
  const modes: boolean[] = []
  const shown: string[] = []
  const input: TerminalInput = {
    isTTY: true,
    setRawMode: (raw) => modes.push(raw),
    async *[Symbol.asyncIterator]() {
      for (const piece of typed) yield new TextEncoder().encode(piece)
    },
  }
  return { input, modes, shown, output: { write: (text: string) => shown.push(text) } }
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing',
    (error: unknown) => (error instanceof EscrowError ? error.code : 'another error'),
  )

describe('a hidden prompt', () => {
  it('reads a line, typed or pasted, without showing any of it', async () => {
    const { input, output, modes, shown } = terminal('zoo ', 'zoo wrongg', '\u007f', '\rmore')
    expect(await askHidden('words: ', { input, output })).toBe('zoo zoo wrong')
    expect(shown).toEqual(['words: ', '\n'])
    expect(modes).toEqual([true, false])
  })

  it.each([
    ['Ctrl-C', 'zoo\u0003'],
    ['Ctrl-D', '\u0004'],
    ['the end of input', 'zoo'],
  ])('is given up by %s, and the terminal is as before', async (_key, typed) => {
    const { input, output, modes } = terminal(typed)
    expect(await codeOf(askHidden('words: ', { input, output }))).toBe('PROMPT_CANCELLED')
    expect(modes).toEqual([true, false])
  })

  it('wants a terminal', async () => {
    const { output, shown, input } = terminal()
    expect(await codeOf(askHidden('words: ', { input: { ...input, isTTY: false }, output }))).toBe(
      'PROMPT_NO_TERMINAL',
    )
    expect(shown).toEqual([])
  })
})
