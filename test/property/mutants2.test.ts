import { describeMutants } from '../support/mutantTests.js'

describeMutants({ shard: 1 })
