"""Changes this implementation in one place at a time, and says which changes no fixture notices.

    python3 reference/mutate.py [COUNT [SEED]]     COUNT changes (100), drawn at random with SEED (0)

Exit code 1 where one of these is not among those that change nothing (EXPLAINED).
"""
import ast
import os
import pathlib
import random
import re
import resource
import sys
import types

import curve  # computes for a while as it is loaded: the others are loaded anew for each change

HERE = pathlib.Path(__file__).parent
FIXTURES = HERE.parent / 'fixtures' / 'v1'
LEFT_OUT = ('check.py', 'mutate.py', 'random_agreements.py')
ENDLESS = 40  # seconds of computing, for what takes ten
OPERATORS = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
             ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.Add: ast.Sub,
             ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Mod: ast.FloorDiv,
             ast.And: ast.Or, ast.Or: ast.And, ast.LShift: ast.RShift, ast.RShift: ast.LShift}
# Regular expressions of `file: change | line`, and why no document can show such a one.
EXPLAINED = {
    r"agreed.py: '' -> .*for previous in": 'joins at most one text',
    r"contract.py: b'' -> .*control_block = ": 'stands until the real one is known',
    r"contract.py: ('key' -> .*path != 'key'\)|.*20000)": 'a document of so many keys takes long to compile',
    r'curve.py: 32 -> 33 .*range|curve.py: 255 -> 256': 'a row, or an entry of one, that no scalar asks for',
    r'contract.py: \(agreement.employer, agreement.worker\): first two': 'sorts them afterwards',
    r'curve.py: False -> True': 'fixtures have no signatures that are wrong',
    r'curve.py: (r >= P|s >= N): ': 'numbers that no signature of a fixture has',
    r'document.py: \(self.employer, self.worker\): first two': 'judges both',
    r"document.py: 0 -> 1 .*'key': ": 'the weight of the key path, which is no leaf',
    r'document.py: 20 -> 21 .*\[:20\]': 'what has so many digits is out of every range',
    r'encoding.py: (2 -> 3|16 -> 17|40 -> 41|2 <= len|version <= 16).*<= len\(program\) <=': 'others are refused by another rule, too',
    r'encoding.py: \(p2pkh, p2sh\): first two swapped': 'asks for either',
    r".*: '.*' -> .* = (class .*)?namedtuple|.*: '.*' -> .*\(namedtuple\('": 'the name of a tuple shows nowhere',
    r'spends.py: 0 -> 1 .*self.parts\(\[\*batch': 'which outputs there are does not depend on the fee',
    r'spends.py: \[\*batch, deposit\]: first two': 'a sum, and a set',
    r"spends.py: 10000 -> 10001 .*SPLITS": 'of the other side only whether it is 0 counts',
}

def changes(tree):
    """(line, what, how to do it, how to undo it) of every change, in the order of the text."""
    documented = {id(node.body[0].value) for node in ast.walk(tree)
                  if hasattr(node, 'body') and isinstance(node.body, list) and node.body
                  and isinstance(node.body[0], ast.Expr)}
    for node in ast.walk(tree):
        line = getattr(node, 'lineno', 0)
        if isinstance(node, ast.Constant) and id(node) not in documented:
            value = node.value
            new = {bool: lambda: not value, int: lambda: value + 1, str: lambda: value + 'x',
                   bytes: lambda: value[:-1] + bytes([value[-1] ^ 1]) if value else b'x'}.get(type(value))
            if new:
                yield line, f'{value!r} -> {new()!r}', (node, 'value', new())
        elif isinstance(node, ast.Compare) and type(node.ops[0]) in OPERATORS:
            swapped = [OPERATORS[type(node.ops[0])](), *node.ops[1:]]
            yield line, f'{ast.unparse(node)}: other operator', (node, 'ops', swapped)
            if len(node.ops) == 2:
                yield line, f'{ast.unparse(node)}: other operator', (node, 'ops', [
                    node.ops[0], OPERATORS[type(node.ops[1])]()])
        elif isinstance(node, (ast.BinOp, ast.BoolOp)) and type(node.op) in OPERATORS:
            yield line, f'{ast.unparse(node)}: other operator', (node, 'op', OPERATORS[type(node.op)]())
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield line, f'{ast.unparse(node)}: not not', (node, 'operand', ast.UnaryOp(ast.Not(), node.operand))
        elif isinstance(node, (ast.Tuple, ast.List)) and len(node.elts) > 1 and isinstance(node.ctx, ast.Load):
            yield line, f'{ast.unparse(node)}: first two swapped', (node, 'elts', [*node.elts[1::-1], *node.elts[2:]])
        elif isinstance(node, ast.Call) and getattr(node.func, 'id', '') in ('reversed', 'sorted'):
            unsorted = ast.parse('lambda v, **_: list(v)').body[0].value
            yield line, f'{ast.unparse(node)}: not {node.func.id}', (node, 'func', unsorted)

def fixtures_for(name):  # those first that show most of a file, for the least work
    spends = name in ('spends.py', 'agreed.py')
    return sorted(FIXTURES.rglob('*.json'), key=lambda file: (
        file.stem not in ('two-parties', 'arbiter'), (file.parent == FIXTURES) != spends, file.stat().st_size))

def fails(name, tree):  # in a process of its own: whether a fixture does, with this in the file's place
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0
    status = 1
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        resource.setrlimit(resource.RLIMIT_CPU, (ENDLESS, ENDLESS))
        module = sys.modules[name.removesuffix('.py')] = types.ModuleType(name.removesuffix('.py'))
        exec(compile(ast.fix_missing_locations(tree), name, 'exec'), module.__dict__)
        from check import check_file
        status = int(any(check_file(file) for file in fixtures_for(name)))
    finally:
        os._exit(status)

def main(count=100, seed=0):
    texts = {path.name: path.read_text(encoding='utf-8')
             for path in sorted(HERE.glob('*.py')) if path.name not in LEFT_OUT}
    every = [(name, n) for name, text in texts.items() for n, _ in enumerate(changes(ast.parse(text)))]
    chosen = sorted(random.Random(seed).sample(every, min(count, len(every))))
    survived, unexplained = 0, 0
    for name, n in chosen:
        tree = ast.parse(texts[name])
        line, what, (node, field, value) = list(changes(tree))[n]
        place = f'{name}: {what} | {texts[name].splitlines()[line - 1].strip()}'
        setattr(node, field, value)
        if not fails(name, tree):
            reason = next((why for known, why in EXPLAINED.items() if re.match(known, place)), None)
            survived, unexplained = survived + 1, unexplained + (reason is None)
            print(f'{name}:{line}: {what}: {reason or "WHY?"}', flush=True)
    print(f'{len(chosen)} of {len(every)} changes: {len(chosen) - survived} noticed, '
          f'{survived - unexplained} explained, {unexplained} neither')
    return 1 if unexplained else 0

if __name__ == '__main__':
    sys.exit(main(*map(int, sys.argv[1:])))
