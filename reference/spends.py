"""Spends (section 13): money, fee, weight, transactions, signature hashes (BIP 341, 342), witnesses."""
import math
from collections import namedtuple
from fractions import Fraction

import curve
from contract import witness_bytes
from document import SIGNERS
from encoding import compact_size, little, require, sized

SPLITS = {'release': {'employer': 0, 'worker': 10000}, 'refund': {'employer': 10000, 'worker': 0}}
Deposit = namedtuple('Deposit', 'contract txid vout amount')  # an output that is spent
Output = namedtuple('Output', 'script address amount recipients')

def payments(role, total):  # "Money", step 5
    for n, (part, payee) in enumerate(zip(role.parts(total), role.payees)):
        recipient = {'role': 'worker', 'payee': n} if role.name == 'worker' else {'role': role.name}
        yield Output(payee.script, payee.address, part, [recipient])
def locked(contract, amount):
    recipient = {'agreement': contract.agreement.id.hex(), 'milestone': contract.k}
    return Output(contract.script, contract.address, amount, [recipient])

def divide(rest, split):  # "Money", step 4: what each side gets that gets an output
    named = {side: rest * part // 10000 if len(split) == 2 else int(part) for side, part in split.items()}
    employer = named['employer'] if 'employer' in named else rest - named['worker']
    sides = {'employer': employer, 'worker': rest - employer}
    return {side: part for side, part in sides.items() if split.get(side) not in (0, '0')}

def merge(outputs):  # "Money", step 6
    merged = {}
    for output in outputs:
        old = merged.get(output.script, output._replace(amount=0, recipients=[]))
        merged[output.script] = old._replace(amount=old.amount + output.amount,
                                             recipients=old.recipients + output.recipients)
    return list(merged.values())

class Transaction(namedtuple('Transaction', 'version lock_time inputs outputs')):
    """All in bytes; inputs: (txid and vout, sequence, amount, script)."""
    def serialize(self, witnesses=()):
        inputs = [point + b'\x00' + sequence for point, sequence, _, _ in self.inputs]
        return b''.join([
            self.version, b'\x00\x01' if witnesses else b'', compact_size(len(inputs)), *inputs,
            compact_size(len(self.outputs)), *self.outputs, *map(witness_bytes, witnesses), self.lock_time])

    def txid(self):
        return curve.sha256(curve.sha256(self.serialize()))[::-1].hex()

    def signature_hash(self, position, leaf=None, hash_type=b'\x00'):  # BIP 341 without annex, in a leaf BIP 342
        points, sequences, amounts, scripts = zip(*self.inputs)
        message = b'\x00' + hash_type + self.version + self.lock_time
        for part in (points, amounts, map(sized, scripts), sequences, self.outputs):
            message += curve.sha256(b''.join(part))
        message += (b'\x02' if leaf else b'\x00') + little(position)
        return curve.tagged_hash('TapSighash', message + (leaf.hash + b'\x00' + b'\xff' * 4 if leaf else b''))

class Spend:
    def __init__(self, agreement, given, contract_at):  # as fixtures write it; `contract_at` finds relocks' targets
        self.agreement, self.path, self.outcome = agreement, given['path'], given['outcome']
        paid = given.get('pays', given)
        self.split = SPLITS.get(paid['outcome'], paid.get('split'))
        self.rate, self.freezes = given['feeRate'], given.get('into') == 'itself'
        self.into = contract_at(given['into']) if 'keep' in given else None
        self.keep = int(given['keep']) if given.get('keep', 'everything') != 'everything' else 0

    def arbiter_fee(self, deposits):  # "Money", step 2
        pot, contracts = sum(d.amount for d in deposits), len({d.contract.k for d in deposits})
        return self.agreement.roles[SIGNERS[self.path][0]].fee_on(pot, contracts) if self.outcome == 'award' else 0

    def parts(self, deposits, fee):  # "Money" (section 13), relocks (section 19): outputs before they are merged
        pot, arbiter_fee = sum(d.amount for d in deposits), self.arbiter_fee(deposits)
        if self.freezes:
            fees = [fee * d.amount // pot for d in deposits]
            fees[0] += fee - sum(fees)
            return [locked(d.contract, d.amount - part) for d, part in zip(deposits, fees)]
        if self.into and not self.keep:
            return [locked(self.into, pot - fee)]
        sides = divide(pot - arbiter_fee - fee - self.keep, self.split)
        if arbiter_fee:
            sides = {SIGNERS[self.path][0]: arbiter_fee, **sides}
        paid = [output for name, part in sides.items() for output in payments(self.agreement.roles[name], part)]
        return [*paid, locked(self.into, self.keep)] if self.into else paid

    def transaction(self, deposits):
        locks = [d.contract.paths[self.path] for d in deposits]
        lock_time = max((lock.number for lock in locks if lock and not lock.relative), default=0)
        sequences = [lock.number if lock and lock.relative else 0xFFFFFFFD for lock in locks]
        inputs = [(bytes.fromhex(d.txid)[::-1] + little(d.vout), little(n), little(d.amount, 8), d.contract.script)
                  for d, n in zip(deposits, sequences)]

        def build(version, fee):
            outputs = merge(self.parts(deposits, fee))
            written = [little(output.amount, 8) + sized(output.script) for output in outputs]
            return outputs, Transaction(little(version), little(lock_time), inputs, written)
        # Which outputs there are does not depend on the fee, so the weight is known before it.
        sample, dummies = build(2, 0)[1], [d.contract.witness(self.path) for d in deposits]
        weight = 3 * len(sample.serialize()) + len(sample.serialize(dummies))
        vsize = math.ceil(weight / 4)
        fee = math.ceil(vsize * Fraction(self.rate))
        version = 3 if len(sample.outputs) > 1 and vsize <= 10000 else 2
        outputs, transaction = build(version, fee)
        return transaction, {
            'outputs': [{**o._asdict(), 'script': o.script.hex(), 'amount': str(o.amount)} for o in outputs],
            'version': version, 'lockTime': lock_time, 'weight': weight, 'vsize': vsize, 'fee': str(fee),
            'pot': str(sum(d.amount for d in deposits)), 'arbiterFee': str(self.arbiter_fee(deposits)),
            'txid': transaction.txid()}

    def batches(self, deposits):  # "Transaction", first two items
        locks = {d: d.contract.paths[self.path] for d in deposits}
        kinds = {d: lock.kind if lock and not lock.relative else None for d, lock in locks.items()}
        first = next(filter(None, kinds.values()), None)
        sizes = {d: 4 * 41 + len(witness_bytes(d.contract.witness(self.path))) for d in deposits}
        for like_the_first in (True, False):
            batch = []
            for deposit in [d for d in deposits if (kinds[d] in (None, first)) == like_the_first]:
                outputs = {output.script for output in self.parts([*batch, deposit], 0)}
                weight = 4 * (14 + sum(8 + len(sized(script)) for script in outputs)) + 2
                if weight + sum(sizes[d] for d in [*batch, deposit]) > 400000:
                    yield batch
                    batch = []
                batch.append(deposit)
            if batch:
                yield batch

def check_signatures(given, transaction, path, deposits, secrets, signed):
    """(hashes, the signed transaction as it is put together here with the signatures of the given one)."""
    at, digests, witnesses = len(transaction.serialize()) - 2, [], []
    for n, d in enumerate(deposits):
        digest, items, at = transaction.signature_hash(n, d.contract.leaves.get(path)), [], at + 1
        secret = secrets.get(d.contract.milestone.secret_hash)
        for item in d.contract.witness(path, lambda key: key + bytes(32), secret, signed):
            at += len(sized(item))
            if item[32:] == bytes(32):  # stands for the signature of the key before it
                key, item = item[:32], given[at - 64:at]
                require(curve.verify(key, digest, item), 'SIGNATURE')
            items.append(item)
        digests.append(digest)
        witnesses.append(items)
    return digests, transaction.serialize(witnesses)

def deposits_of(contracts, listed):
    return [Deposit(contracts[d['milestone']], d['txid'], d['vout'] + n, int(d['amount']))
            for d in listed for n in range(d.get('count', 1))]

def spend_json(given, contracts, secrets, contract_at):  # PSBTs apart
    spend, deposits = Spend(contracts[0].agreement, given, contract_at), deposits_of(contracts, given['inputs'])
    transaction, found = spend.transaction(deposits)
    digests, signed = check_signatures(
        bytes.fromhex(given['transaction']), transaction, spend.path, deposits, secrets, given.get('signed', {}))
    return {**found, 'transaction': signed.hex(), 'inputs': [
        {'milestone': d.contract.k, 'txid': d.txid, 'vout': d.vout, 'amount': str(d.amount),
         'sequence': int.from_bytes(sequence, 'little'), 'sighash': digest.hex()}
        for d, digest, (_, sequence, _, _) in zip(deposits, digests, transaction.inputs)]}

def plan_json(given, contracts, _, contract_at):
    spend, deposits = Spend(contracts[0].agreement, given, contract_at), deposits_of(contracts, given['deposits'])
    return {'transactions': [{**spend.transaction(batch)[1], 'inputs': [deposits.index(d) for d in batch]}
                             for batch in spend.batches(deposits)]}
