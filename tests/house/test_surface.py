"""Every module says what it offers, and offers what it says."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted(path for package in ("assistant", "evals", "ingest") for path in (ROOT / package).rglob("*.py"))
LONGEST = 450
"""Lines; a module beyond it knows two things."""


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _declared(tree: ast.Module) -> list[str] | None:
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(getattr(each, "id", None) == "__all__" for each in node.targets):
            return list(ast.literal_eval(node.value))
    return None


def _defined(tree: ast.Module) -> set[str]:
    """Public classes and functions of a module; what a route decorator registers is reached through its router."""
    kinds = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    found = [node for node in tree.body if isinstance(node, kinds) and not node.name.startswith("_")]
    return {node.name for node in found if not any(map(_is_route, node.decorator_list))}


def _is_route(decorator: ast.expr) -> bool:
    call = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(call, ast.Attribute) and call.attr in {"get", "post", "put", "delete", "api_route"}


def _bound(tree: ast.Module) -> set[str]:
    """Every name that exists at the top of a module."""
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    imported = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    names |= {alias.asname or alias.name.split(".")[0] for node in imported for alias in node.names}
    return names | _defined(tree)


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_all_names_the_public_surface(path: Path) -> None:
    """What others may use is a decision, made in one place, and what it names exists."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    declared = _declared(tree)
    if declared is None:
        assert not _defined(tree), f"{_name(path)} has public names but no __all__"
        return

    assert len(declared) == len(set(declared))
    assert sorted(_defined(tree) - set(declared)) == [], "public names that __all__ lacks; begin private ones with _"
    assert sorted(set(declared) - _bound(tree) - _lazy(tree)) == [], "names in __all__ that the module has not"


def _lazy(tree: ast.Module) -> set[str]:
    """Names that a module-level `__getattr__` gives, as far as it spells them out."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == "__getattr__":
            return {
                each.value for each in ast.walk(tree) if isinstance(each, ast.Constant) and isinstance(each.value, str)
            }
    return set()


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_module_is_short_and_says_what_it_owns(path: Path) -> None:
    """A reader takes in a module at one sitting, and knows from its first lines whether it is the right one."""
    source = path.read_text(encoding="utf-8")

    assert ast.get_docstring(ast.parse(source))
    assert source.count("\n") <= LONGEST


TESTS = sorted((ROOT / "tests").rglob("test_*.py"))


@pytest.mark.parametrize("path", TESTS, ids=_name)
def test_every_test_says_why_its_rule_holds(path: Path) -> None:
    """A test that fails in two years has to explain itself."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tests = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    silent = [node.name for node in tests if not ast.get_docstring(node)]

    assert not silent
