"""What a tree's environment weighs is what its lock names, whatever else lies beside it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bench.tree import Tree, locked


@dataclass(frozen=True)
class TreeWithPackages(Tree):
    packages: str = ""

    def _packages(self):
        return self.packages


def install(folder, name, size):
    (folder / name).mkdir(parents=True)
    (folder / name / "module.py").write_bytes(b"#" * size)
    about = folder / f"{name}-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (about / "RECORD").write_text(f"{name}/module.py,,\n{name}/gone.py,,\n")


def test_only_locked_packages_are_weighed(tmp_path):
    (tmp_path / "requirements.txt").write_text("Locked_One==1.0 \\\n    --hash=sha256:00\n")
    install(tmp_path / "packages", "locked_one", 3 << 20)
    install(tmp_path / "packages", "other", 5 << 20)

    tree = TreeWithPackages(tmp_path, "python", str(tmp_path / "packages"))

    assert tree.environment_megabytes() == pytest.approx(3)


def test_the_names_of_a_lock_are_read_as_an_index_reads_them(tmp_path):
    path = tmp_path / "requirements.txt"
    path.write_text("# via x==1\nruamel.yaml==0.17.21 \\\n    --hash=sha256:00\nPyYAML==6.0\n")

    assert locked(path) == {"ruamel-yaml", "pyyaml"}
