"""Rules for readers (sections 2 and 3): they change nothing that is computed. No recovery phrases: no list of words."""
import re

from encoding import Refused, base58decode, is_bech32m
from keys import PRIVATE_VERSIONS


def _is_secret(word):
    if len(word) == 65 and is_bech32m(word.lower(), 'secret'):
        return True
    payload, fits = base58decode(word) or (b'', False) if len(word) < 120 else (b'', False)
    return fits and (len(payload) == 78 and payload[:4] in PRIVATE_VERSIONS
                     or payload[:1] in (b'\x80', b'\xef') and (len(payload) == 33 or payload[33:] == b'\x01'))


def judge_reader(agreement):
    for role in agreement.roles.values():
        for n, key in enumerate(role.keys):
            if key.origin and re.match('[0-9a-f]{8}/(44|49|84|86)h', key.origin):
                raise Refused('KEY_ORDINARY_WALLET', f'{role.name}.keys[{n}]', 'reader')
    for n, milestone in enumerate(agreement.milestones):
        if any(map(_is_secret, re.findall('[0-9A-Za-z]+', milestone.memo))):
            raise Refused('TEXT_SECRET', f'milestones[{n}].memo', 'reader')
