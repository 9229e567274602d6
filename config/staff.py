"""The staff's admin: /staff/."""

from django.contrib.admin.apps import AdminConfig


class StaffAdmin(AdminConfig):
    """Django's admin under our own site class, so that sign-in and second factor are allauth's."""

    default_site = "config.staff_site.StaffSite"
