import { asOfSentence, type Now, nowSentences } from '../../now.js'
import type { StreamTold } from '../../stream.js'
import { list, paragraph, type Section } from '../blocks.js'
import type { Wording } from '../wording.js'

/** What is so now, before anything else. */
export const nowSection = (now: Now, { heads, told }: Wording): Section => ({
  id: 'now',
  name: heads.now,
  blocks: [
    paragraph(told(asOfSentence(now))),
    ...nowSentences(now).flatMap(({ about, sentences }) => [
      { kind: 'heading', level: 3, line: [told(about)] } as const,
      ...list(...sentences.map((sentence) => [told(sentence)])),
    ]),
  ],
})

/** Until when a stream runs, and what its last state pays. */
export const streamSection = ({ text }: StreamTold, { heads, english }: Wording): Section => ({
  id: 'stream',
  name: heads.stream,
  blocks: list(...text.map((sentence) => [english(sentence)])),
})
