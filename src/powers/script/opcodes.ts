/** Opcodes that the reading of scripts understands; `OP_n` for n from 1 to 16 is `ONE + n - 1`. */
export const OP = {
  ZERO: 0x00,
  PUSHDATA1: 0x4c,
  PUSHDATA2: 0x4d,
  PUSHDATA4: 0x4e,
  ONE_NEGATE: 0x4f,
  ONE: 0x51,
  SIXTEEN: 0x60,
  NOP: 0x61,
  IF: 0x63,
  NOTIF: 0x64,
  VERIF: 0x65,
  VERNOTIF: 0x66,
  ELSE: 0x67,
  ENDIF: 0x68,
  VERIFY: 0x69,
  RETURN: 0x6a,
  TOALTSTACK: 0x6b,
  FROMALTSTACK: 0x6c,
  TWO_DROP: 0x6d,
  TWO_DUP: 0x6e,
  IFDUP: 0x73,
  DROP: 0x75,
  DUP: 0x76,
  NIP: 0x77,
  OVER: 0x78,
  ROT: 0x7b,
  SWAP: 0x7c,
  TUCK: 0x7d,
  SIZE: 0x82,
  EQUAL: 0x87,
  EQUALVERIFY: 0x88,
  NOT: 0x91,
  ZERO_NOTEQUAL: 0x92,
  ADD: 0x93,
  BOOLAND: 0x9a,
  BOOLOR: 0x9b,
  NUMEQUAL: 0x9c,
  NUMEQUALVERIFY: 0x9d,
  NUMNOTEQUAL: 0x9e,
  LESSTHAN: 0x9f,
  GREATERTHAN: 0xa0,
  LESSTHANOREQUAL: 0xa1,
  GREATERTHANOREQUAL: 0xa2,
  RIPEMD160: 0xa6,
  SHA1: 0xa7,
  SHA256: 0xa8,
  HASH160: 0xa9,
  HASH256: 0xaa,
  CODESEPARATOR: 0xab,
  CHECKSIG: 0xac,
  CHECKSIGVERIFY: 0xad,
  CHECKMULTISIG: 0xae,
  CHECKMULTISIGVERIFY: 0xaf,
  CHECKLOCKTIMEVERIFY: 0xb1,
  CHECKSEQUENCEVERIFY: 0xb2,
  CHECKSIGADD: 0xba,
} as const

const NAMES: ReadonlyMap<number, string> = /* @__PURE__ */ new Map(
  /* @__PURE__ */ Object.entries(OP).map(([name, code]) => [code, name]),
)

/** Names that the table spells in words because a property cannot begin with a digit. */
const SPELLED: Readonly<Record<string, string>> = {
  ZERO: '0',
  ONE_NEGATE: '1NEGATE',
  TWO_DROP: '2DROP',
  TWO_DUP: '2DUP',
  ZERO_NOTEQUAL: '0NOTEQUAL',
}

/** The name of an opcode, such as `OP_CHECKSIG`; `OP_SUCCESS80`, or `opcode 0xff`, where there is none. */
export const opcodeName = (opcode: number): string => {
  if (isSuccess(opcode)) return `OP_SUCCESS${opcode}`
  if (opcode >= OP.ONE && opcode <= OP.SIXTEEN) return `OP_${opcode - OP.ONE + 1}`
  const name = NAMES.get(opcode)
  return name === undefined
    ? `opcode 0x${opcode.toString(16).padStart(2, '0')}`
    : `OP_${SPELLED[name] ?? name}`
}

/** The opcode of a name such as `OP_CHECKSIG`, where the reading knows it. */
export const opcodeNamed = (name: string): number | undefined => {
  for (const code of Object.values(OP)) if (opcodeName(code) === name) return code
  return undefined
}

/** Opcodes that let everybody through wherever they stand. Source: BIP 342, "OP_SUCCESSx". */
export const isSuccess = (opcode: number): boolean =>
  opcode === 80 ||
  opcode === 98 ||
  (opcode >= 126 && opcode <= 129) ||
  (opcode >= 131 && opcode <= 134) ||
  opcode === 137 ||
  opcode === 138 ||
  opcode === 141 ||
  opcode === 142 ||
  (opcode >= 149 && opcode <= 153) ||
  (opcode >= 187 && opcode <= 254)
