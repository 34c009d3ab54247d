import { audit, type ContractClaim } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import type { Json } from '../../../support/documents.js'
import { addressOf, extendedHolder } from '../../../support/holders.js'
import {
  closed,
  closedDocument,
  contract,
  document,
  POISONS,
  scriptsOf,
} from '../../../support/provocations/claims.js'

const REFUSED: readonly {
  readonly what: string
  readonly change: (json: Json) => void
  readonly code: string
}[] = [
  {
    what: 'clocks in the wrong order',
    change: (json) => (json.silence.after.blocks = 3007),
    code: 'SILENCE_TOO_EARLY',
  },
  {
    what: 'an early rescue',
    change: (json) => (json.rescue.after.blocks = 4001),
    code: 'RESCUE_TOO_EARLY',
  },
  {
    what: 'older(65536)',
    change: (json) => (json.rescue.after.blocks = 65_536),
    code: 'LOCK_RELATIVE_OUT_OF_RANGE',
  },
  {
    what: 'keys of another network',
    change: (json) => (json.worker.keys = [extendedHolder(2, 'mainnet').text]),
    code: 'KEY_NETWORK',
  },
  {
    what: 'an address of another network',
    change: (json) => (json.employer.address = addressOf(1, { network: 'mainnet' })),
    code: 'ADDRESS_OTHER_NETWORK',
  },
  {
    what: 'one key in two roles',
    change: (json) => (json.worker.keys = json.employer.keys),
    code: 'KEY_DUPLICATE',
  },
]

/** What is found in claims alone: findings about them name them. */
const codesOf = (json: Json, claims: readonly ContractClaim[]): readonly string[] => [
  ...new Set(
    audit(JSON.stringify(json), { claims })
      .findings.filter(({ subject }) => subject.startsWith('claim'))
      .map(({ code }) => code),
  ),
]

describe('what somebody shows as a contract', () => {
  it.each(POISONS)('with $what is found out by $codes', ({ claim, json = document(), codes }) => {
    expect(new Set(codesOf(json, [claim]))).toEqual(new Set(codes))
  })

  it.each([
    ['an open key path', document(), contract],
    ['a closed key path', closedDocument(), closed],
  ])('has none of these findings where it is the contract, with %s', (_, json, agreed) => {
    const { address, descriptor, portableDescriptor, internalKey, outputScript, amount, leaves } = agreed
    const controlBlocks = Object.fromEntries(
      leaves.map(({ path, controlBlock }) => [path.name, controlBlock]),
    )
    expect(
      codesOf(json, [
        { address, descriptor, output: { script: outputScript, amount } },
        // BIP 173: the same address, as codes have it
        { address: address.toUpperCase() },
        { milestone: 0, descriptor: portableDescriptor },
        { scripts: { internalKey, tree: scriptsOf(agreed), controlBlocks } },
      ]),
    ).toEqual([])
  })

  it('is refused as an option where the agreement has no such milestone', () => {
    expect(() => audit(JSON.stringify(document()), { claims: [{ milestone: 1 }] })).toThrow(
      'claims[0].milestone: expected a position from 0 to 0, received 1',
    )
  })
})

describe('an agreement', () => {
  it.each(REFUSED)('with $what is found out by $code', ({ change, code }) => {
    const json = document()
    change(json)
    const { contracts, findings } = audit(JSON.stringify(json))
    expect(contracts).toEqual([])
    expect(findings.map((finding) => finding.code)).toContain(code)
  })
})
