"""The rules of the document: members and values (section 2), locks (5), rules between values (6)."""
import re

import curve
import text
from encoding import NETWORKS, Refused, address_script, dust_limit
from keys import parse_key
from text import Number

SUPPLY, MAX_INDEX = 2100000000000000, 2147483647
ROLES = ('employer', 'worker', 'arbiter', 'backupArbiter')
PATHS = ('key', 'employerAndWorker', 'arbiterAndWorker', 'arbiterAndEmployer', 'employerAlone', 'workerAlone',
         'workerWithSecret', 'backupAndWorker', 'backupAndEmployer', 'terms')
_WHITE = {0x20, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000}
_FORBIDDEN = [(0, 0x1F), (0x7F, 0x9F), (0x2028, 0x2029), (0x61C, 0x61C), (0x200E, 0x200F), (0x202A, 0x202E),
              (0x2066, 0x2069), (0xAD, 0xAD), (0x34F, 0x34F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
              (0x200B, 0x200B), (0x2060, 0x2065), (0x206A, 0x206F), (0x3164, 0x3164), (0xFEFF, 0xFEFF),
              (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB), (0xE0000, 0xE007F), (0xFDD0, 0xFDEF), (0xE000, 0xF8FF),
              (0xF0000, 0xFFFFD), (0x100000, 0x10FFFD)]


def _object(value, path, required, optional=()):
    if not isinstance(value, dict):
        raise Refused('FIELD_TYPE', path)
    for name in value:
        if name not in required and name not in optional:
            raise Refused('FIELD_UNKNOWN', f'{path}.{name}')
    for name in required:
        if name not in value:
            raise Refused('FIELD_MISSING', f'{path}.{name}')
    return value


def _string(value, path):
    if not isinstance(value, str) or isinstance(value, Number):
        raise Refused('FIELD_TYPE', path)
    return value


def _choice(value, path, choices, code):
    if _string(value, path) not in choices:
        raise Refused(code, path)
    return value


def _whole(value, path, low, high, code):
    if not isinstance(value, Number):
        raise Refused('FIELD_TYPE', path)
    number = int(value) if len(value) < 20 else high + 1
    if not low <= number <= high:
        raise Refused(code, path)
    return number


def _list(value, path, high, code):
    if not isinstance(value, list):
        raise Refused('FIELD_TYPE', path)
    if not 1 <= len(value) <= high:
        raise Refused(code, path)
    return value


def _hex(value, path, low, high, code):
    if not re.fullmatch('[0-9a-fA-F]*', _string(value, path)):
        raise Refused('HEX_MALFORMED', path)
    if value != value.lower():
        raise Refused('HEX_NOT_NORMAL', path)
    if len(value) % 2:
        raise Refused('HEX_MALFORMED', path)
    if not low <= len(value) // 2 <= high:
        raise Refused(code, path)
    return bytes.fromhex(value)


def _amount(value, path):
    if re.fullmatch('-[0-9]+', _string(value, path)):
        raise Refused('AMOUNT_NEGATIVE', path)
    if not re.fullmatch('0|[1-9][0-9]*', value):
        raise Refused('AMOUNT_NOT_INTEGER', path)
    if len(value) > 16 or int(value) > SUPPLY:
        raise Refused('AMOUNT_OVER_SUPPLY', path)
    return int(value)


def _people(value, path):
    points = [ord(c) for c in _string(value, path)]
    if not 1 <= len(value.encode('utf-8', 'surrogatepass')) <= 1024:
        raise Refused('TEXT_LENGTH', path)
    if any(0xD800 <= p <= 0xDFFF for p in points):
        raise Refused('TEXT_LONE_SURROGATE', path)
    if any(low <= p <= high for p in points for low, high in _FORBIDDEN) or any(p & 0xFFFE == 0xFFFE for p in points):
        raise Refused('TEXT_CHARACTER_FORBIDDEN', path)
    if points[0] in _WHITE or points[-1] in _WHITE:
        raise Refused('TEXT_WHITE_SPACE', path)
    return value


class Lock:
    """A lock or a span (section 5): its kind, value, fragment and script number."""

    def __init__(self, value, path, kinds=('blocks', 'seconds', 'height', 'time')):
        if not isinstance(value, dict):
            raise Refused('FIELD_TYPE', path)
        if len(value) > 1:
            raise Refused('LOCK_TWO_KINDS', path)
        if not value or next(iter(value)) not in kinds:
            raise Refused('LOCK_MALFORMED', path)
        self.kind, number = next(iter(value.items()))
        self.relative = self.kind in ('blocks', 'seconds')
        low, high = {'blocks': (1, 65535), 'seconds': (512, 33553920), 'height': (1, 499999999),
                     'time': (500000000, 2147483647)}[self.kind]
        if number == '0' and isinstance(number, Number):
            raise Refused('LOCK_ZERO', path)
        code = 'LOCK_RELATIVE_OUT_OF_RANGE' if self.relative else 'LOCK_ABSOLUTE_OUT_OF_RANGE'
        self.value = _whole(number, path, 1 if self.kind == 'seconds' else low, high, code)
        if self.kind == 'seconds' and self.value % 512:
            raise Refused('LOCK_SECONDS_NOT_WHOLE', path)
        self.number = 4194304 + self.value // 512 if self.kind == 'seconds' else self.value
        self.json = {self.kind: self.value}

    @property
    def fragment(self):
        return f'{"older" if self.relative else "after"}({self.number})'


class Clocks:
    """`silence`, `rescue` and `dispute` of the document or, after inheritance, of a milestone."""

    def __init__(self, value, path, above=None):
        self.pays = self.silence = self.rescue = self.decision = self.start = self.backup = None
        if above:
            self.__dict__.update(above.__dict__)
        if 'silence' in value:
            silence = _object(value['silence'], path + 'silence', ('pays', 'after'))
            self.pays = _choice(silence['pays'], path + 'silence.pays', ('employer', 'worker'), 'SILENCE_PAYS_UNKNOWN')
            self.silence = Lock(silence['after'], path + 'silence.after')
        if 'rescue' in value:
            rescue = _object(value['rescue'], path + 'rescue', ('after',))
            self.rescue = Lock(rescue['after'], path + 'rescue.after')
        if 'dispute' in value:
            dispute = _object(value['dispute'], path + 'dispute', ('decision',), ('from', 'backupFrom'))
            self.decision = Lock(dispute['decision'], path + 'dispute.decision', ('blocks', 'seconds'))
            self.start = Lock(dispute['from'], path + 'dispute.from') if 'from' in dispute else None
            self.backup = Lock(dispute['backupFrom'], path + 'dispute.backupFrom') if 'backupFrom' in dispute else None

    def judge(self, path):
        """The rules of section 6 on the clocks of one milestone."""
        locks = [lock for lock in (self.silence, self.rescue, self.start, self.backup) if lock]
        if len({lock.kind for lock in locks}) > 1:
            raise Refused('LOCK_KINDS_MIXED', path)
        kind = self.silence.kind
        unit = 'blocks' if kind in ('blocks', 'height') else 'seconds'
        if self.decision and self.decision.kind != unit:
            raise Refused('DECISION_UNIT', path)
        if self.decision:
            begin = self.start.value if self.start else 0 if self.silence.relative else None
            if self.backup and begin is not None and begin + self.decision.value > self.backup.value:
                raise Refused('BACKUP_FROM_TOO_EARLY', path)
            begin = self.backup.value if self.backup else begin
            if begin is not None and begin + self.decision.value > self.silence.value:
                raise Refused('SILENCE_TOO_EARLY', path)
        gap = self.decision.value if self.decision else 144 if unit == 'blocks' else 86400
        if self.rescue and self.silence.value + gap > self.rescue.value:
            raise Refused('RESCUE_TOO_EARLY', path)


class Role:
    def __init__(self, name, value, network):
        members = {'worker': ('payees',), 'employer': ('address',)}.get(name, ('address', 'fee'))
        _object(value, name, ('threshold', 'keys') + members)
        self.name, self.bps, self.sats = name, None, None
        keys = _list(value['keys'], name + '.keys', 20, 'KEYS_COUNT')
        self.keys = [parse_key(_string(k, f'{name}.keys[{n}]'), network, f'{name}.keys[{n}]')
                     for n, k in enumerate(keys)]
        self.threshold = _whole(value['threshold'], name + '.threshold', 1, len(keys), 'THRESHOLD_OUT_OF_RANGE')
        if 'address' in members:
            self.address = _string(value['address'], name + '.address')
            self.script = address_script(self.address, network, name + '.address')
        if 'fee' in members:
            self._fee(value['fee'])
        if name == 'worker':
            self.payees = []
            for n, payee in enumerate(_list(value['payees'], 'worker.payees', 100, 'PAYEES_COUNT')):
                path = f'worker.payees[{n}]'
                _object(payee, path, ('address', 'share'))
                address = _string(payee['address'], path + '.address')
                share = _whole(payee['share'], path + '.share', 1, 10000, 'SHARE_OUT_OF_RANGE')
                self.payees.append((address, address_script(address, network, path + '.address'), share))

    def _fee(self, fee):
        path = self.name + '.fee'
        _object(fee, path, (), ('bps', 'sats'))
        if len(fee) != 1:
            raise Refused('ARBITER_FEE_MALFORMED', path)
        if 'bps' in fee:
            self.bps = _whole(fee['bps'], path + '.bps', 0, 5000, 'ARBITER_FEE_OUT_OF_RANGE')
        else:
            self.sats = _amount(fee['sats'], path + '.sats')
            if not self.sats:
                raise Refused('ARBITER_FEE_OUT_OF_RANGE', path)

    def fee_on(self, amount, contracts=1):
        return amount * self.bps // 10000 if self.sats is None else self.sats * contracts


class Milestone:
    def __init__(self, value, path, clocks):
        _object(value, path, ('amount',), ('memo', 'secretHash', 'silence', 'rescue', 'dispute'))
        self.amount = _amount(value['amount'], path + '.amount')
        self.memo = _people(value['memo'], path + '.memo') if 'memo' in value else ''
        self.secret_hash = _hex(value['secretHash'], path, 32, 32, 'HASH_LENGTH') if 'secretHash' in value else None
        self.own_dispute = Clocks({'dispute': value['dispute']}, path + '.') if 'dispute' in value else None
        self.clocks = Clocks(value, path + '.', clocks)


def payee_parts(payees, total):
    """Section 13, money, step 5."""
    parts = [total * share // 10000 for _, _, share in payees]
    parts[0] += total - sum(parts)
    return parts


class Agreement:
    def __init__(self, source):
        value = text.read(source)
        _object(value, '', ('format', 'version', 'network', 'index', 'employer', 'worker', 'keyPath', 'silence',
                            'milestones'),
                ('arbiter', 'backupArbiter', 'rescue', 'dispute', 'weights', 'document', 'previous', 'salt'))
        _choice(value['format'], 'format', ('taproot-escrow/agreement',), 'FORMAT_UNKNOWN')
        _whole(value['version'], 'version', 1, 1, 'VERSION_UNKNOWN')
        self.network = _choice(value['network'], 'network', NETWORKS, 'NETWORK_UNKNOWN')
        self.index = _whole(value['index'], 'index', 0, MAX_INDEX, 'INDEX_OUT_OF_RANGE')
        self.roles = {name: Role(name, value[name], self.network) for name in ROLES if name in value}
        self.musig = _choice(value['keyPath'], 'keyPath', ('musig2', 'closed'), 'KEY_PATH_UNKNOWN') == 'musig2'
        self.clocks = Clocks(value, '')
        listed = _list(value['milestones'], 'milestones', 1000, 'MILESTONES_COUNT')
        self.milestones = [Milestone(m, f'milestones[{n}]', self.clocks) for n, m in enumerate(listed)]
        self.weights = {}
        if 'weights' in value:
            _object(value['weights'], 'weights', (), PATHS[1:9])
            if not value['weights']:
                raise Refused('WEIGHTS_EMPTY', 'weights')
            self.weights = {name: _whole(w, f'weights.{name}', 1, 65536, 'WEIGHT_OUT_OF_RANGE')
                            for name, w in value['weights'].items()}
        for name, low, code in (('document', 32, 'HASH_LENGTH'), ('previous', 32, 'HASH_LENGTH'),
                                ('salt', 16, 'SALT_LENGTH')):
            if name in value:
                _hex(value[name], name, low, 32, code)
        self._judge()
        self.canonical = text.canonical(value)
        self.id = curve.tagged_hash('taproot-escrow/agreement', self.canonical.encode())

    def _judge(self):
        """Section 6, in the order of its table."""
        if self.index + len(self.milestones) - 1 > MAX_INDEX:
            raise Refused('MILESTONE_INDEX_OUT_OF_RANGE', 'milestones')
        points = [key.point[0] for role in self.roles.values() for key in role.keys]
        if len(set(points)) < len(points):
            raise Refused('KEY_DUPLICATE')
        if self.musig and any(len(self.roles[r].keys) != 1 or not self.roles[r].keys[0].extended for r in ROLES[:2]):
            raise Refused('KEY_PATH_NEEDS_EXTENDED_KEYS', 'keyPath')
        payees = self.roles['worker'].payees
        if sum(share for _, _, share in payees) != 10000:
            raise Refused('SHARES_SUM', 'worker.payees')
        if len({script for _, script, _ in payees}) < len(payees):
            raise Refused('PAYEE_REPEATED', 'worker.payees')
        arbiter, backup = self.roles.get('arbiter'), self.roles.get('backupArbiter')
        if backup and not arbiter:
            raise Refused('BACKUP_WITHOUT_ARBITER', 'backupArbiter')
        stated = [c for c in (self.clocks, *(m.own_dispute for m in self.milestones)) if c and c.decision]
        if stated and not arbiter:
            raise Refused('DISPUTE_WITHOUT_ARBITER', 'dispute')
        if arbiter and not all(m.clocks.decision for m in self.milestones):
            raise Refused('DISPUTE_MISSING', 'dispute')
        for clocks in stated:
            if backup and not clocks.backup:
                raise Refused('BACKUP_FROM_MISSING', 'dispute')
            if clocks.backup and not backup:
                raise Refused('BACKUP_FROM_WITHOUT_BACKUP', 'dispute')
        for n, milestone in enumerate(self.milestones):
            milestone.clocks.judge(f'milestones[{n}]')
        if sum(m.amount for m in self.milestones) > SUPPLY:
            raise Refused('AMOUNT_OVER_SUPPLY', 'milestones')
        arbiters = [r for r in (arbiter, backup) if r]
        for n, milestone in enumerate(self.milestones):
            self._money(milestone.amount, arbiters, f'milestones[{n}].amount')
        hashes = [m.secret_hash for m in self.milestones if m.secret_hash]
        if len(set(hashes)) < len(hashes):
            raise Refused('SECRET_HASH_REPEATED', 'milestones')
        present = {p for m in self.milestones for p in self.paths(m)}
        if any(PATHS.index(name) not in present for name in self.weights):
            raise Refused('WEIGHT_PATH_ABSENT', 'weights')

    def _money(self, amount, arbiters, path):
        fees = [role.fee_on(amount) for role in arbiters]
        for role, fee in zip(arbiters, fees):
            if 2 * fee > amount:
                raise Refused('ARBITER_FEE_OVER_AMOUNT', path)
            if role.bps != 0 and fee < dust_limit(role.script):
                raise Refused('ARBITER_FEE_DUST', path)
        payees = self.roles['worker'].payees
        for fee in [0] + fees:
            rest = amount - 1000 - fee
            if rest < dust_limit(self.roles['employer'].script) or any(
                    part < dust_limit(payee[1]) for part, payee in zip(payee_parts(payees, rest), payees)):
                raise Refused('AMOUNT_DUST', path)

    def paths(self, milestone):
        """The numbers of a milestone's paths (section 8)."""
        clocks, found = milestone.clocks, [0] if self.musig else []
        found += [1] + ([2, 3] if 'arbiter' in self.roles else [])
        found += [4] if clocks.pays == 'employer' or clocks.rescue else []
        found += [5] if clocks.pays == 'worker' or clocks.rescue else []
        found += [6] if milestone.secret_hash else []
        return found + ([7, 8] if 'backupArbiter' in self.roles else []) + [9]
