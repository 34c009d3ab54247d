import { type Contract, type NetworkName, recoveryKit } from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { toHex } from '../../../src/units/bytes.js'
import { made } from '../../support/contracts.js'
import { fullDocument, type Json, plainDocument } from '../../support/documents.js'
import { firstFunded } from '../../support/funded.js'
import { addressOf, bareHolder, extendedHolder } from '../../support/holders.js'
import { stepsOf, wayNumber } from '../../support/recoveryFile.js'

const contractOf = (document: Json): Contract => made(document).contracts[0]!

const documentOn = (network: NetworkName): Json => {
  const document = plainDocument()
  document.network = network
  document.employer = {
    threshold: 1,
    keys: [extendedHolder(1, network).text],
    address: addressOf(1, { network }),
  }
  document.worker.keys = [extendedHolder(2, network).text]
  document.worker.payees = [{ address: addressOf(2, { network }), share: 10_000 }]
  return document
}

describe('the commands of a recovery file', () => {
  it.each([
    ['mainnet', 'main'],
    ['testnet', 'test'],
    ['signet', 'signet'],
    ['regtest', 'regtest'],
  ] as const)('on %s talk to the chain that the node calls %s', (network, chain) => {
    const contract = contractOf(documentOn(network))
    const lines = stepsOf(recoveryKit(contract, 'employer'), {
      way: wayNumber(contract, 'employer', 'employerAlone'),
    }).map(({ line }) => line)
    expect(lines).toHaveLength(5)
    for (const line of lines) expect(line).toMatch(new RegExp(`^bitcoin-cli -chain=${chain} `))
  })

  it('make a wallet that knows the one output, the private key in the place of the public one', () => {
    const document = fullDocument()
    const bare = bareHolder(3).text
    document.arbiter = { ...document.arbiter, threshold: 1, keys: [bare] }
    const contract = contractOf(document)
    const { agreement, index, portableDescriptor } = contract
    const [text] = portableDescriptor.split('#')
    for (const [role, key, placeholder] of [
      ['employer', extendedHolder(1).text, '<EXTENDED_PRIVATE_KEY>'],
      ['arbiter', bare, '<PRIVATE_KEY>'],
    ] as const) {
      const wallet = `escrow-${agreement.id.slice(0, 18)}-${index}-${role}-1`
      const descriptor = text!.replaceAll(key, placeholder).replaceAll('/*', `/${index}`)
      expect(stepsOf(recoveryKit(contract, role), { prepare: 0 })).toEqual([
        { line: `bitcoin-cli -chain=regtest -named createwallet wallet_name=${wallet} blank=true` },
        {
          line: `bitcoin-cli -chain=regtest getdescriptorinfo '${descriptor}'`,
          placeholder: '<CHECKSUM>',
          field: 'checksum',
        },
        {
          line: `bitcoin-cli -chain=regtest -rpcwallet=${wallet} importdescriptors '[{"desc":"${descriptor}#<CHECKSUM>","timestamp":"now"}]'`,
        },
      ])
    }
  })

  it('say which key each placeholder stands for', () => {
    const document = fullDocument()
    const [bare, extended] = [bareHolder(3).text, extendedHolder(4).text]
    document.arbiter = { ...document.arbiter, threshold: 1, keys: [bare, extended] }
    const file = recoveryKit(contractOf(document), 'arbiter')
    expect(file.match(/^Key \d of \d: .*$/gm)).toEqual([
      `Key 1 of 2: <PRIVATE_KEY> stands for the private key of ${bare}`,
      `Key 2 of 2: <EXTENDED_PRIVATE_KEY> stands for the private key of ${extended}`,
    ])
  })

  it('spend the deposit that is known', () => {
    const funded = firstFunded(plainDocument())
    const { txid, vout } = funded.outpoint
    const first = (input: Parameters<typeof recoveryKit>[0]) =>
      stepsOf(recoveryKit(input, 'employer'), { way: wayNumber(input, 'employer', 'employerAlone') })[0]!.line
    expect(first(funded)).toContain(`"txid":"${txid}","vout":${vout},`)
    expect(first(funded.contract)).toContain('"txid":"<TXID>","vout":<VOUT>,')
  })

  it('of one who acts alone send what they signed', () => {
    const contract = contractOf(plainDocument())
    const steps = stepsOf(recoveryKit(contract, 'employer'), {
      way: wayNumber(contract, 'employer', 'employerAlone'),
    })
    expect(steps.slice(-3)).toEqual([
      expect.objectContaining({ placeholder: '<SIGNED>', field: 'psbt' }),
      { line: "bitcoin-cli -chain=regtest finalizepsbt '<SIGNED>'", placeholder: '<HEX>', field: 'hex' },
      { line: 'bitcoin-cli -chain=regtest sendrawtransaction <HEX>', placeholder: '<SENT>' },
    ])
  })

  it('of two join what both signed, and send that', () => {
    const contract = contractOf(plainDocument())
    const steps = stepsOf(recoveryKit(contract, 'employer'), {
      way: wayNumber(contract, 'employer', 'employerAndWorker'),
    })
    expect(steps.slice(-3)).toEqual([
      {
        line: `bitcoin-cli -chain=regtest combinepsbt '["<SIGNED_BY_EMPLOYER>","<SIGNED_BY_WORKER>"]'`,
        placeholder: '<COMBINED>',
      },
      { line: "bitcoin-cli -chain=regtest finalizepsbt '<COMBINED>'", placeholder: '<HEX>', field: 'hex' },
      { line: 'bitcoin-cli -chain=regtest sendrawtransaction <HEX>', placeholder: '<SENT>' },
    ])
  })

  it('of two of whom one is the backup arbiter name it in one word', () => {
    const file = recoveryKit(contractOf(fullDocument()), 'backupArbiter')
    expect(file).toContain(`'["<SIGNED_BY_BACKUP_ARBITER>","<SIGNED_BY_WORKER>"]'`)
  })

  it('put the secret into the draft before the node looks the deposit up', () => {
    const [, build] = made(fullDocument()).contracts
    const steps = stepsOf(recoveryKit(build!, 'worker'), {
      way: wayNumber(build!, 'worker', 'workerWithSecret'),
    })
    const hash = toHex(build!.agreement.milestones[1]!.secretHash!)
    expect(steps.slice(0, 3).map(({ line }) => line.split(' ', 3).join(' '))).toEqual([
      'bitcoin-cli -chain=regtest -named',
      'for byte in',
      'bitcoin-cli -chain=regtest utxoupdatepsbt',
    ])
    // BIP 174: a key of 33 bytes, 0x0b and the hash; a value of 32
    expect(steps[1]!.line).toContain(`210b${hash}20<SECRET>0000`)
    expect(steps.slice(0, 3).map(({ placeholder }) => placeholder)).toEqual(['<PSBT>', '<PSBT>', '<PSBT>'])
  })
})
