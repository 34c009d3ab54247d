import { createBase58check, hex } from '@scure/base'
import { Address, OutScript } from '@scure/btc-signer'
import { sha256 } from '@scure/btc-signer/utils.js'
import { compile, EscrowError, parseAgreement } from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import type { Characters, ValidFixture } from '../../scripts/fixtures/valid.js'
import { secondEngine } from '../../src/audit/engine/engine.js'
import { outputScriptAt } from '../../src/descriptor/derive.js'
import { parseDescriptor } from '../../src/descriptor/parse.js'
import type { Fixture, FixtureContract } from '../support/fixtureFormat.js'
import { fixtures, storedValid } from '../support/fixtures.js'
import { startNode } from '../support/node.js'

const node = await startNode()
const all = fixtures()

const LAST = 0x7fffffff

const base58check = createBase58check(sha256)

/** Keys with the version bytes of the test chains, which is all that a node in regtest reads. */
const forTests = (text: string): string =>
  text.replace(/xpub[1-9A-HJ-NP-Za-km-z]+/g, (key) => {
    const payload = base58check.decode(key)
    payload.set(hex.decode('043587cf'))
    return base58check.encode(payload)
  })

/** The node reads the descriptor, and its own checksum for it. */
const readByNode = async (descriptor: string): Promise<string> => {
  const [body = '', checksum = ''] = descriptor.split('#')
  const readable = forTests(body)
  const { checksum: computed } = await node.rpc.getdescriptorinfo(readable)
  if (readable === body) expect(checksum).toBe(computed)
  return `${readable}#${computed}`
}

const regtest = { bech32: 'bcrt', pubKeyHash: 0x6f, scriptHash: 0xc4, wif: 0xef }
const scriptOf = (address: string): string => hex.encode(OutScript.encode(Address(regtest).decode(address)))

const addressAt = async (descriptor: string, index: number): Promise<string> => {
  const [address = ''] = await node.rpc.deriveaddresses(descriptor, { range: { first: index, last: index } })
  return address
}

const indicesOf = ({ index }: FixtureContract): readonly number[] => [
  ...new Set([0, 1, 1000, index, Math.max(0, index - 1), Math.min(LAST, index + 1), LAST]),
]

/** The contract's own output, and those that the same terms would have at other indices. */
const expectDerived = async (fixture: Fixture, form: 'descriptor' | 'portableDescriptor'): Promise<void> => {
  const second = secondEngine(fixture.agreement.text)
  for (const contract of fixture.contracts) {
    const text = contract[form]
    const descriptor = await readByNode(text)
    const own = await addressAt(descriptor, contract.index)
    expect(scriptOf(own)).toBe(contract.outputScript)
    if (contract.address.startsWith('bcrt1')) expect(own).toBe(contract.address)
    const parsed = parseDescriptor(text)
    for (const index of indicesOf(contract)) {
      const script = scriptOf(await addressAt(descriptor, index))
      expect(hex.encode(outputScriptAt(parsed, { index }))).toBe(script)
      expect(
        hex.encode(second.contractsAt([{ milestone: contract.milestone, index }])[0]!.outputScript),
      ).toBe(script)
    }
  }
}

/** Bitcoin Core reads `musig()` from version 31 on. */
const knowsMusig = async (): Promise<boolean> => {
  const open = all
    .flatMap(({ contracts }) => contracts)
    .find(({ descriptor }) => descriptor.includes('musig('))
  try {
    await node.rpc.getdescriptorinfo(open!.descriptor)
    return true
  } catch (error) {
    if (error instanceof EscrowError && error.code === 'RPC_REFUSED') return false
    throw error
  }
}
const form = (await knowsMusig()) ? 'both descriptors' : 'the portable descriptor'

describe('a node', () => {
  it.each(all)(`derives the outputs of $name from ${form}`, async (fixture) => {
    await expectDerived(fixture, 'portableDescriptor')
    if (form === 'both descriptors') await expectDerived(fixture, 'descriptor')
  })

  it.each(all)('finalizes the signed spends of $name to the same transactions', async ({ spends }) => {
    for (const { signedPsbt, transaction } of spends)
      expect(await node.rpc.finalizepsbt(signedPsbt)).toMatchObject({ complete: true, hex: transaction })
  })

  it('derives the outputs of every document at the edge of what is valid', async () => {
    for (const text of storedValid().values()) {
      const document = JSON.parse(text) as ValidFixture | Characters
      if (document.format !== 'taproot-escrow/valid') continue
      const contracts = compile(parseAgreement(document.text))
      expect(contracts.map(({ address }) => address)).toEqual(document.addresses)
      for (const { index, portableDescriptor, outputScript } of contracts)
        expect([
          document.name,
          scriptOf(await addressAt(await readByNode(portableDescriptor), index)),
        ]).toEqual([document.name, hex.encode(outputScript)])
    }
  })
})
