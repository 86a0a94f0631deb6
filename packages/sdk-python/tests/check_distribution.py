"""Builds wheel and sdist as they are published and checks them: every module and the mark of types must be in both. Needs build and twine."""

import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import List

ROOT = Path(__file__).parent.parent


def missing_from(names: List[str], wanted: List[str]) -> List[str]:
    return [want for want in wanted if not any(name == want or name.endswith("/" + want) for name in names)]


def main(folder: Path) -> None:
    subprocess.run([sys.executable, "-m", "build", "--outdir", folder, ROOT], check=True)
    subprocess.run([sys.executable, "-m", "twine", "check", "--strict", *folder.iterdir()], check=True)
    modules = [path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src" / "flow_sdk").rglob("*.py")]
    wheels, archives = list(folder.glob("*.whl")), list(folder.glob("*.tar.gz"))
    if len(wheels) != 1 or len(archives) != 1:
        sys.exit(f"expected one wheel and one sdist in {folder}, found {[path.name for path in (*wheels, *archives)]}")
    with zipfile.ZipFile(wheels[0]) as wheel:
        names = wheel.namelist()
    lacking = missing_from(names, [*modules, "flow_sdk/py.typed", "METADATA", "licenses/LICENSE"])
    stray = [name for name in names if not name.startswith(("flow_sdk/", "flow_sdk-"))]
    with tarfile.open(archives[0]) as archive:
        lacking += missing_from(archive.getnames(), [*modules, "py.typed", "pyproject.toml", "README.md", "LICENSE", "tests/test_vectors.py"])
    if lacking or stray:
        sys.exit(f"missing: {lacking}; not of the package: {stray}")
    print(f"{wheels[0].name} and {archives[0].name} hold {len(modules)} modules and their types")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as built:
        main(Path(built))
