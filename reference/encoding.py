"""Compact sizes, base58check, bech32 and bech32m, addresses (section 4), checksums of descriptors (BIP 380)."""
import re

from curve import lift_x, number, sha256

BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
CHECKSUMS = CHECKSUM_OF_BECH32, CHECKSUM_OF_BECH32M = 1, 0x2BC830A3
# Human-readable part, versions of P2PKH and P2SH (section 4), version of extended keys (section 3).
TEST = (b'\x6f', b'\xc4', bytes.fromhex('043587cf'))
NETWORKS = {'mainnet': ('bc', b'\x00', b'\x05', bytes.fromhex('0488b21e')),
            'testnet': ('tb', *TEST), 'signet': ('tb', *TEST), 'regtest': ('bcrt', *TEST)}

class Refused(Exception):
    """A broken rule, told by its code."""

def require(condition, code):
    if not condition:
        raise Refused(code)

def little(n, size=4):
    return n.to_bytes(size, 'little')
def compact_size(n):  # nothing here has 65536 bytes or items
    return bytes([n]) if n < 253 else b'\xfd' + little(n, 2)
def sized(data):
    return compact_size(len(data)) + data

def base58check(payload):
    data, text = payload + sha256(sha256(payload))[:4], ''
    n = number(data)
    while n:
        n, digit = divmod(n, 58)
        text = BASE58[digit] + text
    return '1' * (len(data) - len(data.lstrip(b'\0'))) + text

def base58decode(text):  # (payload, whether the checksum fits); no payload where the text is no base58
    n = 0
    for character in text:
        if character not in BASE58:
            return b'', False
        n = n * 58 + BASE58.index(character)
    data = bytes(len(text) - len(text.lstrip('1'))) + n.to_bytes((n.bit_length() + 7) // 8, 'big')
    return data[:-4], sha256(sha256(data[:-4]))[:4] == data[-4:]

def polymod(values, generators=(0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3), bits=25):
    check = 1  # BIP 173, and with other generators BIP 380
    for value in values:
        top = check >> bits
        check = (check & (1 << bits) - 1) << 5 ^ value
        for i, generator in enumerate(generators):
            check ^= generator if top >> i & 1 else 0
    return check

def bech32_letters(bits, count):
    return ''.join(BECH32[bits >> 5 * (count - 1 - i) & 31] for i in range(count))
def bech32_checked(hrp, data, end=()):
    values = [ord(c) >> 5 for c in hrp] + [0] + [ord(c) & 31 for c in hrp]
    return polymod([*values, *map(BECH32.index, data), *end])

def bech32(hrp, version, data, checksum=CHECKSUM_OF_BECH32M):  # bytes behind the letter of a version, if any
    count = -(-len(data) * 8 // 5)
    text = version + bech32_letters(number(data) << count * 5 - len(data) * 8, count)
    return f'{hrp}1{text}{bech32_letters(bech32_checked(hrp, text, [0] * 6) ^ checksum, 6)}'

def bech32_bytes(text):  # None where more than 4 bits or other bits than 0 are left over
    bits, spare = 0, len(text) * 5 % 8
    for character in text:
        bits = bits << 5 | BECH32.index(character)
    return None if spare > 4 or bits & (1 << spare) - 1 else (bits >> spare).to_bytes(len(text) * 5 // 8, 'big')

def address_script(text, network):  # section 4, in the order of its list
    hrp, p2pkh, p2sh, _ = NETWORKS[network]
    lower = text.lower()
    segwit = re.fullmatch(f'(bc|tb|bcrt)1([{BECH32}]{{11,}})', lower)
    require(len(text) <= 90 and (segwit or re.fullmatch(f'[123mn][{BASE58}]{{25,34}}', text)), 'ADDRESS_MALFORMED')
    if segwit:
        data, program = segwit[2], bech32_bytes(segwit[2][1:-6])
        checksum, version = bech32_checked(segwit[1], data), BECH32.index(data[0])
        require(text in (lower, text.upper()) and checksum in CHECKSUMS, 'ADDRESS_CHECKSUM')
        require(segwit[1] == hrp, 'ADDRESS_OTHER_NETWORK')
        require(program and 2 <= len(program) <= 40 and version <= 16, 'ADDRESS_PROGRAM_LENGTH')
        require(version or checksum == CHECKSUM_OF_BECH32, 'ADDRESS_BECH32M_FOR_BECH32')
        require(not version or checksum == CHECKSUM_OF_BECH32M, 'ADDRESS_BECH32_FOR_BECH32M')
        require(version <= 1, 'ADDRESS_WITNESS_VERSION_UNKNOWN')
        require(len(program) in ((32,) if version else (20, 32)), 'ADDRESS_PROGRAM_LENGTH')
        require(not version or lift_x(number(program)), 'ADDRESS_OFF_CURVE')
        require(text == lower, 'ADDRESS_NOT_NORMAL')
        return (b'\x51' if version else b'\x00') + sized(program)
    payload, fits = base58decode(text)
    require(fits, 'ADDRESS_CHECKSUM')
    require(len(payload) == 21, 'ADDRESS_PROGRAM_LENGTH')
    require(payload[:1] in (p2pkh, p2sh), 'ADDRESS_OTHER_NETWORK')
    return b'\x76\xa9\x14' + payload[1:] + b'\x88\xac' if payload[:1] == p2pkh else b'\xa9\x14' + payload[1:] + b'\x87'
def dust_limit(script):  # section 4, last paragraph
    return 3 * (9 + len(script) + (67 if script[0] in (0x00, 0x51) else 148))

def descriptor_checksum(text):  # each character gives 5 bits, and each three characters what is left of them
    letters = ('0123456789()[],\'/*abcdefgh@:$%{}IJKLMNOPQRSTUVWXYZ&+-.;<=>?!^_|~'
               'ijklmnopqrstuvwxyzABCDEFGH`#"\\ ')
    symbols = []
    for at in range(0, len(text), 3):
        values, group = [letters.index(character) for character in text[at:at + 3]], 0
        for value in values:
            group = group * 3 + (value >> 5)
        symbols += [value & 31 for value in values] + [group]
    generators = (0xF5DEE51989, 0xA9FDCA3312, 0x1BAB10E32D, 0x3706B1677A, 0x644D626FFD)
    return bech32_letters(polymod(symbols + [0] * 8, generators, 35) ^ 1, 8)
