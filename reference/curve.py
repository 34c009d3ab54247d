"""secp256k1: tagged hashes, points (None at infinity), BIP 340 verification, BIP 327 key aggregation."""
import hashlib
from itertools import accumulate

P = 2**256 - 2**32 - 977
N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
G = (0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798,
     0x483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8)

def sha256(data):
    return hashlib.sha256(data).digest()
def tagged_hash(tag, data):  # introduction of the specification, BIP 340
    prefix = sha256(tag.encode())
    return sha256(prefix + prefix + data)
def number(data):
    return int.from_bytes(data, 'big')

def add(a, b):
    if a is None or b is None:
        return a or b
    if a[0] != b[0]:
        slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, P)
    elif a[1] == b[1]:
        slope = 3 * a[0] * a[0] * pow(2 * a[1], -1, P)
    else:
        return None
    x = (slope * slope - a[0] - b[0]) % P
    return x, (slope * (a[0] - x) - a[1]) % P

def times(k, point):
    result = None
    for bit in f'{k:b}':
        result = add(result, result)
        if bit == '1':
            result = add(result, point)
    return result

G_ROWS, base = [], G  # for each byte of a scalar, the lowest first, the 256 points that it stands for
for _ in range(32):
    G_ROWS.append([None, *accumulate([base] * 255, add)])
    base = add(G_ROWS[-1][-1], base)

def plus_g(point, k):  # point + k·G
    for row, byte in zip(G_ROWS, k.to_bytes(32, 'little')):
        point = add(point, row[byte])
    return point

def lift_x(x):  # BIP 340: the point with this x and an even y, or None where there is none
    square = (pow(x, 3, P) + 7) % P
    y = pow(square, (P + 1) // 4, P)
    if x >= P or y * y % P != square:
        return None
    return x, P - y if y % 2 else y
def xonly(point):
    return point[0].to_bytes(32, 'big')
def compress(point):
    return bytes([2 + point[1] % 2]) + xonly(point)
def decompress(data):  # of 33 bytes that start with 02 or 03; None where they are no point
    point = lift_x(number(data[1:]))
    return (point[0], P - point[1]) if point and data[0] == 3 else point

H = decompress(bytes.fromhex('0250929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0'))

def verify(key, message, signature):  # BIP 340, the key x-only
    point, r, s = lift_x(number(key)), number(signature[:32]), number(signature[32:])
    if len(signature) != 64 or point is None or r >= P or s >= N:
        return False
    e = number(tagged_hash('BIP0340/challenge', signature[:32] + key + message)) % N
    result = plus_g(times(N - e, point), s)
    return result is not None and result[1] % 2 == 0 and result[0] == r

def aggregate(points):  # BIP 327: KeyAgg over KeySort, for points that are not all the same
    keys = sorted(map(compress, points))
    listed = tagged_hash('KeyAgg list', b''.join(keys))
    second = next(key for key in keys if key != keys[0])
    total = None
    for key in keys:
        coefficient = 1 if key == second else number(tagged_hash('KeyAgg coefficient', listed + key)) % N
        total = add(total, times(coefficient, decompress(key)))
    return total
