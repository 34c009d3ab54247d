import { isSuccess } from '../../powers/script/opcodes.js'

/** An opcode by its name in Bitcoin Core, and what it does in words. */
export interface Opcode {
  readonly name: string
  readonly meaning: string
}

/** BIP 342, "Resource limits" and "Rule changes": these ended every script before Taproot and still do. */
const DISABLED = 'ends every script in failure'
const NOTHING = 'does nothing'
// no Miniscript has these (BIP 379): where one of them stands, the name alone says enough
const STACK = 'copies, moves or drops values'
const NUMBERS = 'reckons with numbers'

/** Opcodes above the pushes, by number; those that are missing are `OP_SUCCESSx` or unknown. */
const OPCODES: Readonly<Record<number, readonly [name: string, meaning: string]>> = {
  97: ['OP_NOP', NOTHING],
  99: ['OP_IF', 'takes the top value and runs what follows only where it is true'],
  100: ['OP_NOTIF', 'takes the top value and runs what follows only where it is false'],
  101: ['OP_VERIF', DISABLED],
  102: ['OP_VERNOTIF', DISABLED],
  103: ['OP_ELSE', 'begins the other branch'],
  104: ['OP_ENDIF', 'ends the branches'],
  105: ['OP_VERIFY', 'takes the top value and fails unless it is true'],
  106: ['OP_RETURN', DISABLED],
  107: ['OP_TOALTSTACK', 'puts the top value aside'],
  108: ['OP_FROMALTSTACK', 'brings back the value that was put aside last'],
  109: ['OP_2DROP', STACK],
  110: ['OP_2DUP', STACK],
  111: ['OP_3DUP', STACK],
  112: ['OP_2OVER', STACK],
  113: ['OP_2ROT', STACK],
  114: ['OP_2SWAP', STACK],
  115: ['OP_IFDUP', 'copies the top value where it is true'],
  116: ['OP_DEPTH', STACK],
  117: ['OP_DROP', 'drops the top value'],
  118: ['OP_DUP', 'copies the top value'],
  119: ['OP_NIP', STACK],
  120: ['OP_OVER', STACK],
  121: ['OP_PICK', STACK],
  122: ['OP_ROLL', STACK],
  123: ['OP_ROT', STACK],
  124: ['OP_SWAP', 'swaps the two top values'],
  125: ['OP_TUCK', STACK],
  130: ['OP_SIZE', 'pushes the length of the top value, which stays'],
  135: ['OP_EQUAL', 'takes two values and says whether they are equal'],
  136: ['OP_EQUALVERIFY', 'takes two values and fails unless they are equal'],
  139: ['OP_1ADD', NUMBERS],
  140: ['OP_1SUB', NUMBERS],
  143: ['OP_NEGATE', NUMBERS],
  144: ['OP_ABS', NUMBERS],
  145: ['OP_NOT', NUMBERS],
  146: ['OP_0NOTEQUAL', 'says whether the number is not zero'],
  147: ['OP_ADD', 'adds two numbers'],
  148: ['OP_SUB', NUMBERS],
  154: ['OP_BOOLAND', 'says whether both numbers are not zero'],
  155: ['OP_BOOLOR', 'says whether one of two numbers is not zero'],
  156: ['OP_NUMEQUAL', 'takes two numbers and says whether they are equal'],
  157: ['OP_NUMEQUALVERIFY', 'takes two numbers and fails unless they are equal'],
  158: ['OP_NUMNOTEQUAL', NUMBERS],
  159: ['OP_LESSTHAN', NUMBERS],
  160: ['OP_GREATERTHAN', NUMBERS],
  161: ['OP_LESSTHANOREQUAL', NUMBERS],
  162: ['OP_GREATERTHANOREQUAL', NUMBERS],
  163: ['OP_MIN', NUMBERS],
  164: ['OP_MAX', NUMBERS],
  165: ['OP_WITHIN', 'says whether a number lies between two others'],
  166: ['OP_RIPEMD160', 'hashes the top value by RIPEMD-160'],
  167: ['OP_SHA1', 'hashes the top value by SHA-1'],
  168: ['OP_SHA256', 'hashes the top value by SHA-256'],
  169: ['OP_HASH160', 'hashes the top value by SHA-256, then RIPEMD-160'],
  170: ['OP_HASH256', 'hashes the top value twice by SHA-256'],
  171: ['OP_CODESEPARATOR', 'later signatures sign this place too'],
  172: ['OP_CHECKSIG', 'says whether the signature is that of the key'],
  173: ['OP_CHECKSIGVERIFY', 'fails unless the signature is that of the key'],
  174: ['OP_CHECKMULTISIG', DISABLED],
  175: ['OP_CHECKMULTISIGVERIFY', DISABLED],
  176: ['OP_NOP1', NOTHING],
  177: ['OP_CHECKLOCKTIMEVERIFY', 'fails before that block height or time'],
  178: ['OP_CHECKSEQUENCEVERIFY', 'fails before the output has that age'],
  179: ['OP_NOP4', NOTHING],
  180: ['OP_NOP5', NOTHING],
  181: ['OP_NOP6', NOTHING],
  182: ['OP_NOP7', NOTHING],
  183: ['OP_NOP8', NOTHING],
  184: ['OP_NOP9', NOTHING],
  185: ['OP_NOP10', NOTHING],
  186: ['OP_CHECKSIGADD', 'adds one to the count where the signature is that of the key'],
}

/** What an opcode above the pushes does in tapscript (BIP 342). */
export const opcodeOf = (opcode: number): Opcode => {
  const known = OPCODES[opcode]
  if (known !== undefined) return { name: known[0], meaning: known[1] }
  return isSuccess(opcode)
    ? { name: `OP_SUCCESS${opcode}`, meaning: 'lets anybody take the money' }
    : { name: 'OP_INVALIDOPCODE', meaning: DISABLED }
}
