"""Keys of an agreement (section 3) and public derivation of BIP 32."""
import hashlib
import hmac
import re

import curve
from encoding import Refused, base58check, base58decode

VERSIONS = {'mainnet': bytes.fromhex('0488b21e')}
TEST_VERSION = bytes.fromhex('043587cf')
PRIVATE_VERSIONS = (bytes.fromhex('0488ade4'), bytes.fromhex('04358394'))


def version_bytes(network):
    return VERSIONS.get(network, TEST_VERSION)


class Uncompilable(Refused):
    """The events of negligible probability in section 9, "What nobody will see"."""

    def __init__(self):
        super().__init__('UNCOMPILABLE', '', 'compilable')


class Extended:
    """An extended public key: a point and a chain code."""

    def __init__(self, point, chain_code):
        self.point, self.chain_code, self._children = point, chain_code, {}

    def child(self, step):
        """CKDpub of BIP 32 for an unhardened step."""
        if step not in self._children:
            data = curve.compress(self.point) + step.to_bytes(4, 'big')
            digest = hmac.new(self.chain_code, data, hashlib.sha512).digest()
            left = int.from_bytes(digest[:32], 'big')
            point = curve.plus_g(self.point, left) if left < curve.N else None
            if point is None:
                raise Uncompilable
            self._children[step] = Extended(point, digest[32:])
        return self._children[step]

    def text(self, network):
        """With depth, parent and child number 0, as section 9 writes its three keys."""
        return base58check(version_bytes(network) + bytes(9) + self.chain_code + curve.compress(self.point))


class Key:
    """A key as an agreement states it; `extended` is None for a bare one."""

    def __init__(self, text, point, extended=None, origin=None):
        self.text, self.point, self.extended, self.origin = text, point, extended, origin

    def at(self, branch, index):
        """The x-only key on a branch (section 9); a bare key is always itself."""
        if self.extended is None:
            return curve.xonly(self.point)
        return curve.xonly(self.extended.child(branch).child(index).point)


def _origin(text, refuse):
    """(fingerprint, steps) of what stands between the brackets."""
    match = re.fullmatch("([0-9a-fA-F]{8})((?:/(?:0|[1-9][0-9]*)[hH']?)*)", text)
    if not match:
        refuse('ORIGIN_MALFORMED')
    if re.search("[A-FH']", text):
        refuse('NOT_NORMAL_FORM')
    steps = match[2].split('/')[1:]
    if any(int(s.rstrip('h')) >= 2**31 for s in steps):
        refuse('INDEX_OUT_OF_RANGE')
    return bytes.fromhex(match[1]), [int(s.rstrip('h')) + (2**31 if s.endswith('h') else 0) for s in steps]


def _derivation(steps, refuse):
    """No steps stand behind a key: says what is wrong with those that do."""
    for step in steps.split('/')[1:]:
        if step.startswith('<'):
            if not re.fullmatch("<[0-9]+[hH']?(;[0-9]+[hH']?)+>", step):
                refuse('MULTIPATH_MALFORMED')
        elif not re.fullmatch(r"([0-9]+|\*)[hH']?", step):
            refuse('DERIVATION_MALFORMED')
        elif step[0] != '*' and int(step.rstrip("hH'")) >= 2**31:
            refuse('INDEX_OUT_OF_RANGE')
    refuse('DERIVATION_UNEXPECTED')


def _bare(text, refuse):
    if len(text) == 130 and text.startswith('04'):
        refuse('UNCOMPRESSED')
    if len(text) not in (64, 66):
        refuse('LENGTH')
    if text != text.lower():
        refuse('NOT_NORMAL_FORM')
    data = bytes.fromhex(text if len(text) == 66 else '02' + text)
    if data[0] not in (2, 3):
        refuse('MALFORMED')
    return curve.decompress(data) or refuse('NOT_ON_CURVE')


def _extended(text, network, fingerprint, steps, refuse):
    decoded = base58decode(text)
    if not decoded or decoded[1] and len(decoded[0]) != 78:
        refuse('MALFORMED')
    data, fits = decoded
    if not fits:
        refuse('CHECKSUM')
    if data[:4] in PRIVATE_VERSIONS:
        refuse('PRIVATE')
    if data[:4] not in (VERSIONS['mainnet'], TEST_VERSION):
        refuse('VERSION')
    if data[:4] != version_bytes(network):
        refuse('NETWORK')
    depth, parent, number = data[4], data[5:9], int.from_bytes(data[9:13], 'big')
    if data[45] not in (2, 3):
        refuse('MALFORMED')
    point = curve.decompress(data[45:]) or refuse('NOT_ON_CURVE')
    if depth == 0 and (parent != bytes(4) or number):
        refuse('ROOT_WITH_PARENT')
    if depth > 253:
        refuse('TOO_DEEP')
    if len(steps) != depth:
        refuse('ORIGIN_DEPTH')
    if steps and steps[-1] != number:
        refuse('ORIGIN_CHILD')
    own = hashlib.new('ripemd160', curve.sha256(data[45:])).digest()[:4]
    if depth < 2 and fingerprint != (parent if depth else own):
        refuse('ORIGIN_FINGERPRINT')
    return Extended(point, data[13:45])


def parse_key(text, network, path=''):
    """Section 3. The specification names the codes only as KEY_*; their names are those of the fixtures."""
    def refuse(code):
        raise Refused('KEY_' + code, path)
    if len(text) > 4096:
        refuse('TOO_LONG')
    match = re.fullmatch(r'(?:\[([^\[\]]*)\])?([^/\[\]]*)((?:/.*)?)', text, re.DOTALL)
    if not match:
        refuse('MALFORMED')
    origin, body, behind = match.groups()
    if behind:
        _derivation(behind, refuse)
    if re.fullmatch('[0-9a-fA-F]+', body):
        if origin is not None:
            refuse('ORIGIN_UNEXPECTED')
        key = Key(text, _bare(body, refuse))
    else:
        if origin is None:
            refuse('ORIGIN_MISSING' if re.fullmatch('[1-9A-HJ-NP-Za-km-z]+', body) else 'MALFORMED')
        extended = _extended(body, network, *_origin(origin, refuse), refuse)
        key = Key(text, extended.point, extended, origin)
    if key.point[0] == curve.H[0]:
        refuse('UNSPENDABLE')
    return key
