"""Spends (section 13): money, fee, weight, transaction, signature hashes (BIP 341, 342), witnesses."""
import re
from collections import namedtuple

import curve
from contract import witness_bytes
from document import PATHS, SIGNERS
from encoding import compact_size, dust_limit, require, sized

Input = namedtuple('Input', 'contract txid vout amount')
Output = namedtuple('Output', 'script address amount recipients')


def network_fee(rate, vsize):
    """ceil(vsize · r / 1000), r being the rate in satoshis for 1000 virtual bytes."""
    require(re.fullmatch(r'(0|[1-9][0-9]{0,8})(\.[0-9]{1,3})?', rate), 'FEE_RATE')
    whole, _, part = rate.partition('.')
    r = int(whole) * 1000 + int(part.ljust(3, '0'))
    require(0 < r <= 1000000000, 'FEE_RATE')
    return -(-vsize * r // 1000)


def divide(rest, split):
    """"Money", step 4: (employer's part, worker's part), None for a side that gets no output."""
    if 'employer' in split and 'worker' in split:
        employer, worker = split['employer'], split['worker']
        part = rest * employer // 10000
        return part if employer else None, rest - part if worker else None
    (side, value), = split.items()
    named, other = int(value) or None, rest - int(value)
    return (named, other) if side == 'employer' else (other, named)


def pay_out(agreement, rest, split, first=()):
    """"Money", steps 4 to 7: the outputs of `first`, then of both sides."""
    employer, worker = divide(rest, split)
    outputs = list(first)
    if employer is not None:
        role = agreement.employer
        outputs.append(Output(role.script, role.address, employer, [{'role': 'employer'}]))
    if worker is not None:
        for n, (part, payee) in enumerate(zip(agreement.worker.parts(worker), agreement.worker.payees)):
            outputs.append(Output(payee.script, payee.address, part, [{'role': 'worker', 'payee': n}]))
    return outputs


def merge(outputs):
    merged = {}
    for output in outputs:
        require(output.amount >= 0, 'PART_BELOW_ZERO')
        old = merged.get(output.script, output._replace(amount=0, recipients=[]))
        merged[output.script] = old._replace(amount=old.amount + output.amount,
                                             recipients=old.recipients + output.recipients)
    require(all(output.amount >= dust_limit(output.script) for output in merged.values()), 'DUST')
    return list(merged.values())


SPLITS = {'release': {'employer': 0, 'worker': 10000}, 'refund': {'employer': 10000, 'worker': 0}}


class Transaction:
    def __init__(self, version, lock_time, inputs, outputs):
        """inputs: (txid as bytes in wire order, vout, sequence, amount, script); outputs: (script, amount)."""
        self.version, self.lock_time, self.inputs, self.outputs = version, lock_time, inputs, outputs

    @staticmethod
    def _output(script, amount):
        return amount.to_bytes(8, 'little') + sized(script)

    def serialize(self, witnesses=()):
        result = self.version.to_bytes(4, 'little') + (b'\x00\x01' if witnesses else b'')
        result += compact_size(len(self.inputs))
        for txid, vout, sequence, _, _ in self.inputs:
            result += txid + vout.to_bytes(4, 'little') + b'\x00' + sequence.to_bytes(4, 'little')
        result += compact_size(len(self.outputs)) + b''.join(self._output(*o) for o in self.outputs)
        return result + b''.join(map(witness_bytes, witnesses)) + self.lock_time.to_bytes(4, 'little')

    def txid(self):
        return curve.sha256(curve.sha256(self.serialize()))[::-1].hex()

    def weight(self, witnesses):
        return 3 * len(self.serialize()) + len(self.serialize(witnesses))

    def signature_hash(self, position, leaf=None):
        """BIP 341 with SIGHASH_DEFAULT and no annex; with a leaf also the extension of BIP 342."""
        hashed = [b''.join(txid + vout.to_bytes(4, 'little') for txid, vout, _, _, _ in self.inputs),
                  b''.join(i[3].to_bytes(8, 'little') for i in self.inputs),
                  b''.join(sized(i[4]) for i in self.inputs),
                  b''.join(i[2].to_bytes(4, 'little') for i in self.inputs),
                  b''.join(self._output(*o) for o in self.outputs)]
        message = b'\x00\x00' + self.version.to_bytes(4, 'little') + self.lock_time.to_bytes(4, 'little')
        message += b''.join(map(curve.sha256, hashed))
        message += (b'\x02' if leaf else b'\x00') + position.to_bytes(4, 'little')
        if leaf:
            message += leaf.hash + b'\x00' + b'\xff' * 4
        return curve.tagged_hash('TapSighash', message)


def build(agreement, path, outcome, split, rate, spent):
    """One transaction for inputs that fit into one: (transaction, weight, arbiter's fee, network fee, outputs)."""
    split, leaves = SPLITS.get(outcome, split), [i.contract.leaves.get(path) for i in spent]
    locks = [leaf.lock for leaf in leaves if leaf and leaf.lock]
    require(len({lock.kind for lock in locks if not lock.relative}) < 2, 'LOCKS_BY_HEIGHT_AND_TIME')
    lock_time = max((lock.number for lock in locks if not lock.relative), default=0)
    sequences = [leaf.lock.number if leaf and leaf.lock and leaf.lock.relative else 0xFFFFFFFD for leaf in leaves]
    inputs = [(bytes.fromhex(i.txid)[::-1], i.vout, sequence, i.amount, i.contract.script)
              for i, sequence in zip(spent, sequences)]
    pot, first, arbiter_fee = sum(i.amount for i in spent), [], 0
    if outcome == 'award':
        role = agreement.roles[SIGNERS[path][0]]
        arbiter_fee = role.fee_on(pot, len({i.contract.k for i in spent}))
        if arbiter_fee:
            first = [Output(role.script, role.address, arbiter_fee, [{'role': role.name}])]

    def transaction(fee, version=2):
        require(pot > arbiter_fee + fee, 'FEES_LEAVE_NOTHING')
        outputs = merge(pay_out(agreement, pot - arbiter_fee - fee, split, first))
        return outputs, Transaction(version, lock_time, inputs, [(o.script, o.amount) for o in outputs])

    # Which outputs there are does not depend on the fee, so the weight is known before it.
    weight = transaction(0)[1].weight([leaf.dummy_witness() if leaf else [bytes(64)] for leaf in leaves])
    require(weight <= 400000, 'TOO_HEAVY')
    vsize = -(-weight // 4)
    fee = network_fee(rate, vsize)
    outputs, result = transaction(fee)
    result.version = 3 if len(outputs) > 1 and vsize <= 10000 else 2
    return result, weight, arbiter_fee, fee, outputs


def parse_witnesses(data, count):
    """The witnesses at the end of a signed transaction of this project (1 to 252 inputs)."""
    at = 0

    def take(n):
        nonlocal at
        at += n
        return data[at - n:at]

    def size():
        first = take(1)[0]
        return first if first < 253 else int.from_bytes(take({253: 2, 254: 4}[first]), 'little')
    take(6)
    for _ in range(size()):
        take(36)
        take(size() + 4)
    for _ in range(size()):
        take(8)
        take(size())
    return [[take(size()) for _ in range(size())] for _ in range(count)]


def check_spend(agreement, contracts, spend, secrets):
    """(the fixture's values, those computed here), PSBTs apart."""
    path = PATHS.index(spend['path'])
    spent = [Input(contracts[i['milestone']], i['txid'], i['vout'], int(i['amount'])) for i in spend['inputs']]
    transaction, weight, arbiter_fee, fee, outputs = build(
        agreement, path, spend['outcome'], spend.get('split'), spend['feeRate'], spent)
    hashes, witnesses = [], []
    given = parse_witnesses(bytes.fromhex(spend['transaction']), len(spent))
    for n, (contract, *_) in enumerate(spent):
        leaf = contract.leaves.get(path)
        digest = transaction.signature_hash(n, leaf)
        hashes.append(digest.hex())
        items = [item for item in given[n] if len(item) == 64]
        # Of a quorum the first `threshold` keys have signed (fixtures.md); the last one's signature comes first.
        signers = [key.xonly for group in leaf.groups for key in group.keys[:group.threshold]][::-1] if leaf else \
            [contract.output_key]
        require(len(items) == len(signers) and all(map(curve.verify, signers, [digest] * len(items), items)),
                f'input {n}: signatures')
        witnesses.append(leaf.witness(dict(zip(signers, items)), secrets.get(leaf.secret_hash)) if leaf else items)
    found = {
        'path': PATHS[path], 'outcome': spend['outcome'], 'feeRate': spend['feeRate'],
        'inputs': [{'milestone': i.contract.k, 'txid': i.txid, 'vout': i.vout, 'amount': str(i.amount),
                    'sequence': transaction.inputs[n][2], 'sighash': hashes[n]} for n, i in enumerate(spent)],
        'outputs': [{**o._asdict(), 'script': o.script.hex(), 'amount': str(o.amount)} for o in outputs],
        'version': transaction.version, 'lockTime': transaction.lock_time,
        'pot': str(sum(i.amount for i in spent)), 'arbiterFee': str(arbiter_fee), 'fee': str(fee),
        'weight': weight, 'vsize': -(-weight // 4), 'txid': transaction.txid(),
        'transaction': transaction.serialize(witnesses).hex()}
    given = ('unsignedPsbt', 'signedPsbt', 'split')
    return {name: value for name, value in spend.items() if name not in given}, found
