"""Proofs of terms (section 17), acceptance (23)."""
import base64

import curve
from contract import output_point
from encoding import require, sized
from spends import Transaction

def terms_proof(contract):  # section 17
    leaf, extended = contract.leaves['terms'], contract.terms.extended
    values = {'agreement': contract.agreement.id, 'chainCode': extended.chain_code, 'script': leaf.script,
              'key': extended.at(0, contract.index), 'leafHash': leaf.hash, 'merkleRoot': contract.root,
              'internalKey': contract.internal_key, 'outputKey': contract.output_key}
    return {'format': 'taproot-escrow/terms', 'version': 1, 'milestone': contract.k,
            'merklePath': [sibling.hex() for sibling in leaf.siblings],
            **{name: value.hex() for name, value in values.items()}}

def check_signature(output_key, message, signature):  # BIP 322, for the P2TR address of BIP 86
    hashed, script = curve.tagged_hash('BIP0322-signed-message', message.encode()), b'\x51\x20' + output_key
    to_spend = b''.join([bytes(4), b'\x01', bytes(32), b'\xff' * 4, sized(b'\x00' + sized(hashed)), bytes(4),
                         b'\x01', bytes(8), sized(script), bytes(4)])
    point = curve.sha256(curve.sha256(to_spend)) + bytes(4)
    to_sign = Transaction(bytes(4), bytes(4), [(point, bytes(4), bytes(8), script)], [bytes(8) + sized(b'\x6a')])
    count, size, *found = base64.b64decode(''.join(signature.split()).removeprefix('smp'), validate=True)
    found, hash_type = bytes(found[:64]), bytes(found[64:])
    require((count, size) == (1, 64 + len(hash_type)) and hash_type in (b'', b'\x01'), 'SIGNATURE_FORM')
    require(curve.verify(output_key, to_sign.signature_hash(0, hash_type=hash_type or b'\x00'), found), 'SIGNATURE')

def check_acceptance(given, after, before):  # section 23: Q, and P where the key is one of P; what was checked
    holder = before if 'amends' in given else after
    internal_key, _, _, _ = holder.roles[given['role']].keys[given['key']].in_leaf(18, holder.index)
    output_key = curve.xonly(output_point(internal_key))
    message = f'taproot-escrow accept {given["role"]} {after.id.hex()}'
    place = {'amends': before.id.hex()} if 'amends' in given else {}
    message += ''.join(f' in place of {previous}' for previous in place.values())
    check_signature(output_key, message, given['signature'])
    return {**place, 'message': message, 'internalKey': internal_key.hex(), 'outputKey': output_key.hex()}
