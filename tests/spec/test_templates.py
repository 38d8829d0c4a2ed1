"""Files in git that a spec extends, with the real git: pinned, kept, and never led astray by."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from planner.diagnostics import Diagnostic
from planner.spec import Spec, Templates, git, read, repositories
from tests.spec.repositories import Repository, certified, served

Extending = Callable[..., Path]


@pytest.fixture(autouse=True)
def _own_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOPOPLAN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def platform(tmp_path: Path) -> Repository:
    """A repository whose `eu.yaml` is at the tag `v1`."""
    made = Repository.made(tmp_path / "srv" / "platform")
    made.commit("v1", eu="policy: {processing: [bloc:EU]}\nowner: platform\n")
    return made


@pytest.fixture
def extending(tmp_path: Path, smallest: str) -> Extending:
    """The smallest spec, extending some files."""

    def write(*texts: str) -> Path:
        path = tmp_path / "topology.yaml"
        named = ", ".join(f'"{text}"' for text in texts)
        path.write_text(f"{smallest}extends: [{named}]\n", encoding="utf-8")
        return path

    return write


def _spec(path: Path, templates: Templates | None = None) -> Spec:
    outcome = read(path, templates)
    assert [found.message for found in outcome.diagnostics] == []
    assert outcome.value is not None
    return outcome.value


def _complaint(path: Path, templates: Templates | None = None) -> Diagnostic:
    (found,) = read(path, templates).diagnostics
    return found


# what is extended


@pytest.mark.parametrize("is_annotated", [True, False])
def test_a_file_at_a_tag_is_extended_at_the_tag_s_commit(
    platform: Repository, extending: Extending, *, is_annotated: bool
) -> None:
    commit = platform.commit()
    platform.git("tag", *(("--annotate", "--message=x") if is_annotated else ()), "v2")
    platform.commit(eu="owner: later\n")

    spec = _spec(extending(platform.address(ref="v2")))

    assert spec.owner == "platform"
    assert {one.commit for one in spec.pinned.values()} == {commit}


def test_a_commit_is_extended_though_the_branch_is_further(
    platform: Repository, extending: Extending
) -> None:
    commit = platform.git("rev-parse", "HEAD")
    platform.commit("v1", eu="owner: later\n")

    assert _spec(extending(platform.address(ref=commit))).owner == "platform"


def test_a_place_in_such_a_file_is_named_by_repository_ref_and_line(
    platform: Repository, extending: Extending
) -> None:
    at = _spec(extending(platform.address())).span("policy", 0, "processing")

    assert str(at) == f"git::file:{platform.folder}@v1/eu.yaml:1:22"


def test_a_file_extends_its_neighbours_of_the_same_commit(
    platform: Repository, extending: Extending
) -> None:
    files = {"law/eu": "policy: {training: deny}\n", "all": "extends: [law/eu.yaml]\n"}
    platform.commit("v2", **files)
    (platform.folder / "law/eu.yaml").write_text("policy: {training: allow}\n")

    spec = _spec(extending(platform.address("all.yaml", "v2")))

    assert [clause.training for clause in spec.policy] == ["deny"]


def test_a_file_that_is_reached_by_its_tag_and_by_its_commit_counts_once(
    platform: Repository, extending: Extending
) -> None:
    commit = platform.git("rev-parse", "HEAD")

    spec = _spec(extending(platform.address(), platform.address(ref=commit)))

    assert len(spec.policy) == 1


def test_two_refs_of_a_file_both_have_to_hold(platform: Repository, extending: Extending) -> None:
    platform.commit("v2", eu="policy: {processing: [DE]}\n")

    spec = _spec(extending(platform.address(), platform.address(ref="v2")))

    assert [clause.processing for clause in spec.policy] == [("bloc:EU",), ("DE",)]


def test_an_error_in_such_a_file_is_told_in_its_own_place(
    platform: Repository, extending: Extending
) -> None:
    platform.commit("v2", eu="owner: x\npolicy: {retention_days: long}\n")

    found = _complaint(extending(platform.address(ref="v2")))

    assert str(found.at) == f"git::file:{platform.folder}@v2/eu.yaml:2:26"


# what is pinned


def test_a_branch_is_no_pin_and_its_commit_is_offered(
    platform: Repository, extending: Extending
) -> None:
    found = _complaint(extending(platform.address(ref="main")))

    assert (found.code, found.at.line) == ("TOP023", 8)
    assert "`main` is a branch of" in found.message
    assert platform.git("rev-parse", "HEAD") in found.fixes[0].title


def test_a_tag_wins_over_a_branch_of_its_name(platform: Repository, extending: Extending) -> None:
    platform.git("branch", "v1")
    platform.commit()

    assert _spec(extending(platform.address())).owner == "platform"


@pytest.mark.parametrize("ref", ["v9", "HEAD", "0123456"])
def test_what_is_no_tag_is_refused_with_how_to_list_them(
    platform: Repository, extending: Extending, ref: str
) -> None:
    found = _complaint(extending(platform.address(ref=ref)))

    assert (found.code, f"has no tag `{ref}`" in found.message) == ("TOP023", True)
    assert "ls-remote --tags" in found.fixes[0].title


def test_a_tag_object_s_own_id_is_no_commit(platform: Repository, extending: Extending) -> None:
    found = _complaint(extending(platform.address(ref=platform.git("rev-parse", "v1"))))

    assert (found.code, "is no commit" in found.message) == ("TOP023", True)


def test_a_tag_that_moved_since_the_lock_is_refused_with_both_commits(
    platform: Repository, extending: Extending, tmp_path: Path
) -> None:
    before = platform.git("rev-parse", "HEAD")
    pin = f"git::{platform.url}?ref=v1"
    now = platform.commit("v1", eu="owner: mallory\n")
    shutil.rmtree(tmp_path / "home", ignore_errors=True)

    found = _complaint(extending(platform.address()), Templates(lambda: {pin: before}))

    assert found.code == "TOP024"
    assert f"was at commit {before[:12]} when the tree was locked" in found.message
    assert f"is at {now[:12]} now" in found.message


def test_a_tag_that_moved_since_this_machine_read_it_is_refused_without_any_lock(
    platform: Repository, extending: Extending
) -> None:
    path = extending(platform.address())
    _spec(path)
    platform.commit("v1", eu="owner: mallory\n")

    assert _complaint(path).code == "TOP024"
    assert "when this machine first read it" in _complaint(path).message


def test_a_tag_that_is_gone_is_no_tag(platform: Repository, extending: Extending) -> None:
    path = extending(platform.address())
    _spec(path)
    platform.git("tag", "--delete", "v1")

    assert _complaint(path).code == "TOP023"


# what is kept


def test_a_commit_is_fetched_once(platform: Repository, extending: Extending) -> None:
    path = extending(platform.address(ref=platform.git("rev-parse", "HEAD")))
    _spec(path)
    shutil.rmtree(platform.folder)

    assert _spec(path).owner == "platform"


def test_where_nobody_answers_a_tag_stays_where_it_was_and_that_is_said(
    platform: Repository, extending: Extending
) -> None:
    path, said = extending(platform.address()), list[str]()
    _spec(path)
    shutil.rmtree(platform.folder)

    assert _spec(path, Templates(say=said.append)).owner == "platform"
    assert len(said) == 1
    assert "can't be asked whether `v1` still is at" in said[0]


def test_where_nobody_answers_and_nothing_is_kept_it_says_how_to_fetch(
    platform: Repository, extending: Extending, tmp_path: Path
) -> None:
    path = extending(platform.address())
    shutil.rmtree(platform.folder)

    found = _complaint(path)

    assert (found.code, "is not in the cache at `v1`" in found.message) == ("TOP025", True)
    assert "run `topoplan check` where it can be reached" in found.fixes[0].title
    assert str(tmp_path / "home" / "templates") in found.fixes[0].title


def test_a_missing_git_is_told(
    platform: Repository, extending: Extending, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    assert "`git` is not on the PATH" in _complaint(extending(platform.address())).message


def test_a_repository_larger_than_admitted_is_not_kept(
    platform: Repository,
    extending: Extending,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (platform.folder / "weights.bin").write_bytes(os.urandom(2 * 1024**2))
    platform.commit("v2")
    monkeypatch.setattr(git, "MAX_BYTES", 1024**2)

    found = _complaint(extending(platform.address(ref="v2")))

    assert (found.code, "it is larger than 1 MiB" in found.message) == ("TOP025", True)
    assert list((tmp_path / "home").rglob("commits/*")) == []


def test_a_file_larger_than_a_spec_is_refused(platform: Repository, extending: Extending) -> None:
    platform.commit("v2", eu="#" * (1024**2 + 1))

    assert _complaint(extending(platform.address(ref="v2"))).code == "TOP007"


# where it leads


@pytest.mark.parametrize("text", ["../../etc/passwd", "/etc/passwd", "law/../../x.yaml"])
def test_a_file_in_git_leads_to_nothing_outside_of_its_repository(
    platform: Repository, extending: Extending, text: str
) -> None:
    platform.commit("v2", eu=f'extends: ["{text}"]\n')

    found = _complaint(extending(platform.address(ref="v2")))

    assert (found.code, "leads out of the repository" in found.message) == ("TOP026", True)
    assert found.at.path.name == "eu.yaml"


@pytest.mark.parametrize("target", ["/etc/passwd", "eu.yaml", "../topology.yaml"])
def test_a_symbolic_link_is_no_file(
    platform: Repository, extending: Extending, target: str
) -> None:
    (platform.folder / "link.yaml").symlink_to(target)
    platform.commit("v2")

    assert (
        "is no regular file" in _complaint(extending(platform.address("link.yaml", "v2"))).message
    )


@pytest.mark.parametrize("path", ["gone.yaml", "law", "linked/eu.yaml", "*.yaml", ":(top)eu.yaml"])
def test_a_path_names_one_regular_file_and_is_no_pattern(
    platform: Repository, extending: Extending, path: str
) -> None:
    (platform.folder / "linked").symlink_to("law")
    platform.commit("v2", **{"law/eu": "owner: x\n"})

    assert "is no regular file" in _complaint(extending(platform.address(path, "v2"))).message


def test_files_that_extend_each_other_across_repositories_are_refused_with_the_way_round(
    platform: Repository, extending: Extending, tmp_path: Path
) -> None:
    other = Repository.made(tmp_path / "srv" / "other")
    platform.commit("v2", eu=f'extends: ["{other.address()}"]\n')
    other.commit("v1", eu=f'extends: ["{platform.address(ref="v2")}"]\n')
    (tmp_path / "local.yaml").write_text(f'extends: ["{platform.address(ref="v2")}"]\n')

    found = _complaint(extending("local.yaml"))

    assert found.code == "TOP021"
    assert found.message.count("platform@v2/eu.yaml") == 2
    assert "other@v1/eu.yaml" in found.message


def test_levels_count_across_repositories(platform: Repository, extending: Extending) -> None:
    for level in range(10):
        inner = f"v{level - 1}" if level else "v1"
        platform.commit(f"v{level}", eu=f'extends: ["{platform.address(ref=inner)}"]\n')

    assert _complaint(extending(platform.address(ref="v9"))).code == "TOP022"


def test_nothing_of_a_repository_is_run_or_checked_out(
    platform: Repository, extending: Extending, tmp_path: Path
) -> None:
    trap = tmp_path / "sprung"
    hook = platform.folder / ".git/hooks/post-checkout"
    hook.write_text(f"#!/bin/sh\ntouch {trap}\n")
    hook.chmod(0o755)
    (platform.folder / ".gitattributes").write_text("* filter=trap\n")
    (platform.folder / ".gitmodules").write_text(
        f'[submodule "x"]\n\tpath = x\n\turl = {platform.folder}\n'
    )
    platform.commit("v2", eu="owner: x\n")

    _spec(extending(platform.address(ref="v2")))

    assert not trap.exists()
    assert list((tmp_path / "home").rglob("*.yaml")) == []


def test_a_hook_s_own_repository_leads_git_nowhere(
    platform: Repository, extending: Extending, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", "/nowhere/.git")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")

    assert _spec(extending(platform.address())).owner == "platform"


def test_a_repository_around_the_folder_for_temporary_files_lends_no_settings(
    platform: Repository,
    extending: Extending,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    around = Repository.made(tmp_path / "around")
    around.git("config", "url.file:///nowhere/.insteadOf", f"file://{tmp_path}/")
    monkeypatch.setattr(tempfile, "tempdir", str(around.folder))

    assert _spec(extending(platform.address())).owner == "platform"


def test_specs_that_are_read_at_the_same_time_share_the_cache(
    platform: Repository, extending: Extending, tmp_path: Path
) -> None:
    path = extending(platform.address())

    with ThreadPoolExecutor(8) as pool:
        owners = {spec.owner for spec in pool.map(_spec, [path] * 8)}

    assert owners == {"platform"}
    (commits,) = (tmp_path / "home").rglob("commits")
    assert [one.name for one in commits.iterdir()] == [platform.git("rev-parse", "HEAD")]


# addresses


@pytest.mark.parametrize("url", ["ssh://git@git.example.com{}", "git@git.example.com:{}"])
def test_a_file_is_extended_over_ssh(
    platform: Repository,
    extending: Extending,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    url: str,
) -> None:
    ssh = tmp_path / "ssh"
    # what ssh would have run on the other machine is its last word
    ssh.write_text('#!/bin/sh\nfor word; do :; done\nexec sh -c "$word"\n')
    ssh.chmod(0o755)
    monkeypatch.setenv("GIT_SSH_COMMAND", str(ssh))

    spec = _spec(extending(platform.address(url=url.format(platform.folder))))

    assert spec.owner == "platform"


@pytest.mark.parametrize(
    "text",
    [
        "https://example.com/eu.yaml",
        "git@example.com:platform.git",
        "git::https://example.com/platform.git?ref=v1",
        "git::http://example.com/platform.git//eu.yaml?ref=v1",
        "git::git://example.com/platform.git//eu.yaml?ref=v1",
        "git::ext::sh -c touch% /tmp/x//eu.yaml?ref=v1",
        "git::ext::sh//eu.yaml?ref=v1",
        "git::--upload-pack=touch//eu.yaml?ref=v1",
        "git::ssh://-oProxyCommand=touch/x.git//eu.yaml?ref=v1",
        "git::-oProxyCommand=touch:x.git//eu.yaml?ref=v1",
        "git::file://host/x.git//eu.yaml?ref=v1",
        "git::/srv/platform.git//eu.yaml?ref=v1",
        "s3::https://example.com/platform//eu.yaml?ref=v1",
    ],
)
def test_what_is_no_address_in_git_is_refused(extending: Extending, text: str) -> None:
    found = _complaint(extending(text))

    assert (found.code, "neither a local path nor a file in git" in found.message) == (
        "TOP020",
        True,
    )


@pytest.mark.parametrize(
    "ref", ["", "?ref=", "?depth=1", "?ref=v1&depth=1", "?ref=-x", "?ref=a..b", "?ref=v1^{}"]
)
def test_an_address_without_a_tag_or_commit_is_refused(extending: Extending, ref: str) -> None:
    assert _complaint(extending(f"git::https://127.0.0.1:1/x.git//eu.yaml{ref}")).code == "TOP023"


@pytest.mark.parametrize("path", ["../eu.yaml", "a/../eu.yaml", "a//eu.yaml", "./eu.yaml"])
def test_an_address_s_path_starts_at_the_root_and_stays_below(
    extending: Extending, path: str
) -> None:
    assert _complaint(extending(f"git::https://127.0.0.1:1/x.git//{path}?ref=v1")).code == "TOP026"


@pytest.mark.parametrize("user", ["me:secret", "token", ":secret"])
def test_a_password_in_an_address_is_refused_and_not_repeated(
    extending: Extending, user: str
) -> None:
    found = _complaint(extending(f"git::https://{user}@127.0.0.1:1/x.git//eu.yaml?ref=v1"))

    assert found.code == "TOP016"
    assert user not in found.message


def test_a_local_file_can_t_take_the_name_of_one_in_git(
    extending: Extending, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = extending("./git::example.com/platform@v1/eu.yaml")
    monkeypatch.chdir(path.parent)

    assert _complaint(Path(path.name)).code == "TOP020"


# a server


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = certified(tmp_path / "server.pem")
    monkeypatch.setenv("GIT_SSL_CAINFO", str(made))
    return made


@pytest.fixture
def https(platform: Repository, certificate: Path) -> Iterator[str]:
    with served(platform.folder.parent, certificate) as url:
        yield f"{url}/platform"


def test_a_file_is_extended_over_https(
    platform: Repository, extending: Extending, https: str
) -> None:
    spec = _spec(extending(platform.address(url=f"{https}/.git")))

    assert spec.owner == "platform"
    assert str(spec.span("owner")).endswith("/platform/.git@v1/eu.yaml:2:8")


def test_a_commit_is_fetched_over_https(
    platform: Repository, extending: Extending, https: str
) -> None:
    commit = platform.git("rev-parse", "HEAD")
    platform.commit(eu="owner: later\n")

    spec = _spec(extending(platform.address(ref=commit, url=f"{https}/.git")))

    assert spec.owner == "platform"
    assert str(spec.span("owner")).endswith(f"/platform/.git@{commit[:12]}/eu.yaml:2:8")


def test_a_file_from_a_server_says_nothing_about_repositories_here(
    platform: Repository, extending: Extending, https: str
) -> None:
    platform.commit("v2", eu=f'extends: ["{platform.address()}"]\n')

    found = _complaint(extending(platform.address(ref="v2", url=f"{https}/.git")))

    assert (found.code, "is on the machine that reads this file" in found.message) == (
        "TOP026",
        True,
    )


def test_a_certificate_that_nobody_signed_is_refused(
    platform: Repository, extending: Extending, https: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GIT_SSL_CAINFO")

    assert _complaint(extending(platform.address(url=f"{https}/.git"))).code == "TOP025"


def test_what_takes_long_is_told(
    platform: Repository,
    extending: Extending,
    certificate: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(git, "PATIENCE_S", 0.3)
    said: list[str] = []
    with served(platform.folder.parent, certificate, delay_s=0.5) as url:
        address = platform.address(url=f"{url}/platform/.git")
        _spec(extending(address), Templates(say=said.append))

    assert said == [
        f"asking {url}/platform/.git for v1 …",
        f"fetching {url}/platform/.git at v1 …",
    ]


def test_a_server_that_never_answers_is_given_up(
    platform: Repository,
    extending: Extending,
    certificate: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(repositories, "_ASKING_S", 0.5)
    with served(platform.folder.parent, certificate, delay_s=3) as url:
        found = _complaint(extending(platform.address(url=f"{url}/platform/.git")))

    assert (found.code, "it took longer than 0.5 s" in found.message) == ("TOP025", True)


def test_a_file_in_git_names_no_measurement_of_this_machine(
    platform: Repository, extending: Extending, tmp_path: Path
) -> None:
    (tmp_path / "seen.json").write_text("{}")
    platform.commit("v2", eu="endpoints: {chat: {measured: seen.json}}\n")
    found = _complaint(extending(platform.address(ref="v2")))
    assert found.code == "TOP026"
    assert found.message.startswith("`seen.json` would be a file of this machine")
