export { EscrowError } from '../errors.js'
export type {
  ContractSignatureRequest,
  MusigPart,
  MusigRequest,
  SignatureRequest,
  Signer,
  SigningJob,
  SwapSignatureRequest,
} from '../spend/signer.js'
export { type AccountKeyOptions, accountKey } from './accountKey.js'
export { type ExtendedKeySignerOptions, signerFromExtendedKey } from './extendedKey.js'
export type { ExtendedNode } from './extendedPrivateKey.js'
export { type MnemonicOptions, signerFromMnemonic } from './mnemonic.js'
export {
  type NodeSignerOptions,
  type SchnorrKeyPair,
  signerFromBip32,
  signerFromFunction,
  signerFromKeyPair,
} from './objects.js'
export type { AuxiliaryRandomness } from './secretKey.js'
export { signerFromWif, type WifOptions } from './wif.js'
