"""base58check, bech32 and bech32m, descriptor checksums, compact sizes, addresses (section 4)."""
from curve import lift_x, sha256

BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
BECH32_CONSTANT, BECH32M_CONSTANT = 1, 0x2BC830A3
NETWORKS = {'mainnet': ('bc', 0x00, 0x05), 'testnet': ('tb', 0x6F, 0xC4),
            'signet': ('tb', 0x6F, 0xC4), 'regtest': ('bcrt', 0x6F, 0xC4)}


class Refused(Exception):
    """A broken rule: its code, the path of the member, and the stage ('valid', 'compilable' or 'reader')."""

    def __init__(self, code, path='', stage='valid'):
        super().__init__(f'{code} {path}')
        self.code, self.path, self.stage = code, path, stage


def compact_size(n):
    if n < 253:
        return bytes([n])
    return b'\xfd' + n.to_bytes(2, 'little') if n < 65536 else b'\xfe' + n.to_bytes(4, 'little')


def base58check(payload):
    data = payload + sha256(sha256(payload))[:4]
    number, text = int.from_bytes(data, 'big'), ''
    while number:
        number, digit = divmod(number, 58)
        text = BASE58[digit] + text
    return '1' * (len(data) - len(data.lstrip(b'\0'))) + text


def base58decode(text):
    """(payload, whether the checksum fits), or None where the text is no base58 of 5 bytes or more."""
    if not text or any(c not in BASE58 for c in text):
        return None
    number = 0
    for character in text:
        number = number * 58 + BASE58.index(character)
    data = b'\0' * (len(text) - len(text.lstrip('1'))) + number.to_bytes((number.bit_length() + 7) // 8, 'big')
    if len(data) < 5:
        return None
    return data[:-4], sha256(sha256(data[:-4]))[:4] == data[-4:]


def _polymod(values, generators=(0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3), bits=25):
    check = 1
    for value in values:
        top = check >> bits
        check = (check & (1 << bits) - 1) << 5 ^ value
        for i, g in enumerate(generators):
            check ^= g if top >> i & 1 else 0
    return check


def _expand(hrp):
    return [ord(c) >> 5 for c in hrp] + [0] + [ord(c) & 31 for c in hrp]


def is_bech32m(text, hrp):
    """Whether a text is bech32m with this human-readable part."""
    data = text[len(hrp) + 1:]
    return text.startswith(hrp + '1') and all(c in BECH32 for c in data) and \
        _polymod(_expand(hrp) + [BECH32.index(c) for c in data]) == BECH32M_CONSTANT


def segwit_address(hrp, version, program):
    bits, values = int.from_bytes(program, 'big'), [version]
    pad = -len(program) * 8 % 5
    count = (len(program) * 8 + pad) // 5
    bits <<= pad
    values += [bits >> 5 * (count - 1 - i) & 31 for i in range(count)]
    constant = BECH32M_CONSTANT if version else BECH32_CONSTANT
    check = _polymod(_expand(hrp) + values + [0] * 6) ^ constant
    values += [check >> 5 * (5 - i) & 31 for i in range(6)]
    return hrp + '1' + ''.join(BECH32[v] for v in values)


def _segwit_script(text, network, path):
    hrp, _, data = text.lower().rpartition('1')
    if text != text.lower():
        raise Refused('ADDRESS_NOT_NORMAL' if text == text.upper() else 'ADDRESS_MALFORMED', path)
    if len(text) > 90 or len(data) < 7 or any(c not in BECH32 for c in data):
        raise Refused('ADDRESS_MALFORMED', path)
    values = [BECH32.index(c) for c in data]
    constant = _polymod(_expand(hrp) + values)
    if constant not in (BECH32_CONSTANT, BECH32M_CONSTANT):
        raise Refused('ADDRESS_CHECKSUM', path)
    if hrp != NETWORKS[network][0]:
        raise Refused('ADDRESS_OTHER_NETWORK', path)
    version, values = values[0], values[1:-6]
    if version == 0 and constant != BECH32_CONSTANT:
        raise Refused('ADDRESS_BECH32M_FOR_BECH32', path)
    if version and constant != BECH32M_CONSTANT:
        raise Refused('ADDRESS_BECH32_FOR_BECH32M', path)
    number = 0
    for value in values:
        number = number << 5 | value
    spare = len(values) * 5 % 8
    if version > 16 or spare > 4 or number & (1 << spare) - 1:
        raise Refused('ADDRESS_MALFORMED', path)
    if version > 1:
        raise Refused('ADDRESS_WITNESS_VERSION_UNKNOWN', path)
    program = (number >> spare).to_bytes(len(values) * 5 // 8, 'big')
    if len(program) not in ((32,) if version else (20, 32)):
        raise Refused('ADDRESS_PROGRAM_LENGTH', path)
    if version and lift_x(int.from_bytes(program, 'big')) is None:
        raise Refused('ADDRESS_OFF_CURVE', path)
    return bytes([0x50 + version if version else 0, len(program)]) + program


def address_script(text, network, path=''):
    """The output script of an address, or Refused (section 4)."""
    if len(text) > 90:
        raise Refused('ADDRESS_MALFORMED', path)
    if text.lower().startswith(('bc1', 'tb1', 'bcrt1')):
        return _segwit_script(text, network, path)
    decoded = base58decode(text)
    if decoded is None or len(decoded[0]) != 21:
        raise Refused('ADDRESS_MALFORMED', path)
    payload, fits = decoded
    if not fits:
        raise Refused('ADDRESS_CHECKSUM', path)
    if payload[0] not in (0x00, 0x05, 0x6F, 0xC4):
        raise Refused('ADDRESS_MALFORMED', path)
    _, p2pkh, p2sh = NETWORKS[network]
    if payload[0] == p2pkh:
        return b'\x76\xa9\x14' + payload[1:] + b'\x88\xac'
    if payload[0] == p2sh:
        return b'\xa9\x14' + payload[1:] + b'\x87'
    raise Refused('ADDRESS_OTHER_NETWORK', path)


def dust_limit(script):
    """Section 4, last paragraph."""
    witness = script[0] in (0x00, 0x51) and script[1] == len(script) - 2
    return 3 * (9 + len(script) + (67 if witness else 148))


def descriptor_checksum(text):
    """BIP 380."""
    letters = ('0123456789()[],\'/*abcdefgh@:$%{}IJKLMNOPQRSTUVWXYZ&+-.;<=>?!^_|~'
               'ijklmnopqrstuvwxyzABCDEFGH`#"\\ ')
    symbols, group = [], []
    for character in text:
        value = letters.index(character)
        symbols.append(value & 31)
        group.append(value >> 5)
        if len(group) == 3:
            symbols.append(group[0] * 9 + group[1] * 3 + group[2])
            group = []
    if group:
        symbols.append(group[0] if len(group) == 1 else group[0] * 3 + group[1])
    generators = (0xF5DEE51989, 0xA9FDCA3312, 0x1BAB10E32D, 0x3706B1677A, 0x644D626FFD)
    check = _polymod(symbols + [0] * 8, generators, 35) ^ 1
    return ''.join(BECH32[check >> 5 * (7 - i) & 31] for i in range(8))
