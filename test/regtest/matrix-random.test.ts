import fc from 'fast-check'
import { agreementDocuments } from '../support/arbitraries.js'
import { startNode } from '../support/node.js'
import { heldSubject } from '../support/truth/subjects.js'
import { truthOf } from '../support/truth/suite.js'

const node = await startNode()
const clocks = {
  longest: 12,
  height: (await node.height()) + 10,
  time: (await node.medianTime()) + 1_000_000,
}

// a run that decides about a change must be repeatable; all others draw new agreements
const seed = process.env['CI'] === undefined ? Math.floor(Math.random() * 2 ** 31) : 20_261_120
const documents = fc.sample(agreementDocuments({ networks: ['regtest'], mostMilestones: 2, clocks }), {
  numRuns: 30,
  seed,
})

truthOf(
  node,
  documents.map((document, at) => heldSubject(`agreement ${at} of seed ${seed}`, document)),
)
