import { type Acceptance, accept, acceptancePsbt, accepted } from '../../acceptance/accept.js'
import type { Amending } from '../../acceptance/statement.js'
import { acceptedTerms } from '../../acceptance/terms.js'
import type { AcceptanceReport } from '../../agreement/acceptance.js'
import type { Agreement } from '../../agreement/types.js'
import { marks } from '../../forms/form.js'
import type { Role } from '../../words.js'
import {
  AGREEMENT_OPTIONS,
  agreementAt,
  allowancesOf,
  readAcceptances,
  readAgreement,
} from '../agreementInput.js'
import { type Command, type CommandResult, type Desk, defineCommand } from '../command.js'
import { psbtToText } from '../files.js'
import type { Given } from '../options.js'
import { OUTPUT_OPTIONS } from '../output.js'
import { onlySource, readSigner, SIGNER_OPTIONS } from '../signerInput.js'
import { roleOf, wholeNumber } from '../values.js'
import { readWording, WORDING_OPTIONS, type Wording } from '../wording.js'

const OPTIONS = {
  ...AGREEMENT_OPTIONS,
  ...SIGNER_OPTIONS,
  ...WORDING_OPTIONS,
  ...OUTPUT_OPTIONS,
  as: { value: 'ROLE', help: 'employer, worker, arbiter or backupArbiter' },
  amends: {
    value: 'FILE',
    help: 'the agreement that this one amends: its keys accept, too, or are checked',
  },
  check: { value: 'FILE', help: 'acceptances: says who has accepted and who has not', several: 'several' },
  device: {
    value: 'N',
    help: "writes a PSBT that a device signs with the role's key N in the place of a key",
  },
  signed: { value: 'FILE', help: 'that PSBT, signed: writes the acceptance' },
} as const

type AcceptOption = keyof typeof OPTIONS

/** An agreement, and the one that it amends where somebody gave it. */
interface Question extends Amending {
  readonly agreement: Agreement
  readonly wording: Wording
}

const rolesOf = (
  { roles }: AcceptanceReport,
  { report: { words, voice } }: Pick<Wording, 'report'>,
): readonly string[] =>
  roles.map(({ role, accepted: keys, needed }) =>
    words.sentences.signatures({ role: voice.Role(role), signed: keys.length, needed }, voice),
  )

const checked = async (
  { agreement, amends, wording }: Question,
  given: Given<AcceptOption>,
  desk: Desk,
): Promise<CommandResult> => {
  const { heads } = wording.report.words
  const report = accepted(agreement, await readAcceptances(given.all('check'), desk), { amends })
  const whole = report.everybody && (report.amends?.everybody ?? true)
  return {
    exit: whole ? 0 : 1,
    text: [
      ...rolesOf(report, wording),
      ...(report.amends === undefined
        ? []
        : [
            `${heads.amendedKeys} ${report.amends.agreement}`,
            ...rolesOf(report.amends, wording).map((line) => `  ${line}`),
          ]),
      whole ? heads.everybodyAccepted : heads.notEverybody,
    ],
    json: { ...report },
  }
}

/** A device signs transactions: the proof goes to it, and comes back, as a PSBT. */
const byDevice = async (
  { agreement, amends, wording }: Question,
  given: Given<AcceptOption>,
  desk: Desk,
): Promise<CommandResult> => {
  const role = roleOf(given)
  const key = wholeNumber('device', given.needed('device'))
  const shown = showTerms({ agreement, amends, wording }, { role, desk })
  const file = given.one('signed')
  if (file === undefined) {
    const psbt = acceptancePsbt(agreement, { role, key, amends })
    return {
      documents: [psbt],
      text: [wording.say({ code: 'deviceSigns', data: { key, role, option: '--signed' } })],
      json: { agreement: agreement.id, role, key, psbt, terms: shown },
    }
  }
  const signature = psbtToText(await desk.reader.bytes(file, { field: 'signed' }))
  const acceptances = [{ ...marks('acceptance'), role, key, signature, ...(amends && { amends: amends.id }) }]
  accepted(agreement, acceptances, { amends })
  return acceptedBy(agreement, { acceptances, shown, wording })
}

/** Says what is accepted before anybody is asked for a key; the sentences, for programs. */
const showTerms = (
  { agreement, amends, wording }: Question,
  { role, desk }: { readonly role: Role; readonly desk: Desk },
): readonly string[] => {
  const text = acceptedTerms(agreement, { role, amends }).sentences.map(wording.say)
  desk.tell(text)
  return text
}

const acceptedBy = (
  { id }: Agreement,
  {
    acceptances,
    shown,
    wording,
  }: {
    readonly acceptances: readonly Acceptance[]
    readonly shown: readonly string[]
    readonly wording: Wording
  },
): CommandResult => ({
  documents: [JSON.stringify(acceptances)],
  text: acceptances.map(({ role, key, amends }) =>
    wording.say({
      code: 'keyAccepts',
      data: { role, key, agreement: id, ...(amends === undefined ? {} : { amends }) },
    }),
  ),
  json: { agreement: id, acceptances, terms: shown },
})

const amendedBy = async (given: Given<AcceptOption>, desk: Desk): Promise<Agreement | undefined> => {
  const file = given.one('amends')
  return file === undefined
    ? undefined
    : agreementAt(file, desk, { field: 'amends', allow: allowancesOf(given) })
}

export const acceptCommand: Command = defineCommand<AcceptOption>({
  name: 'accept',
  summary: "accept an agreement with a role's keys, or check who has accepted",
  operands: { least: 1, most: 1, names: 'AGREEMENT' },
  options: OPTIONS,
  about: [
    "With --as, says what is accepted and signs the agreement's id with every key of the role that the private key gives, and writes the signatures (BIP 322) as JSON. They spend nothing. Send the file to the others.",
    'With --check, verifies the signatures of all the files and says how far each role is. It ends with 1 until every role has accepted: nobody should pay before.',
    'An amended agreement is accepted with the keys of the agreement that it amends as well: give that one to --amends, or no money can be moved from it.',
  ],
  examples: [
    {
      line: 'taproot-escrow accept agreement.json --as worker --mnemonic-file phrase.txt --out worker.accept.json',
      does: "the worker's acceptance",
    },
    {
      line: 'taproot-escrow accept agreement.json --as worker --mnemonic-file phrase.txt --lang hi --out worker.accept.json',
      does: 'the same, with what is accepted in Hindi',
    },
    {
      line: 'taproot-escrow accept agreement.json --check employer.accept.json --check worker.accept.json',
      does: 'who has accepted',
    },
  ],
  run: async (given, desk) => {
    const wording = await readWording(given, desk)
    const agreement = await readAgreement(given, desk)
    const amends = await amendedBy(given, desk)
    if (given.flag('check')) return checked({ agreement, amends, wording }, given, desk)
    if (given.flag('device')) return byDevice({ agreement, amends, wording }, given, desk)
    const role = roleOf(given)
    const show = () => showTerms({ agreement, amends, wording }, { role, desk })
    // whoever types a key has read before; elsewhere a file that holds none is one line
    const early = onlySource(given).option === 'prompt' ? show() : undefined
    const signer = await readSigner(given, desk, agreement)
    const shown = early ?? show()
    const acceptances = await accept(agreement, signer, { role, amends })
    return acceptedBy(agreement, { acceptances, shown, wording })
  },
})
