"""Spends (section 13): money, fee, weight, transaction, signature hashes (BIP 341, 342), witnesses."""
import re

import curve
from contract import SIGNERS, witness_bytes
from document import PATHS, payee_parts
from encoding import Refused, compact_size, dust_limit


def network_fee(rate, vsize):
    """ceil(vsize · r / 1000), r being the rate in satoshis for 1000 virtual bytes."""
    if not re.fullmatch(r'(0|[1-9][0-9]{0,8})(\.[0-9]{1,3})?', rate):
        raise ValueError('fee rate ' + rate)
    whole, _, part = rate.partition('.')
    thousandths = int(whole) * 1000 + int(part.ljust(3, '0'))
    if not 0 < thousandths <= 1000000000:
        raise ValueError('fee rate ' + rate)
    return -(-vsize * thousandths // 1000)


def shares(outcome, split):
    """The two sides' terms: ('bps', e), or (side, satoshis)."""
    if outcome in ('release', 'refund'):
        return 'bps', 0 if outcome == 'release' else 10000
    if 'employer' in split and 'worker' in split:
        return 'bps', split['employer']
    return next((side, int(amount)) for side, amount in split.items())


def divide(agreement, pot, contracts, path, terms, fee):
    """Steps 2 to 6 of "Money": (arbiter's fee, list of [script, address, amount, recipients])."""
    parts, arbiter_fee = [], 0
    if path in (2, 3, 7, 8):
        role = agreement.roles[SIGNERS[path][0]]
        arbiter_fee = role.fee_on(pot, contracts)
        if arbiter_fee:
            parts.append((role.script, role.address, arbiter_fee, {'role': role.name}))
    rest = pot - arbiter_fee - fee
    if rest <= 0:
        raise ValueError('the fees leave nothing')
    kind, number = terms
    employer = {'bps': rest * number // 10000, 'employer': number, 'worker': rest - number}[kind]
    worker = rest - employer
    if employer < 0 or worker < 0:
        raise ValueError('a side has less than nothing')
    if terms not in (('bps', 0), ('employer', 0)):
        role = agreement.roles['employer']
        parts.append((role.script, role.address, employer, {'role': 'employer'}))
    if terms not in (('bps', 10000), ('worker', 0)):
        payees = agreement.roles['worker'].payees
        for n, (part, (address, script, _)) in enumerate(zip(payee_parts(payees, worker), payees)):
            parts.append((script, address, part, {'role': 'worker', 'payee': n}))
    merged = {}
    for script, address, amount, recipient in parts:
        output = merged.setdefault(script, [script, address, 0, []])
        output[2] += amount
        output[3].append(recipient)
    return arbiter_fee, list(merged.values())


def require_dust(outputs):
    """Step 7 of "Money"; only for the final outputs, not for those of a first weighing."""
    if any(amount < dust_limit(script) for script, _, amount, _ in outputs):
        raise ValueError('an output is below its dust limit')


class Transaction:
    def __init__(self, version, lock_time, inputs, outputs):
        """inputs: (txid as bytes in wire order, vout, sequence, amount, script); outputs: (script, amount)."""
        self.version, self.lock_time, self.inputs, self.outputs = version, lock_time, inputs, outputs

    @staticmethod
    def _output(script, amount):
        return amount.to_bytes(8, 'little') + compact_size(len(script)) + script

    def serialize(self, witnesses=None):
        result = self.version.to_bytes(4, 'little') + (b'\x00\x01' if witnesses else b'')
        result += compact_size(len(self.inputs))
        for txid, vout, sequence, _, _ in self.inputs:
            result += txid + vout.to_bytes(4, 'little') + b'\x00' + sequence.to_bytes(4, 'little')
        result += compact_size(len(self.outputs)) + b''.join(self._output(*o) for o in self.outputs)
        for witness in witnesses or ():
            result += witness_bytes(witness)
        return result + self.lock_time.to_bytes(4, 'little')

    def txid(self):
        return curve.sha256(curve.sha256(self.serialize()))[::-1].hex()

    def weight(self, witnesses):
        return 3 * len(self.serialize()) + len(self.serialize(witnesses))

    def signature_hash(self, position, leaf=None):
        """BIP 341 with SIGHASH_DEFAULT and no annex; with a leaf also the extension of BIP 342."""
        hashed = [b''.join(txid + vout.to_bytes(4, 'little') for txid, vout, _, _, _ in self.inputs),
                  b''.join(i[3].to_bytes(8, 'little') for i in self.inputs),
                  b''.join(compact_size(len(i[4])) + i[4] for i in self.inputs),
                  b''.join(i[2].to_bytes(4, 'little') for i in self.inputs),
                  b''.join(self._output(*o) for o in self.outputs)]
        message = b'\x00\x00' + self.version.to_bytes(4, 'little') + self.lock_time.to_bytes(4, 'little')
        message += b''.join(map(curve.sha256, hashed))
        message += (b'\x02' if leaf else b'\x00') + position.to_bytes(4, 'little')
        if leaf:
            message += leaf.hash + b'\x00' + b'\xff' * 4
        return curve.tagged_hash('TapSighash', message)


def build(agreement, path, terms, rate, spent):
    """One transaction for inputs that fit into one; spent: (contract, txid, vout, amount).

    Returns the transaction, its weight, the arbiter's fee, the network fee and the outputs.
    """
    inputs, locks, dummies = [], [], []
    for contract, txid, vout, amount in spent:
        leaf = contract.leaves[path] if path else None
        lock = leaf.lock if leaf else None
        sequence = lock.number if lock and lock.relative else 0xFFFFFFFD
        if lock and not lock.relative:
            locks.append(lock)
        inputs.append((bytes.fromhex(txid)[::-1], vout, sequence, amount, contract.script))
        dummies.append(leaf.dummy_witness() if leaf else [bytes(64)])
    if len({lock.kind for lock in locks}) > 1:
        raise ValueError('locks by height and by time')
    lock_time = max((lock.number for lock in locks), default=0)
    pot, contracts = sum(i[3] for i in inputs), len({contract.k for contract, *_ in spent})

    def transaction(outputs, version=2):
        return Transaction(version, lock_time, inputs, [(o[0], o[2]) for o in outputs])
    # Which outputs there are does not depend on the fee, so the weight is known before it.
    weight = transaction(divide(agreement, pot, contracts, path, terms, 0)[1]).weight(dummies)
    if weight > 400000:
        raise ValueError('too heavy for one transaction')
    vsize = -(-weight // 4)
    fee = network_fee(rate, vsize)
    arbiter_fee, outputs = divide(agreement, pot, contracts, path, terms, fee)
    require_dust(outputs)
    version = 3 if len(outputs) > 1 and vsize <= 10000 else 2
    return transaction(outputs, version), weight, arbiter_fee, fee, outputs


def parse_witnesses(data, count):
    """The witnesses at the end of a signed transaction of this project (1 to 252 inputs)."""
    at = 0

    def take(n):
        nonlocal at
        at += n
        if at > len(data):
            raise ValueError('transaction ends early')
        return data[at - n:at]

    def size():
        first = take(1)[0]
        return first if first < 253 else int.from_bytes(take({253: 2, 254: 4, 255: 8}[first]), 'little')
    take(6)
    for _ in range(size()):
        take(36)
        take(size())
        take(4)
    for _ in range(size()):
        take(8)
        take(size())
    return [[take(size()) for _ in range(size())] for _ in range(count)]


def check_spend(agreement, contracts, spend, secrets):
    """(the fixture's values, those computed here), PSBTs apart."""
    path = PATHS.index(spend['path'])
    spent = [(contracts[i['milestone']], i['txid'], i['vout'], int(i['amount'])) for i in spend['inputs']]
    terms = shares(spend['outcome'], spend.get('split'))
    transaction, weight, arbiter_fee, fee, outputs = build(agreement, path, terms, spend['feeRate'], spent)
    hashes, witnesses = [], []
    given = parse_witnesses(bytes.fromhex(spend['transaction']), len(spent))
    for n, (contract, *_) in enumerate(spent):
        leaf = contract.leaves[path] if path else None
        digest = transaction.signature_hash(n, leaf)
        hashes.append(digest.hex())
        items = [item for item in given[n] if len(item) == 64]
        if not path:
            if len(items) != 1 or not curve.verify(contract.output_key, digest, items[0]):
                raise ValueError(f'input {n}: no valid signature for the output key')
            witnesses.append(items)
            continue
        signatures = {}
        for threshold, keys in leaf.groups:
            # Of a quorum the first `threshold` keys have signed (fixtures.md).
            for key in keys[:threshold]:
                valid = [item for item in items if curve.verify(key['key'], digest, item)]
                if len(valid) != 1:
                    raise ValueError(f'input {n}: no valid signature of {key["role"]} {key["position"]}')
                signatures[key['key']] = valid[0]
        secret = secrets.get((leaf.secret_hash or b'').hex())
        if leaf.secret_hash and curve.sha256(secret) != leaf.secret_hash:
            raise ValueError('the preimage does not fit')
        witnesses.append(leaf.witness(signatures, secret))
    found = {
        'path': PATHS[path], 'outcome': spend['outcome'], 'feeRate': spend['feeRate'],
        'inputs': [{'milestone': c.k, 'txid': txid, 'vout': vout, 'amount': str(amount),
                    'sequence': transaction.inputs[n][2], 'sighash': hashes[n]}
                   for n, (c, txid, vout, amount) in enumerate(spent)],
        'outputs': [{'address': address, 'script': script.hex(), 'amount': str(amount), 'recipients': recipients}
                    for script, address, amount, recipients in outputs],
        'version': transaction.version, 'lockTime': transaction.lock_time,
        'pot': str(sum(i[3] for i in transaction.inputs)), 'arbiterFee': str(arbiter_fee), 'fee': str(fee),
        'weight': weight, 'vsize': -(-weight // 4), 'txid': transaction.txid(),
        'transaction': transaction.serialize(witnesses).hex()}
    if 'split' in spend:
        kind, number = terms
        found['split'] = {'employer': number, 'worker': 10000 - number} if kind == 'bps' else {kind: str(number)}
    return {name: v for name, v in spend.items() if 'Psbt' not in name}, found
