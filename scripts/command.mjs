import { spawn } from 'node:child_process'
import { SetupError } from './say.mjs'

/** How much of a failed program's output its error shows. */
const SHOWN_LINES = 3

/** Runs a program to its end and gives its standard output; a failure is an error with the last lines it said. */
export const output = (program, args, options = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
    let text = ''
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      text += chunk
    })
    child.stderr.setEncoding('utf8').on('data', (chunk) => {
      said += chunk
    })
    child.once('error', (error) => reject(new SetupError(`${program}: ${error.message}`)))
    child.once('close', (code, signal) => {
      if (code === 0) return resolve(text)
      const last = said.trim().split('\n').slice(-SHOWN_LINES).join(' ')
      reject(new SetupError(`${program} ${args.at(0) ?? ''} ended with ${signal ?? `code ${code}`}: ${last}`))
    })
  })
