"""Compares fixtures with what this implementation computes, or compiles documents from standard input."""
import difflib
import functools
import json
import pathlib
import re
import sys

from agreed import check_acceptance, terms_proof
from contract import compile_agreement, fold
from curve import sha256
from document import PATHS, PEOPLE, SIGNERS, Agreement
from encoding import Refused
from random_agreements import random_texts
from spends import plan_json, spend_json

ABOUT = ('format', 'version', 'name', 'about', 'notice', 'keys', 'preimages')  # of a fixture: nothing to compare
GIVEN = ('path', 'outcome', 'split', 'into', 'keep', 'pays', 'feeRate', 'signed', 'deposits',  # what spends start from
         'unsignedPsbt', 'signedPsbt', 'role', 'key', 'signature')

def present(**value):  # without the members that are not there
    return {name: v for name, v in value.items() if v is not None}

def path_json(contract, path):
    leaf, head = contract.leaves.get(path), {'path': path, 'number': [*PATHS].index(path), 'signers': SIGNERS[path]}
    return present(
        **head, weight=contract.agreement.weight(contract.milestone, path), depth=len(leaf.siblings),
        lock={leaf.lock.kind: leaf.lock.value} if leaf.lock else None,
        secretHash=leaf.secret_hash and leaf.secret_hash.hex(), script=leaf.script.hex(),
        keys=[present(role=k.role, position=k.position, key=k.xonly.hex(), origin=k.origin) for k in leaf.keys],
        miniscript=leaf.miniscript(lambda key: key.xonly.hex()), leafHash=leaf.hash.hex(),
        controlBlock=leaf.control_block.hex()) if leaf else head

def contract_json(contract):
    return {
        'milestone': contract.k, 'index': contract.index, 'amount': str(contract.milestone.amount),
        'paths': [path_json(contract, path) for path in contract.paths],
        'tree': fold(contract.tree, lambda leaf: leaf.path, lambda *two: [*two]), 'merkleRoot': contract.root.hex(),
        'internalExtendedKey': contract.internal.text(contract.agreement.network),
        'internalKey': contract.internal_key.hex(), 'outputKey': contract.output_key.hex(),
        'outputKeyParity': contract.parity, 'outputScript': contract.script.hex(), 'address': contract.address,
        'descriptor': contract.descriptor(), 'portableDescriptor': contract.descriptor(portable=True)}

def differences(expected, found):
    texts = [json.dumps(value, indent=1, sort_keys=True).splitlines() for value in (expected, found)]
    return [line for line in difflib.unified_diff(*texts, 'expected', 'found', n=0) if line[0] in '+-']

@functools.cache
def compiled(text):
    agreement = Agreement(text)
    return agreement, *compile_agreement(agreement)

@functools.cache
def texts(folder):  # of the agreements in a folder of fixtures, by their ids
    listed = [json.loads(file.read_text(encoding='utf-8'))['agreement'] for file in folder.glob('*.json')]
    return {agreement['id']: agreement['text'] for agreement in listed}

def check_fixture(fixture, folder):
    agreement, terms, contracts = compiled(fixture['agreement']['text'])
    previous = texts(folder).get(agreement.document.get('previous'))
    before = compiled(previous)[0] if previous else None
    preimages = [bytes.fromhex(each['preimage']) for each in fixture.get('preimages', ())]
    spent = (contracts, {sha256(preimage): preimage for preimage in preimages},
             lambda target: compiled(texts(folder)[target['agreement']])[2][target['milestone']])
    found = {'agreement': {'text': fixture['agreement']['text'], 'canonical': agreement.canonical,
                           'id': agreement.id.hex(), 'termsExtendedKey': terms.extended.text(agreement.network)},
             'contracts': [contract_json(contract) for contract in contracts]}
    for name, compute in (('spends', lambda given: spend_json(given, *spent)),
                          ('plans', lambda given: plan_json(given, *spent)),
                          ('acceptances', lambda given: check_acceptance(given, agreement, before)),
                          ('termsProofs', lambda given: terms_proof(contracts[given['milestone']]))):
        if name in fixture:
            found[name] = [{**{n: v for n, v in each.items() if n in GIVEN}, **compute(each)} for each in fixture[name]]
    return differences({name: v for name, v in fixture.items() if name not in ABOUT}, found)

def compile_document(given, reader=False):  # as fixtures/v1/invalid has it; rules for readers if `reader` is set
    source = bytes.fromhex(given['hex']) if 'hex' in given else ' ' * given.get('spaces', 0) + given['text']
    stage = 'valid'
    try:
        agreement = Agreement(source)
        stage = 'compilable'
        _, contracts = compile_agreement(agreement)
        stage = 'reader'
        origins = [key.origin or '' for role in agreement.roles.values() for key in role.keys]
        if reader and any(re.match('[0-9a-f]{8}/(44|49|84|86)h', origin) for origin in origins):
            raise Refused('KEY_ORDINARY_WALLET')
    except Refused as error:
        return {'code': str(error), 'stage': stage}
    members = ('address', 'descriptor', 'portableDescriptor', 'internalKey', 'merkleRoot')
    listed = [contract_json(contract) for contract in contracts]
    return {'id': agreement.id.hex(), 'contracts': [{name: each[name] for name in members} for each in listed]}

def check_invalid(fixture):  # the stage and the code, not the field
    found = compile_document(fixture, reader=True)
    if fixture['code'] == 'TEXT_SECRET' and 'id' in found:
        print('TEXT_SECRET: accepted, a rule for readers', file=sys.stderr)
        return []
    return differences({name: fixture[name] for name in ('code', 'stage')}, found)
def check_valid(fixture):
    found = compile_document(fixture)
    found = {'id': found.get('id'), 'addresses': [each['address'] for each in found.get('contracts', ())]}
    return differences({name: fixture[name] for name in found}, found)

CHARACTERS = {'allowed': [None] * 3, 'forbidden': ['TEXT_CHARACTER_FORBIDDEN'] * 3,
              'forbiddenAtEnds': [None, 'TEXT_WHITE_SPACE', 'TEXT_WHITE_SPACE']}

def refusal(text):  # of a text for people
    try:
        PEOPLE(text)
    except Refused as error:
        return str(error)

def check_characters(fixture):  # each code point in the middle and at either end
    return [f'{name}: U+{code:04X}' for name, expected in CHARACTERS.items() for code in fixture[name]
            if [refusal(form.format(chr(code))) for form in ('a{}b', '{}b', 'a{}')] != expected]

def check_file(file):  # what is wrong
    try:
        fixture = json.loads(file.read_text(encoding='utf-8'))
        check = {'invalid': check_invalid, 'valid': check_valid, 'characters': check_characters}.get(
            fixture['format'].removeprefix('taproot-escrow/'))
        return check(fixture) if check else check_fixture(fixture, file.parent)
    except Exception as error:  # one file's failure, whatever it is, leaves the others to be checked
        return [f'{type(error).__name__}: {error}']

def check_all(folder):
    found = {file.relative_to(folder): check_file(file) for file in sorted(folder.rglob('*.json'))}
    failed = {file: wrong for file, wrong in found.items() if wrong}
    for file, wrong in failed.items():
        print(f'failed {file}', *wrong[:8], sep='\n  ')
    print(f'{len(found) - len(failed)} passed, {len(failed)} failed')
    return 1 if failed or not found else 0

def main(task, *options):
    if task == '--compile':
        for line in sys.stdin.buffer:
            try:
                found = compile_document(json.loads(line))
            except Exception as error:  # the line itself is wrong, whatever is in it
                found = {'error': f'{type(error).__name__}: {error}'}
            print(json.dumps(found), flush=True)
    elif task == '--random':
        for _, text in zip(range(int(options[0])), random_texts(int(options[2]))):
            print(json.dumps({'text': text, **compile_document({'text': text})}), flush=True)
    else:
        return check_all(pathlib.Path(task))

if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
