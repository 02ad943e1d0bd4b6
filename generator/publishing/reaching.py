"""What the frame can show around a page: that page alone, or others and the day too?

Told from the templates themselves. Where that cannot be told, it is said that it can show others.
"""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import Environment, TemplateNotFound, nodes

# What leads a template from its page to others or to the day, or past what is looked at here.
AWAY = {
    *("nav", "pages", "previous_page", "next_page", "parent", "ancestors", "children"),
    *("links_to_anchors", "plugins", "build_date_utc", "update_date", "super", "attr", "random"),
}
# Where pictures stand that a template draws by a name that it works out: no words of a page.
ICONS = ".icons/"


def shows_others(environment: Environment, name: str) -> bool:
    """Can what this template writes depend on other pages than its own, or on the day?"""
    waiting, seen = [name], set()
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        for node in _reached(environment, here):
            if isinstance(node, nodes.Include | nodes.Import | nodes.FromImport):
                if isinstance(node.template, nodes.Const):
                    waiting.append(str(node.template.value))
                elif not _is_icon(node.template):
                    return True
            elif _leads_away(node):
                return True
    return False


def _reached(environment: Environment, name: str) -> Iterator[nodes.Node]:
    """What is run of a template, of those that it extends, and of their blocks."""
    trees = [*_chain(environment, name)]
    blocks = {b.name: b for tree in reversed(trees) for b in tree.find_all(nodes.Block)}
    for tree in trees[:-1]:
        yield from _within(tree)
    waiting, seen = trees[-1:], set()
    while waiting:
        for node in _within(waiting.pop()):
            yield node
            block = _block_of(node)
            if block in blocks and block not in seen:
                seen.add(block)
                waiting.append(blocks[block])


def _chain(environment: Environment, name: str) -> Iterator[nodes.Node]:
    """A template and those that it extends, one after the other; none where it is not there."""
    assert environment.loader is not None  # that of a theme
    while name:
        try:
            source = environment.loader.get_source(environment, name)[0]
        except TemplateNotFound:
            return
        tree = environment.parse(source)
        yield tree
        found = tree.find(nodes.Extends)
        name = found.template.value if found and isinstance(found.template, nodes.Const) else ""


def _within(tree: nodes.Node) -> Iterator[nodes.Node]:
    """Everything in a part of a template, but what stands in its blocks."""
    for node in tree.iter_child_nodes():
        yield node
        if not isinstance(node, nodes.Block):
            yield from _within(node)


def _block_of(node: nodes.Node) -> str:
    """The block that stands here, or whose text is taken here; blank for none."""
    match node:
        case nodes.Block(name=name) | nodes.Getattr(node=nodes.Name(name="self"), attr=name):
            return str(name)
    return ""


def _leads_away(node: nodes.Node) -> bool:
    """Is another page named here, the day, or something by a name that is worked out?"""
    match node:
        case nodes.Name(name=word) | nodes.Getattr(attr=word) | nodes.Filter(name=word):
            return word in AWAY
        case nodes.Const(value=str(words)):
            return not AWAY.isdisjoint(words.split("."))
        case nodes.Getitem(node=nodes.Name(name=("page" | "self"))):
            return not isinstance(node.arg, nodes.Const)
        case nodes.Extends():
            return not isinstance(node.template, nodes.Const)
    return False


def _is_icon(named: nodes.Node) -> bool:
    first = named.nodes[0] if isinstance(named, nodes.Concat) else None
    return isinstance(first, nodes.Const) and str(first.value).startswith(ICONS)
