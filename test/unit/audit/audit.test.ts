import { compile, parseAgreement } from 'taproot-escrow'
import { audit } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import { accountText } from '../../support/accounts.js'
import { fullDocument, plainDocument } from '../../support/documents.js'

const textOf = (document: unknown): string => JSON.stringify(document)

describe('the audit of an agreement', () => {
  it('tells every contract as it is compiled', () => {
    const text = textOf(fullDocument())
    const { subject, agreement, contracts } = audit(text)
    expect(subject).toBe('agreement')
    expect(agreement).toEqual(parseAgreement(text))
    expect(contracts.map(({ address }) => address)).toEqual(
      compile(parseAgreement(text)).map(({ address }) => address),
    )
  })

  it('lists everything that a reader of agreements refuses', () => {
    const document = plainDocument()
    document.index = -1
    document.milestones[0].amount = '1'
    const { agreement, contracts, findings } = audit(textOf(document))
    expect(agreement).toBeUndefined()
    expect(contracts).toEqual([])
    expect(findings.map(({ code, severity, subject }) => [code, severity, subject])).toEqual([
      ['INDEX_OUT_OF_RANGE', 'danger', 'agreement, index'],
      ['AMOUNT_DUST', 'danger', 'agreement, milestones[0].amount'],
    ])
  })

  it('goes on where a key is the account of an ordinary wallet, and says so', () => {
    const document = plainDocument()
    document.worker.keys = [accountText(2, '86h/1h/0h')]
    const { contracts, findings } = audit(textOf(document))
    expect(contracts).toHaveLength(1)
    expect(findings).toMatchInlineSnapshot(`
      [
        {
          "code": "LOCKED_OUT",
          "sentence": {
            "code": "LOCKED_OUT",
            "data": {
              "other": "employer",
              "role": "worker",
              "within": "never",
            },
          },
          "severity": "danger",
          "subject": "contract 7",
          "text": "If the employer vanishes, the worker never gets the money: there is no arbiter, and no time from which the worker may take it alone (a rescue).",
        },
        {
          "code": "ORDINARY_WALLET",
          "rule": "docs/spec.md, "Keys"",
          "sentence": {
            "code": "ORDINARY_WALLET",
            "data": {
              "account": "86h/1h/0h",
              "purpose": 86,
            },
          },
          "severity": "warning",
          "subject": "worker.keys[0]",
          "text": "This key is the account 86h/1h/0h of an ordinary wallet (purpose 86): whoever has the agreement sees the whole wallet, and one leaked private key below it opens all of it.",
        },
        {
          "code": "NO_DOCUMENT",
          "sentence": {
            "code": "NO_DOCUMENT",
            "data": {},
          },
          "severity": "note",
          "subject": "agreement",
          "text": "The agreement names no text: nothing ties the contracts to what the parties promised each other in words.",
        },
        {
          "code": "NO_SALT",
          "sentence": {
            "code": "NO_SALT",
            "data": {},
          },
          "severity": "note",
          "subject": "agreement",
          "text": "The agreement has no salt: somebody who guesses its contents can tell by a spend that it is about this agreement.",
        },
        {
          "code": "DEVICE_LIMIT",
          "rule": "docs/devices.md",
          "sentence": {
            "code": "DEVICE_LIMIT",
            "data": {
              "rule": "musig",
            },
          },
          "severity": "note",
          "subject": "contract 7, device bitbox02",
          "text": "Nobody can sign for this contract with this device: it does not know keys of two people together (MuSig2), as in the key path.",
        },
        {
          "code": "DEVICE_LIMIT",
          "rule": "docs/devices.md",
          "sentence": {
            "code": "DEVICE_LIMIT",
            "data": {
              "rule": "taprootMiniscript",
            },
          },
          "severity": "note",
          "subject": "contract 7, device trezor",
          "text": "Nobody can sign for this contract with this device: it takes no script of several conditions (Miniscript) in a Taproot output.",
        },
        {
          "code": "DEVICE_LIMIT",
          "rule": "docs/devices.md",
          "sentence": {
            "code": "DEVICE_LIMIT",
            "data": {
              "rule": "taprootMiniscript",
            },
          },
          "severity": "note",
          "subject": "contract 7, device jade",
          "text": "Nobody can sign for this contract with this device: it takes no script of several conditions (Miniscript) in a Taproot output.",
        },
      ]
    `)
  })
})
