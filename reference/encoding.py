"""base58check, bech32 and bech32m, descriptor checksums, compact sizes, addresses (section 4)."""
from curve import lift_x, number, sha256

BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
BECH32_CONSTANT, BECH32M_CONSTANT = 1, 0x2BC830A3
# Human-readable part, P2PKH and P2SH version (section 4), version of extended keys (section 3).
TEST = ('tb', b'\x6f', b'\xc4', bytes.fromhex('043587cf'))
NETWORKS = {'mainnet': ('bc', b'\x00', b'\x05', bytes.fromhex('0488b21e')),
            'testnet': TEST, 'signet': TEST, 'regtest': ('bcrt', *TEST[1:])}


class Refused(Exception):
    """A broken rule, told by its code."""


def require(condition, code):
    if not condition:
        raise Refused(code)


def compact_size(n):
    if n < 253:
        return bytes([n])
    return b'\xfd' + n.to_bytes(2, 'little') if n < 65536 else b'\xfe' + n.to_bytes(4, 'little')


def sized(data):
    return compact_size(len(data)) + data


def base58check(payload):
    data, text = payload + sha256(sha256(payload))[:4], ''
    n = number(data)
    while n:
        n, digit = divmod(n, 58)
        text = BASE58[digit] + text
    return '1' * (len(data) - len(data.lstrip(b'\0'))) + text


def base58decode(text):
    """(payload, whether the checksum fits), or None where the text is no base58 of 5 bytes or more."""
    if any(c not in BASE58 for c in text):
        return None
    n = 0
    for character in text:
        n = n * 58 + BASE58.index(character)
    data = bytes(len(text) - len(text.lstrip('1'))) + n.to_bytes((n.bit_length() + 7) // 8, 'big')
    return (data[:-4], sha256(sha256(data[:-4]))[:4] == data[-4:]) if len(data) > 4 else None


def _polymod(values, generators=(0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3), bits=25):
    """The checksum's polynomial, of BIP 173 or, with other generators, of BIP 380."""
    check = 1
    for value in values:
        top = check >> bits
        check = (check & (1 << bits) - 1) << 5 ^ value
        for i, generator in enumerate(generators):
            check ^= generator if top >> i & 1 else 0
    return check


def _expand(hrp):
    return [ord(c) >> 5 for c in hrp] + [0] + [ord(c) & 31 for c in hrp]


def _letters(check, count):
    return ''.join(BECH32[check >> 5 * (count - 1 - i) & 31] for i in range(count))


def bech32(hrp, values, data, constant):
    """The text of these values of 5 bits, then of the bytes, with its checksum."""
    count = -(-len(data) * 8 // 5)
    bits = number(data) << count * 5 - len(data) * 8
    values = values + [bits >> 5 * (count - 1 - i) & 31 for i in range(count)]
    check = _polymod(_expand(hrp) + values + [0] * 6) ^ constant
    return hrp + '1' + ''.join(BECH32[v] for v in values) + _letters(check, 6)


def bech32_decode(text):
    """(human-readable part, values of 5 bits, constant of the checksum) of a text in lower case, or None."""
    hrp, _, data = text.rpartition('1')
    if len(data) < 7 or any(c not in BECH32 for c in data):
        return None
    values = [BECH32.index(c) for c in data]
    return hrp, values[:-6], _polymod(_expand(hrp) + values)


def to_bytes(values):
    """The bytes of values of 5 bits, or None where more than 4 bits or other bits than 0 are left over."""
    bits, spare = 0, len(values) * 5 % 8
    for value in values:
        bits = bits << 5 | value
    if spare > 4 or bits & (1 << spare) - 1:
        return None
    return (bits >> spare).to_bytes(len(values) * 5 // 8, 'big')


def _segwit_script(text, hrp):
    require(text == text.lower(), 'ADDRESS_NOT_NORMAL' if text == text.upper() else 'ADDRESS_MALFORMED')
    decoded = bech32_decode(text)
    require(decoded and decoded[1], 'ADDRESS_MALFORMED')
    found, values, constant = decoded
    require(constant in (BECH32_CONSTANT, BECH32M_CONSTANT), 'ADDRESS_CHECKSUM')
    require(found == hrp, 'ADDRESS_OTHER_NETWORK')
    version, program = values[0], to_bytes(values[1:])
    require(version or constant == BECH32_CONSTANT, 'ADDRESS_BECH32M_FOR_BECH32')
    require(not version or constant == BECH32M_CONSTANT, 'ADDRESS_BECH32_FOR_BECH32M')
    require(version <= 16 and program is not None, 'ADDRESS_MALFORMED')
    require(version <= 1, 'ADDRESS_WITNESS_VERSION_UNKNOWN')
    require(len(program) in ((32,) if version else (20, 32)), 'ADDRESS_PROGRAM_LENGTH')
    require(not version or lift_x(number(program)), 'ADDRESS_OFF_CURVE')
    return (b'\x51' if version else b'\x00') + sized(program)


def address_script(text, network):
    """The output script of an address (section 4)."""
    hrp, p2pkh, p2sh, _ = NETWORKS[network]
    require(len(text) <= 90, 'ADDRESS_MALFORMED')
    if text.lower().startswith(('bc1', 'tb1', 'bcrt1')):
        return _segwit_script(text, hrp)
    payload, fits = base58decode(text) or (b'', False)
    require(len(payload) == 21, 'ADDRESS_MALFORMED')
    require(fits, 'ADDRESS_CHECKSUM')
    require(payload[:1] in (b'\x00', b'\x05', b'\x6f', b'\xc4'), 'ADDRESS_MALFORMED')
    require(payload[:1] in (p2pkh, p2sh), 'ADDRESS_OTHER_NETWORK')
    return b'\x76\xa9\x14' + payload[1:] + b'\x88\xac' if payload[:1] == p2pkh else b'\xa9\x14' + payload[1:] + b'\x87'


def taproot_address(network, key):
    return bech32(NETWORKS[network][0], [1], key, BECH32M_CONSTANT)


def dust_limit(script):
    """Section 4, last paragraph."""
    return 3 * (9 + len(script) + (67 if script[0] in (0x00, 0x51) else 148))


def descriptor_checksum(text):
    """BIP 380: each character gives 5 bits, and each three characters another value of what is left of them."""
    letters = ('0123456789()[],\'/*abcdefgh@:$%{}IJKLMNOPQRSTUVWXYZ&+-.;<=>?!^_|~'
               'ijklmnopqrstuvwxyzABCDEFGH`#"\\ ')
    symbols = []
    for at in range(0, len(text), 3):
        values = [letters.index(character) for character in text[at:at + 3]]
        symbols += [value & 31 for value in values]
        group = 0
        for value in values:
            group = group * 3 + (value >> 5)
        symbols.append(group)
    generators = (0xF5DEE51989, 0xA9FDCA3312, 0x1BAB10E32D, 0x3706B1677A, 0x644D626FFD)
    return _letters(_polymod(symbols + [0] * 8, generators, 35) ^ 1, 8)
