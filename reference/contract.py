"""What a milestone compiles to: keys (section 9), leaves (10), tree (11), descriptors (12)."""
from collections import namedtuple

import curve
from document import SIGNERS
from encoding import compact_size, descriptor_checksum, require, sized, taproot_address
from keys import Extended, Key, tweak

MUSIG_CHAIN_CODE = bytes.fromhex('868087ca02a6f974c4598924c36b57762d32cb45717167e300622c7167e38965')

# A key in a leaf: whose, x-only, as a descriptor names it, the extended key's own point, and its origin.
LeafKey = namedtuple('LeafKey', 'role position xonly stated point origin')
Group = namedtuple('Group', 'threshold keys')


def script_number(n):
    """N(n) of section 10."""
    return bytes([0x50 + n]) if n <= 16 else sized(n.to_bytes(n.bit_length() // 8 + 1, 'little'))


def witness_bytes(items):
    return compact_size(len(items)) + b''.join(map(sized, items))


class Leaf:
    """A leaf: a group of keys for each role that signs, a lock, a secret's hash."""

    def __init__(self, number, groups, lock, secret_hash):
        self.number, self.groups, self.lock, self.secret_hash = number, groups, lock, secret_hash
        self.keys = [key for group in groups for key in group.keys]
        self.siblings, self.control_block = [], b''
        self.script = self._script()
        self.hash = curve.tagged_hash('TapLeaf', b'\xc0' + sized(self.script))

    def miniscript(self, name):
        """Section 10; `name` gives the text of a key."""
        parts = [f'pk({name(keys[0])})' if len(keys) == 1 else f'multi_a({threshold},{",".join(map(name, keys))})'
                 for threshold, keys in self.groups]
        if self.lock:
            parts.append(f'{"older" if self.lock.relative else "after"}({self.lock.number})')
        if self.secret_hash:
            parts.append(f'sha256({self.secret_hash.hex()})')
        result = parts[0]
        for part in parts[1:]:
            result = f'and_v(v:{result},{part})'
        return result

    def _script(self):
        # Each group as it stands last, and in its verifying form.
        parts = []
        for threshold, keys in self.groups:
            text = b''.join(b'\x20' + key.xonly + (b'\xba' if n else b'\xac') for n, key in enumerate(keys))
            if len(keys) == 1:
                parts.append((text, text[:-1] + b'\xad'))
            else:
                text += script_number(threshold)
                parts.append((text + b'\x9c', text + b'\x9d'))
        if self.lock:
            parts.append([script_number(self.lock.number) + (b'\xb2' if self.lock.relative else b'\xb1')])
        if self.secret_hash:
            parts.append([b'\x82\x01\x20\x88\xa8\x20' + self.secret_hash + b'\x87'])
        return b''.join(part[1] for part in parts[:-1]) + parts[-1][0]

    def witness(self, signatures, secret):
        """Section 13, last item; signatures: {x-only key: signature}, at least `threshold` of each group."""
        stack = [secret] if self.secret_hash else []
        for threshold, keys in reversed(self.groups):
            chosen = [key for key in keys if key.xonly in signatures][:threshold]
            stack += [signatures[key.xonly] if key in chosen else b'' for key in reversed(keys)]
        return stack + [self.script, self.control_block]

    def dummy_witness(self):
        return self.witness({key.xonly: bytes(64) for key in self.keys}, bytes(32))


def huffman(leaves):
    """The tree of section 11: nested pairs of leaves; `leaves` are (weight, leaf)."""
    nodes = [(weight, leaf.number, leaf) for weight, leaf in leaves]
    while len(nodes) > 1:
        nodes.sort(key=lambda node: node[:2])
        (weight_a, a, tree_a), (weight_b, b, tree_b) = nodes[:2]
        nodes[:2] = [(weight_a + weight_b, min(a, b), (tree_a, tree_b) if a < b else (tree_b, tree_a))]
    return nodes[0][2]


def hash_tree(node):
    """(hash, leaves from left to right); every leaf gets its siblings, nearest first."""
    if isinstance(node, Leaf):
        return node.hash, [node]
    (left, left_leaves), (right, right_leaves) = map(hash_tree, node)
    for leaves, sibling in ((left_leaves, right), (right_leaves, left)):
        for leaf in leaves:
            leaf.siblings.append(sibling)
    return branch_hash(left, right), left_leaves + right_leaves


def branch_hash(a, b):
    return curve.tagged_hash('TapBranch', min(a, b) + max(a, b))


def write_tree(node, name):
    return node.miniscript(name) if isinstance(node, Leaf) else '{' + ','.join(write_tree(n, name) for n in node) + '}'


def output_point(internal_key, root=b''):
    """The point of the output key (BIP 341), without a root that of BIP 86."""
    return tweak(curve.lift_x(curve.number(internal_key)), curve.tagged_hash('TapTweak', internal_key + root))


def terms_key(agreement):
    """U of section 9."""
    chain_code = curve.tagged_hash('taproot-escrow/terms', agreement.id)
    extended = Extended(curve.H if agreement.musig else tweak(curve.H, chain_code), chain_code)
    return Key(extended.text(agreement.network), extended.point, extended)


def musig_key(agreement):
    """The aggregate as an extended key (BIP 328)."""
    point = curve.aggregate([agreement.employer.keys[0].point, agreement.worker.keys[0].point])
    require(point, 'UNCOMPILABLE')
    return Extended(point, MUSIG_CHAIN_CODE)


def closed_key(leaves):
    """The unspendable extended key of section 9."""
    points = [curve.compress(key.point) for leaf in leaves for key in leaf.keys if key.point]
    return Extended(curve.H, curve.sha256(b''.join(points)))


class Contract:
    def __init__(self, agreement, k, terms, musig):
        self.agreement, self.k, self.index = agreement, k, agreement.index + k
        self.milestone, self.terms = agreement.milestones[k], terms
        self.paths, uses = agreement.paths(self.milestone), {}
        self.leaves = {p: self._leaf(p, uses) for p in self.paths if p}
        self.tree = huffman([(agreement.weight(self.milestone, p), leaf) for p, leaf in self.leaves.items()])
        self.root, ordered = hash_tree(self.tree)
        self.internal = musig or closed_key(ordered)
        self.internal_key = self.internal.at(0, self.index)
        output = output_point(self.internal_key, self.root)
        self.output_key, self.parity = curve.xonly(output), output[1] % 2
        for leaf in ordered:
            leaf.control_block = bytes([0xC0 + self.parity]) + self.internal_key + b''.join(leaf.siblings)
        self._judge()
        self.script = b'\x51\x20' + self.output_key
        self.address = taproot_address(agreement.network, self.output_key)

    def _leaf(self, p, uses):
        groups = []
        for name in SIGNERS[p]:
            role, branch = self.agreement.roles[name], 2 * uses.get(name, 0)
            uses[name] = uses.get(name, 0) + 1
            groups.append(Group(role.threshold, [
                LeafKey(name, n, *key.in_leaf(branch, self.index)) for n, key in enumerate(role.keys)]))
        if p == 9:
            groups = [Group(1, [LeafKey('terms', 0, *self.terms.in_leaf(0, self.index))])]
        return Leaf(p, groups, self.paths[p], self.milestone.secret_hash if p == 6 else None)

    def _judge(self):
        holders = {self.internal_key: 'internal'}
        for leaf in self.leaves.values():
            for key in leaf.keys:
                holder = key.role, key.position
                require(holders.setdefault(key.xonly, holder) == holder, 'CONTRACT_KEY_SHARED')  # section 9
        for leaf in self.leaves.values():
            require(len(leaf.siblings) <= 7, 'TREE_TOO_DEEP')  # section 11
            missing = sum(len(keys) - threshold for threshold, keys in leaf.groups)
            require(missing <= 10, 'SCRIPT_TOO_MANY_KEYS')  # section 10
            require(len(witness_bytes(leaf.dummy_witness())) <= 1650, 'SCRIPT_WITNESS_TOO_LARGE')

    def descriptor(self, portable=False):
        """Section 12; with musig() where the key path is open, unless `portable`."""
        inner = self.internal.text(self.agreement.network)
        if self.agreement.musig and not portable:
            inner = f'musig({self.agreement.employer.keys[0].text},{self.agreement.worker.keys[0].text})'
        text = f'tr({inner}/0/*,{write_tree(self.tree, lambda key: key.stated)})'
        return f'{text}#{descriptor_checksum(text)}'


def compile_agreement(agreement):
    """(U, the contracts of all milestones)."""
    keys = sum(sum(len(agreement.roles[name].keys) for name in SIGNERS[p]) if p < 9 else 1
               for m in agreement.milestones for p in agreement.paths(m) if p)
    require(keys <= 20000, 'CONTRACT_KEYS_COUNT')
    terms, musig = terms_key(agreement), musig_key(agreement) if agreement.musig else None
    return terms, [Contract(agreement, k, terms, musig) for k in range(len(agreement.milestones))]
