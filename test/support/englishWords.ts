import { POLICY_DEVICES } from 'taproot-escrow'

/*
 * What may be in Latin letters, or in English, where something is written in another language: each with its reason.
 */

/** Names of things, which are the same in every language. */
const NAMES: readonly string[] = [
  // units of money, of size and of data
  ...['sat', 'BTC', 'vB', 'sats'],
  // standards and what they name
  ...[
    'BIP',
    'PSBT',
    'PSBTs',
    'MuSig2',
    'Taproot',
    'Miniscript',
    'Merkle',
    'SHA-256',
    'RIPEMD-160',
    'HASH160',
  ],
  ...[
    'SHA-1',
    'Unicode',
    'NFC',
    'UTF-8',
    'UTC',
    'UNIX',
    'Unix',
    'GMT',
    'locktime',
    'scriptSig',
    'tr',
    'pk',
    'wsh',
    'P2TR',
    'P2WPKH',
  ],
  // programs, networks, files
  ...[
    'Bitcoin',
    'Core',
    'Knots',
    'Lightning',
    'Node',
    'JSON',
    'JSON.parse',
    'HTML',
    'Markdown',
    'QR',
    'BBQr',
  ],
  ...['libsecp256k1', '@noble/curves', '@noble/hashes', 'taproot-escrow', 'regtest', 'mainnet', 'testnet'],
  ...['testnet4', 'signet', 'SHA256', 'csv', 'cHNidP', 'GPG', 'ID'],
  // signing devices, by the names that the command takes, and other wallets
  ...POLICY_DEVICES.filter((device) => device !== 'generic'),
  ...['specter', 'core', 'liana', 'nunchuk', 'ledger2', 'sparrow'],
]

/** What is written for machines, or by others. */
const FOREIGN: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/Unicode Standard Annex \d+|"\w+" property/g, 'standards, and what they call a property'],
  [/--[a-z][a-z-]*/g, 'options of the command'],
  [/\b(?:bcrt1|tb1|bc1)[a-z0-9]{5,}\b/gi, 'addresses'],
  [/bitcoin:\S+/gi, 'payment URIs'],
  [
    /\btr\([^\s]*|\b(?:and|or|thresh|multi|pk|older|after|sha256|hash160|hash256|ripemd160|musig)\w*\([^\s]*/g,
    'descriptors',
  ],
  [/\b[xt]pub\w{20,}|\[[0-9a-f]{8}[^\]\s]*\][^\s]*/g, 'accounts and origins'],
  [/\b[0-9a-f]{8,}(?::\d+)?\b|\b(?=[a-f]*\d)(?:[0-9a-f]{2}){2,}\b|\b0x[0-9a-f]+\b/g, 'bytes'],
  [/\bBIP \d+(?:, "[^"]*"(?: property)?)?/g, 'standards with their sections'],
  [/relay: [^)\n<]*|Bitcoin (?:Core|Knots)[^)\n<]*|docs\/\S+(?:, "[^"]*")?/g, 'rules with their places'],
  [/\bOP_\w+/g, 'opcodes'],
  [/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b|\bREFUSED\b/g, 'codes of findings and errors'],
  [/\{"[^\n]*\}|"\w+":|"[^"\n]*"/g, 'JSON, and what somebody wrote, in quotes'],
  [/\b[mM]\/[\d'h/]+/g, 'paths of keys'],
  [/H \+ c·G/g, 'points of the curve'],
  [/\b(?:proof|descriptor|scripts)[.[][\w.[\]]*/g, 'places in what was given to a program'],
  [
    /\b(?:fee(?:RateCap|RateFloor|ShareCap)|deadlineNear|deadlineUnknown|lockAhead|outstanding|confirmations|swapTimeout|swapTwice|partyAdded|outcomeChange|unpayable|partyReplaced|unacceptedAgreement)\b/g,
    'names of rules, as one gives them to a program to lift them',
  ],
  [
    /\b(?:createpsbt|decodepsbt|decoderawtransaction|version=3|bash|WIF)\b|tprv…\S*/g,
    'commands of a recovery file, and what goes into them',
  ],
  [/<[A-Z][A-Z0-9_]*>/g, 'what a person puts into a command'],
  [/«watch»|“watch”|« watch »|\(UR\)|（UR）/g, 'a command, and a format of codes'],
  [/\bfinalize\b/g, 'the command that comes after the last signature'],
]

/** Where a language sets the text of an error apart: what stands inside has to be one. */
const APART = /(?:«\s?|“)([^»”]*)(?:\s?»|”)/g
const OF_ERRORS =
  /expected [\s\S]* received |^[a-z ,]*(?:Miniscript|timelock|malleable|signature|keys?|mixed|dup)/i

/** Words of English that no Spanish, Portuguese or French text has, unless as a quotation. */
const FUNCTION_WORDS =
  /(?<![\p{L}\d'-])(?:the|of|is|are|was|not|with|without|by|from|and|or|that|this|which|what|who|whose|it|its|to|at|in(?= the)|on(?= the)|an|be|been|can|cannot|has|have|had|may|must|nobody|nothing|anybody|somebody|everybody|there|they|them|their|than|then|where|when|while|into|after|before|only|all|any|some|each|every|other|another|more|most|less|least|than|so|if|because|but|does|did|do not|will|would|should|could|pays|signs|keys|leaf|leaves|spend|spends|spent|deposit|contract|agreement|worker|employer|block|blocks|seconds|amount|fee|output|input|address|\w+(?:Alone|AndWorker|AndEmployer|WithSecret))(?![\p{L}\d'-])/giu

/** Words that two languages have: no sign of English. */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  es: ['has', 'an', 'are', 'bytes', 'do', 'me', 'to'],
  pt: ['has', 'do', 'an', 'bytes', 'to'],
  fr: ['on', 'an', 'or', 'all', 'its', 'contract', 'than'],
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const NAMED = new RegExp(
  `(?<![\\p{L}\\d])(?:${[...NAMES]
    .sort((one, other) => other.length - one.length)
    .map(escaped)
    .join('|')})(?![\\p{L}\\d])`,
  'gu',
)

const stripped = (text: string): string =>
  FOREIGN.reduce((left, [pattern]) => left.replace(pattern, ' '), text).replace(NAMED, ' ')

/** English in a line of another language, with what stands around it. */
const englishInLine = (line: string, tag: string): readonly string[] => {
  const apart = line.replace(APART, (all, inside: string) => (OF_ERRORS.test(inside) ? ' ' : all))
  const left = stripped(apart)
  const words = ['ar', 'hi', 'zh-Hans'].includes(tag) ? /[A-Za-z][A-Za-z'-]+/g : FUNCTION_WORDS
  return [...left.matchAll(words)].flatMap((match) =>
    SHARED[tag]?.includes(match[0].toLowerCase())
      ? []
      : [
          `${match[0]}: …${left.slice(Math.max(0, match.index - 60), match.index + 60).replace(/\s+/g, ' ')}…`,
        ],
  )
}

/** English in texts of another language; lines that are the same are read once. */
export const englishIn = (texts: readonly string[], tag: string): readonly string[] => [
  ...new Set(
    [...new Set(texts.flatMap((text) => text.replace(/[\u2066-\u2069]/g, '').split('\n')))].flatMap((line) =>
      englishInLine(line, tag),
    ),
  ),
]

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
}

/** The words of a page: what people see or hear of it. */
export const wordsOfHtml = (html: string): string =>
  [
    html
      .replace(/<style>[\s\S]*?<\/style>|<script>[\s\S]*?<\/script>/g, ' ')
      .replace(/<code[^>]*>[\s\S]*?<\/code>|<mark>[\s\S]*?<\/mark>|<bdi>[\s\S]*?<\/bdi>/g, ' '),
    ...[
      ...html.matchAll(/(?:aria-label|data-copy|data-verb|data-done|data-chosen|title|alt)="([^"]*)"/g),
    ].map(([, text = '']) => `\n${text}\n`),
  ]
    .join('')
    .replace(/<\/?(?:bdi|span|strong|small|a|b|mark)\b[^>]*>/g, ' ')
    .replace(/<[^>]*>/g, '\n')
    .replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity)

/** The words of a Markdown text, without what is verbatim in it. */
export const wordsOfMarkdown = (text: string): string =>
  text
    .replace(/`+[^`\n]*`+|<\/?(?:details|summary)>/g, ' ')
    .replace(/\\([^\w\s])/g, '$1')
    .replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity)
