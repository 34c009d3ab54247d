/** What the page itself says, in English. */
export const ENGLISH_PAGE = {
  title: 'Audit an escrow',
  intro:
    'Paste or drop an agreement or an output descriptor, and what belongs to it: a PSBT that you are asked to sign, the transaction that spent it, a view of the chain, as the command writes it by “watch”, acceptances, a proof of terms or of funding; or a second agreement, to see what is different. The report says who can move the money, when, and what is wrong.',
  offline: 'All of it happens in this page. It works without a network and sends nothing.',
  text: 'Agreement, descriptor, PSBT, transaction, view or proof',
  audit: 'Audit',
  choose: 'Choose files',
  files: 'Files to audit',
  orDrop: 'or drop files anywhere on this page',
  address: 'An address: is it that of a contract?',
  milestone: 'Of which milestone, counted from 0',
  height: 'Height of the tip',
  median: 'Median time of the tip, in Unix seconds',
  checkpoint: 'A block that you know, for proofs of funding (height:hash)',
  employer: 'Name of the employer, for the report',
  worker: 'Name of the worker, for the report',
  arbiter: 'Name of the arbiter, for the report',
  backupArbiter: 'Name of the backup arbiter, for the report',
  language: 'Language of this page and of the report',
  given: 'Given',
  again: 'Show the report',
  back: 'Back',
  saveHtml: 'Save HTML',
  saveMarkdown: 'Save Markdown',
  saveJson: 'Save JSON',
  report: 'Report',
  working: 'Working …',
  unknown:
    'This is neither an agreement nor a descriptor, a PSBT, a transaction, a view, an acceptance or a proof. An agreement begins with {, a PSBT with cHNidP; text is UTF-8.',
  alone:
    'A PSBT, a transaction, a view or a proof says nothing about what was agreed: add the agreement or the descriptor that it belongs to.',
  /** What somebody gave. */
  kinds: {
    agreement: 'Agreement',
    descriptor: 'Descriptor',
    psbt: 'PSBT',
    transaction: 'Transaction',
    view: 'View of the chain',
    acceptances: 'Acceptances',
    terms: 'Proof of terms',
    funding: 'Proof of funding',
  },
  characters: (count: string): string => `${count} characters`,
  remove: 'Remove',
  removeThis: (what: string): string => `Remove ${what}`,
  failed: (reason: string): string => `This could not be audited: ${reason}`,
  scan: 'Scan QR codes',
  stop: 'Stop',
  scanning: 'Scanning',
  holdCode: 'Hold a code before the camera: a PSBT in parts (BBQr), an address, or a text.',
  cameraPicture: 'Picture of the camera',
  partsRead: (have: number, total: number): string => `Read ${have} of ${total} parts`,
  showCodes: 'Show as QR codes',
  shownCodes: 'PSBT as QR codes (BBQr)',
  partShown: (at: number, total: number): string => `Part ${at} of ${total}`,
  pause: 'Pause',
  goOn: 'Go on',
  nextPart: 'Next part',
  close: 'Close',
  noCamera: 'The camera cannot be used here. Pictures of codes can be given as files.',
  noCode: 'There is no QR code in this picture that can be read.',
  otherParts: 'This code is a part of another kind (UR). Choose BBQr on the device or wallet that shows it.',
  codeUnknown: 'The code was read, and is nothing that can be audited.',
  addressRead: 'An address was read: it stands in its field.',
}

/** The same in any language: one that is missing does not compile. */
export type PageWords = {
  readonly [Word in keyof typeof ENGLISH_PAGE]: (typeof ENGLISH_PAGE)[Word] extends string
    ? string
    : (typeof ENGLISH_PAGE)[Word]
}

/** Those that stand in the page as they are. */
export type PlainWord = {
  readonly [Word in keyof PageWords]: PageWords[Word] extends string ? Word : never
}[keyof PageWords]
