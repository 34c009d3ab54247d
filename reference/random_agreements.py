"""Random agreements of every kind, and broken ones by one change each."""
import hashlib
import json
import random

import curve
from encoding import CHECKSUM_OF_BECH32, NETWORKS, base58check, bech32
from keys import HARDENED

def random_key(r, network, bare):
    point = curve.compress(curve.plus_g(None, r.randrange(1, curve.N)))
    if r.random() < bare:
        return point[r.randrange(2):].hex()
    steps = [r.choice([0, 1, 87, 2**31 - 1, r.randrange(HARDENED)]) + HARDENED * (r.random() < .7)
             for _ in range(r.choice([0, 1, 2, 3, 3, 3, 4, 9]))]
    own = hashlib.new('ripemd160', curve.sha256(point)).digest()[:4]
    parent = r.randbytes(4) if steps else bytes(4)
    data = bytes([len(steps)]) + parent + (steps[-1] if steps else 0).to_bytes(4, 'big') + r.randbytes(32) + point
    first = own if not steps else parent if len(steps) == 1 else r.randbytes(4)
    origin = ''.join(f'/{step % HARDENED}' + 'h' * (step >= HARDENED) for step in steps)
    return f'[{first.hex()}{origin}]{base58check(NETWORKS[network][3] + data)}'

def random_address(r, network):
    hrp, p2pkh, p2sh, _ = NETWORKS[network]
    if r.random() < .4:
        return bech32(hrp, 'p', curve.xonly(curve.plus_g(None, r.randrange(1, curve.N))))
    return r.choice([base58check(p2pkh + r.randbytes(20)), base58check(p2sh + r.randbytes(20)),
                     bech32(hrp, 'q', r.randbytes(r.choice([20, 32])), CHECKSUM_OF_BECH32)])

def random_clocks(r, kind, arbiter, backup, rescue):
    step, unit = {'blocks': (1, 'blocks'), 'height': (1, 'blocks'), 'seconds': (512, 'seconds'),
                  'time': (1, 'seconds')}[kind]
    decision = 512 * r.randint(1, 3000) if unit == 'seconds' else r.randint(1, 9000)
    least = {'height': r.randrange(480000000), 'time': r.randrange(500000000, 2100000000)}.get(kind, 0)

    def lock(gap):  # at least `gap` after the last one
        nonlocal least
        least += gap + step * r.choice([0, 0, 1, r.randrange(1000)])
        return {kind: least}
    result = {}
    if arbiter:
        result['dispute'] = {'decision': {unit: decision}}
        if r.random() < .7:
            result['dispute']['from'] = lock(step)
        if backup:
            result['dispute']['backupFrom'] = lock(decision)
    pays = r.choice(['employer', 'worker'])
    result['silence'] = {'pays': pays, 'after': lock(decision)}
    if rescue:
        result['rescue'] = {'after': lock(decision if arbiter else 86528 if unit == 'seconds' else 144)}
    return result

def random_role(r, network, most, bare, **more):
    keys = [random_key(r, network, bare) for _ in range(r.randint(1, most))]
    return {'threshold': r.randint(1, len(keys)), 'keys': keys, **more}

def random_agreement(r):
    network, musig, arbiter = r.choice([*NETWORKS]), r.random() < .5, r.random() < .7
    backup, kinds, rescue = arbiter and r.random() < .5, ['blocks', 'seconds', 'height', 'time'], r.random() < .5
    cuts = sorted(r.sample(range(50, 10000, 50), r.randrange(4)))
    shares = [b - a for a, b in zip([0, *cuts], [*cuts, 10000])]
    most, bare = (1, 0) if musig else (r.choice([1, 3, 7]), r.choice([0, 0, .3, 1]))
    document = {
        'format': 'taproot-escrow/agreement', 'version': 1, 'network': network,
        'index': r.choice([0, 1, 7, 2**31 - 6, r.randrange(2**31 - 6)]), 'keyPath': 'musig2' if musig else 'closed',
        'employer': random_role(r, network, most, bare, address=random_address(r, network)),
        'worker': random_role(r, network, most, bare, payees=[
            {'address': random_address(r, network), 'share': share} for share in shares]),
        **random_clocks(r, r.choice(kinds), arbiter, backup, rescue)}
    for name in ['arbiter'] * arbiter + ['backupArbiter'] * backup:
        fee = r.choice([{'bps': 0}, {'bps': 100}, {'bps': 5000}, {'sats': '600'}, {'sats': '123456'}])
        document[name] = random_role(r, network, r.choice([1, 1, 5]), .2, address=random_address(r, network), fee=fee)
    document['milestones'] = [{'amount': str(r.randint(10**6, 10**r.randint(7, 14)))} for _ in range(r.randint(1, 4))]
    for milestone in document['milestones']:
        if r.random() < .3:
            milestone.update(random_clocks(r, r.choice(kinds), arbiter, backup, rescue))
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
