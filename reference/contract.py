"""What a milestone compiles to: keys (section 9), leaves (10), tree (11), descriptors (12)."""
import curve
from document import PATHS
from encoding import NETWORKS, Refused, compact_size, descriptor_checksum, segwit_address
from keys import Extended, Uncompilable

MUSIG_CHAIN_CODE = bytes.fromhex('868087ca02a6f974c4598924c36b57762d32cb45717167e300622c7167e38965')
SIGNERS = {0: ('employer', 'worker'), 1: ('employer', 'worker'), 2: ('arbiter', 'worker'), 3: ('arbiter', 'employer'),
           4: ('employer',), 5: ('worker',), 6: ('worker',), 7: ('backupArbiter', 'worker'),
           8: ('backupArbiter', 'employer'), 9: ()}


def script_number(n):
    """N(n) of section 10."""
    if n <= 16:
        return bytes([0x50 + n])
    data = n.to_bytes(n.bit_length() // 8 + 1, 'little')
    return bytes([len(data)]) + data


class Leaf:
    """One leaf: its groups of keys (one for each signing role), lock and secret hash."""

    def __init__(self, number, groups, lock=None, secret_hash=None):
        self.number, self.groups, self.lock, self.secret_hash = number, groups, lock, secret_hash
        self.siblings, self.control_block = [], b''
        self.script = self._script()
        self.hash = curve.tagged_hash('TapLeaf', b'\xc0' + compact_size(len(self.script)) + self.script)

    def miniscript(self, write):
        """The leaf's Miniscript; `write` makes the text of an entry of `groups`."""
        parts = [f'pk({write(keys[0])})' if len(keys) == 1 else
                 f'multi_a({threshold},{",".join(map(write, keys))})' for threshold, keys in self.groups]
        if self.lock:
            parts.append(self.lock.fragment)
        if self.secret_hash:
            parts.append(f'sha256({self.secret_hash.hex()})')
        result = parts[0]
        for part in parts[1:]:
            result = f'and_v(v:{result},{part})'
        return result

    def _script(self):
        script, last = b'', len(self.groups) if self.lock or self.secret_hash else len(self.groups) - 1
        for n, (threshold, keys) in enumerate(self.groups):
            for m, key in enumerate(keys):
                script += b'\x20' + key['key'] + (b'\xba' if m else b'\xac')
            if len(keys) > 1:
                script += script_number(threshold) + (b'\x9c' if n == last else b'\x9d')
            elif n != last:
                script = script[:-1] + b'\xad'
        if self.lock:
            script += script_number(self.lock.number) + (b'\xb2' if self.lock.relative else b'\xb1')
        if self.secret_hash:
            script += b'\x82\x01\x20\x88\xa8\x20' + self.secret_hash + b'\x87'
        return script

    def witness(self, signatures, secret=None):
        """Section 13, last item; signatures: {x-only key: 64 bytes}, at least `threshold` of each group."""
        stack = [secret] if self.secret_hash else []
        for threshold, keys in reversed(self.groups):
            chosen = [k['key'] for k in keys if k['key'] in signatures][:threshold]
            stack += [signatures[k['key']] if k['key'] in chosen else b'' for k in reversed(keys)]
        return stack + [self.script, self.control_block]

    def dummy_witness(self):
        return self.witness({k['key']: bytes(64) for _, keys in self.groups for k in keys}, bytes(32))


def witness_bytes(items):
    return compact_size(len(items)) + b''.join(compact_size(len(i)) + i for i in items)


def huffman(leaves):
    """The tree of section 11: nested pairs of leaves; `leaves` are (weight, leaf)."""
    nodes = [(weight, leaf.number, leaf) for weight, leaf in leaves]
    while len(nodes) > 1:
        nodes.sort(key=lambda node: node[:2])
        a, b = sorted(nodes[:2], key=lambda node: node[1])
        nodes[:2] = [(a[0] + b[0], a[1], (a[2], b[2]))]
    return nodes[0][2]


def _hash_tree(node):
    """(hash, leaves); every leaf gets its siblings, nearest first."""
    if isinstance(node, Leaf):
        return node.hash, [node]
    (left, left_leaves), (right, right_leaves) = map(_hash_tree, node)
    for leaf in left_leaves:
        leaf.siblings.append(right)
    for leaf in right_leaves:
        leaf.siblings.append(left)
    return curve.tagged_hash('TapBranch', min(left, right) + max(left, right)), left_leaves + right_leaves


def write_tree(node, write):
    return write(node) if isinstance(node, Leaf) else '{' + ','.join(write_tree(child, write) for child in node) + '}'


def terms_key(agreement):
    """U of section 9."""
    chain_code = curve.tagged_hash('taproot-escrow/terms', agreement.id)
    if agreement.musig:
        return Extended(curve.H, chain_code)
    c = int.from_bytes(chain_code, 'big')
    point = curve.plus_g(curve.H, c) if c < curve.N else None
    if point is None:
        raise Uncompilable
    return Extended(point, chain_code)


def aggregate_key(agreement):
    """BIP 328, for key paths that are open."""
    point = curve.aggregate([agreement.roles[r].keys[0].point for r in ('employer', 'worker')])
    if point is None:
        raise Uncompilable
    return Extended(point, MUSIG_CHAIN_CODE)


class Contract:
    def __init__(self, agreement, k, terms, aggregate):
        self.agreement, self.k, self.index = agreement, k, agreement.index + k
        self.milestone, self.path = agreement.milestones[k], f'milestones[{k}]'
        self.numbers, self.terms = agreement.paths(self.milestone), terms
        self._uses = {}
        self.leaves = {p: self._leaf(p) for p in self.numbers if p}
        weights = [(self.weight(p), leaf) for p, leaf in self.leaves.items()]
        self.tree = huffman(weights)
        self.root, self.ordered = _hash_tree(self.tree)
        self.internal = aggregate or self._closed()
        internal = self.internal.child(0).child(self.index).point
        self.internal_key = curve.xonly(internal)
        self._judge_keys()
        if any(len(leaf.siblings) > 7 for leaf in self.ordered):
            raise Refused('TREE_TOO_DEEP', self.path, 'compilable')
        tweak = int.from_bytes(curve.tagged_hash('TapTweak', self.internal_key + self.root), 'big')
        output = curve.plus_g(curve.lift_x(internal[0]), tweak) if tweak < curve.N else None
        if output is None:
            raise Uncompilable
        self.output_key, self.parity = curve.xonly(output), output[1] % 2
        for leaf in self.ordered:
            leaf.control_block = bytes([0xC0 + self.parity]) + self.internal_key + b''.join(leaf.siblings)
        self._judge_leaves()
        self.script = b'\x51\x20' + self.output_key
        self.address = segwit_address(NETWORKS[agreement.network][0], 1, self.output_key)

    def weight(self, p):
        clocks = self.milestone.clocks
        default = {1: 8, 2: 4, 3: 2, 4: 4 if clocks.pays == 'employer' else 1,
                   5: 4 if clocks.pays == 'worker' else 1, 6: 8}.get(p, 1)
        return self.agreement.weights.get(PATHS[p], default)

    def lock(self, p):
        clocks = self.milestone.clocks
        if p in (4, 5):
            return clocks.silence if clocks.pays == ('employer', 'worker')[p - 4] else clocks.rescue
        return {2: clocks.start, 3: clocks.start, 7: clocks.backup, 8: clocks.backup}.get(p)

    def _leaf(self, p):
        groups = []
        for name in SIGNERS[p]:
            role, branch = self.agreement.roles[name], 2 * self._uses.get(name, 0)
            self._uses[name] = self._uses.get(name, 0) + 1
            groups.append((role.threshold, [
                {'role': name, 'position': n, 'key': key.at(branch, self.index), 'source': key, 'branch': branch}
                for n, key in enumerate(role.keys)]))
        if p == 9:
            key = curve.xonly(self.terms.child(0).child(self.index).point)
            groups = [(1, [{'role': 'terms', 'position': 0, 'key': key, 'source': None, 'branch': 0}])]
        return Leaf(p, groups, self.lock(p), self.milestone.secret_hash if p == 6 else None)

    def _closed(self):
        """The unspendable extended key of section 9."""
        points = [curve.compress(key['source'].point if key['source'] else self.terms.point)
                  for leaf in self.ordered for _, keys in leaf.groups for key in keys
                  if key['source'] is None or key['source'].extended]
        return Extended(curve.H, curve.sha256(b''.join(points)))

    def _judge_keys(self):
        """CONTRACT_KEY_SHARED, section 9."""
        holders = {self.internal_key: ('internal', 0)}
        for leaf in self.ordered:
            for key in (key for _, keys in leaf.groups for key in keys):
                holder = (key['role'], key['position'])
                if holders.setdefault(key['key'], holder) != holder:
                    raise Refused('CONTRACT_KEY_SHARED', self.path, 'compilable')

    def _judge_leaves(self):
        """The limits of section 10."""
        for leaf in self.leaves.values():
            if leaf.number == 9:
                continue
            if sum(len(keys) - threshold for threshold, keys in leaf.groups) > 10:
                raise Refused('SCRIPT_TOO_MANY_KEYS', self.path, 'compilable')
            if len(witness_bytes(leaf.dummy_witness())) > 1650:
                raise Refused('SCRIPT_WITNESS_TOO_LARGE', self.path, 'compilable')

    def _stated(self, key):
        if key['source'] is None:
            return self.terms.text(self.agreement.network) + '/0/*'
        return key['source'].text + (f'/{key["branch"]}/*' if key['source'].extended else '')

    def descriptor(self, portable=False):
        """Section 12; with musig() where the key path is open, unless `portable`."""
        inner = self.internal.text(self.agreement.network)
        if self.agreement.musig and not portable:
            inner = 'musig(' + ','.join(self.agreement.roles[r].keys[0].text for r in ('employer', 'worker')) + ')'
        tree = write_tree(self.tree, lambda leaf: leaf.miniscript(self._stated))
        text = f'tr({inner}/0/*,{tree})'
        return f'{text}#{descriptor_checksum(text)}'


def compile_agreement(agreement):
    """(U, the contracts of all milestones)."""
    keys = sum(1 if p == 9 else sum(len(agreement.roles[name].keys) for name in SIGNERS[p])
               for m in agreement.milestones for p in agreement.paths(m) if p)
    if keys > 20000:
        raise Refused('CONTRACT_KEYS_COUNT', 'milestones', 'compilable')
    terms, aggregate = terms_key(agreement), aggregate_key(agreement) if agreement.musig else None
    return terms, [Contract(agreement, k, terms, aggregate) for k in range(len(agreement.milestones))]
