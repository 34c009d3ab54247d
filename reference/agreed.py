"""Proofs of terms (section 17), amended agreements (18), secrets (21), acceptance (23)."""
import base64
from functools import reduce

import curve
from contract import branch_hash, output_point, terms_key
from document import HASH, MAX_INDEX, canonical, choice, hexadecimal, members, rule, whole
from encoding import Refused, bech32, require, sized
from spends import Transaction

# Section 17: the members that are compared, in the order of the steps, and the rules of all.
COMPARED = {'agreement': 'AGREEMENT', 'chainCode': 'KEY', 'key': 'KEY', 'script': 'LEAF', 'leafHash': 'LEAF',
            'merkleRoot': 'ROOT', 'outputKey': 'OUTPUT'}
PROOF = members({
    **dict.fromkeys([*COMPARED, 'internalKey'], HASH), 'script': hexadecimal(34, 34, ''),
    'format': choice('', 'taproot-escrow/terms'), 'version': whole(1, 1, ''), 'milestone': whole(0, MAX_INDEX, ''),
    'merklePath': rule(list, ('', lambda v: len(v) <= 7), inside=lambda v: [(HASH, each) for each in v])})

def terms_proof(agreement, k, path, internal_key):  # section 17, steps 3 to 6; the path in hex
    terms = terms_key(agreement).extended
    key = terms.at(0, agreement.index + k)
    leaf = b'\x20' + key + b'\xac'
    leaf_hash = curve.tagged_hash('TapLeaf', b'\xc0' + sized(leaf))
    root = reduce(branch_hash, map(bytes.fromhex, path), leaf_hash)
    output_key = curve.xonly(output_point(internal_key, root))
    computed = (agreement.id, terms.chain_code, key, leaf, leaf_hash, root, output_key)
    return {'format': 'taproot-escrow/terms', 'version': 1, 'milestone': k, 'merklePath': path,
            'internalKey': internal_key.hex(), **{name: value.hex() for name, value in zip(COMPARED, computed)}}

def check_terms_proof(proof, agreement, script):  # the script is the output's in question
    try:
        PROOF(proof)
    except Refused:
        raise Refused('TERMS_PROOF_MALFORMED') from None
    internal_key = bytes.fromhex(proof['internalKey'])
    require(proof['milestone'] < len(agreement.milestones), 'TERMS_PROOF_AGREEMENT')
    require(curve.lift_x(curve.number(internal_key)), 'TERMS_PROOF_OUTPUT')
    computed = terms_proof(agreement, proof['milestone'], proof['merklePath'], internal_key)
    for name, word in COMPARED.items():
        require(proof[name] == computed[name], 'TERMS_PROOF_' + word)
    require(script == b'\x51\x20' + bytes.fromhex(computed['outputKey']), 'TERMS_PROOF_OUTPUT')

def check_amendment(before, after):  # section 18: P and Q
    require(after.follows(before), 'AMENDMENT_MEMBER_FIXED')
    require(after.index >= before.index + len(before.milestones), 'AMENDMENT_INDEX_USED')
    same = [canonical({**a.document, 'index': 0, 'previous': ''}) for a in (before, after)]
    require(same[0] != same[1], 'AMENDMENT_EMPTY')

def secret_text(secret):  # section 21
    return bech32('secret', '', secret)

def check_signature(output_key, message, signature):  # BIP 322, for the P2TR address of BIP 86
    hashed, script = curve.tagged_hash('BIP0322-signed-message', message.encode()), b'\x51\x20' + output_key
    to_spend = b''.join([bytes(4), b'\x01', bytes(32), b'\xff' * 4, sized(b'\x00' + sized(hashed)), bytes(4),
                         b'\x01', bytes(8), sized(script), bytes(4)])
    point = curve.sha256(curve.sha256(to_spend)) + bytes(4)
    to_sign = Transaction(bytes(4), bytes(4), [(point, bytes(4), bytes(8), script)], [bytes(8) + sized(b'\x6a')])
    require(signature.startswith('smp'), 'SIGNATURE_FORM')
    count, size, *found = base64.b64decode(signature[3:], validate=True)
    found, hash_type = bytes(found[:64]), bytes(found[64:])
    require((count, size) == (1, 64 + len(hash_type)) and hash_type in (b'', b'\x01'), 'SIGNATURE_FORM')
    require(curve.verify(output_key, to_sign.signature_hash(0, hash_type=hash_type or b'\x00'), found), 'SIGNATURE')

def check_acceptance(given, after, before):  # section 23: Q, and P where the key is one of P; what was checked
    holder = before if 'amends' in given else after
    require('amends' not in given or given['amends'] == before.id.hex(), 'OTHER_AGREEMENT')
    internal_key, _, _, _ = holder.roles[given['role']].keys[given['key']].in_leaf(18, holder.index)
    output_key = curve.xonly(output_point(internal_key))
    message = f'taproot-escrow accept {given["role"]} {after.id.hex()}'
    message += f' in place of {before.id.hex()}' if 'amends' in given else ''
    check_signature(output_key, message, given['signature'])
    return {**given, 'message': message, 'internalKey': internal_key.hex(), 'outputKey': output_key.hex()}

def has_accepted(acceptances, holder, amends):  # every role of `holder` by as many different keys as its threshold says
    keys = {(a['role'], a['key']) for a in acceptances if a.get('amends') == amends}
    return all(sum(name == role.name for name, _ in keys) >= role.threshold for role in holder.roles.values())
