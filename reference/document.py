"""The document: its text (sections 1 and 7), members and values (2), locks (5), rules between values (6), paths (8)."""
import json
import re
from collections import namedtuple

from curve import tagged_hash
from encoding import NETWORKS, Refused, address_script, dust_limit, require
from keys import parse_key

SUPPLY, MAX_INDEX = 2100000000000000, 2147483647
ROLES = ('employer', 'worker', 'arbiter', 'backupArbiter')
# Section 8: the paths in the order of their numbers, with their signers (section 10's order) and default weights.
PATHS = {'key': ('employer worker', 0), 'employerAndWorker': ('employer worker', 8),
         'arbiterAndWorker': ('arbiter worker', 4), 'arbiterAndEmployer': ('arbiter employer', 2),
         'employerAlone': ('employer', 1), 'workerAlone': ('worker', 1), 'workerWithSecret': ('worker', 8),
         'backupAndWorker': ('backupArbiter worker', 1), 'backupAndEmployer': ('backupArbiter employer', 1),
         'terms': ('', 1)}
SIGNERS = {path: signers.split() for path, (signers, _) in PATHS.items()}
# Section 5: lowest and greatest value, the code's word, the fragment, the unit of spans beside it.
LOCKS = {'blocks': (1, 65535, 'RELATIVE', 'older', 'blocks'), 'height': (1, 499999999, 'ABSOLUTE', 'after', 'blocks'),
         'seconds': (512, 33553920, 'RELATIVE', 'older', 'seconds'),
         'time': (500000000, 2147483647, 'ABSOLUTE', 'after', 'seconds')}
# Section 2: code points, as regular expressions.
WHITE = '[ \xa0\u1680\u2000-\u200a\u202f\u205f\u3000]'
LAST_TWO = ''.join(chr(p + 0xFFFE) + chr(p + 0xFFFF) for p in range(0, 0x110000, 0x10000))
FORBIDDEN = ('[\x00-\x1f\x7f-\x9f\u2028-\u2029\u061c\u200e-\u200f\u202a-\u202e\u2066-\u2069\u00ad\u034f\u115f-\u1160'
             '\u17b4-\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb'
             f'\U000e0000-\U000e007f\ufdd0-\ufdef{LAST_TWO}\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]')

def read_json(source):  # section 1, in the order of its table; a str or bytes
    wrong = []
    try:
        text = source.encode().decode() if isinstance(source, str) else source.decode()
        require(len(text.encode()) <= 524288, 'AGREEMENT_TOO_LARGE')
        depth = 0
        for token in re.findall(r'"(?:[^"\\]|\\.)*"?|[][{}]', text):
            depth += (token in '[{') - (token in ']}')
            require(depth <= 16, 'AGREEMENT_TOO_DEEP')
        value = json.loads(
            text, parse_constant=lambda _: int(''), parse_float=lambda _: wrong.append('JSON_NUMBER_SPELLING'),
            # What has more than 20 digits is out of every range, and so are 20 of them.
            parse_int=lambda n: int(n[:20]) if n != '-0' else wrong.append('JSON_NUMBER_SPELLING'),
            object_pairs_hook=lambda m: dict(m) if len(dict(m)) == len(m) else wrong.append('JSON_DUPLICATE_KEY'))
    except UnicodeError:
        raise Refused('TEXT_NOT_UTF8') from None
    except ValueError:
        raise Refused('JSON_SYNTAX') from None
    require(not wrong, min(wrong, default=''))
    return value

# Section 2: rules for one value each, of its type, then of itself in their order, then of what is inside.
def rule(kind, *tests, inside=lambda value: ()):
    def judge(value):
        require(type(value) is kind, 'FIELD_TYPE')
        for code, test in tests:
            require(test(value), code)
        for inner_rule, inner in inside(value):
            inner_rule(inner)
    return judge

def members(required, optional=None, *tests):
    every = {**required, **(optional or {})}
    return rule(dict, ('FIELD_UNKNOWN', lambda v: v.keys() <= every.keys()),
                ('FIELD_MISSING', lambda v: v.keys() >= required.keys()), *tests,
                inside=lambda v: [(every[name], v[name]) for name in v])
def items(each, most, code):
    return rule(list, (code, lambda v: 1 <= len(v) <= most), inside=lambda v: [(each, item) for item in v])
def whole(low, high, code):
    return rule(int, (code, lambda v: low <= v <= high))
def choice(code, *allowed):  # whatever the type of what stands there
    return lambda value: require(type(value) is type(allowed[0]) and value in allowed, code)
def hexadecimal(low, high, code):
    return rule(str, (code, lambda v: 2 * low <= len(v) <= 2 * high),
                ('HEX_MALFORMED', lambda v: re.fullmatch('([0-9a-fA-F]{2})*', v)),
                ('HEX_NOT_NORMAL', lambda v: v == v.lower()))
def amount(*tests):
    return rule(str, ('AMOUNT_NEGATIVE', lambda v: not re.fullmatch('-[0-9]+', v)),
                ('AMOUNT_NOT_INTEGER', lambda v: re.fullmatch('0|[1-9][0-9]*', v)),
                ('AMOUNT_OVER_SUPPLY', lambda v: int(v[:20]) <= SUPPLY), *tests)

def lock(*kinds):  # section 5
    def judge(value):
        value = value if isinstance(value, dict) else {}
        require(len(value.keys() & LOCKS.keys()) < 2, 'LOCK_TWO_KINDS')
        kind, n = next(iter(value.items()), ('', 0))
        require(len(value) == 1 and kind in kinds and type(n) is int, 'LOCK_MALFORMED')
        require(n != 0, 'LOCK_ZERO')
        low, high, word, _, _ = LOCKS[kind]
        require(low <= n <= high, f'LOCK_{word}_OUT_OF_RANGE')
        require(kind != 'seconds' or n % 512 == 0, 'LOCK_SECONDS_NOT_WHOLE')
    return judge

TEXT, HASH = rule(str), hexadecimal(32, 32, 'HASH_LENGTH')
PEOPLE = rule(
    str, ('TEXT_LENGTH', lambda v: 1 <= len(v.encode('utf-8', 'surrogatepass')) <= 1024),
    ('TEXT_LONE_SURROGATE', lambda v: not re.search('[\ud800-\udfff]', v)),
    ('TEXT_CHARACTER_FORBIDDEN', lambda v: not re.search(FORBIDDEN, v)),
    ('TEXT_WHITE_SPACE', lambda v: not re.search(f'^{WHITE}|{WHITE}$', v)))
CLOCKS = {'silence': members({'pays': choice('SILENCE_PAYS_UNKNOWN', 'employer', 'worker'), 'after': lock(*LOCKS)}),
          'rescue': members({'after': lock(*LOCKS)}),
          'dispute': members({'decision': lock('blocks', 'seconds')},
                             {'from': lock(*LOCKS), 'backupFrom': lock(*LOCKS)})}
ROLE = {'threshold': whole(1, 20, 'THRESHOLD_OUT_OF_RANGE'), 'keys': items(TEXT, 20, 'KEYS_COUNT')}
FEE = members({}, {'bps': whole(0, 5000, 'ARBITER_FEE_OUT_OF_RANGE'),
                   'sats': amount(('ARBITER_FEE_OUT_OF_RANGE', lambda v: v != '0'))},
              ('ARBITER_FEE_MALFORMED', lambda v: len(v) == 1))
ARBITER = members({**ROLE, 'address': TEXT, 'fee': FEE})
PAYEE = members({'address': TEXT, 'share': whole(1, 10000, 'SHARE_OUT_OF_RANGE')})
DOCUMENT = members({
    'format': choice('FORMAT_UNKNOWN', 'taproot-escrow/agreement'), 'version': choice('VERSION_UNKNOWN', 1),
    'network': choice('NETWORK_UNKNOWN', *NETWORKS), 'index': whole(0, MAX_INDEX, 'INDEX_OUT_OF_RANGE'),
    'employer': members({**ROLE, 'address': TEXT}),
    'worker': members({**ROLE, 'payees': items(PAYEE, 100, 'PAYEES_COUNT')}),
    'keyPath': choice('KEY_PATH_UNKNOWN', 'musig2', 'closed'), 'silence': CLOCKS['silence'],
    'milestones': items(members({'amount': amount()}, {'memo': PEOPLE, 'secretHash': HASH, **CLOCKS}),
                        1000, 'MILESTONES_COUNT')}, {
    'arbiter': ARBITER, 'backupArbiter': ARBITER, 'rescue': CLOCKS['rescue'], 'dispute': CLOCKS['dispute'],
    'weights': members({}, dict.fromkeys([*PATHS][1:9], whole(1, 65536, 'WEIGHT_OUT_OF_RANGE')),
                       ('WEIGHTS_EMPTY', lambda v: v)),
    'document': HASH, 'previous': HASH, 'salt': hexadecimal(16, 32, 'SALT_LENGTH')})

Payee = namedtuple('Payee', 'address script share')

class Lock:  # section 5
    def __init__(self, value):
        (self.kind, self.value), = value.items()
        _, _, _, self.fragment, self.unit = LOCKS[self.kind]
        self.relative = self.fragment == 'older'
        self.number = 4194304 + self.value // 512 if self.kind == 'seconds' else self.value

class Role:
    def __init__(self, name, value, network):
        self.name, self.threshold, self.fee = name, value['threshold'], value.get('fee')
        require(self.threshold <= len(value['keys']), 'THRESHOLD_OUT_OF_RANGE')
        self.keys = [parse_key(key, network) for key in value['keys']]
        self.payees = [Payee(p['address'], address_script(p['address'], network), p['share'])
                       for p in value.get('payees', [{**value, 'share': 10000}])]

    def fee_on(self, pot, contracts=1):  # section 13, "Money", step 2
        return pot * self.fee['bps'] // 10000 if 'bps' in self.fee else int(self.fee['sats']) * contracts

    def parts(self, total):  # section 13, "Money", step 5
        parts = [total * payee.share // 10000 for payee in self.payees]
        parts[0] += total - sum(parts)
        return parts

class Milestone:  # after inheritance (section 6)
    def __init__(self, value, document):
        silence, rescue, dispute = [value.get(name, document.get(name, {})) for name in CLOCKS]
        locks = [silence['after'], rescue.get('after'), *map(dispute.get, ('decision', 'from', 'backupFrom'))]
        self.silence, self.rescue, self.decision, self.start, self.backup = [each and Lock(each) for each in locks]
        self.amount, self.pays = int(value['amount']), silence['pays']
        self.secret_hash = bytes.fromhex(value.get('secretHash', ''))

def differ(values, code):
    require(len(set(values)) == len(values), code)

class Agreement:
    def __init__(self, source):
        self.document = document = read_json(source)
        DOCUMENT(document)
        self.network, self.index, self.weights = document['network'], document['index'], document.get('weights', {})
        self.musig = document['keyPath'] == 'musig2'
        self.roles = {name: Role(name, document[name], self.network) for name in ROLES if name in document}
        self.employer, self.worker, *self.arbiters = self.roles.values()
        self.milestones = [Milestone(m, document) for m in document['milestones']]
        self.judge([d['dispute'] for d in (document, *document['milestones']) if 'dispute' in d])
        # Section 7: RFC 8785, for names in ASCII and whole numbers.
        self.canonical = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(',', ':'))
        self.id = tagged_hash('taproot-escrow/agreement', self.canonical.encode())

    def judge(self, disputes):  # section 6, in the order of its table
        require(self.index + len(self.milestones) - 1 <= MAX_INDEX, 'MILESTONE_INDEX_OUT_OF_RANGE')
        differ([key.point[0] for role in self.roles.values() for key in role.keys], 'KEY_DUPLICATE')
        extended = [key.extended is not None for key in self.employer.keys + self.worker.keys]
        require(not self.musig or extended == [True, True], 'KEY_PATH_NEEDS_EXTENDED_KEYS')
        require(sum(payee.share for payee in self.worker.payees) == 10000, 'SHARES_SUM')
        differ([payee.script for payee in self.worker.payees], 'PAYEE_REPEATED')
        arbiter, backup = 'arbiter' in self.roles, 'backupArbiter' in self.roles
        require(arbiter or not backup, 'BACKUP_WITHOUT_ARBITER')
        require(arbiter or not disputes, 'DISPUTE_WITHOUT_ARBITER')
        require(not arbiter or all(m.decision for m in self.milestones), 'DISPUTE_MISSING')
        require(not backup or all('backupFrom' in d for d in disputes), 'BACKUP_FROM_MISSING')
        require(backup or not any('backupFrom' in d for d in disputes), 'BACKUP_FROM_WITHOUT_BACKUP')
        for milestone in self.milestones:
            self.judge_clocks(milestone)
        require(sum(m.amount for m in self.milestones) <= SUPPLY, 'AMOUNT_OVER_SUPPLY')
        for milestone in self.milestones:
            self.judge_money(milestone.amount)
        differ([m.secret_hash for m in self.milestones if m.secret_hash], 'SECRET_HASH_REPEATED')
        extended = {name: sum(key.extended is not None for key in role.keys) for name, role in self.roles.items()}
        if 0 < sum(extended.values()) < sum(len(role.keys) for role in self.roles.values()):  # section 9, "Number"
            require(sum(2 + sum(extended[name] for path in self.paths(m) if path != 'key' for name in SIGNERS[path])
                        for m in self.milestones) <= 400, 'CONTRACT_KEYS_COUNT')
        require(self.weights.keys() <= {p for m in self.milestones for p in self.paths(m)}, 'WEIGHT_PATH_ABSENT')

    def judge_clocks(self, m):
        require(len({each.kind for each in (m.silence, m.rescue, m.start, m.backup) if each}) == 1, 'LOCK_KINDS_MIXED')
        gap = 144 if m.silence.unit == 'blocks' else 86400
        if m.decision:
            require(m.decision.kind == m.silence.unit, 'DECISION_UNIT')
            gap = m.decision.value
            # Without `from` the dispute begins at 0, with absolute locks at a moment that is not judged here.
            begin = m.start.value if m.start else 0 if m.silence.relative else -gap
            if m.backup:
                require(begin + gap <= m.backup.value, 'BACKUP_FROM_TOO_EARLY')
                begin = m.backup.value
            require(begin + gap <= m.silence.value, 'SILENCE_TOO_EARLY')
        require(not m.rescue or m.silence.value + gap <= m.rescue.value, 'RESCUE_TOO_EARLY')

    def judge_money(self, total):
        for role in self.arbiters:
            fee = role.fee_on(total)
            require(2 * fee <= total, 'ARBITER_FEE_OVER_AMOUNT')
            require(role.fee == {'bps': 0} or fee >= dust_limit(role.payees[0].script), 'ARBITER_FEE_DUST')
        for fee in [0] + [role.fee_on(total) for role in self.arbiters]:
            for role in (self.employer, self.worker):
                for part, payee in zip(role.parts(total - 1000 - fee), role.payees):
                    require(part >= dust_limit(payee.script), 'AMOUNT_DUST')

    def paths(self, m):  # section 8: a milestone's paths in the order of their numbers, with their locks
        other = 'worker' if m.pays == 'employer' else 'employer'
        there = {'key': self.musig, 'arbiterAndWorker': self.arbiters, 'arbiterAndEmployer': self.arbiters,
                 other + 'Alone': m.rescue, 'workerWithSecret': m.secret_hash,
                 'backupAndWorker': m.backup, 'backupAndEmployer': m.backup}
        locks = {'arbiterAndWorker': m.start, 'arbiterAndEmployer': m.start, 'backupAndWorker': m.backup,
                 'backupAndEmployer': m.backup, m.pays + 'Alone': m.silence, other + 'Alone': m.rescue}
        return {path: locks.get(path) for path in PATHS if there.get(path, True)}

    def weight(self, m, path):  # section 8
        return self.weights.get(path, 4 if path == m.pays + 'Alone' else PATHS[path][1])
