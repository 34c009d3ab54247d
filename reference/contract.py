"""What a milestone compiles to: keys (section 9), leaves (10), tree (11), descriptors (12)."""
from collections import namedtuple
from functools import reduce

import curve
from document import SIGNERS
from encoding import NETWORKS, bech32, compact_size, descriptor_checksum, require, sized
from keys import Extended, Key, tweak

MUSIG_CHAIN_CODE = bytes.fromhex('868087ca02a6f974c4598924c36b57762d32cb45717167e300622c7167e38965')
# A key in a leaf: whose, x-only, as a descriptor names it, the point that section 9 hashes, its origin.
LeafKey = namedtuple('LeafKey', 'role position xonly stated point origin')

def script_number(n):  # N(n) of section 10
    return bytes([0x50 + n]) if n <= 16 else sized(n.to_bytes(n.bit_length() // 8 + 1, 'little'))
def witness_bytes(items):
    return compact_size(len(items)) + b''.join(map(sized, items))

class Leaf:
    def __init__(self, path, order, groups, lock, secret_hash):  # a group for each role that signs
        self.path, self.order, self.groups, self.lock, self.secret_hash = path, order, groups, lock, secret_hash
        self.keys = [key for _, keys in groups for key in keys]
        self.siblings, self.control_block = [], b''
        *before, last = self.fragments(str)
        self.script = b''.join(verifying for _, _, verifying in before) + last[1]
        self.hash = curve.tagged_hash('TapLeaf', b'\xc0' + sized(self.script))

    def fragments(self, name):  # section 10: each as text, as the last bytes, in verifying form
        for threshold, keys in self.groups:
            data = b''.join(b'\x20' + key.xonly + (b'\xba' if n else b'\xac') for n, key in enumerate(keys))
            if len(keys) == 1:
                yield f'pk({name(keys[0])})', data, data[:-1] + b'\xad'
            else:
                data += script_number(threshold)
                yield f'multi_a({threshold},{",".join(map(name, keys))})', data + b'\x9c', data + b'\x9d'
        if self.lock:
            data = script_number(self.lock.number) + (b'\xb2' if self.lock.relative else b'\xb1')
            yield f'{self.lock.fragment}({self.lock.number})', data, None
        if self.secret_hash:
            yield f'sha256({self.secret_hash.hex()})', b'\x82\x01\x20\x88\xa8\x20' + self.secret_hash + b'\x87', None

    def miniscript(self, name):  # `name` gives the text of a key
        return reduce(lambda a, b: f'and_v(v:{a},{b})', [text for text, _, _ in self.fragments(name)])

    def witness(self, signatures, secret):  # section 13, last item; {x-only key: signature}, `threshold` or more
        stack = [secret] if self.secret_hash else []
        for threshold, keys in reversed(self.groups):
            chosen = [key for key in keys if key.xonly in signatures][:threshold]
            stack += [signatures[key.xonly] if key in chosen else b'' for key in reversed(keys)]
        return stack + [self.script, self.control_block]

def huffman(leaves):  # section 11, from (weight, leaf): (the tree as nested pairs, its hash, leaves from left to right)
    nodes = [(weight, leaf.order, leaf, leaf.hash, [leaf]) for weight, leaf in leaves]
    while len(nodes) > 1:
        nodes.sort(key=lambda node: node[:2])
        weights, orders, trees, hashes, below = zip(*sorted(nodes[:2], key=lambda node: node[1]))
        for side, sibling in zip(below, reversed(hashes)):
            for leaf in side:
                leaf.siblings.append(sibling)
        joined = curve.tagged_hash('TapBranch', b''.join(sorted(hashes)))
        nodes[:2] = [(sum(weights), orders[0], trees, joined, below[0] + below[1])]
    return nodes[0][2:]
def fold(node, of_leaf, of_branch):  # of a tree
    return of_leaf(node) if isinstance(node, Leaf) else of_branch(*[fold(child, of_leaf, of_branch) for child in node])

def output_point(internal_key, root=b''):  # BIP 341; without a root BIP 86
    return tweak(curve.lift_x(curve.number(internal_key)), curve.tagged_hash('TapTweak', internal_key + root))

def terms_key(agreement):  # U of section 9
    chain_code = curve.tagged_hash('taproot-escrow/terms', agreement.id)
    extended = Extended(curve.H if agreement.musig else tweak(curve.H, chain_code), chain_code)
    return Key(extended.text(agreement.network), extended.point, extended)

class Contract:
    def __init__(self, agreement, k, terms, musig):
        self.agreement, self.k, self.index, self.terms = agreement, k, agreement.index + k, terms
        self.milestone = agreement.milestones[k]
        self.paths, uses = agreement.paths(self.milestone), dict.fromkeys(agreement.roles, 0)
        self.leaves = {path: self.leaf(path, order, uses) for order, path in enumerate(self.paths) if path != 'key'}
        weighted = [(agreement.weight(self.milestone, path), leaf) for path, leaf in self.leaves.items()]
        self.tree, self.root, ordered = huffman(weighted)
        points = b''.join(curve.compress(key.point) for leaf in ordered for key in leaf.keys if key.point)
        self.internal = musig or Extended(curve.H, curve.sha256(points))
        self.internal_key = self.internal.at(0, self.index)
        output = output_point(self.internal_key, self.root)
        self.output_key, self.parity = curve.xonly(output), output[1] % 2
        for leaf in ordered:
            leaf.control_block = bytes([0xC0 + self.parity]) + self.internal_key + b''.join(leaf.siblings)
        self.judge()
        self.script = b'\x51\x20' + self.output_key
        self.address = bech32(NETWORKS[agreement.network][0], 'p', self.output_key)

    def leaf(self, path, order, uses):
        groups = []
        for name in SIGNERS[path]:
            role, branch, uses[name] = self.agreement.roles[name], 2 * uses[name], uses[name] + 1
            groups.append((role.threshold, [LeafKey(name, n, *key.in_leaf(branch, self.index))
                                            for n, key in enumerate(role.keys)]))
        if path == 'terms':
            groups = [(1, [LeafKey('terms', 0, *self.terms.in_leaf(0, self.index))])]
        secret_hash = self.milestone.secret_hash if path == 'workerWithSecret' else None
        return Leaf(path, order, groups, self.paths[path], secret_hash)

    def judge(self):
        holders = {self.internal_key: 'internal'}
        for leaf in self.leaves.values():
            for key in leaf.keys:
                holder = key.role, key.position
                require(holders.setdefault(key.xonly, holder) == holder, 'CONTRACT_KEY_SHARED')  # section 9
        for leaf in self.leaves.values():
            require(len(leaf.siblings) <= 7, 'TREE_TOO_DEEP')  # section 11
            missing = sum(len(keys) - threshold for threshold, keys in leaf.groups)
            require(missing <= 10, 'SCRIPT_TOO_MANY_KEYS')  # section 10
            require(len(witness_bytes(self.witness(leaf.path))) <= 1650, 'SCRIPT_WITNESS_TOO_LARGE')

    def witness(self, path, sign=lambda key: bytes(64), secret=bytes(32), signed={}):
        if path == 'key':
            return [sign(self.output_key)]
        every = [(key.xonly, key.position in signed.get(key.role, [key.position])) for key in self.leaves[path].keys]
        return self.leaves[path].witness({key: sign(key) for key, signs in every if signs}, secret)

    def descriptor(self, portable=False):  # section 12; with musig() where the key path is open, unless `portable`
        inner = self.internal.text(self.agreement.network)
        if self.agreement.musig and not portable:
            inner = f'musig({self.agreement.employer.keys[0].text},{self.agreement.worker.keys[0].text})'
        tree = fold(self.tree, lambda leaf: leaf.miniscript(lambda key: key.stated), lambda a, b: f'{{{a},{b}}}')
        text = f'tr({inner}/0/*,{tree})'
        return f'{text}#{descriptor_checksum(text)}'

def compile_agreement(agreement):  # (U, the contracts of all milestones)
    keys = sum(sum(len(agreement.roles[name].keys) for name in SIGNERS[path]) or path == 'terms'
               for m in agreement.milestones for path in agreement.paths(m) if path != 'key')
    require(keys <= 20000, 'CONTRACT_KEYS_COUNT')
    terms, musig = terms_key(agreement), None
    if agreement.musig:
        parties = [role.keys[0].point for role in (agreement.employer, agreement.worker)]
        musig = Extended(curve.aggregate(parties), MUSIG_CHAIN_CODE)
    return terms, [Contract(agreement, k, terms, musig) for k in range(len(agreement.milestones))]
