"""Spends (section 13): money, fee, weight, transactions, signature hashes (BIP 341, 342), witnesses."""
import re
from collections import namedtuple

import curve
from contract import witness_bytes
from document import SIGNERS
from encoding import compact_size, dust_limit, require, sized

SPLITS = {'release': {'employer': 0, 'worker': 10000}, 'refund': {'employer': 10000, 'worker': 0}}
Deposit = namedtuple('Deposit', 'contract txid vout amount')  # an output that is spent
Output = namedtuple('Output', 'script address amount recipients')

def network_fee(rate, vsize):  # ceil(vsize · r / 1000), r being the rate in satoshis for 1000 virtual bytes
    require(re.fullmatch(r'(0|[1-9][0-9]{0,8})(\.[0-9]{1,3})?', rate), 'FEE_RATE')
    before, _, behind = rate.partition('.')
    r = int(before + behind.ljust(3, '0'))
    require(0 < r <= 1000000000, 'FEE_RATE')
    return -(-vsize * r // 1000)

def payments(role, total):  # "Money", step 5
    for n, (part, payee) in enumerate(zip(role.parts(total), role.payees)):
        recipient = {'role': 'worker', 'payee': n} if role.name == 'worker' else {'role': role.name}
        yield Output(payee.script, payee.address, part, [recipient])

def divide(rest, split):  # "Money", step 4: what each side gets, None where it gets no output
    if len(split) == 2:
        employer = rest * split['employer'] // 10000
        return {'employer': employer if split['employer'] else None,
                'worker': rest - employer if split['worker'] else None}
    (side, amount), = split.items()
    other = 'worker' if side == 'employer' else 'employer'
    return {side: int(amount) or None, other: rest - int(amount)}

def merge(outputs):  # "Money", steps 6 and 7
    merged = {}
    for output in outputs:
        require(output.amount >= 0, 'PART_BELOW_ZERO')
        old = merged.get(output.script, output._replace(amount=0, recipients=[]))
        merged[output.script] = old._replace(amount=old.amount + output.amount,
                                             recipients=old.recipients + output.recipients)
    require(all(output.amount >= dust_limit(output.script) for output in merged.values()), 'DUST')
    return list(merged.values())

class Transaction:
    def __init__(self, version, lock_time, inputs, outputs):
        """inputs: (txid as bytes in wire order, vout, sequence, amount, script); outputs: (script, amount)."""
        self.version, self.lock_time = version.to_bytes(4, 'little'), lock_time.to_bytes(4, 'little')
        self.inputs = inputs
        self.outputs = [amount.to_bytes(8, 'little') + sized(script) for script, amount in outputs]
        self.points = [txid + vout.to_bytes(4, 'little') for txid, vout, _, _, _ in inputs]
        self.sequences = [sequence.to_bytes(4, 'little') for _, _, sequence, _, _ in inputs]

    def serialize(self, witnesses=()):
        inputs = [point + b'\x00' + sequence for point, sequence in zip(self.points, self.sequences)]
        return b''.join([
            self.version, b'\x00\x01' if witnesses else b'', compact_size(len(inputs)), *inputs,
            compact_size(len(self.outputs)), *self.outputs, *map(witness_bytes, witnesses), self.lock_time])

    def txid(self):
        return curve.sha256(curve.sha256(self.serialize()))[::-1].hex()

    def signature_hash(self, position, leaf=None, hash_type=b'\x00'):  # BIP 341 without annex, in a leaf BIP 342
        hashed = [self.points, [i[3].to_bytes(8, 'little') for i in self.inputs], [sized(i[4]) for i in self.inputs],
                  self.sequences, self.outputs]
        message = b'\x00' + hash_type + self.version + self.lock_time
        message += b''.join(curve.sha256(b''.join(part)) for part in hashed)
        message += (b'\x02' if leaf else b'\x00') + position.to_bytes(4, 'little')
        return curve.tagged_hash('TapSighash', message + (leaf.hash + b'\x00' + b'\xff' * 4 if leaf else b''))

class Spend:
    def __init__(self, agreement, path, outcome, split, rate):
        self.agreement, self.path, self.outcome, self.rate = agreement, path, outcome, rate
        self.split = SPLITS.get(outcome, split)

    def arbiter_fee(self, deposits):  # "Money", step 2
        if self.outcome != 'award':
            return 0
        contracts = len({d.contract.k for d in deposits})
        return self.agreement.roles[SIGNERS[self.path][0]].fee_on(sum(d.amount for d in deposits), contracts)

    def outputs(self, deposits, fee):  # "Money"
        pot, arbiter_fee = sum(d.amount for d in deposits), self.arbiter_fee(deposits)
        require(pot > arbiter_fee + fee, 'FEES_LEAVE_NOTHING')
        parts = divide(pot - arbiter_fee - fee, self.split)
        if arbiter_fee:
            parts = {SIGNERS[self.path][0]: arbiter_fee, **parts}
        order = ['arbiter', 'backupArbiter', 'employer', 'worker']
        return merge(output for name in order if parts.get(name) is not None
                     for output in payments(self.agreement.roles[name], parts[name]))

    def transaction(self, deposits):
        locks = [d.contract.paths[self.path] for d in deposits]
        lock_time = max((lock.number for lock in locks if lock and not lock.relative), default=0)
        inputs = [(bytes.fromhex(d.txid)[::-1], d.vout, lock.number if lock and lock.relative else 0xFFFFFFFD,
                   d.amount, d.contract.script) for d, lock in zip(deposits, locks)]

        def build(version, fee):
            outputs = self.outputs(deposits, fee)
            return outputs, Transaction(version, lock_time, inputs, [(o.script, o.amount) for o in outputs])
        # Which outputs there are does not depend on the fee, so the weight is known before it.
        sample = build(2, 0)[1]
        dummies = [d.contract.dummy_witness(self.path) for d in deposits]
        weight = 3 * len(sample.serialize()) + len(sample.serialize(dummies))
        require(weight <= 400000, 'TOO_HEAVY')
        vsize = -(-weight // 4)
        fee = network_fee(self.rate, vsize)
        outputs, transaction = build(3 if len(sample.outputs) > 1 and vsize <= 10000 else 2, fee)
        return transaction, weight, fee, outputs

def sign_as(given, transaction, path, deposits, secrets, signers):
    """The signed transaction as it is put together here, with the signatures of the given one, each verified."""
    digests = [transaction.signature_hash(n, d.contract.leaves.get(path)) for n, d in enumerate(deposits)]

    def mark(digest, key):  # 64 bytes that stand in no other place
        return curve.sha256(digest + key) * 2
    signed = transaction.serialize([
        d.contract.dummy_witness(path, lambda key: mark(digest, key), secrets.get(d.contract.milestone.secret_hash),
                                 signers)
        for d, digest in zip(deposits, digests)])
    for deposit, digest in zip(deposits, digests):
        for key in deposit.contract.signing_keys(path):
            before, found, behind = signed.partition(mark(digest, key))
            if found:  # of a quorum the first `threshold` keys have signed, or those that `signed` names
                signature = given[len(before):len(before) + 64]
                require(curve.verify(key, digest, signature), 'SIGNATURE')
                signed = before + signature + behind
    return digests, signed

def spend_json(agreement, contracts, given, secrets):  # PSBTs apart
    path, deposits = given['path'], [
        Deposit(contracts[i['milestone']], i['txid'], i['vout'], int(i['amount'])) for i in given['inputs']]
    spend = Spend(agreement, path, given['outcome'], given.get('split'), given['feeRate'])
    transaction, weight, fee, outputs = spend.transaction(deposits)
    digests, signed = sign_as(bytes.fromhex(given['transaction']), transaction, path, deposits, secrets,
                              given.get('signed', {}))
    return {**({'signed': given['signed']} if 'signed' in given else {}),
        'path': path, 'outcome': spend.outcome, 'feeRate': spend.rate,
        'inputs': [{'milestone': d.contract.k, 'txid': d.txid, 'vout': d.vout, 'amount': str(d.amount),
                    'sequence': sequence, 'sighash': digest.hex()}
                   for d, digest, (_, _, sequence, _, _) in zip(deposits, digests, transaction.inputs)],
        'outputs': [{**o._asdict(), 'script': o.script.hex(), 'amount': str(o.amount)} for o in outputs],
        'version': int.from_bytes(transaction.version, 'little'),
        'lockTime': int.from_bytes(transaction.lock_time, 'little'),
        'pot': str(sum(d.amount for d in deposits)), 'arbiterFee': str(spend.arbiter_fee(deposits)), 'fee': str(fee),
        'weight': weight, 'vsize': -(-weight // 4), 'txid': transaction.txid(), 'transaction': signed.hex()}
