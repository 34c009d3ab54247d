"""Keys of an agreement (section 3) and public derivation (BIP 32)."""
import functools
import hashlib
import hmac
import re
from collections import namedtuple

import curve
from encoding import NETWORKS, base58check, base58decode, require

PRIVATE = bytes.fromhex('0488ade4'), bytes.fromhex('04358394')
HARDENED = 2**31

def tweak(point, data):  # point + data·G
    return curve.plus_g(point, curve.number(data))

class Extended(namedtuple('Extended', 'point chain_code')):
    @functools.cache
    def child(self, step):  # CKDpub of BIP 32, unhardened
        data = curve.compress(self.point) + step.to_bytes(4, 'big')
        digest = hmac.new(self.chain_code, data, hashlib.sha512).digest()
        return Extended(tweak(self.point, digest[:32]), digest[32:])

    def at(self, branch, index):  # the x-only key of the child branch/index
        return curve.xonly(self.child(branch).child(index).point)

    def text(self, network):  # as section 9 writes its three keys, with depth, parent and child number 0
        return base58check(NETWORKS[network][3] + bytes(9) + self.chain_code + curve.compress(self.point))

class Key(namedtuple('Key', 'text point extended origin', defaults=(None, None))):
    def in_leaf(self, branch, index):  # section 9: x-only, as a descriptor has it, the point to hash, the origin
        if not self.extended:
            return curve.xonly(self.point), self.text, None, None
        origin = self.origin and f'[{self.origin}/{branch}/{index}]'
        return self.extended.at(branch, index), f'{self.text}/{branch}/*', self.point, origin

def parse_steps(text):  # steps between a fingerprint and the end of an origin
    steps = [(int(step.rstrip("h'")), step[-1] in "h'") for step in text.split('/')[1:]]
    require(all(n < HARDENED for n, _ in steps), 'KEY_INDEX_OUT_OF_RANGE')
    return [n + HARDENED * hardened for n, hardened in steps]

def parse_key(text, network):  # section 3, in the order of its table
    require(len(text) <= 4096, 'KEY_TOO_LONG')
    match = re.fullmatch(r'(?:\[([^\[\]]*)\])?([^/\[\]]*)((?:/[^\[\]]*)?)', text)
    require(match, 'KEY_ORIGIN_MALFORMED')
    origin, body, behind = match[1], match[2], match[3].split('/')[1:]
    bare = re.fullmatch('[0-9a-fA-F]+', body)
    require(bare or len(body) <= 120, 'KEY_TOO_LONG')
    require(not re.match('[a-zA-Z]prv', body) and not re.fullmatch('([a-z]+ ){11,}[a-z]+', body) and
            not re.fullmatch('[5KLc9][1-9A-HJ-NP-Za-km-z]{50,51}', body), 'KEY_PRIVATE')
    steps = re.fullmatch("[0-9a-fA-F]{8}((?:/[0-9]+[h']?){,255})", '00000000' if origin is None else origin)
    require(steps, 'KEY_ORIGIN_MALFORMED')
    steps = parse_steps(steps[1])
    parse_steps(''.join('/' + step for step in behind if re.fullmatch("[0-9]+[h']?", step)))
    if bare:
        require(len(body) != 130, 'KEY_UNCOMPRESSED')
        require(len(body) in (64, 66), 'KEY_LENGTH')
        point = bytes.fromhex(body if len(body) == 66 else '02' + body)
    else:
        data, fits = base58decode(body)
        require(data, 'KEY_MALFORMED')
        require(not fits or len(data) == 78, 'KEY_LENGTH')  # no base58check otherwise
        require(fits, 'KEY_CHECKSUM')
        version, depth, parent, child, point = data[:4], data[4], data[5:9], curve.number(data[9:13]), data[45:]
        require(version not in PRIVATE, 'KEY_PRIVATE')
        require(version in [row[3] for row in NETWORKS.values()], 'KEY_VERSION')
        require(depth or parent == bytes(4) and not child, 'KEY_ROOT_WITH_PARENT')
    found = curve.decompress(point) if point[0] in (2, 3) else None
    require(found, 'KEY_NOT_ON_CURVE')
    require(bare or version == NETWORKS[network][3], 'KEY_NETWORK')
    for step in behind:
        if step.startswith('<'):
            numbers = re.fullmatch("<([0-9]+[h']?(?:;[0-9]+[h']?)+)>", step)
            require(numbers and len(set(numbers[1].split(';'))) > 1, 'KEY_MULTIPATH_MALFORMED')
        else:
            require(re.fullmatch(r"(?:[0-9]+|\*)[h']?", step), 'KEY_DERIVATION_MALFORMED')
    require(not behind, 'KEY_DERIVATION_UNEXPECTED')
    require(found[0] != curve.H[0], 'KEY_UNSPENDABLE')
    if bare:
        require(origin is None, 'KEY_ORIGIN_UNEXPECTED')
        require(body == body.lower(), 'KEY_NOT_NORMAL_FORM')
        return Key(text, found)
    require(origin is not None, 'KEY_ORIGIN_MISSING')
    require(depth <= 253, 'KEY_TOO_DEEP')
    require(len(steps) == depth, 'KEY_ORIGIN_DEPTH')
    require(not steps or steps[-1] == child, 'KEY_ORIGIN_CHILD')
    own = hashlib.new('ripemd160', curve.sha256(point)).digest()[:4]
    require(depth > 1 or bytes.fromhex(origin[:8]) == (parent if depth else own), 'KEY_ORIGIN_FINGERPRINT')
    require(not re.search("[A-F']|/0[0-9]", origin), 'KEY_NOT_NORMAL_FORM')
    return Key(text, found, Extended(found, data[13:45]), origin)
