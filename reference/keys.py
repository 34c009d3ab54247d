"""Keys of an agreement (section 3) and public derivation (BIP 32)."""
import hashlib
import hmac
import re

import curve
from encoding import NETWORKS, Refused, base58check, base58decode, require

PRIVATE = (bytes.fromhex('0488ade4'), bytes.fromhex('04358394'))
HARDENED = 2**31

def tweak(point, data):  # point + data·G; section 9, "What nobody will see"
    result = curve.plus_g(point, curve.number(data)) if curve.number(data) < curve.N else None
    require(result, 'UNCOMPILABLE')
    return result

class Extended:
    def __init__(self, point, chain_code):
        self.point, self.chain_code, self.branches = point, chain_code, {}

    def child(self, step):  # CKDpub of BIP 32, unhardened
        data = curve.compress(self.point) + step.to_bytes(4, 'big')
        digest = hmac.new(self.chain_code, data, hashlib.sha512).digest()
        return Extended(tweak(self.point, digest[:32]), digest[32:])

    def at(self, branch, index):  # the x-only key of the child branch/index
        if branch not in self.branches:
            self.branches[branch] = self.child(branch)
        return curve.xonly(self.branches[branch].child(index).point)

    def text(self, network):  # as section 9 writes its three keys, with depth, parent and child number 0
        return base58check(NETWORKS[network][3] + bytes(9) + self.chain_code + curve.compress(self.point))

class Key:
    def __init__(self, text, point, extended=None, origin=None):
        self.text, self.point, self.extended, self.origin = text, point, extended, origin

    def in_leaf(self, branch, index):  # section 9: x-only, as a descriptor has it, the point to hash, the origin
        if not self.extended:
            return curve.xonly(self.point), self.text, None, None
        origin = self.origin and f'[{self.origin}/{branch}/{index}]'
        return self.extended.at(branch, index), f'{self.text}/{branch}/*', self.point, origin

def parse_origin(text):  # (fingerprint, steps)
    match = re.fullmatch("([0-9a-fA-F]{8})((?:/(?:0|[1-9][0-9]*)[hH']?)*)", text)
    require(match, 'KEY_ORIGIN_MALFORMED')
    require(not re.search("[A-FH']", text), 'KEY_NOT_NORMAL_FORM')
    steps = [(int(s.rstrip('h')), s.endswith('h')) for s in match[2].split('/')[1:]]
    require(all(n < HARDENED for n, _ in steps), 'KEY_INDEX_OUT_OF_RANGE')
    return bytes.fromhex(match[1]), [n + HARDENED * hardened for n, hardened in steps]

def refuse_derivation(steps):  # no steps stand behind a key: says what is wrong with those that do
    for step in steps.split('/')[1:]:
        if step.startswith('<'):
            require(re.fullmatch("<[0-9]+[hH']?(;[0-9]+[hH']?)+>", step), 'KEY_MULTIPATH_MALFORMED')
        else:
            require(re.fullmatch(r"([0-9]+|\*)[hH']?", step), 'KEY_DERIVATION_MALFORMED')
            require(step[0] == '*' or int(step.rstrip("hH'")) < HARDENED, 'KEY_INDEX_OUT_OF_RANGE')
    raise Refused('KEY_DERIVATION_UNEXPECTED')

def parse_point(data):
    require(data[0] in (2, 3), 'KEY_MALFORMED')
    require(curve.decompress(data), 'KEY_NOT_ON_CURVE')
    return curve.decompress(data)

def parse_bare(text):
    require(len(text) != 130 or not text.startswith('04'), 'KEY_UNCOMPRESSED')
    require(len(text) in (64, 66), 'KEY_LENGTH')
    require(text == text.lower(), 'KEY_NOT_NORMAL_FORM')
    return parse_point(bytes.fromhex(text if len(text) == 66 else '02' + text))

def parse_extended(text, network, fingerprint, steps):
    data, fits = base58decode(text)
    require(data and (len(data) == 78 or not fits), 'KEY_MALFORMED')
    require(fits, 'KEY_CHECKSUM')
    version, depth, parent, child, point = data[:4], data[4], data[5:9], curve.number(data[9:13]), data[45:]
    require(version not in PRIVATE, 'KEY_PRIVATE')
    require(version in [row[3] for row in NETWORKS.values()], 'KEY_VERSION')
    require(version == NETWORKS[network][3], 'KEY_NETWORK')
    extended = Extended(parse_point(point), data[13:45])
    require(depth or parent == bytes(4) and not child, 'KEY_ROOT_WITH_PARENT')
    require(depth <= 253, 'KEY_TOO_DEEP')
    require(len(steps) == depth, 'KEY_ORIGIN_DEPTH')
    require(not steps or steps[-1] == child, 'KEY_ORIGIN_CHILD')
    own = hashlib.new('ripemd160', curve.sha256(point)).digest()[:4]
    require(depth > 1 or fingerprint == (parent if depth else own), 'KEY_ORIGIN_FINGERPRINT')
    return extended

def parse_key(text, network):  # section 3, which names the codes only as KEY_*; their names are those of the fixtures
    require(len(text) <= 4096, 'KEY_TOO_LONG')
    match = re.fullmatch(r'(?:\[([^\[\]]*)\])?([^/\[\]]*)((?:/.*)?)', text, re.DOTALL)
    require(match, 'KEY_MALFORMED')
    origin, body, behind = match.groups()
    if behind:
        refuse_derivation(behind)
    if re.fullmatch('[0-9a-fA-F]+', body):
        require(origin is None, 'KEY_ORIGIN_UNEXPECTED')
        key = Key(text, parse_bare(body))
    else:
        require(re.fullmatch('[1-9A-HJ-NP-Za-km-z]+', body), 'KEY_MALFORMED')
        require(origin is not None, 'KEY_ORIGIN_MISSING')
        extended = parse_extended(body, network, *parse_origin(origin))
        key = Key(text, extended.point, extended, origin)
    require(key.point[0] != curve.H[0], 'KEY_UNSPENDABLE')
    return key
