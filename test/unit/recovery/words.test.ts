import { recoveryKit } from 'taproot-escrow'
import { arabic } from 'taproot-escrow/languages'
import { describe, expect, it } from 'vitest'
import { made } from '../../support/contracts.js'
import { fullDocument } from '../../support/documents.js'

/*
 * What people read when they are alone with their keys, word for word.
 */

const [, withSecret] = made(fullDocument()).contracts

describe('a recovery file tells', () => {
  it.each(['employer', 'worker', 'arbiter', 'backupArbiter'] as const)('the %s everything', (role) => {
    expect(recoveryKit(withSecret!, role)).toMatchSnapshot()
  })

  it('a worker who reads Arabic everything', () => {
    const file = recoveryKit(withSecret!, 'worker', { language: arabic })
    expect(file.replace(/[xt]pub\w{30,}/g, '…')).toMatchSnapshot()
  })
})
