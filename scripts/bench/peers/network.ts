/** Regtest as bitcoinjs-lib, bip32 and @bitcoinerlab/descriptors spell it. */
export const REGTEST = {
  messagePrefix: '\x18Bitcoin Signed Message:\n',
  bech32: 'bcrt',
  bip32: { public: 0x043587cf, private: 0x04358394 },
  pubKeyHash: 0x6f,
  scriptHash: 0xc4,
  wif: 0xef,
}
