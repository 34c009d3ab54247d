import { wordlist } from '@scure/bip39/wordlists/english.js'
import { wordlists } from 'bip39'
import { expect, it } from 'vitest'
import { phraseWordPosition } from '../../../src/agreement/phraseWords.js'
import { englishWords } from '../../../src/signers/mnemonic/words.js'

const positions = wordlist.map((_, at) => at)

it('every word of the list, and its first four letters, are found where two libraries have it', () => {
  expect(wordlists['english']).toEqual(wordlist)
  expect(wordlist.map(phraseWordPosition)).toEqual(positions)
  expect(wordlist.map((word) => phraseWordPosition(word.slice(0, 4)))).toEqual(positions)
  expect(wordlist.map((word) => phraseWordPosition(word.toUpperCase()))).toEqual(positions)
})

it('other words are not found', () => {
  const known = new Set(wordlist.map((word) => word.slice(0, 4)))
  const letters = [...'abcdefghijklmnopqrstuvwxyz']
  const words = letters.flatMap((first) =>
    letters.flatMap((second) =>
      letters.flatMap((third) => [`${first}${second}${third}`, `${first}${second}${third}a`]),
    ),
  )
  const found = words.filter((word) => phraseWordPosition(word) !== undefined)
  expect(found).toEqual(words.filter((word) => known.has(word)))
  expect(['a', 'ab', 'absolutes', 'zzzz', 'abandoned'].map(phraseWordPosition)).toEqual(
    Array(5).fill(undefined),
  )
})

it('the list of signers without Node is the list', () => {
  expect(englishWords()).toEqual(wordlist)
})
