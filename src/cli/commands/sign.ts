import { fallback } from '../../spend/fallback.js'
import { startMusig } from '../../spend/musig.js'
import { requireReview, review } from '../../spend/review.js'
import type { ReviewContext } from '../../spend/rules.js'
import { sign } from '../../spend/sign.js'
import type { Spend } from '../../spend/types.js'
import type { Role } from '../../words.js'
import { AGREEMENT_OPTIONS, readAgreement } from '../agreementInput.js'
import { type Command, type CommandResult, type Desk, defineCommand } from '../command.js'
import { finishMusig } from '../musigRounds.js'
import { OUTPUT_OPTIONS } from '../output.js'
import { signedLines } from '../progress.js'
import { REVIEW_OPTIONS, reviewContext } from '../reviewing.js'
import { readSigner, SIGNER_OPTIONS } from '../signerInput.js'
import { PSBT_OPTIONS, spendReader } from '../spendInput.js'
import { roleOf } from '../values.js'
import { readWording, WORDING_OPTIONS, type Wording } from '../wording.js'

const OPTIONS = {
  ...AGREEMENT_OPTIONS,
  ...PSBT_OPTIONS,
  ...REVIEW_OPTIONS,
  ...SIGNER_OPTIONS,
  ...WORDING_OPTIONS,
  ...OUTPUT_OPTIONS,
  psbt: { value: 'FILE', help: 'the PSBT to sign' },
  'nonce-out': {
    value: 'FILE',
    help: 'key path: where the PSBT with the nonces goes; standard output without it',
  },
  theirs: { value: 'FILE', help: "key path: waits for the other's PSBT there; standard input without it" },
  fallback: { help: 'key path: signs the same outcome by the leaf employerAndWorker' },
} as const

type SignOption = keyof typeof OPTIONS

interface Signing {
  readonly as: Role
  readonly desk: Desk
  readonly context: ReviewContext
  readonly wording: Wording
}

/** The review as whoever signs should read it, before any key is asked for; what it refuses is not signed. */
const passedReview = (spend: Spend, { as, desk, context, wording }: Signing): readonly string[] => {
  const text = review(spend, { ...context, as }).sentences.map(wording.say)
  desk.tell(text)
  requireReview(spend, context)
  return text
}

const signedResult = (spend: Spend, text: readonly string[], wording: Wording): CommandResult => ({
  documents: [spend.psbt],
  text: signedLines(spend, wording),
  json: { state: spend.state, progress: spend.progress, psbt: spend.psbt, review: text },
})

export const signCommand: Command = defineCommand<SignOption>({
  name: 'sign',
  summary: 'review a PSBT and sign it',
  operands: { least: 1, most: 1, names: 'AGREEMENT' },
  options: OPTIONS,
  about: [
    'Shows the review first, and signs only what passes it: the path of the PSBT and nothing else. With --prompt the private key is asked for when the review has been shown.',
    "By the key path (MuSig2) both signers run this command. It writes a PSBT with a public nonce (--nonce-out), waits for the other's PSBT as a line on standard input or as a file (--theirs), and writes its half (--out). Whoever starts from a PSBT that has the other's nonce is done at once. The secret nonce lives in this process only: after an interruption start again, or sign with --fallback, which signs the same outcome by a leaf.",
    'A line on a terminal is at most 4095 characters; use --theirs for large PSBTs.',
  ],
  examples: [
    {
      line: 'taproot-escrow sign agreement.json --funded funded.json --milestone 0 --psbt award.psbt --as worker --mnemonic-file phrase.txt --out signed.psbt',
      does: 'a leaf',
    },
    {
      line: 'taproot-escrow sign agreement.json --funded funded.json --milestone 0 --psbt release.psbt --as employer --prompt --nonce-out to-worker.psbt --theirs from-worker.psbt --out signed.psbt',
      does: 'the key path: waits for the worker',
    },
    {
      line: 'taproot-escrow sign agreement.json --funded funded.json --milestone 0 --psbt to-worker.psbt --as worker --key-env ESCROW_KEY --out from-worker.psbt',
      does: 'the key path: answers the employer',
    },
    {
      line: 'taproot-escrow sign agreement.json --funded funded.json --milestone 0 --psbt release.psbt --as employer --prompt --fallback --out leaf.psbt',
      does: 'without MuSig2 after all',
    },
  ],
  run: async (given, desk) => {
    const as = roleOf(given)
    const file = given.needed('psbt')
    const wording = await readWording(given, desk)
    const agreement = await readAgreement(given, desk)
    const spends = await spendReader(agreement, given, desk)
    const read = await spends.readFile(file, 'psbt')
    const spend: Spend = given.flag('fallback') ? fallback(read) : read
    const context = await reviewContext(given, desk, { spends, spend })
    const told = passedReview(spend, { as, desk, context, wording })
    const signer = await readSigner(given, desk, agreement)
    if (spend.plan.path !== 'key') return signedResult(await sign(spend, signer, context), told, wording)
    const session = await startMusig(spend, signer, context)
    const signed = await finishMusig(session, desk, {
      spends,
      theirs: given.one('theirs'),
      nonceOut: given.one('nonce-out'),
    })
    return signedResult(signed, told, wording)
  },
})
