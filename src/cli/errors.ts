import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  /** A command that there is not; `taproot-escrow help` lists those there are. */
  COMMAND_UNKNOWN: 'input',
  /** An option that this command does not have; `--help` behind the command lists those it has. */
  OPTION_UNKNOWN: 'input',
  /** An option that takes a value stands without one, or a flag with one. */
  OPTION_VALUE: 'input',
  /** An option that stands once stands twice: which of the two counts is not for us to guess. */
  OPTION_REPEATED: 'input',
  /** An option that the command needs in this case; the text says which, or what would do instead. */
  OPTION_MISSING: 'input',
  /** An option whose value is not what it takes, such as a number, a rate or one of a list. */
  OPTION_MALFORMED: 'input',
  /** Options that say two different things, of which one has to go. */
  OPTIONS_CONFLICT: 'input',
  /** Fewer files or values behind the command than it takes. */
  OPERAND_MISSING: 'input',
  /** More files or values behind the command than it takes; one may belong behind an option. */
  OPERAND_SURPLUS: 'input',
  /** An argument that looks like a secret: other users of the machine, and the shell's history, see arguments. */
  ARGUMENT_SECRET: 'input',
  /** Two things cannot both be read from standard input. */
  STDIN_TAKEN: 'input',
  /** A file that is not there, is a folder, or is not for this user to read. */
  FILE_UNREADABLE: 'input',
  /** A place that is not there, or where this user may not write. */
  FILE_UNWRITABLE: 'input',
  /** A file that nobody allowed to be replaced. */
  FILE_EXISTS: 'state',
  /** More bytes than what is read there can have: most likely another file. */
  FILE_TOO_LARGE: 'input',
  /** Bytes that are no UTF-8 where text belongs. */
  FILE_NOT_TEXT: 'input',
  /** Text that is no JSON where the command reads some; the field says the place in it. */
  FILE_NOT_JSON: 'input',
  /** No source of a secret was named, or more than one. */
  SECRET_SOURCE: 'input',
  /** The named source of a secret holds none. */
  SECRET_ABSENT: 'input',
  /** A secret was to be asked for, but standard input is no terminal: take a file or a variable. */
  PROMPT_NO_TERMINAL: 'input',
  /** Whoever was asked for a secret gave up. */
  PROMPT_CANCELLED: 'state',
  /** A private key that holds none of the role's keys. */
  SECRET_OTHER: 'input',
  /** The amount of a coin in a list of coins that is not in whole coins with up to 8 decimals. */
  COIN_AMOUNT: 'input',
  /** What is to be sent is a PSBT with an input that is not final. */
  TRANSACTION_UNFINISHED: 'state',
  /** A file to go on from that was written for other agreements, or with another number of confirmations. */
  WATCH_OTHER: 'input',
  /** Agreements of several networks, which no source knows at once. */
  AGREEMENTS_APART: 'input',
  /** Two people of one name, or one who is called as a role is: nobody could tell who is meant. */
  NAME_AMBIGUOUS: 'input',
  /** A tip of another network than the agreement's. */
  TIP_NETWORK: 'mismatch',
  /** A chain without eleven blocks, or one that changed each time while it was read. */
  TIP_UNKNOWN: 'state',
  /** Neither an option nor the source says what a place in the next blocks costs. */
  FEE_RATE_UNKNOWN: 'state',
  /** The other's half of a MuSig2 signature never came. */
  MUSIG_NO_ANSWER: 'state',
  /** A bug of this program. */
  COMMAND_FAILED: 'internal',
} as const

export const cliError: ErrorFamily<typeof codes> = /* @__PURE__ */ errorFamily(codes)

/** Codes that say: the command was not understood or could not begin. They end it with 2, everything else with 1. */
export const WRONG_USE: readonly string[] = [
  'COMMAND_UNKNOWN',
  'OPTION_UNKNOWN',
  'OPTION_VALUE',
  'OPTION_REPEATED',
  'OPTION_MISSING',
  'OPTION_MALFORMED',
  'OPTIONS_CONFLICT',
  'OPERAND_MISSING',
  'OPERAND_SURPLUS',
  'ARGUMENT_SECRET',
  'STDIN_TAKEN',
  'FILE_UNREADABLE',
  'FILE_UNWRITABLE',
  'SECRET_SOURCE',
  'SECRET_ABSENT',
  'PROMPT_NO_TERMINAL',
  'AGREEMENTS_APART',
  'WATCH_OTHER',
]
