"""Compares fixtures with what this implementation computes, or compiles agreements from standard input."""
import json
import pathlib
import sys

from contract import SIGNERS, Leaf, compile_agreement
from document import PATHS, Agreement
from encoding import Refused
from reader import judge_reader
from spends import check_spend


def tree_json(node):
    return PATHS[node.number] if isinstance(node, Leaf) else [tree_json(child) for child in node]


def key_json(key, index):
    result = {'role': key['role'], 'position': key['position'], 'key': key['key'].hex()}
    if key['source'] and key['source'].extended:
        result['origin'] = f'[{key["source"].origin}/{key["branch"]}/{index}]'
    return result


def path_json(contract, p):
    result = {'path': PATHS[p], 'number': p, 'signers': list(SIGNERS[p])}
    if not p:
        return result
    leaf = contract.leaves[p]
    if leaf.lock:
        result['lock'] = leaf.lock.json
    if leaf.secret_hash:
        result['secretHash'] = leaf.secret_hash.hex()
    return result | {
        'weight': contract.weight(p), 'depth': len(leaf.siblings), 'script': leaf.script.hex(),
        'keys': [key_json(key, contract.index) for _, keys in leaf.groups for key in keys],
        'miniscript': leaf.miniscript(lambda key: key['key'].hex()),
        'leafHash': leaf.hash.hex(), 'controlBlock': leaf.control_block.hex()}


def contract_json(contract):
    return {
        'milestone': contract.k, 'index': contract.index, 'amount': str(contract.milestone.amount),
        'paths': [path_json(contract, p) for p in contract.numbers], 'tree': tree_json(contract.tree),
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
        'termsExtendedKey': terms.text(agreement.network)}, 'agreement')
    yield from differences(fixture['contracts'], [contract_json(c) for c in contracts], 'contracts')
    secrets = {p['hash']: bytes.fromhex(p['preimage']) for p in fixture.get('preimages', [])}
    for n, spend in enumerate(fixture['spends']):
        expected, found = check_spend(agreement, contracts, spend, secrets)
        yield from differences(expected, found, f'spends[{n}]')


def compile_text(text, reader=False):
    """Id and contracts, or the refusal; the rules for readers are judged where `reader` is set."""
    try:
        agreement = Agreement(text)
        _, contracts = compile_agreement(agreement)
        if reader:
            judge_reader(agreement)
    except Refused as error:
        return {'code': error.code, 'stage': error.stage, 'path': error.path}
    members = ('address', 'descriptor', 'portableDescriptor', 'internalKey', 'merkleRoot')
    return {'id': agreement.id.hex(),
            'contracts': [{m: v for m, v in contract_json(c).items() if m in members} for c in contracts]}


def check_invalid(fixture):
    """A document of fixtures/v1/invalid; its stage and code are compared, not the field."""
    source = bytes.fromhex(fixture['hex']) if 'hex' in fixture else \
        b' ' * fixture.get('spaces', 0) + fixture['text'].encode('utf-8')
    found = compile_text(source, reader=True)
    if fixture['code'] == 'TEXT_SECRET' and fixture['stage'] == 'reader' and 'id' in found:
        print(f'{fixture["code"]}: accepted, a reader\'s rule', file=sys.stderr)
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
        except (Refused, ValueError, KeyError, IndexError, TypeError, OverflowError) as error:
            wrong = [f'{type(error).__name__}: {error}']
        passed, failed = passed + (not wrong), failed + bool(wrong)
        if wrong:
            print(f'failed {file.relative_to(folder)} {"; ".join(wrong[:8])}')
    print(f'{passed} passed, {failed} failed')
    return 1 if failed or not passed else 0


def main():
    if len(sys.argv) != 2:
        print('usage: check.py FOLDER | --compile', file=sys.stderr)
        return 2
    if sys.argv[1] != '--compile':
        return check_all(pathlib.Path(sys.argv[1]))
    for line in sys.stdin:
        if line.strip():
            print(json.dumps(compile_text(json.loads(line)['text'])), flush=True)
    return 0


if __name__ == '__main__':
    sys.exit(main())
