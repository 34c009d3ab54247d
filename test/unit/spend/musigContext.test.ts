import { expect, it } from 'vitest'
import { participantsOf } from '../../../src/spend/musigContext.js'
import { made } from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'

it('in the aggregate of an open key path take part employer and worker, in a closed one nobody', () => {
  const { agreement, contracts } = made(plainDocument())
  const keys = [agreement.employer, agreement.worker].map((role) => role.keys[0]!)
  expect(participantsOf(contracts[0]!)).toEqual(keys)
  const [closed] = made({ ...plainDocument(), keyPath: 'closed' }).contracts
  expect(participantsOf(closed!)).toEqual([])
})
