"""secp256k1 in plain Python: points, tagged hashes, BIP 340 verification, BIP 327 key aggregation.

A point is a pair (x, y) of integers; None is the point at infinity.
"""
import hashlib

P = 2**256 - 2**32 - 977
N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
G = (0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798,
     0x483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8)


def sha256(data):
    return hashlib.sha256(data).digest()


def tagged_hash(tag, data):
    """taggedHash of the specification's introduction (BIP 340)."""
    prefix = sha256(tag.encode())
    return sha256(prefix + prefix + data)


def _double(a):
    x, y, z = a
    if not z:
        return a
    yy = y * y % P
    s = 4 * x * yy % P
    m = 3 * x * x % P
    x3 = (m * m - 2 * s) % P
    return x3, (m * (s - x3) - 8 * yy * yy) % P, 2 * y * z % P


def _add(a, b):
    if not a[2]:
        return b
    if not b[2]:
        return a
    x1, y1, z1 = a
    x2, y2, z2 = b
    zz1, zz2 = z1 * z1 % P, z2 * z2 % P
    u1, u2 = x1 * zz2 % P, x2 * zz1 % P
    s1, s2 = y1 * zz2 * z2 % P, y2 * zz1 * z1 % P
    h, r = (u2 - u1) % P, (s2 - s1) % P
    if not h:
        return (0, 1, 0) if r else _double(a)
    hh = h * h % P
    hhh, v = h * hh % P, u1 * hh % P
    x3 = (r * r - hhh - 2 * v) % P
    return x3, (r * (v - x3) - s1 * hhh) % P, z1 * z2 * h % P


def _jacobian(point):
    return (*point, 1) if point else (0, 1, 0)


def _affine(j):
    if not j[2]:
        return None
    inverse = pow(j[2], -1, P)
    square = inverse * inverse % P
    return j[0] * square % P, j[1] * square * inverse % P


def _multiples(j):
    table = [(0, 1, 0), j]
    while len(table) < 16:
        table.append(_add(table[-1], j))
    return table


def _table_of_g():
    rows, base = [], _jacobian(G)
    for _ in range(64):
        rows.append(_multiples(base))
        base = _add(rows[-1][15], base)
    return rows


_G = _table_of_g()


def _times_g(k):
    result = (0, 1, 0)
    for row in _G:
        if k & 15:
            result = _add(result, row[k & 15])
        k >>= 4
    return result


def _times(k, point):
    table, result = _multiples(_jacobian(point)), (0, 1, 0)
    for shift in range(252, -4, -4):
        if result[2]:
            result = _double(_double(_double(_double(result))))
        result = _add(result, table[k >> shift & 15])
    return result


def times(k, point):
    return _affine(_times(k, point))


def add(a, b):
    return _affine(_add(_jacobian(a), _jacobian(b)))


def plus_g(point, k):
    """point + k·G."""
    return _affine(_add(_times_g(k), _jacobian(point)))


def lift_x(x):
    """The point with this x and an even y, or None where there is none (BIP 340)."""
    if x >= P:
        return None
    square = (pow(x, 3, P) + 7) % P
    y = pow(square, (P + 1) // 4, P)
    if y * y % P != square:
        return None
    return x, y if y % 2 == 0 else P - y


def compress(point):
    return bytes([2 + point[1] % 2]) + point[0].to_bytes(32, 'big')


def decompress(data):
    """A point from 33 bytes, or None."""
    if len(data) != 33 or data[0] not in (2, 3):
        return None
    point = lift_x(int.from_bytes(data[1:], 'big'))
    return point if point is None or data[0] == 2 else (point[0], P - point[1])


def xonly(point):
    return point[0].to_bytes(32, 'big')


H = decompress(bytes.fromhex('0250929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0'))


def verify(key, message, signature):
    """BIP 340 verification; key is x-only."""
    point = lift_x(int.from_bytes(key, 'big'))
    r, s = int.from_bytes(signature[:32], 'big'), int.from_bytes(signature[32:], 'big')
    if len(signature) != 64 or point is None or r >= P or s >= N:
        return False
    e = int.from_bytes(tagged_hash('BIP0340/challenge', signature[:32] + key + message), 'big') % N
    result = _affine(_add(_times_g(s), _times(N - e if e else 0, point)))
    return result is not None and result[1] % 2 == 0 and result[0] == r


def aggregate(points):
    """KeyAgg over KeySort of BIP 327, on compressed keys."""
    keys = sorted(compress(p) for p in points)
    listed = tagged_hash('KeyAgg list', b''.join(keys))
    second = next((k for k in keys if k != keys[0]), None)
    total = None
    for key in keys:
        coefficient = 1
        if key != second:
            coefficient = int.from_bytes(tagged_hash('KeyAgg coefficient', listed + key), 'big') % N
        total = add(total, times(coefficient, decompress(key)))
    return total
