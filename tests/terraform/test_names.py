"""Names of what is built, on every cloud, for the longest and the strangest words of a spec."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.spec.scalars import NAME
from planner.terraform import render
from planner.terraform.clouds import Naming, cloud
from planner.terraform.names import named
from tests.applying.specs import planned

CLOUDS = ("aws", "azure", "gcp", "scaleway")
MODULES = Path(__file__).parents[2] / "modules"
MADE_FROM = {
    "bucket": ("bucket",),
    "cluster": ("gpu_cluster",),
    "gateway": ("gateway",),
    "pool": ("gpu_pool",),
    "secret": ("provider_secret",),
    "topology": ("budget", "foundation", "key", "network", "observability"),
}
"""What is named to the modules that take the name."""

names = st.from_regex(re.compile(NAME), fullmatch=True)
slugs = st.builds("{}-{}".format, names, names)
KEYED = """\
version: 1
topology: shop--front
endpoints: {chat: {data: [public], route: [oai/gpt]}}
providers: {oai: {kind: openai, region: eu, models: {gpt: gpt-5.1}}}
gateways: {main: {%s}}
"""
LONGEST = "t" * 31, "e" * 31, "n" * 31


def validations(kind: str, module: str) -> list[str]:
    """The patterns that a module holds its name to."""
    file = MODULES / kind / module / "variables.tf"
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    found = re.search(r'^variable "name" \{.*?^\}', text, re.DOTALL | re.MULTILINE)
    return re.findall(r'regex\("(.+?)", var\.name\)', found[0]) if found else []


def ending(cloud_name: str) -> str:
    """What makes a bucket's name the only one in the world."""
    return re.sub(r"\$\{.*?\}", "123456789012", cloud(cloud_name).unique)


def as_python(pattern: str) -> str:
    return pattern.replace("\\\\", "\\")


def whole(kind: str, slug: str, node: str, on: str) -> str:
    """What the words of a spec make, before it is made to fit."""
    if kind == "topology":
        return slug
    if kind == "secret":
        return cloud(on).naming["secret"].joined(f"{slug}/{node}/{node}/api-key")
    return f"{slug}-{node}"


@pytest.mark.parametrize("cloud_name", CLOUDS)
@pytest.mark.parametrize("kind", MADE_FROM)
@given(slug=slugs, node=names)
def test_a_name_is_one_that_every_module_takes(
    cloud_name: str, kind: str, slug: str, node: str
) -> None:
    name = named(whole(kind, slug, node, cloud_name), kind, (cloud_name,))
    name += ending(cloud_name) if kind == "bucket" else ""

    for module in MADE_FROM[kind]:
        for pattern in validations(cloud_name, module):
            assert re.search(as_python(pattern), name), (module, pattern)


@pytest.mark.parametrize("cloud_name", CLOUDS)
@pytest.mark.parametrize("kind", MADE_FROM)
def test_the_longest_words_of_a_spec_fit_and_differ_by_their_last_letter(
    cloud_name: str, kind: str
) -> None:
    topology, environment, node = LONGEST
    long = whole(kind, f"{topology}-{environment}", node, cloud_name)
    other = whole(kind, f"{topology}-{environment[:-1]}x", node, cloud_name)

    name = named(long, kind, (cloud_name,))

    assert len(name) <= cloud(cloud_name).naming[kind].most
    assert name != named(other, kind, (cloud_name,))


@pytest.mark.parametrize("cloud_name", CLOUDS)
@pytest.mark.parametrize("kind", MADE_FROM)
def test_what_fits_is_left_as_it_is(cloud_name: str, kind: str) -> None:
    plain = whole(kind, "shop-prod", "chat", cloud_name)

    assert named(plain, kind, (cloud_name,)) == plain


@given(slug=slugs)
def test_a_name_of_several_clouds_is_one_that_each_of_them_takes(slug: str) -> None:
    name = named(slug, "topology", CLOUDS)

    assert all(takes(cloud(one).naming["topology"], name) for one in CLOUDS)


def takes(naming: Naming, name: str) -> bool:
    return len(name) <= naming.most and bool(re.fullmatch(naming.pattern, name))


@pytest.mark.parametrize(
    ("kind", "whole_name", "cloud_name"),
    [
        ("gateway", "internal-prod-main", "aws"),
        ("gateway", "a--b-prod-main", "azure"),
        ("gateway", "shop-prod-main-", "gcp"),
        ("topology", "a-b", "azure"),
        ("bucket", "google-prod-files", "gcp"),
    ],
)
def test_what_a_cloud_refuses_is_named_otherwise(
    kind: str, whole_name: str, cloud_name: str
) -> None:
    name = named(whole_name, kind, (cloud_name,))

    assert name != whole_name
    assert takes(cloud(cloud_name).naming[kind], name)


def test_names_that_differ_only_in_what_a_cloud_refuses_stay_different() -> None:
    found = {named(one, "gateway", ("azure",)) for one in ("a-b-c", "a--b-c", "a-b--c", "a-b-c-")}

    assert len(found) == len(("a-b-c", "a--b-c", "a-b--c", "a-b-c-"))


@pytest.mark.parametrize("cloud_name", CLOUDS)
@pytest.mark.parametrize("hyphens", ["-", "--", "---"])
def test_secrets_of_two_gateways_never_meet(cloud_name: str, hyphens: str) -> None:
    naming = cloud(cloud_name).naming["secret"]
    paths = f"shop/a{hyphens}b/c/api-key", f"shop/a/b{hyphens}c/api-key"

    one, other = (named(naming.joined(path), "secret", (cloud_name,)) for path in paths)

    assert one != other


def test_names_of_aws_are_those_of_before() -> None:
    """A new name would be a new network, gateway or cluster where one already works."""
    assert named("shop--x-prod-", "topology", ("aws",)) == "shop--x-prod-"
    assert named("internal-x-main", "gateway", ("aws",)) == "llm-internal-x-main"
    assert named(f"{'t' * 31}-prod-{'n' * 8}", "pool", ("aws",)) == f"{'t' * 21}-6c27"


@pytest.mark.parametrize(
    "where",
    [
        "region: eu-central-1",
        "cloud: azure, region: swedencentral",
        "cloud: gcp, region: europe-west4",
        "cloud: scaleway, region: fr-par",
    ],
)
def test_the_readme_puts_keys_into_the_secrets_that_terraform_makes(
    tmp_path: Path, where: str
) -> None:
    spec = KEYED % where

    files = render(planned(tmp_path, spec)).files

    call = files["infra/main.tf"].split('module "secret_main_oai"')[1]
    made = re.findall(r'name += "(\S+)"', call)[0]
    assert re.search(rf"[ (/]{re.escape(made)}[ )]", files["README.md"])
