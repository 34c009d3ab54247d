import { capital } from '../capital.js'
import type { DeviceLimitTold, FindingSentences } from '../findings.js'
import { wayOf } from '../powers.js'
import { type Catalogue, textOf } from '../sentence.js'
import type { Voice } from '../voice.js'
import { MEMO_NOT_NFC } from './notes.js'
import { ENGLISH_POWERS } from './powers.js'
import { ENGLISH_REVIEW } from './review.js'

const hexOr = (hex: string, say: Voice): string => (hex === '' ? 'nothing' : say.code(hex))

/** Of inputs that rest on a PSBT's own word, in English. */
export const claimsSaid = (inputs: readonly (number | string)[]): string =>
  `What ${inputs.length === 1 ? 'input' : 'inputs'} ${inputs.join(', ')} ${inputs.length === 1 ? 'spends' : 'spend'} is the PSBT's own claim: give the funding transactions to have the amounts proven. Signatures cover the claimed amounts, so a false one makes them worthless and moves nothing.`

/** What a device counts. */
const UNITS = {
  templateLength: 'characters in its template',
  keyCount: 'keys',
  expressionCount: 'keys as they are written',
  originDepth: 'steps in the origin of a key',
  keyLength: 'characters in a key with its origin',
  memory: 'bytes of memory',
} as const

const limit = (told: DeviceLimitTold, say: Voice): string => {
  switch (told.rule) {
    case 'extendedKeys':
      return `it takes extended keys only, and ${say.role(told.role)} has a bare one`
    case 'taprootMiniscript':
      return 'it takes no script of several conditions (Miniscript) in a Taproot output'
    case 'musig':
      return 'it does not know keys of two people together (MuSig2), as in the key path'
    case 'sha256':
      return 'it takes no script that asks for a secret'
    case 'addressIndex':
      return `it shows no address behind index 9999, and this one has ${say.code(told.received)}`
    default:
      return `it takes at most ${say.number(told.most)} ${UNITS[told.rule]}, and there are ${say.number(told.received)}`
  }
}

/** What an audit finds, in English. */
export const ENGLISH_FINDINGS: Catalogue<FindingSentences> = {
  ENGINES_DIFFER: ({ field, at, first, second }, say) =>
    `What two programs that share no code compute differs (${say.code(field)}, from byte ${say.number(at)} on): ${hexOr(first, say)} and ${hexOr(second, say)}. Do not pay until it is known which of them is wrong.`,
  AWARD_TOO_LATE: ({ decider, decision, room, taker, from, margin }, say) =>
    `If ${say.role(decider)} needs all of the agreed ${say.span(decision)} for a decision, ${room === undefined ? 'nothing is' : `only ${say.span(room)} are`} left before ${say.role(taker)} may take the money alone (${ENGLISH_POWERS.from(from, say)}). Leave ${say.span(margin)} or more: an award counts only once it is in a block.`,
  RACE_AFTER_RESCUE: ({ from, taker, gap }, say) =>
    `${capital(ENGLISH_POWERS.from(from, say))} both ${say.people(['employer', 'worker'])} can take everything alone, and whoever is first in a block has it. ${say.Role(taker)} must have taken it in the ${say.span(gap)} before.`,
  LOCKED_OUT: ({ role, other, within }, say) =>
    within === 'never'
      ? `If ${say.role(other)} vanishes, ${say.role(role)} never gets the money: there is no arbiter, and no time from which ${say.role(role)} may take it alone (a rescue).`
      : `If ${say.role(other)} vanishes, ${say.role(role)} does not get the money within two years: no arbiter can act by then, and the time from which ${say.role(role)} may take it alone is farther away.`,
  SILENCE_TOO_SOON: ({ taker, from, ahead, margin }, say) =>
    `${say.Role(taker)} may take the money alone ${ENGLISH_POWERS.from(from, say)}: that begins ${say.span(ahead)} ahead, and no contract should be paid with less than ${say.span(margin)} ahead.`,
  DEADLINE_PAST: ({ lock }, say) =>
    `The chain is past ${say.lock(lock)} already: whoever may act from then on can act as soon as the contract is paid.`,
  DEADLINE_TOO_NEAR: ({ lock }, say) =>
    `${capital(say.lock(lock))} is nearer than the time that a decision takes: no arbiter can decide before it.`,
  DEADLINES_NOT_CHECKED: () =>
    'The deadlines are block heights or dates. Whether they are past, or very far, was not checked: that takes the height and the time of the chain.',
  LOCK_BEYOND_TWO_YEARS: ({ lock, ahead }, say) =>
    `${capital(say.lock(lock))} is ${say.span(ahead)} ahead, more than two years: if nobody acts before, the money lies that long.`,
  FEES_EAT_AMOUNT: ({ rate, percent, amount, fee, outcome, path, vsize, limit: from }, say) =>
    `At ${say.decimal(rate)} sat/vB ${say.decimal(percent)} percent of the ${say.amount(amount)} may go to fees: ${say.amount(fee)} for the largest spend, ${outcome === 'sweep' ? 'everything to one address' : say.outcome(outcome)}${path === undefined ? '' : ` by ${ENGLISH_POWERS.way(wayOf(path), say)}`} (${say.number(vsize)} vB). From ${say.decimal(from)} percent on it is worth a thought.`,
  OUTCOME_UNPAYABLE: ({ rate, outcome, path, amount, to, received }, say) =>
    `At ${say.decimal(rate)} sat/vB ${say.outcome(outcome)} by ${ENGLISH_POWERS.way(wayOf(path), say)} cannot be paid from ${say.amount(amount)}: somebody would get too little (${to.length === 0 ? '' : `${say.payees(to)}, `}${say.code(received)}).`,
  NODES_REFUSE: ({ reason }, say) =>
    `No node with the usual rules would pass this spend on, so that somebody who makes blocks has to help: ${say.code(reason)}.`,
  STRICT_NODES_REFUSE: ({ reason }, say) => `Strict nodes would not pass this spend on: ${say.code(reason)}.`,
  LEAF_NOT_SANE: ({ reason }, say) =>
    `The analysis of Miniscript does not call this leaf sane: ${say.code(reason)}.`,
  ORDINARY_WALLET: ({ account, purpose }, say) =>
    `This key is the account ${say.code(account)} of an ordinary wallet (purpose ${say.id(purpose)}): whoever has the agreement sees the whole wallet, and one leaked private key below it opens all of it.`,
  ROLES_SHARE_MASTER: ({ roles, fingerprint }, say) =>
    `${say.People(roles)} have keys that name the same master key, ${say.code(fingerprint)}: they seem to be one person, who can then act for all of them.`,
  QUORUM_SHARES_MASTER: ({ role, shared, of, fingerprint }, say) =>
    `${say.number(shared)} of the ${say.number(of)} keys of ${say.role(role)} name the master key ${say.code(fingerprint)} as their origin: one person, or one thief, signs with all of them.`,
  ROLES_SHARE_ADDRESS: ({ address, roles }, say) =>
    `One address, ${say.code(address)}, stands for several roles (${say.people(roles)}): they seem to be one person, or one of them was entered in the wrong place.`,
  KEYS_REUSED: (told, say) =>
    told.kind === 'account'
      ? `The contracts ${say.id(told.first)} to ${say.id(told.last)} of this agreement and ${say.id(told.otherFirst)} to ${say.id(told.otherLast)} of the agreement ${say.code(told.other)} have keys of this account in common: a spend of one shows keys of the other, and one private key that leaks serves for both.`
      : `This key is a bare one, the same in every contract: it stands in ${say.and([
          ...(told.contracts === undefined
            ? []
            : [`all ${say.number(told.contracts)} contracts of this agreement`]),
          ...told.agreements.map((id) => `the agreement ${say.code(id)}`),
        ])}. Every spend shows that they belong together, and one private key that leaks serves for all.`,
  PARTY_REPLACED: ({ role, amended, amendment }, say) =>
    `Other keys act for ${say.role(role)} in the agreement ${say.code(amendment)} than in ${say.code(amended)}, which it amends: whoever holds the old ones has no say over money that is moved there.`,
  PARTY_ADDED: ({ role, amended, amendment }, say) =>
    `The agreement ${say.code(amended)} has no keys for ${say.role(role)}, and ${say.code(amendment)}, which amends it, has some: with either party they can take all the money that is moved there. Whoever wrote the amendment may hold these keys.`,
  AMENDMENT_DIFFERS: ({ amended, amendment, count, worse }, say) =>
    `The agreement ${say.code(amendment)} amends ${say.code(amended)} and says ${say.number(count)} ${count === 1 ? 'thing' : 'things'} differently${worse.length === 0 ? '' : `, ${say.and(worse.map((one) => `${say.number(one.count)} to the disadvantage of ${say.role(one.role)}`))}`}.`,
  SECRET_REUSED: ({ agreement }, say) =>
    `The agreement ${say.code(agreement)} has the same hash: whoever takes the one by the secret shows it to everybody, and its worker can take the other.`,
  SECRET_OPENS: (_, say) =>
    `${say.Role('worker')} can take everything at once with the secret. The agreement does not say who made it: whoever knows it must keep it until the work is accepted, and a worker who made it needs nobody.`,
  ARBITER_WITH_ONE_PARTY: ({ role, needed, of, from }, say) =>
    `${say.Role(role)}${of === 1 ? '' : ` (any ${say.number(needed)} of ${say.number(of)} keys)`} and one of the parties can pay the money anywhere they like, ${ENGLISH_POWERS.from(from, say)}: the other party can only choose whom to trust with it.`,
  DEVICE_LIMIT: (told, say) => `Nobody can sign for this contract with this device: ${limit(told, say)}.`,
  SPEND_CLAIMS: (told, say) =>
    'claimed' in told ? claimsSaid(told.claimed.map(say.id)) : say.code(told.reason),
  SPEND_REFUSED: ({ objection }, say) =>
    `${capital(textOf(objection, { catalogue: ENGLISH_REVIEW, voice: say }))}.`,
  SPEND_WARNING: ({ objection }, say) =>
    `${capital(textOf(objection, { catalogue: ENGLISH_REVIEW, voice: say }))}.`,
  OUTCOME_DIFFERS: ({ reason }, say) => `This is no outcome of the agreement: ${say.code(reason)}.`,
  OUTCOME_UNKNOWN: ({ reason }, say) =>
    `Whether this is an outcome of the agreement cannot be told: ${say.code(reason)}.`,
  SIGNATURE_INVALID: ({ key }, say) =>
    `The signature for the key ${say.code(key)} is not one of this transaction: no node takes it.`,
  SIGNATURE_TYPE: ({ key, type }, say) =>
    `The signature for the key ${say.code(key)} has the type ${say.id(type)}, and this library signs with 0 only, which covers everything.`,
  SECRET_SHOWN: ({ outpoint }, say) =>
    `Spending ${say.outpoint(outpoint)} showed the secret to everybody: whatever else it opens is open now.`,
  SECRET_WRONG: () =>
    'The secret shown does not open the hash of the agreement: no node takes this transaction.',
  DEPOSIT_UNDER: ({ contract, amount }, say) =>
    `The deposit for contract ${say.id(contract)} holds ${say.amount(amount)}, less than the agreement says.`,
  DEPOSIT_OVER: ({ contract, amount }, say) =>
    `The deposit for contract ${say.id(contract)} holds ${say.amount(amount)}, more than the agreement says.`,
  TRANSACTION_UNRELATED: () => 'This transaction neither pays nor spends a contract of the agreement.',
  TERMS_NOT_BOUND: ({ shown }, say) =>
    shown === undefined
      ? 'The leaf that binds the output to the agreement is missing: nothing shows for which agreement the money was paid.'
      : `The leaf that binds the output to the agreement is another one (${say.code(shown)}): the output belongs to other terms, or to none.`,
  CLAIM_ADDRESS: ({ shown, agreed }, say) =>
    `The address shown is ${say.code(shown)}, and the agreement gives ${say.code(agreed)}: money sent to the one shown is not in the contract.`,
  CLAIM_OUTPUT: ({ shown, agreed }, say) =>
    `The output pays ${say.code(shown)}, and the agreement gives ${say.code(agreed)}: the money is not in the contract.`,
  CLAIM_AMOUNT: ({ shown, agreed }, say) =>
    `The output holds ${say.amount(shown)}, and the agreement says ${say.amount(agreed)}.`,
  CLAIM_INTERNAL_KEY: ({ shown, agreed }, say) =>
    `The internal key shown is ${say.code(shown)}, and the agreement gives ${say.code(agreed)}: whoever can sign for it may take everything at once, by no rule of the agreement.`,
  CLAIM_LEAF_REPLACED: ({ path, shown, agreed }, say) =>
    `In place of the script for ${ENGLISH_POWERS.way(wayOf(path), say)} (${say.code(agreed)}) there is another one (${say.code(shown)}).`,
  CLAIM_LEAF_MISSING: ({ path }, say) =>
    `The agreement gives a script for ${ENGLISH_POWERS.way(wayOf(path), say)}, and it is not there: those who rely on it have nothing.`,
  CLAIM_LEAF_ADDED: ({ shown }, say) =>
    `There is a leaf that the agreement does not give (${say.code(shown)}): whoever can sign for it may take everything.`,
  CLAIM_LEAF_REPEATED: ({ path }, say) =>
    `${path === 'terms' ? 'The leaf that binds the output to the agreement' : `The script for ${ENGLISH_POWERS.way(wayOf(path), say)}`} stands more than once in the tree, which no agreement gives.`,
  CLAIM_TREE: ({ shown, agreed }, say) =>
    `All leaves are there, and in other places than the agreement gives (${say.code(shown)} ≠ ${say.code(agreed)}): it is another output, and its address another one.`,
  CLAIM_PARITY: () =>
    'The control block shown says the wrong parity of the output key: no node takes a spend with it.',
  CLAIM_CONTROL_BLOCK: ({ shown, agreed }, say) =>
    `The control block shown is ${say.code(shown)}, and the contract's is ${say.code(agreed)}, with other hashes or another length: no node takes a spend with it.`,
  NOT_A_CONTRACT: () =>
    'This is no contract of an agreement: no rule of an agreement protects the money in it. Who can take it is said in the description.',
  AGREEMENT_NOT_SHOWN: () =>
    'This is a contract of an agreement, and the agreement was not given: what the parties agreed on, and whether this output belongs to it, only its text can show.',
  NO_DOCUMENT: () =>
    'The agreement names no text: nothing ties the contracts to what the parties promised each other in words.',
  NO_SALT: () =>
    'The agreement has no salt: somebody who guesses its contents can tell by a spend that it is about this agreement.',
  SECRET_IN_TEXT: ({ what }, say) => `This memo holds ${say.code(what)}: whoever has the agreement has it.`,
  TEXT_NOT_NFC: () => MEMO_NOT_NFC,
  INTERNAL_KEY_OF_ONE_PARTY: ({ party }, say) =>
    `The internal key belongs to ${ENGLISH_POWERS.party(party, say)} alone, who may take everything at once, whatever the leaves say.`,
  INTERNAL_KEY_UNKNOWN: () =>
    'Nobody can tell who holds the internal key: whoever does may take everything at once, whatever the leaves say.',
  REFUSED: ({ reason }, say) => `Refused: ${say.code(reason)}.`,
  NO_SPEND: ({ reason }, say) => `This is no spend of the agreement: ${say.code(reason)}.`,
  DIFFERS: ({ reason }, say) => say.code(reason),
}
