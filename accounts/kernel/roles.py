"""What a member may do. Each role can do all that the weaker ones can."""

from django.db import models


class Role(models.TextChoices):
    """Strongest first: owner, admin, producer (approves and spends), editor, reviewer, viewer."""

    OWNER = "owner", "Owner"
    ADMIN = "admin", "Admin"
    PRODUCER = "producer", "Producer"
    EDITOR = "editor", "Editor"
    REVIEWER = "reviewer", "Reviewer"
    VIEWER = "viewer", "Viewer"

    @property
    def rank(self) -> int:
        """Higher may do more."""
        return _RANK[self]

    def covers(self, needed: "Role") -> bool:
        """Whether this role may do what ``needed`` may."""
        return self.rank >= needed.rank


_RANK = {role: rank for rank, role in enumerate(reversed(Role))}

ROLE_SENTENCES = {
    Role.OWNER: "Everything, including the team itself and its money.",
    Role.ADMIN: "Members, settings and everything in projects.",
    Role.PRODUCER: "Approves, locks and spends credits.",
    Role.EDITOR: "Writes, draws and generates what is free.",
    Role.REVIEWER: "Comments, and approves when asked.",
    Role.VIEWER: "Watches and reads.",
}
