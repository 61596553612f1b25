"""What code may not do, found in its syntax: run, unpickle or render what it reads, ask the network past its guards, build SQL from values."""

import ast
from collections.abc import Iterator

UNPICKLING = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib"}
NETWORK = {"requests", "httpx", "httpcore", "urllib3", "urllib.request", "http.client", "aiohttp", "ftplib", "smtplib", "socket"}
RUNNING = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput", "tempfile.mktemp"}
LOADING = {"yaml.load", "yaml.load_all", "yaml.full_load", "yaml.full_load_all", "yaml.unsafe_load", "yaml.unsafe_load_all"}
ASKING = {"execute", "executemany", "executescript", "sql"}
QUOTING = {"_identifier", "_literal", "_order"}


def dangers(text: str, *, may_ask: bool = False, strict_loader: str | None = None) -> Iterator[str]:
    """What runs, unpickles or renders what it is given, or asks the network where that is not its duty; by line."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from (f"{node.lineno}: {name}" for name in _imported(node) if _within(name, UNPICKLING) or (not may_ask and _within(name, NETWORK)))
        if isinstance(node, ast.Call) and _is_dangerous(node, strict_loader):
            yield f"{node.lineno}: {ast.unparse(node.func)}"


def _imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [f"{node.module or ''}.{alias.name}" for alias in node.names]


def _within(name: str, modules: set[str]) -> bool:
    return any(name == module or name.startswith(f"{module}.") for module in modules)


def _is_dangerous(node: ast.Call, strict_loader: str | None) -> bool:
    called = ast.unparse(node.func)
    given = {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords}
    loads = called in LOADING and (strict_loader is None or given.get("Loader") != strict_loader)
    shell = given.get("shell", "False") != "False" or called.endswith("create_subprocess_shell")
    line = called.startswith("subprocess.") and bool(node.args) and isinstance(node.args[0], ast.Constant | ast.JoinedStr | ast.BinOp)
    pickled = called.endswith((".read_pickle", ".to_pickle")) or given.get("allow_pickle", "False") != "False"
    rendered = called.endswith("MetadataValue.md") or called == "MarkdownMetadataValue"
    return called in RUNNING or loads or shell or line or pickled or rendered


def loose_sql(text: str, told: frozenset[str] = frozenset()) -> Iterator[str]:
    """Every question to a database that is not written down: only names of a closed list and quoted parts may be put into it.

    ``told`` are expressions that a person has looked at.
    """
    tree = ast.parse(text)
    closed = _closed(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ASKING and node.args:
            asked = node.args[0]
            if not _is_written_down(asked, closed, told):
                yield f"{node.lineno}: {ast.unparse(asked)}"


def _closed(tree: ast.AST) -> set[str]:
    """Names that loops take from constants, one after the other."""
    loops = (node for node in ast.walk(tree) if isinstance(node, ast.For | ast.comprehension))
    return {loop.target.id for loop in loops if isinstance(loop.target, ast.Name) and _is_constant(loop.iter)}


def _is_constant(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id.isupper())


def _is_quoted(node: ast.expr, closed: set[str], told: frozenset[str]) -> bool:
    calls = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in QUOTING
    return calls or _is_constant(node) or (isinstance(node, ast.Name) and node.id in closed) or ast.unparse(node) in told


def _is_written_down(node: ast.expr, closed: set[str], told: frozenset[str]) -> bool:
    if isinstance(node, ast.JoinedStr):
        return all(
            isinstance(part, ast.Constant) or (isinstance(part, ast.FormattedValue) and _is_quoted(part.value, closed, told)) for part in node.values
        )
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format" and _is_constant(node.func.value):
        return all(_is_quoted(value, closed, told) for value in [*node.args, *(keyword.value for keyword in node.keywords)])
    return _is_constant(node) or (isinstance(node, ast.Name) and (node.id in closed or node.id in told))
