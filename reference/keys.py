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

NUMBER, TEXT58 = "[0-9]+[h']?", '[1-9A-HJ-NP-Za-km-z]'
# What looks like a private key or a mnemonic.
PRIVATE_TEXT = (f'(?<!{TEXT58})[a-zA-Z]prv{TEXT58}{{8}}|(?:^|])(?:[59]{TEXT58}{{50}}|[KLc]{TEXT58}{{51}})(?:/|\\Z)|'
                '^[ \t\r\n]*[a-z]+(?:[ \t\r\n]+[a-z]+){11,23}[ \t\r\n]*\\Z')

def parse_step(text, malformed):
    require(re.fullmatch(NUMBER, text), malformed)
    n = int(text.rstrip("h'"))
    require(n < HARDENED, 'KEY_INDEX_OUT_OF_RANGE')
    return n + HARDENED * (text[-1] in "h'")

def judge_behind(steps):  # a key, where nothing may stand
    require(len(steps) <= 255, 'KEY_DERIVATION_MALFORMED')
    for at, step in enumerate(steps, 1):
        if step.startswith('<'):
            require(re.fullmatch(f'<{NUMBER}(;{NUMBER})+>', step), 'KEY_MULTIPATH_MALFORMED')
            numbers = [parse_step(each, '') for each in step[1:-1].split(';')]
            require(len(set(numbers)) == len(numbers), 'KEY_MULTIPATH_MALFORMED')
        elif at < len(steps) or step not in ('*', '*h', "*'"):
            parse_step(step, 'KEY_DERIVATION_MALFORMED')
    require(sum(step.startswith('<') for step in steps) < 2, 'KEY_MULTIPATH_MALFORMED')
    require(not steps, 'KEY_DERIVATION_UNEXPECTED')

def parse_key(text, network):  # section 3, in the order of its table
    require(len(text.encode('utf-16-le', 'surrogatepass')) <= 2 * 4096, 'KEY_TOO_LONG')
    require(not re.search(PRIVATE_TEXT, text), 'KEY_PRIVATE')
    match = re.fullmatch(r'(?:\[([^\[\]]*)\])?([^/\[\]]*)((?:/[^\[\]]*)?)', text)
    require(match, 'KEY_ORIGIN_MALFORMED')
    origin, body, behind = match[1], match[2], match[3].split('/')[1:]
    bare = re.fullmatch('[0-9a-fA-F]+', body)
    fingerprint, *steps = ('00000000' if origin is None else origin).split('/')
    require(re.fullmatch('[0-9a-fA-F]{8}', fingerprint) and len(steps) <= 255, 'KEY_ORIGIN_MALFORMED')
    steps = [parse_step(step, 'KEY_ORIGIN_MALFORMED') for step in steps]
    if bare:
        require(len(body) != 130, 'KEY_UNCOMPRESSED')
        require(len(body) in (64, 66), 'KEY_LENGTH')
        point = bytes.fromhex(body if len(body) == 66 else '02' + body)
    else:
        require(re.fullmatch(f'{TEXT58}+', body), 'KEY_MALFORMED')
        require(len(body) <= 120, 'KEY_TOO_LONG')
        data, fits = base58decode(body)
        require(fits, 'KEY_CHECKSUM')
        require(len(data) == 78, 'KEY_LENGTH')
        version, depth, parent, child, point = data[:4], data[4], data[5:9], curve.number(data[9:13]), data[45:]
        require(version not in PRIVATE, 'KEY_PRIVATE')
        require(version in [row[3] for row in NETWORKS.values()], 'KEY_VERSION')
        require(depth or parent == bytes(4) and not child, 'KEY_ROOT_WITH_PARENT')
    found = curve.decompress(point) if point[0] in (2, 3) else None
    require(found, 'KEY_NOT_ON_CURVE')
    require(bare or version == NETWORKS[network][3], 'KEY_NETWORK')
    judge_behind(behind)
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
