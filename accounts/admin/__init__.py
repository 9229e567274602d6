from accounts.admin import keys, people, records, teams

__all__ = ["keys", "people", "records", "teams"]
