from accounts.models.api_keys import ApiKey
from accounts.models.audit import AuditRecord
from accounts.models.invitations import Invitation
from accounts.models.mail import KeptMail
from accounts.models.teams import Membership, Team
from accounts.models.users import User

__all__ = ["ApiKey", "AuditRecord", "Invitation", "KeptMail", "Membership", "Team", "User"]
