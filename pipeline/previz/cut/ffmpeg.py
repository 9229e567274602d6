"""ffmpeg as a process of its own (it is under the GPL), bit-exact."""

import subprocess

import imageio_ffmpeg


class CutFailed(RuntimeError):
    """ffmpeg could not do what it was asked; the message is its last words."""


def run(arguments: list[str]) -> None:
    """Run ffmpeg with ``arguments``, overwriting its output. Raises CutFailed."""
    program = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-nostdin", "-loglevel", "error", "-y"]
    done = subprocess.run([*program, *arguments], capture_output=True, check=False)
    if done.returncode:
        words = done.stderr.decode(errors="replace").strip().splitlines()
        raise CutFailed(" ".join(words[-3:]) or f"ffmpeg ended with {done.returncode}.")
