import * as fc from 'fast-check'

// a run that decides about a change must be repeatable; all others draw new cases
if (process.env['CI'] !== undefined) fc.configureGlobal({ seed: 20_261_120 })
