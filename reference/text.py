"""The JSON of an agreement: strict reading (section 1) and canonical writing (section 7)."""
import json

from encoding import Refused

MAX_BYTES, MAX_DEPTH = 524288, 16
_SHORT = {'"': '\\"', '\\': '\\\\', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t'}


class Number(str):
    """The digits of a JSON number, kept as text so that no size of it costs time."""


def _whole(digits):
    if digits == '-0':
        raise Refused('JSON_NUMBER_SPELLING')
    return Number(digits)


def _refuse(code):
    raise Refused(code)


def _object(pairs):
    result = dict(pairs)
    if len(result) < len(pairs):
        raise Refused('JSON_DUPLICATE_KEY')
    return result


def _depth(value):
    members = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if members is None else 1 + max(map(_depth, members), default=0)


def read(text):
    """The value of a JSON text, a str or bytes."""
    if isinstance(text, str):
        try:
            text = text.encode('utf-8')
        except UnicodeEncodeError:
            raise Refused('TEXT_NOT_UTF8') from None
    if len(text) > MAX_BYTES:
        raise Refused('AGREEMENT_TOO_LARGE')
    try:
        value = json.loads(
            text.decode('utf-8'), object_pairs_hook=_object, parse_int=_whole,
            parse_float=lambda _: _refuse('JSON_NUMBER_SPELLING'), parse_constant=lambda _: _refuse('JSON_SYNTAX'))
        if _depth(value) > MAX_DEPTH:
            raise Refused('AGREEMENT_TOO_DEEP')
    except UnicodeDecodeError:
        raise Refused('TEXT_NOT_UTF8') from None
    except ValueError:
        raise Refused('JSON_SYNTAX') from None
    except RecursionError:
        raise Refused('AGREEMENT_TOO_DEEP') from None
    return value


def _quote(text):
    return '"' + ''.join(_SHORT.get(c) or (f'\\u{ord(c):04x}' if c < ' ' else c) for c in text) + '"'


def canonical(value):
    """The text of RFC 8785."""
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, str):
        return _quote(value)
    if isinstance(value, list):
        return '[' + ','.join(map(canonical, value)) + ']'
    names = sorted(value, key=lambda name: name.encode('utf-16-be'))
    return '{' + ','.join(_quote(n) + ':' + canonical(value[n]) for n in names) + '}'
