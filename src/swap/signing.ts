import { backend } from '#backend'
import { shown } from '../errors.js'
import { musigContext } from '../musig/context.js'
import type { MusigContext } from '../musig/types.js'
import { psbtToBase64 } from '../psbt/codec.js'
import { EMPTY_INPUT, EMPTY_OUTPUT, type PsbtInput } from '../psbt/model.js'
import { SIGNATURE_LENGTH } from '../script/satisfy.js'
import type { MusigPart, MusigRequest, Signer, SwapSignatureRequest } from '../spend/signer.js'
import { outputTweak, TAPSCRIPT_VERSION } from '../taproot/commitment.js'
import type { SwapSide } from '../words.js'
import type { Swap, SwapLeaf } from './compile.js'
import type { SwapDraft } from './draft.js'
import { swapError } from './errors.js'

/** A key without an origin: signers that hold it go by the key. */
const NO_ORIGIN = { fingerprint: '00000000', path: [] } as const

const noKey = (side: SwapSide): ReturnType<typeof swapError> =>
  swapError('SWAP_SIGNER_NO_KEY', {
    field: 'signer',
    expected: `a signer that holds the ${side}'s key`,
    received: 'one that does not answer for it',
  })

const failed = (received: string, side: SwapSide): ReturnType<typeof swapError> =>
  swapError('SWAP_SIGNER_FAILED', {
    field: 'signer',
    expected: `a valid signature of 64 bytes by the ${side}'s key`,
    received,
  })

const psbtOf = ({ output, transaction }: SwapDraft, leaf: SwapLeaf, side: SwapSide): string => {
  const { swap, amount } = output
  const { publicKey, origin } = swap.keys[side]
  const input: PsbtInput = {
    ...EMPTY_INPUT,
    witnessUtxo: { script: swap.outputScript, amount },
    tapInternalKey: swap.internalKey,
    tapMerkleRoot: swap.merkleRoot,
    tapLeafScripts: [
      { script: leaf.script, controlBlock: leaf.controlBlock, leafVersion: TAPSCRIPT_VERSION },
    ],
    tapDerivations: origin ? [{ xOnly: publicKey.subarray(1), leafHashes: [leaf.leafHash], ...origin }] : [],
  }
  return psbtToBase64({
    transaction,
    inputs: [input],
    outputs: transaction.outputs.map(() => EMPTY_OUTPUT),
    others: [],
  })
}

/** The signature of one side's key through its leaf, verified before it is kept. */
export const leafSignature = async (
  draft: SwapDraft,
  { leaf, side, signer }: { leaf: SwapLeaf; side: SwapSide; signer: Signer },
): Promise<Uint8Array> => {
  const { publicKey, origin } = draft.output.swap.keys[side]
  const digest = draft.digest(leaf.leafHash)
  const xOnly = publicKey.subarray(1)
  const request: SwapSignatureRequest = {
    digest,
    publicKey: xOnly,
    ...(origin && { origin }),
    role: side,
    path: 'swap',
    input: 0,
  }
  const [signature] = await signer.sign({
    requests: [request],
    get psbt() {
      return psbtOf(draft, leaf, side)
    },
  })
  if (signature === undefined) throw noKey(side)
  if (!(signature instanceof Uint8Array) || signature.length !== SIGNATURE_LENGTH)
    throw failed(shown(signature), side)
  if (!backend.verifySchnorr(digest, xOnly, signature)) throw failed('one that does not verify', side)
  return signature
}

/** Who signs together for the key path: provider and client, in this order, tweaked by the two leaves (BIP 341). */
export const contextOf = ({ keys, internalKey, merkleRoot }: Swap): MusigContext =>
  musigContext({
    publicKeys: [keys.provider.publicKey, keys.client.publicKey],
    tweaks: [{ kind: 'xOnly', tweak: outputTweak(internalKey, merkleRoot) }],
  })

/** Positions of the sides among the keys that sign together. */
export const SIGNERS: Readonly<Record<SwapSide, 0 | 1>> = { provider: 0, client: 1 }

/** One side's nonce; the secret half stays with the signer. */
export const startedPart = async (
  swap: Swap,
  {
    digest,
    context,
    side,
    signer,
  }: { digest: Uint8Array; context: MusigContext; side: SwapSide; signer: Signer },
): Promise<MusigPart> => {
  const { publicKey, origin = NO_ORIGIN } = swap.keys[side]
  if (signer.startMusig === undefined)
    throw swapError('SWAP_SIGNER_NO_KEY', {
      field: 'signer',
      expected: 'a signer that knows MuSig2: one of an extended key, or one with startMusig',
      received: 'one without startMusig',
    })
  const request: MusigRequest<SwapSide> = { digest, publicKey, origin, role: side, context, input: 0 }
  const [part] = await signer.startMusig([request])
  if (part === undefined) throw noKey(side)
  return part
}
