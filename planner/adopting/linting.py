"""What is wrong in a LiteLLM configuration, whoever wrote it.

What cools down, and what a fallback does, was read in LiteLLM's source and measured on the running
proxy: see `tests/gateway`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from planner.adopting.proxy import GENERAL, LITELLM, ROUTER, Proxy, is_whole, number
from planner.adopting.remarks import (
    DANGLING,
    IN_CLEAR,
    LONG_TIMEOUT,
    MASTER_KEY,
    MISSPELT,
    NAIVE,
    RETRIES,
    WIDER_FALLBACK,
    fault,
    remark,
)
from planner.catalog import foreign_words
from planner.diagnostics import Diagnostic, Span
from planner.spec import Scalar, Table, Tree, below

_LONG_S = 300
"""Nobody waits for an answer so long, and a fallback comes after it."""
_FALLBACKS = ("fallbacks", "context_window_fallbacks", "content_policy_fallbacks")
_SECRETS = ("api_key", "aws_secret_access_key", "client_secret", "azure_ad_token", "master_key")
_NEAR = 0.8
"""How alike an unknown key has to be to one that is known."""


def lint(proxy: Proxy) -> Iterator[Diagnostic]:
    """Everything that is wrong, in the order of the reasons."""
    yield from _dangling(proxy)
    yield from _naive(proxy)
    yield from _long_timeouts(proxy)
    yield from _retries(proxy)
    yield from _wider(proxy)
    yield from _misspelt(proxy)
    yield from _master_key(proxy)
    yield from _in_clear(proxy)


def _named(proxy: Proxy, *keys: str) -> Iterator[tuple[str, str, str, Span]]:
    """Key, group and the group behind it, of each fallback, and where that stands."""
    for section in (ROUTER, LITELLM):
        for key in keys:
            listed = proxy.setting(section, key)
            for index, item in enumerate(listed if isinstance(listed, tuple) else ()):
                for group, behind in item.items() if isinstance(item, Mapping) else ():
                    for rank, one in enumerate(behind if isinstance(behind, tuple) else ()):
                        at = proxy.place(section, key, index, str(group), rank)
                        yield key, str(group), str(one), at


def _dangling(proxy: Proxy) -> Iterator[Diagnostic]:
    known = tuple(proxy.groups)
    for key, group, behind, at in _named(proxy, *_FALLBACKS):
        for name in (group, behind):
            if name not in known and name != "*":
                near = get_close_matches(name, known, n=1)
                mend = f"write `{near[0]}`" if near else f"the file has {', '.join(known)}"
                yield fault(DANGLING, f"`{key}` names `{name}`, which is no group", at, mend)
    for section in (ROUTER, LITELLM):
        default = proxy.setting(section, "default_fallbacks")
        for index, name in enumerate(default if isinstance(default, tuple) else ()):
            if name not in known:
                at = proxy.place(section, "default_fallbacks", index)
                yield fault(DANGLING, f"`default_fallbacks` names `{name}`, which is no group", at)


def _naive(proxy: Proxy) -> Iterator[Diagnostic]:
    """Fallbacks between groups with a single target, which is never left alone."""
    groups = proxy.groups
    seen = set()
    for _, group, behind, at in _named(proxy, "fallbacks"):
        alone = len(groups.get(group, ())) == 1
        if alone and behind in groups and group not in seen and not _cools(proxy, group):
            seen.add(group)
            says = (
                f"while `{group}` is out, every request asks it first: it is alone in its group, "
                "and is never cooled down"
            )
            mend = "put both targets into one group with an `order`, `allowed_fails` and a "
            yield remark(NAIVE, says, at, f"{mend}`cooldown_time`: what `topoplan plan` writes")


def _cools(proxy: Proxy, group: str) -> bool:
    """Whether the only target of a group says itself when it is left alone."""
    (one,) = proxy.groups[group]
    return {"allowed_fails", "cooldown_time"} <= one.info.keys()


def _long_timeouts(proxy: Proxy) -> Iterator[Diagnostic]:
    mend = "60 seconds for an answer and 10 to the first token leave time for the next target"
    whole = proxy.setting(LITELLM, "request_timeout")
    stated = number(whole) or number(proxy.setting(ROUTER, "timeout"))
    for one in proxy.deployments:
        own = number(one.params.get("timeout"))
        if own is not None and own > _LONG_S:
            says = f"a call may wait {own:f} seconds for this target"
            yield remark(LONG_TIMEOUT, says, one.place("litellm_params", "timeout"), mend)
    if stated is None:
        if any(number(one.params.get("timeout")) is None for one in proxy.deployments):
            default = foreign_words("litellm").request_timeout_s
            says = f"nothing says how long a call may take, so that it is {default} seconds"
            yield remark(LONG_TIMEOUT, says, proxy.key_place("model_list"), mend)
    elif stated > _LONG_S:
        section, key = (LITELLM, "request_timeout") if whole is not None else (ROUTER, "timeout")
        says = f"a call may wait {stated:f} seconds for a target"
        yield remark(LONG_TIMEOUT, says, proxy.place(section, key), mend)


def _retries(proxy: Proxy) -> Iterator[Diagnostic]:
    tries = 1
    at = None
    for section in (ROUTER, LITELLM):
        found = proxy.setting(section, "num_retries")
        if is_whole(found) and int(str(found)) > 0:
            tries, at = tries * (1 + int(str(found))), at or proxy.place(section, "num_retries")
    own = [one for one in proxy.deployments if is_whole(one.params.get("max_retries"))]
    most = max((int(str(one.params["max_retries"])) for one in own), default=0)
    tries *= 1 + most
    if at is not None and tries > 1:
        says = f"a failing target is asked up to {tries} times before the next one"
        yield remark(RETRIES, says, at, "0 retries: the next target is the retry")


def _wider(proxy: Proxy) -> Iterator[Diagnostic]:
    for key, group, behind, at in _named(proxy, *_FALLBACKS[1:]):
        says = f"`{key}` takes prompts of `{group}` to `{behind}`, past the route"
        yield remark(WIDER_FALLBACK, says, at, "make both groups keep the same policy")


def _misspelt(proxy: Proxy) -> Iterator[Diagnostic]:
    keys = foreign_words("litellm").keys
    yield from _unknown(proxy.tree, keys["root"], ())
    for section in (ROUTER, LITELLM, GENERAL):
        yield from _unknown(below(proxy.tree, section), keys[section], (section,))
    for one in proxy.deployments:
        yield from _unknown(one.tree, keys["deployment"], ("model_list",))
        for part in ("litellm_params", "model_info"):
            yield from _unknown(below(one.tree, part), keys[part], (part,))


def _unknown(
    tree: Tree | None, known: frozenset[str], where: tuple[str, ...]
) -> Iterator[Diagnostic]:
    for key, entry in tree.entries.items() if isinstance(tree, Table) else ():
        near = () if key in known else get_close_matches(key, sorted(known), n=1, cutoff=_NEAR)
        if near:
            below_it = f" below `{where[0]}`" if where else ""
            says = f"LiteLLM ignores `{key}`{below_it}"
            yield fault(MISSPELT, says, entry.key, f"write `{near[0]}`")


def _master_key(proxy: Proxy) -> Iterator[Diagnostic]:
    for section in (LITELLM, ROUTER):
        if proxy.setting(section, "master_key") is not None:
            says = f"`master_key` below `{section}` is ignored, and anybody may call"
            at = proxy.key_place(section, "master_key")
            yield fault(MASTER_KEY, says, at, f"write it below `{GENERAL}`")


def _in_clear(proxy: Proxy) -> Iterator[Diagnostic]:
    for key, scalar in _texts(proxy.tree):
        text = str(scalar.value)
        if key in _SECRETS and text and not text.startswith("os.environ/"):
            says = f"`{key}` holds a key in clear"
            mend = "withdraw the key, and write `os.environ/NAME`"
            yield fault(IN_CLEAR, says, scalar.span, mend)


def _texts(tree: Tree, key: str = "") -> Iterator[tuple[str, Scalar]]:
    """Each text with the key that it stands under."""
    if isinstance(tree, Scalar):
        if isinstance(tree.value, str):
            yield key, tree
    elif isinstance(tree, Table):
        for name, entry in tree.entries.items():
            yield from _texts(entry.value, name)
    else:
        for item in tree.items:
            yield from _texts(item, key)
