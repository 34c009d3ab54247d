import { expect } from 'vitest'
import { EscrowError } from '../../src/errors.js'

/** The error that a piece of work throws; anything but one of ours fails the test. */
export const thrown = (work: () => unknown): EscrowError => {
  try {
    work()
  } catch (error) {
    if (error instanceof EscrowError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

/** The code of the error that a piece of work throws. */
export const codeOf = (work: () => unknown): string => thrown(work).code

/** Code and text of the error of ours that a piece of work throws, if it does. */
export const refusalOf = (work: () => unknown): string => {
  try {
    work()
    return 'nothing was refused'
  } catch (error) {
    if (!(error instanceof EscrowError)) throw error
    return `${error.code} ${error.message}`
  }
}

/** Like {@link thrown}, and the test's snapshot holds the text of the error. */
export const pinned = (work: () => unknown): EscrowError => {
  const error = thrown(work)
  expect(error.message).toMatchSnapshot()
  return error
}
