"""`latchkey scan` in git repositories: everything that git keeps is looked through, and nothing of the repository is run."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from support import tokens
from support.program import BINARY, clean_environment
from support.tokens import public_id
from test_scan import Scan

IDENTITY = {
    "GIT_AUTHOR_NAME": "Ann", "GIT_AUTHOR_EMAIL": "ann@northwind.example", "GIT_COMMITTER_NAME": "Ann",
    "GIT_COMMITTER_EMAIL": "ann@northwind.example", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
}


class Repository:
    def __init__(self, folder: Path, *more: str) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main", *more)

    def git(self, *arguments: str, **environment: str) -> str:
        done = subprocess.run(
            ["git", "-C", str(self.folder), *arguments], capture_output=True, text=True,
            env={**clean_environment(), **IDENTITY, **environment})
        assert done.returncode == 0, f"git {arguments}: {done.stderr}"
        return done.stdout.strip()

    def commit(self, message: str = "A change", **files: str | None) -> str:
        """Writes files, removes those that are `None`, and commits all. `__` in a name stands for a dot."""
        for name, content in files.items():
            path = self.folder / name.replace("__", ".")
            path.unlink() if content is None else path.write_text(content)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def scan(tmp_path):
    return Scan(tmp_path)


@pytest.fixture
def repository(tmp_path):
    return Repository(tmp_path / "site")


def commits(found: list[dict]) -> list[tuple]:
    return [(place["kind"], place["path"], place["line"], place["commit"]) for place in found]


@pytest.mark.parametrize("packed", [False, True], ids=["loose", "packed"])
def test_a_file_that_was_removed_long_ago_is_found_with_its_commit(scan, repository, packed):
    token = tokens.make()
    first = repository.commit(config__env=f"\nKEY={token}\n")
    repository.commit(config__env="KEY=\n")
    repository.commit(config__env=None, README="nothing here")
    if packed:
        repository.git("gc", "-q", "--aggressive", "--prune=now")
        assert not list((repository.folder / ".git/objects").glob("??/*")), "something is still loose"
    found = scan.found(repository.folder)
    assert commits(found[public_id(token)]) == [("git_file", "config.env", 2, first)]
    text = scan.run(repository.folder, expect=1).out
    assert f"config.env:2:5 in commit {first} of {repository.folder}" in text and "of 1 repository" in text, text
    assert scan.json(repository.folder, "--no-history", expect=0)["objects"] == 0
    # From somewhere inside, and of the repository alone.
    (repository.folder / "deep").mkdir()
    for place in (repository.folder / "deep", repository.folder / ".git"):
        assert public_id(token) in scan.found(place)


def test_all_that_git_keeps_is_looked_through(scan, repository):
    made = {name: tokens.make() for name in (
        "message", "branch", "tag", "amended", "stash", "staged", "name", "merged", "note", "author")}
    repository.commit(f"The key is {made['message']}", a="1")
    repository.git("checkout", "-q", "-b", "side")
    repository.commit(side=made["branch"])
    repository.git("checkout", "-q", "main")
    repository.commit(amended=made["amended"])
    repository.git("rm", "-q", "amended")
    repository.git("commit", "-q", "--amend", "--allow-empty", "-m", "As if nothing had been")
    repository.git("tag", "-a", "v1", "-m", f"use {made['tag']}")
    repository.commit(**{f"export-{made['name']}": "x"})
    repository.git("rm", "-q", f"export-{made['name']}")
    repository.commit()
    # What only the merge itself brought in.
    repository.git("merge", "-q", "--no-ff", "--no-commit", "side")
    repository.commit(merged=made["merged"])
    repository.git("rm", "-q", "side", "merged")
    repository.commit()
    (repository.folder / "a").write_text(made["stash"])
    repository.git("stash", "-q")
    (repository.folder / "staged").write_text(made["staged"])
    repository.git("add", "staged")
    repository.git("rm", "-q", "-f", "staged")
    repository.git("notes", "add", "-m", made["note"])
    repository.git("commit", "-q", "--allow-empty", "-m", "By a key", GIT_AUTHOR_NAME=made["author"])
    found = scan.found(repository.folder)
    assert {public_id(token) for token in made.values()} <= set(found), [name for name in made if public_id(made[name]) not in found]
    kinds = {name: {place["kind"] for place in found[public_id(token)]} for name, token in made.items()}
    expected = {"message": "git_commit", "author": "git_commit", "tag": "git_tag", "staged": "git_blob", "branch": "git_file",
                "amended": "git_file", "merged": "git_file", "name": "git_tree", "stash": "git_file", "note": "git_file"}
    assert not {name: kinds[name] for name, kind in expected.items() if kind not in kinds[name]}
    assert found[public_id(made["tag"])][0]["tag"] == "v1"
    output = scan.run(repository.folder, expect=1)
    assert not [name for name, token in made.items() if token[-38:] in output.out + output.err], "a secret is printed"


def test_every_kind_of_repository_is_known(scan, repository):
    token = tokens.make()
    repository.commit(secret=token)
    repository.commit(secret=None)
    folder = scan.folder
    repository.git("clone", "-q", "--bare", str(repository.folder), str(folder / "bare.git"))
    repository.git("clone", "-q", "--shared", str(repository.folder), str(folder / "alternates"))
    repository.git("worktree", "add", "-q", str(folder / "worktree"), "-b", "other")
    parent = Repository(folder / "parent")
    parent.commit(README="a project")
    parent.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(repository.folder), "module")
    wide = Repository(folder / "wide", "--object-format=sha256")
    wide.commit(secret=token)
    wide.commit(secret=None)
    nested = folder / "plain" / "nested" / "project"
    shutil.copytree(folder / "alternates", nested)
    for place in ("bare.git", "alternates", "worktree", "parent", "parent/module", "wide", "plain"):
        found = scan.found(folder / place)
        assert [place["kind"] for place in found[public_id(token)]] == ["git_file"], place
    # One repository is gone through once, however often it is named.
    answer = scan.json(repository.folder, folder / "worktree", repository.folder)
    assert answer["repositories"] == 1


def test_objects_are_what_they_are_and_not_what_they_are_replaced_by(scan, repository):
    token = tokens.make()
    bad = repository.commit(secret=token)
    repository.commit(secret=None)
    good = repository.git("commit-tree", repository.git("rev-parse", "HEAD^{tree}"), "-m", "clean")
    repository.git("replace", bad, good)
    blob = repository.git("rev-parse", f"{bad}:secret", GIT_NO_REPLACE_OBJECTS="1")
    empty = repository.git("hash-object", "-w", "--stdin")
    repository.git("replace", blob, empty)
    assert public_id(token) in scan.found(repository.folder)


def test_nothing_of_a_hostile_repository_is_run_and_the_callers_environment_misleads_nobody(scan, repository):
    token, ran = tokens.make(), scan.folder / "ran"
    repository.commit(secret=token, __gitattributes="* diff=evil filter=evil\n")
    repository.commit(secret=None)
    for name in ("core.fsmonitor", "core.pager", "core.sshCommand", "diff.external", "diff.evil.textconv", "filter.evil.smudge",
                 "filter.evil.clean", "filter.evil.process", "uploadpack.packObjectsHook", "core.editor", "core.askPass"):
        repository.git("config", name, f"touch {ran}")
    other = Repository(scan.folder / "other")
    other.commit(a="1")
    scan.program.environment["GIT_DIR"] = str(other.folder / ".git")
    scan.program.environment["GIT_INDEX_FILE"] = "nowhere"
    found = scan.found(repository.folder)
    assert public_id(token) in found and not ran.exists()


def test_a_damaged_object_is_said_and_the_rest_is_found(scan, repository):
    token = tokens.make()
    repository.commit(secret=token)
    repository.commit(secret=None)
    blob = repository.git("hash-object", "-w", "--stdin")
    for _ in range(3):
        repository.commit(filler=os.urandom(64).hex())
    damaged = repository.folder / ".git/objects" / blob[:2] / blob[2:]
    damaged.chmod(0o644)
    damaged.write_bytes(b"no object")
    answer = scan.json(repository.folder)
    assert not answer["complete"] and "git history" in answer["skipped"][0]["reason"], answer
    assert public_id(token) in {found["id"] for found in answer["tokens"]}
    clean = Repository(scan.folder / "clean")
    clean.commit(a="1")
    (object_file,) = (clean.folder / ".git/objects").glob(clean.git("rev-parse", "HEAD:a")[:2] + "/*")
    object_file.chmod(0o644)
    object_file.write_bytes(b"no object")
    assert "git history" in scan.run(clean.folder, expect=2).err


def test_without_git_a_repository_is_not_passed_over_in_silence(scan, repository):
    repository.commit(a="1")
    plain = scan.folder / "plain"
    plain.mkdir()
    scan.program.environment["PATH"] = str(scan.folder / "empty")
    assert BINARY.is_absolute()
    assert "git is not installed" in scan.run(repository.folder, expect=2).err
    scan.run(repository.folder, "--no-history", expect=0)
    scan.run(plain, expect=0)


def test_what_only_looks_like_a_repository_is_looked_at_as_files(scan):
    token = tokens.make()
    scan.write("fake/HEAD", "ref: refs/heads/main\n")
    scan.write("fake/objects/ab/secret", token)
    scan.write("fake/refs/x", "")
    scan.write("broken/.git", "gitdir: /nowhere\n")
    scan.write("broken/secret", token)
    answer = scan.json(scan.folder)
    found = {place["path"] for place in answer["tokens"][0]["places"]}
    assert found == {str(scan.folder / name) for name in ("broken/secret", "fake/objects/ab/secret")}, answer
