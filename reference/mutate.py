"""Changes this implementation in one place at a time, and says which changes no fixture notices.

    python3 reference/mutate.py [COUNT [FIRST]]     COUNT changes (100), every so many-th of all, beginning at FIRST (0)
"""
import ast
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
FIXTURES = HERE.parent / 'fixtures' / 'v1'
LEFT_OUT = ('check.py', 'mutate.py', 'random_agreements.py')
OPERATORS = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
             ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.Add: ast.Sub,
             ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Mod: ast.FloorDiv,
             ast.And: ast.Or, ast.Or: ast.And, ast.LShift: ast.RShift, ast.RShift: ast.LShift}
# Runs the fixtures, those that show most at first, until one fails; what computes for two minutes never ends.
RUN = '''import sys, pathlib, resource
resource.setrlimit(resource.RLIMIT_CPU, (120, 120))
sys.path.insert(0, sys.argv[1])
import check
files = sorted(pathlib.Path(sys.argv[2]).rglob('*.json'), key=lambda f: (f.parent.name, 'rescue' not in f.name, f.name))
sys.exit(any(check.check_file(file) for file in files))'''

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

def main(count=100, first=0):
    paths = [path for path in sorted(HERE.glob('*.py')) if path.name not in LEFT_OUT]
    sources = {path: path.read_text(encoding='utf-8') for path in paths}
    every = sorted(((path, line, n) for path, source in sources.items()
                    for n, (line, _, _) in enumerate(changes(ast.parse(source)))), key=lambda each: each[:2])
    chosen = every[first::max(1, len(every) // count)]
    survived = 0
    with tempfile.TemporaryDirectory() as folder:
        for path in HERE.glob('*.py'):
            shutil.copy(path, folder)
        for path, line, n in chosen:
            tree = ast.parse(sources[path])
            _, what, (node, field, value) = list(changes(tree))[n]
            setattr(node, field, value)
            changed = pathlib.Path(folder, path.name)
            changed.write_text(ast.unparse(ast.fix_missing_locations(tree)), encoding='utf-8')
            command = [sys.executable, '-B', '-c', RUN, folder, str(FIXTURES)]
            noticed = subprocess.run(command, capture_output=True).returncode
            changed.write_text(sources[path], encoding='utf-8')
            if not noticed:
                survived += 1
                print(f'{path.name}:{line}: {what}', flush=True)
    print(f'{len(chosen)} of {len(every)} changes, {survived} that no fixture notices')

if __name__ == '__main__':
    main(*map(int, sys.argv[1:]))
