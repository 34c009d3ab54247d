import { compile } from '../../src/contract/compile.js'
import type { Contract } from '../../src/contract/contract.js'
import { parseAgreement } from '../../src/terms/parse.js'
import { CAST, type Folder, folderOf, words } from './command.js'

/** What its contract is to hold. */
export const HOURLY_AMOUNT = 300_000n

/** A folder in memory with an agreement by the hour, `hours.json`, and the words of the employer and of the worker. */
export const hourlyFolder = async (): Promise<{ readonly folder: Folder; readonly contract: Contract }> => {
  const folder = folderOf({
    'parameters.json': JSON.stringify({
      network: 'regtest',
      index: 0,
      employer: { key: CAST.employer.key, address: CAST.employer.address },
      worker: { key: CAST.worker.key, address: CAST.worker.address },
      arbiter: { key: CAST.arbiter.key, address: CAST.arbiter.address, fee: { bps: 100 } },
      amount: HOURLY_AMOUNT.toString(),
    }),
    'employer.txt': CAST.employer.phrase,
    'worker.txt': CAST.worker.phrase,
  })
  await folder.run(words('new hourly --param parameters.json --out hours.json'))
  const [contract] = compile(parseAgreement(folder.text('hours.json')))
  return { folder, contract: contract! }
}
