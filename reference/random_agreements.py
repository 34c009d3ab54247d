"""Random agreements of every kind, and broken ones by one change each."""
import hashlib
import json
import random
from itertools import accumulate

import curve
from document import LOCKS
from encoding import CHECKSUM_OF_BECH32, NETWORKS, base58check, bech32
from keys import HARDENED

def random_key(r, network, bare):
    point = curve.compress(curve.plus_g(None, r.randrange(1, curve.N)))
    if r.random() < bare:
        return point[r.randrange(2):].hex()
    depth = r.choice([0, 1, 2, 3, 3, 3, 9])
    steps = [r.choice([0, 1, 87, 2**31 - 1]) + HARDENED * (r.random() < .7) for _ in range(depth)]
    parent, own = r.randbytes(4) if steps else bytes(4), hashlib.new('ripemd160', curve.sha256(point)).digest()[:4]
    data = bytes([len(steps)]) + parent + (steps[-1] if steps else 0).to_bytes(4, 'big') + r.randbytes(32) + point
    first = {0: own, 1: parent}.get(len(steps), r.randbytes(4)).hex()
    origin = ''.join(f'/{step % HARDENED}' + 'h' * (step >= HARDENED) for step in steps)
    return f'[{first}{origin}]{base58check(NETWORKS[network][3] + data)}'

def random_address(r, network):
    hrp, p2pkh, p2sh, _ = NETWORKS[network]
    if r.random() < .4:
        return bech32(hrp, 'p', curve.xonly(curve.plus_g(None, r.randrange(1, curve.N))))
    return r.choice([base58check(p2pkh + r.randbytes(20)), base58check(p2sh + r.randbytes(20)),
                     bech32(hrp, 'q', r.randbytes(r.choice([20, 32])), CHECKSUM_OF_BECH32)])

def random_clocks(r, arbiter, backup, rescue):
    kind, (_, _, _, _, unit) = r.choice([*LOCKS.items()])
    step = 1 if unit == 'blocks' else 512
    decision = step * r.randint(170, 3000)
    gaps = [decision + step * r.choice([0, 0, 1, 99]) for _ in range(4)]
    begin = {'height': r.randrange(480000000), 'time': r.randrange(500000000, 2100000000)}.get(kind, 0)
    start, later, silence, last = [{kind: time} for time in accumulate(gaps, initial=begin)][1:]
    dispute = {'decision': {unit: decision}, 'from': start, 'backupFrom': later}
    for name, there in (('from', r.random() < .7), ('backupFrom', backup)):
        if not there:
            del dispute[name]
    clocks = {'silence': {'pays': r.choice(['employer', 'worker']), 'after': silence if backup else later}}
    return {**clocks, **({'rescue': {'after': last}} if rescue else {}), **({'dispute': dispute} if arbiter else {})}

def random_role(r, network, most, bare, **more):
    keys = [random_key(r, network, bare) for _ in range(r.randint(1, most))]
    return {'threshold': r.randint(1, len(keys)), 'keys': keys, **more}

def random_agreement(r):
    network, musig, arbiter = r.choice([*NETWORKS]), r.random() < .5, r.random() < .7
    backup, rescue = arbiter and r.random() < .5, r.random() < .5
    cuts = sorted(r.sample(range(50, 10000, 50), r.randrange(4)))
    shares = [b - a for a, b in zip([0, *cuts], [*cuts, 10000])]
    most, bare = (1, 0) if musig else (r.choice([1, 3, 5]), r.choice([0, 0, .3, 1]))
    document = {
        'format': 'taproot-escrow/agreement', 'version': 1, 'network': network,
        'index': r.choice([0, 1, 7, 2**31 - 6, r.randrange(2**31 - 6)]), 'keyPath': 'musig2' if musig else 'closed',
        'employer': random_role(r, network, most, bare, address=random_address(r, network)),
        'worker': random_role(r, network, most, bare, payees=[
            {'address': random_address(r, network), 'share': share} for share in shares]),
        **random_clocks(r, arbiter, backup, rescue)}
    for name in ['arbiter'] * arbiter + ['backupArbiter'] * backup:
        fee = r.choice([{'bps': 0}, {'bps': 100}, {'bps': 5000}, {'sats': '600'}, {'sats': '123456'}])
        document[name] = random_role(r, network, r.choice([1, 1, 5]), .2, address=random_address(r, network), fee=fee)
    document['milestones'] = [{'amount': str(r.randint(10**6, 10**r.randint(7, 14)))} for _ in range(r.randint(1, 4))]
    for milestone in document['milestones']:
        if r.random() < .3:
            milestone.update(random_clocks(r, arbiter, backup, rescue))
        if r.random() < .3:
            milestone['secretHash'] = r.randbytes(32).hex()
        if r.random() < .3:
            milestone['memo'] = ''.join(r.choices('aZ09-"\\/é€漢😀\u200d', k=r.randint(1, 60)))
    if r.random() < .4:
        there = ['employerAndWorker'] + ['arbiterAndWorker', 'arbiterAndEmployer'] * arbiter
        there += ['backupAndWorker', 'backupAndEmployer'] * backup + ['employerAlone', 'workerAlone'] * rescue
        there += ['workerWithSecret'] * any('secretHash' in milestone for milestone in document['milestones'])
        document['weights'] = {name: r.choice([1, 2, 9, 65536]) for name in r.sample(there, r.randint(1, len(there)))}
    for name, size in (('document', 32), ('previous', 32), ('salt', r.randint(16, 32))):
        if r.random() < .3:
            document[name] = r.randbytes(size).hex()
    return document

def changed(r, document):  # one change somewhere
    document = json.loads(json.dumps(document))
    spots, inside = [], [document]
    while inside:
        each = inside.pop()
        spots += [(each, name) for name in (each if isinstance(each, dict) else range(len(each)))]
        inside += [v for v in (each.values() if isinstance(each, dict) else each) if isinstance(v, (dict, list))]
    holder, name = r.choice(spots)
    value, letter = holder[name], r.choice('0aAh1q/[]\'" \u200b\ud800')
    at = r.randrange(len(value) or 1) if isinstance(value, str) else 0
    others = {dict: lambda: [{}, [], {**value, 'more': 1}, dict([*value.items()][1:])],
              list: lambda: [[], {}, value + value[:1], value[1:], value * 101],
              int: lambda: [value + 1, value - 1, value * 2, -value, 0, 2**31, 10**40, 1.5, str(value), value == 1],
              str: lambda: [value[:at] + letter + value[at:], value[:at] + letter + value[at + 1:],
                            value[:at] + value[at + 1:], value + value[-1:], value.upper(), '', 1]}
    network = r.choice([*NETWORKS])
    if isinstance(value, str) and (name == 'address' or isinstance(name, int)) and r.random() < .5:
        others[str] = lambda: [random_address(r, network) if name == 'address' else random_key(r, network, .3)]
    holder[name] = r.choice([None, *others[type(value)](), *others[type(value)]()])
    return document

def shuffled(r, value):
    if isinstance(value, dict):
        return {name: shuffled(r, value[name]) for name in r.sample([*value], len(value))}
    return [shuffled(r, v) for v in value] if isinstance(value, list) else value

def random_texts(seed):  # without end: the text of an agreement, then one of it with one change
    r = random.Random(seed)
    while True:
        document = random_agreement(r)
        for each in (document, changed(r, document)):
            text = json.dumps(shuffled(r, each), indent=r.choice([None, 0, 1]), ensure_ascii=r.random() < .5)
            at = r.randrange(len(text))
            broken = each is not document and r.random() < .1
            yield text[:at] + r.choice('0,:"}{][ ') + text[at + r.randrange(2):] if broken else text
