import { fixtures } from '../support/fixtures.js'
import { startNode } from '../support/node.js'
import { fixtureSubject } from '../support/truth/subjects.js'
import { truthOf } from '../support/truth/suite.js'

const node = await startNode()
const tip = await node.height()

truthOf(
  node,
  fixtures().map((fixture) => fixtureSubject(fixture, { tip })),
)
