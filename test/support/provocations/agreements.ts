import { parseAgreement } from 'taproot-escrow'
import { type AuditOptions, audit, type Finding, type FindingCode } from 'taproot-escrow/audit'
import { accountText } from '../accounts.js'
import { milestones } from '../contracts.js'
import { fullDocument, type Json } from '../documents.js'
import { addressOf, bareHolder, extendedHolder, secretHashOf } from '../holders.js'
import { mnemonicOf } from '../mnemonics.js'

/** Agreements of which one thing is to be said, each for its own reason. */

/** The tip of the chain for all of them. */
export const AT = { height: 900_000, medianTime: 1_800_000_000 }

/** An agreement of which there is nothing to say but what its parties want. */
export const soundDocument = (): Json => {
  const { rescue, ...document } = fullDocument()
  return {
    ...document,
    silence: { pays: 'worker', after: { blocks: 8640 } },
    milestones: milestones(1, { amount: 5_000_000n }),
  }
}

export const found = (document: Json, options: AuditOptions = {}): readonly Finding[] =>
  audit(JSON.stringify(document), { at: AT, ...options }).findings

export const codes = (findings: readonly Finding[]): readonly string[] => [
  ...new Set(findings.map(({ code }) => code)),
]

/** What is to be said of every agreement with an arbiter and an open key path. */
export const USUAL: readonly string[] = ['ARBITER_WITH_ONE_PARTY', 'DEVICE_LIMIT']

/** What a change adds to an agreement's findings. */
export const added = (change: (document: Json) => void, options: AuditOptions = {}): readonly Finding[] => {
  const document = soundDocument()
  change(document)
  return found(document, options).filter(({ code }) => !USUAL.includes(code))
}

const byHeight = (document: Json, { silence, backupFrom }: { silence: number; backupFrom: number }): void => {
  document.silence = { pays: 'worker', after: { height: silence } }
  document.dispute = {
    from: { height: 901_000 },
    decision: { blocks: 144 },
    backupFrom: { height: backupFrom },
  }
}

export const withoutArbiters = (document: Json): void => {
  for (const member of ['arbiter', 'backupArbiter', 'dispute']) delete document[member]
}

const other = (change: (document: Json) => void): AuditOptions => {
  const document = soundDocument()
  document.salt = '44'.repeat(16)
  change(document)
  return { others: [JSON.stringify(document)] }
}

/** Makes the audited agreement an amendment of this one, which lies before it. */
const amending = (
  change: (document: Json) => void,
): { readonly change: (document: Json) => void; readonly options: AuditOptions } => {
  const before = soundDocument()
  before.index = 0
  delete before.previous
  change(before)
  const text = JSON.stringify(before)
  const { id } = parseAgreement(text)
  return {
    change: (document) => {
      document.previous = id
    },
    options: { others: [text] },
  }
}

const withoutBackup = (document: Json): void => {
  delete document.backupArbiter
  delete document.dispute.backupFrom
}

/** What to change in an agreement of which nothing is to be said. */
export const AGREEMENTS: readonly {
  readonly what: string
  readonly change: (document: Json) => void
  readonly options?: AuditOptions
  readonly code: FindingCode
  readonly subject: string
  /** What cannot be had without. */
  readonly beside?: readonly FindingCode[]
  /** Numbers and names that the text has to hold. */
  readonly says: RegExp
}[] = [
  {
    what: 'a decision that ends a day before silence, or less',
    change: (document) => (document.silence.after.blocks = 4320 + 1008 + 143),
    code: 'AWARD_TOO_LATE',
    subject: 'contract 7',
    says: /backup arbiter.*1,008 blocks.*143 blocks.*5,471.*144 blocks/,
  },
  {
    what: 'a rescue, from which on both race',
    change: (document) => (document.rescue = { after: { blocks: 17_279 } }),
    code: 'RACE_AFTER_RESCUE',
    subject: 'contract 7',
    says: /17,279 blocks.*whoever is first.*8,639 blocks/,
  },
  {
    what: 'a party that depends on the other one for good',
    change: withoutArbiters,
    code: 'LOCKED_OUT',
    subject: 'contract 7',
    says: /If the worker vanishes, the employer never/,
  },
  {
    what: 'silence a block short of a day after the funding, without anybody who could decide before',
    change: (document) => {
      withoutArbiters(document)
      document.silence.after = { blocks: 143 }
    },
    code: 'SILENCE_TOO_SOON',
    subject: 'contract 7',
    says: /The worker may take .*: that begins .*143 blocks.*144 blocks/,
    beside: ['LOCKED_OUT'],
  },
  {
    what: 'a rescue that nobody lives to see',
    change: (document) => {
      withoutArbiters(document)
      document.silence.after = { height: 990_000 }
      document.rescue = { after: { height: 900_000 + 105_121 } }
    },
    code: 'LOCKED_OUT',
    subject: 'contract 7',
    says: /the employer does not get the money within two years/,
    beside: ['LOCK_BEYOND_TWO_YEARS', 'RACE_AFTER_RESCUE'],
  },
  {
    what: 'a height that is past',
    change: (document) => byHeight(document, { silence: 990_000, backupFrom: 902_000 }),
    options: { at: { ...AT, height: 901_000 } },
    code: 'DEADLINE_PAST',
    subject: 'contract 7, dispute.from',
    says: /past block 901000/,
  },
  {
    what: 'a height that leaves no time for a decision',
    change: (document) => {
      withoutBackup(document)
      document.silence = { pays: 'worker', after: { height: 900_100 } }
      document.dispute = { decision: { blocks: 144 } }
    },
    code: 'DEADLINE_TOO_NEAR',
    subject: 'contract 7, silence',
    says: /Block 900100/,
    beside: ['SILENCE_TOO_SOON'],
  },
  {
    what: 'heights without a moment to hold them against',
    change: (document) => byHeight(document, { silence: 990_000, backupFrom: 902_000 }),
    options: { at: undefined } as unknown as AuditOptions,
    code: 'DEADLINES_NOT_CHECKED',
    subject: 'contract 7',
    says: /not checked/,
  },
  {
    what: 'a height more than two years ahead',
    change: (document) => byHeight(document, { silence: 900_000 + 105_121, backupFrom: 902_000 }),
    code: 'LOCK_BEYOND_TWO_YEARS',
    subject: 'contract 7, silence',
    says: /^Block 1005121 is .*\(105,121 blocks\) ahead, more than two years/,
  },
  {
    what: 'an amount of which a busy week takes a tenth',
    change: (document) => (document.milestones[0].amount = '290000'),
    code: 'FEES_EAT_AMOUNT',
    subject: 'contract 7',
    says: /100 sat\/vB 11 percent of the 290,000 sat.*3\d,\d\d\d sat.*award by the arbiter and/,
  },
  {
    what: 'a payee whom half of a decision leaves dust',
    change: (document) => {
      document.worker.payees = [
        { address: addressOf(2), share: 9999 },
        { address: addressOf(3), share: 1 },
      ]
    },
    code: 'OUTCOME_UNPAYABLE',
    subject: 'contract 7',
    says: /At 1 sat\/vB an award by the arbiter and the worker together .*too little \(the worker \(payee 2\), 2\d\d sat\)/,
  },
  {
    what: 'the account of an ordinary wallet',
    change: (document) => (document.employer.keys = [accountText(9, '84h/1h/0h')]),
    code: 'ORDINARY_WALLET',
    subject: 'employer.keys[0]',
    says: /84h\/1h\/0h.*purpose 84/,
  },
  {
    what: 'one master key behind two roles',
    change: (document) => {
      document.employer.keys = [accountText(9, '87h/1h/1h')]
      document.backupArbiter.keys = [accountText(9, '87h/1h/2h')]
    },
    code: 'ROLES_SHARE_MASTER',
    subject: 'employer.keys[0], backupArbiter.keys[0]',
    says: /^The employer and the backup arbiter/,
  },
  {
    what: 'one master key behind two keys of a panel',
    change: (document) => {
      document.arbiter.keys = [
        accountText(9, '87h/1h/1h'),
        accountText(9, '87h/1h/2h'),
        extendedHolder(5).text,
      ]
    },
    code: 'QUORUM_SHARES_MASTER',
    subject: 'arbiter.keys[0], arbiter.keys[1]',
    says: /2 of the 3 keys of the arbiter/,
  },
  {
    what: 'one address for two roles',
    change: (document) => (document.arbiter.address = document.employer.address),
    code: 'ROLES_SHARE_ADDRESS',
    subject: 'employer.address, arbiter.address',
    says: new RegExp(addressOf(1)),
  },
  {
    what: 'a bare key in several contracts',
    change: (document) => {
      document.arbiter.keys[0] = bareHolder(1).text
      document.milestones = milestones(2, { amount: 5_000_000n })
    },
    code: 'KEYS_REUSED',
    subject: 'arbiter.keys[0]',
    says: /all 2 contracts/,
  },
  {
    what: 'a bare key in another agreement',
    change: (document) => (document.arbiter.keys[0] = bareHolder(1).text),
    options: other((document) => {
      document.index = 50
      document.backupArbiter.keys = [bareHolder(1).text]
    }),
    code: 'KEYS_REUSED',
    subject: 'arbiter.keys[0]',
    says: /the agreement [0-9a-f]{64}/,
  },
  {
    what: 'an account with indices that another agreement has',
    change: () => {},
    options: other((document) => {
      for (const role of ['worker', 'arbiter', 'backupArbiter'])
        document[role].keys = [extendedHolder(20 + role.length).text]
      document.arbiter.threshold = 1
    }),
    code: 'KEYS_REUSED',
    subject: 'employer.keys[0]',
    says: /7 to 7 of this agreement and 7 to 7/,
  },
  {
    what: 'other keys for a role of the agreement that it amends',
    ...amending((before) => (before.worker.keys = [extendedHolder(30).text])),
    code: 'PARTY_REPLACED',
    beside: ['AMENDMENT_DIFFERS'],
    subject: 'worker',
    says: /^Other keys act for the worker in the agreement [0-9a-f]{64} than in [0-9a-f]{64}/,
  },
  {
    what: 'an arbiter whom the agreement that it amends has not',
    ...amending((before) => {
      before.rescue = { after: { blocks: 17_280 } }
      withoutArbiters(before)
    }),
    code: 'PARTY_ADDED',
    beside: ['AMENDMENT_DIFFERS'],
    subject: 'arbiter',
    says: /has no keys for the arbiter, and [0-9a-f]{64}, which amends it, has some/,
  },
  {
    what: 'a lower amount than in the agreement that it amends',
    ...amending((before) => (before.milestones[0].amount = '6000000')),
    code: 'AMENDMENT_DIFFERS',
    subject: 'agreement',
    says: /says 1 thing differently, 1 to the disadvantage of the worker\.$/,
  },
  {
    what: 'a hash that another agreement has',
    change: (document) => (document.milestones[0].secretHash = secretHashOf(1)),
    options: other((document) => {
      document.index = 50
      document.milestones[0].secretHash = secretHashOf(1)
    }),
    code: 'SECRET_REUSED',
    beside: ['SECRET_OPENS'],
    subject: 'milestones[0].secretHash',
    says: /the same hash/,
  },
  {
    what: 'a secret',
    change: (document) => (document.milestones[0].secretHash = secretHashOf(1)),
    code: 'SECRET_OPENS',
    subject: 'contract 7, leaf workerWithSecret',
    says: /secret/,
  },
  {
    what: 'no text that it is about',
    change: (document) => delete document.document,
    code: 'NO_DOCUMENT',
    subject: 'agreement',
    says: /names no text/,
  },
  {
    what: 'no salt',
    change: (document) => delete document.salt,
    code: 'NO_SALT',
    subject: 'agreement',
    says: /no salt/,
  },
  {
    what: 'a recovery phrase in a memo',
    change: (document) => (document.milestones[0].memo = mnemonicOf(1)),
    code: 'SECRET_IN_TEXT',
    subject: 'milestones[0].memo',
    says: /holds a recovery phrase/,
  },
  {
    what: 'a memo that another one may look like',
    change: (document) => (document.milestones[0].memo = 'a\u0308'),
    code: 'TEXT_NOT_NFC',
    subject: 'milestones[0].memo',
    says: /look the same/,
  },
]
