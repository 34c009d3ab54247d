"""The document: its text (sections 1 and 7), members and values (2), locks (5), rules between values (6), paths (8)."""
import json
import re
from collections import namedtuple

from curve import tagged_hash
from encoding import NETWORKS, Refused, address_script, dust_limit, require
from keys import parse_key

SUPPLY, MAX_INDEX = 2100000000000000, 2147483647
ROLES = ('employer', 'worker', 'arbiter', 'backupArbiter')
# Section 8: names, signers (arbiters first, as section 10 writes them) and default weights of the paths.
PATHS = ('key', 'employerAndWorker', 'arbiterAndWorker', 'arbiterAndEmployer', 'employerAlone', 'workerAlone',
         'workerWithSecret', 'backupAndWorker', 'backupAndEmployer', 'terms')
SIGNERS = (('employer', 'worker'), ('employer', 'worker'), ('arbiter', 'worker'), ('arbiter', 'employer'),
           ('employer',), ('worker',), ('worker',), ('backupArbiter', 'worker'), ('backupArbiter', 'employer'), ())
WEIGHTS = (0, 8, 4, 2, 1, 1, 8, 1, 1, 1)
WHITE = {0x20, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000}
FORBIDDEN = ((0, 0x1F), (0x7F, 0x9F), (0x2028, 0x2029), (0x61C, 0x61C), (0x200E, 0x200F), (0x202A, 0x202E),
             (0x2066, 0x2069), (0xAD, 0xAD), (0x34F, 0x34F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
             (0x200B, 0x200B), (0x2060, 0x2065), (0x206A, 0x206F), (0x3164, 0x3164), (0xFEFF, 0xFEFF),
             (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB), (0xE0000, 0xE007F), (0xFDD0, 0xFDEF), (0xE000, 0xF8FF),
             (0xF0000, 0xFFFFD), (0x100000, 0x10FFFD), *((p + 0xFFFE, p + 0xFFFF) for p in range(0, 0x110000, 0x10000)))


# Section 1: the text.

def _refuse(code):
    raise Refused(code)


def _integer(digits):
    require(digits != '-0', 'JSON_NUMBER_SPELLING')
    return int(digits[:20])  # more digits than any range has stay out of range


def _members(pairs):
    require(len(dict(pairs)) == len(pairs), 'JSON_DUPLICATE_KEY')
    return dict(pairs)


def read_json(source):
    """The value of a JSON text, a str or bytes."""
    try:
        data = source.encode() if isinstance(source, str) else source
        require(len(data) <= 524288, 'AGREEMENT_TOO_LARGE')
        value = json.loads(data.decode(), object_pairs_hook=_members, parse_int=_integer,
                           parse_float=lambda _: _refuse('JSON_NUMBER_SPELLING'),
                           parse_constant=lambda _: _refuse('JSON_SYNTAX'))
    except UnicodeError:
        raise Refused('TEXT_NOT_UTF8') from None
    except ValueError:
        raise Refused('JSON_SYNTAX') from None
    except RecursionError:
        raise Refused('AGREEMENT_TOO_DEEP') from None
    depth, level = 0, [value]
    while level := [v for v in level if isinstance(v, (dict, list))]:
        depth, level = depth + 1, [v for inner in level for v in (inner.values() if isinstance(inner, dict) else inner)]
    require(depth <= 16, 'AGREEMENT_TOO_DEEP')
    return value


def canonical(value):
    """The text of RFC 8785, for values whose names are ASCII and whose numbers are whole (section 7)."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(',', ':'))


# Section 2: each reader takes a JSON value, and gives what it stands for or refuses it.

def string(value):
    require(isinstance(value, str), 'FIELD_TYPE')
    return value


def choice(code, *allowed):
    def read(value):
        require(string(value) in allowed, code)
        return value
    return read


def whole(low, high, code):
    def read(value):
        require(type(value) is int, 'FIELD_TYPE')
        require(low <= value <= high, code)
        return value
    return read


def members(required, optional=None):
    every = {**required, **(optional or {})}

    def read(value):
        require(isinstance(value, dict), 'FIELD_TYPE')
        require(value.keys() <= every.keys(), 'FIELD_UNKNOWN')
        require(value.keys() >= required.keys(), 'FIELD_MISSING')
        return {name: every[name](value[name]) for name in every if name in value}
    return read


def items(reader, high, code):
    def read(value):
        require(isinstance(value, list), 'FIELD_TYPE')
        require(1 <= len(value) <= high, code)
        return [reader(item) for item in value]
    return read


def hexadecimal(low, high, code):
    def read(value):
        require(re.fullmatch('[0-9a-fA-F]*', string(value)), 'HEX_MALFORMED')
        require(value == value.lower(), 'HEX_NOT_NORMAL')
        require(len(value) % 2 == 0, 'HEX_MALFORMED')
        require(low <= len(value) // 2 <= high, code)
        return bytes.fromhex(value)
    return read


def amount(value):
    require(not re.fullmatch('-[0-9]+', string(value)), 'AMOUNT_NEGATIVE')
    require(re.fullmatch('0|[1-9][0-9]*', value), 'AMOUNT_NOT_INTEGER')
    require(int(value[:20]) <= SUPPLY, 'AMOUNT_OVER_SUPPLY')
    return int(value)


def fee_in_sats(value):
    require(amount(value), 'ARBITER_FEE_OUT_OF_RANGE')
    return amount(value)


def people(value):
    """Text for people."""
    points = [ord(c) for c in string(value)]
    require(1 <= len(value.encode('utf-8', 'surrogatepass')) <= 1024, 'TEXT_LENGTH')
    require(not any(0xD800 <= p <= 0xDFFF for p in points), 'TEXT_LONE_SURROGATE')
    require(not any(a <= p <= b for p in points for a, b in FORBIDDEN), 'TEXT_CHARACTER_FORBIDDEN')
    require(points[0] not in WHITE and points[-1] not in WHITE, 'TEXT_WHITE_SPACE')
    return value


def weights(value):
    require(value != {}, 'WEIGHTS_EMPTY')
    return members({}, dict.fromkeys(PATHS[1:9], whole(1, 65536, 'WEIGHT_OUT_OF_RANGE')))(value)


class Lock(namedtuple('Lock', 'kind value')):
    """A lock or a span (section 5)."""
    RANGES = {'blocks': (1, 65535, 'LOCK_RELATIVE_OUT_OF_RANGE'),
              'seconds': (1, 33553920, 'LOCK_RELATIVE_OUT_OF_RANGE'),
              'height': (1, 499999999, 'LOCK_ABSOLUTE_OUT_OF_RANGE'),
              'time': (500000000, 2147483647, 'LOCK_ABSOLUTE_OUT_OF_RANGE')}

    @property
    def relative(self):
        return self.kind in ('blocks', 'seconds')

    @property
    def unit(self):
        return 'blocks' if self.kind in ('blocks', 'height') else 'seconds'

    @property
    def number(self):
        return 4194304 + self.value // 512 if self.kind == 'seconds' else self.value


def lock(*kinds):
    def read(value):
        require(isinstance(value, dict), 'FIELD_TYPE')
        require(len(value) <= 1, 'LOCK_TWO_KINDS')
        require(value and next(iter(value)) in kinds, 'LOCK_MALFORMED')
        (kind, n), = value.items()
        require(n != 0 or type(n) is not int, 'LOCK_ZERO')
        result = Lock(kind, whole(*Lock.RANGES[kind])(n))
        require(kind != 'seconds' or result.value % 512 == 0, 'LOCK_SECONDS_NOT_WHOLE')
        return result
    return read


_lock, _span, _hash = lock(*Lock.RANGES), lock('blocks', 'seconds'), hexadecimal(32, 32, 'HASH_LENGTH')
_clocks = {'silence': members({'pays': choice('SILENCE_PAYS_UNKNOWN', 'employer', 'worker'), 'after': _lock}),
           'rescue': members({'after': _lock}),
           'dispute': members({'decision': _span}, {'from': _lock, 'backupFrom': _lock})}


def _role(**more):
    threshold = whole(1, 20, 'THRESHOLD_OUT_OF_RANGE')
    return members({'threshold': threshold, 'keys': items(string, 20, 'KEYS_COUNT'), **more})


_fee = members({}, {'bps': whole(0, 5000, 'ARBITER_FEE_OUT_OF_RANGE'), 'sats': fee_in_sats})
_payee = members({'address': string, 'share': whole(1, 10000, 'SHARE_OUT_OF_RANGE')})
_milestone = members({'amount': amount}, {'memo': people, 'secretHash': _hash, **_clocks})
_document = members({
    'format': choice('FORMAT_UNKNOWN', 'taproot-escrow/agreement'), 'version': whole(1, 1, 'VERSION_UNKNOWN'),
    'network': choice('NETWORK_UNKNOWN', *NETWORKS), 'index': whole(0, MAX_INDEX, 'INDEX_OUT_OF_RANGE'),
    'employer': _role(address=string), 'worker': _role(payees=items(_payee, 100, 'PAYEES_COUNT')),
    'keyPath': choice('KEY_PATH_UNKNOWN', 'musig2', 'closed'), 'silence': _clocks['silence'],
    'milestones': items(_milestone, 1000, 'MILESTONES_COUNT')}, {
    'arbiter': _role(address=string, fee=_fee), 'backupArbiter': _role(address=string, fee=_fee),
    'rescue': _clocks['rescue'], 'dispute': _clocks['dispute'], 'weights': weights, 'document': _hash,
    'previous': _hash, 'salt': hexadecimal(16, 32, 'SALT_LENGTH')})


Payee = namedtuple('Payee', 'address script share')


class Role:
    def __init__(self, name, value, network):
        self.name, self.threshold, self.fee = name, value['threshold'], value.get('fee')
        require(self.threshold <= len(value['keys']), 'THRESHOLD_OUT_OF_RANGE')
        require(self.fee is None or len(self.fee) == 1, 'ARBITER_FEE_MALFORMED')
        self.keys = [parse_key(key, network) for key in value['keys']]
        self.payees = [Payee(p['address'], address_script(p['address'], network), p['share'])
                       for p in value.get('payees', ())]
        if 'address' in value:
            self.address, self.script = value['address'], address_script(value['address'], network)

    def fee_on(self, pot, contracts=1):
        """Section 13, "Money", step 2."""
        return pot * self.fee['bps'] // 10000 if 'bps' in self.fee else self.fee['sats'] * contracts

    def parts(self, total):
        """What each payee gets (section 13, "Money", step 5)."""
        parts = [total * payee.share // 10000 for payee in self.payees]
        parts[0] += total - sum(parts)
        return parts


class Milestone:
    """A milestone after inheritance (section 6)."""

    def __init__(self, value, document):
        self.amount, self.secret_hash = value['amount'], value.get('secretHash')
        clocks = {name: value.get(name, document.get(name)) or {} for name in _clocks}
        self.pays, self.silence = clocks['silence'].values()
        self.rescue = clocks['rescue'].get('after')
        self.decision, self.start, self.backup = map(clocks['dispute'].get, ('decision', 'from', 'backupFrom'))


class Agreement:
    def __init__(self, source):
        value = read_json(source)
        document = _document(value)
        self.network, self.index, self.weights = document['network'], document['index'], document.get('weights', {})
        self.musig, self.previous = document['keyPath'] == 'musig2', document.get('previous')
        self.roles = {name: Role(name, document[name], self.network) for name in ROLES if name in document}
        self.employer, self.worker = self.roles['employer'], self.roles['worker']
        self.arbiters = [self.roles[name] for name in ROLES[2:] if name in self.roles]
        self.milestones = [Milestone(m, document) for m in document['milestones']]
        self._judge([d['dispute'] for d in (document, *document['milestones']) if 'dispute' in d])
        self.value, self.canonical = value, canonical(value)
        self.id = tagged_hash('taproot-escrow/agreement', self.canonical.encode())

    def _judge(self, disputes):
        """Section 6, in the order of its table."""
        require(self.index + len(self.milestones) - 1 <= MAX_INDEX, 'MILESTONE_INDEX_OUT_OF_RANGE')
        _differ([key.point[0] for role in self.roles.values() for key in role.keys], 'KEY_DUPLICATE')
        parties = self.employer.keys + self.worker.keys
        require(not self.musig or len(parties) == 2 and all(key.extended for key in parties),
                'KEY_PATH_NEEDS_EXTENDED_KEYS')
        require(sum(payee.share for payee in self.worker.payees) == 10000, 'SHARES_SUM')
        _differ([payee.script for payee in self.worker.payees], 'PAYEE_REPEATED')
        arbiter, backup = 'arbiter' in self.roles, 'backupArbiter' in self.roles
        require(arbiter or not backup, 'BACKUP_WITHOUT_ARBITER')
        require(arbiter or not disputes, 'DISPUTE_WITHOUT_ARBITER')
        require(not arbiter or all(m.decision for m in self.milestones), 'DISPUTE_MISSING')
        require(not backup or all('backupFrom' in d for d in disputes), 'BACKUP_FROM_MISSING')
        require(backup or not any('backupFrom' in d for d in disputes), 'BACKUP_FROM_WITHOUT_BACKUP')
        for milestone in self.milestones:
            self._judge_clocks(milestone)
        require(sum(m.amount for m in self.milestones) <= SUPPLY, 'AMOUNT_OVER_SUPPLY')
        for milestone in self.milestones:
            self._judge_money(milestone.amount)
        _differ([m.secret_hash for m in self.milestones if m.secret_hash], 'SECRET_HASH_REPEATED')
        present = {PATHS[p] for m in self.milestones for p in self.paths(m)}
        require(self.weights.keys() <= present, 'WEIGHT_PATH_ABSENT')

    @staticmethod
    def _judge_clocks(m):
        kinds = {each.kind for each in (m.silence, m.rescue, m.start, m.backup) if each}
        require(len(kinds) == 1, 'LOCK_KINDS_MIXED')
        gap = 144 if m.silence.unit == 'blocks' else 86400
        if m.decision:
            require(m.decision.kind == m.silence.unit, 'DECISION_UNIT')
            gap = m.decision.value
            # Without `from` the dispute begins at 0, or with absolute locks at a moment that is not known.
            begin = m.start.value if m.start else 0 if m.silence.relative else -gap
            if m.backup:
                require(begin + gap <= m.backup.value, 'BACKUP_FROM_TOO_EARLY')
                begin = m.backup.value
            require(begin + gap <= m.silence.value, 'SILENCE_TOO_EARLY')
        require(not m.rescue or m.silence.value + gap <= m.rescue.value, 'RESCUE_TOO_EARLY')

    def _judge_money(self, total):
        for role in self.arbiters:
            require(2 * role.fee_on(total) <= total, 'ARBITER_FEE_OVER_AMOUNT')
            require(role.fee == {'bps': 0} or role.fee_on(total) >= dust_limit(role.script), 'ARBITER_FEE_DUST')
        for fee in [0] + [role.fee_on(total) for role in self.arbiters]:
            rest = total - 1000 - fee
            require(rest >= dust_limit(self.employer.script), 'AMOUNT_DUST')
            require(all(part >= dust_limit(payee.script) for part, payee in
                        zip(self.worker.parts(rest), self.worker.payees)), 'AMOUNT_DUST')

    def paths(self, milestone):
        """Section 8: the numbers of a milestone's paths, in their order, each with its lock or None."""
        pays, other = (4, 5) if milestone.pays == 'employer' else (5, 4)
        found = {1: None, pays: milestone.silence, 9: None}
        if self.musig:
            found[0] = None
        if 'arbiter' in self.roles:
            found[2] = found[3] = milestone.start
        if milestone.rescue:
            found[other] = milestone.rescue
        if milestone.secret_hash:
            found[6] = None
        if 'backupArbiter' in self.roles:
            found[7] = found[8] = milestone.backup
        return dict(sorted(found.items()))

    def weight(self, milestone, p):
        default = 4 if PATHS[p] == milestone.pays + 'Alone' else WEIGHTS[p]
        return self.weights.get(PATHS[p], default)


def _differ(values, code):
    require(len(set(values)) == len(values), code)
