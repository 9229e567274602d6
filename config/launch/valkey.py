"""Valkey for a bare machine: queues, cache and sockets, kept in an append-only file."""

import os
import socket
from dataclasses import dataclass
from pathlib import Path

from config.launch.postgres import plain_environment
from config.launch.processes import Program


@dataclass(frozen=True)
class Valkey:
    """One Valkey: its program, its data folder, its port, its password."""

    server: Path
    data: Path
    port: int
    password: str
    lasting: bool = True

    def program(self) -> Program:
        """How to start it. The password goes through a file: other accounts can read command lines."""
        settings = {
            "bind": "127.0.0.1",
            "port": str(self.port),
            "dir": f'"{self.data}"',
            "requirepass": self.password,
            "appendonly": "yes" if self.lasting else "no",
            "save": '""',
        }
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = self.data / "valkey.conf"
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            out.writelines(f"{name} {value}\n" for name, value in settings.items())
        return Program("valkey", [str(self.server), str(file)], plain_environment(), self.data)

    def is_ready(self) -> bool:
        """Whether it answers: while it still loads its file it answers, but not with PONG."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=0.5) as connection:
                connection.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                connection.shutdown(socket.SHUT_WR)
                return b"+PONG" in connection.makefile("rb").read()
        except OSError:
            return False
