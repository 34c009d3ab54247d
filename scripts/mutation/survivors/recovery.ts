import { inFile, type Reason } from './reason.js'

/** Survivors of `recovery/`. */
export const RECOVERY: readonly Reason[] = [
  {
    reason: 'equivalent: what opens on a timeline is a path of its contract, which the compiler cannot know',
    explains: inFile('recovery/sections.ts', 'path === undefined → false'),
  },
  {
    reason: 'equivalent: a member that is undefined, and one that is not there, are told alike',
    explains: inFile('recovery/subject.ts', 'block === undefined → false'),
  },
]
