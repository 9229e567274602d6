"""The admin site. Every page of it runs in the staff's scope: see ``accounts.kernel.middleware.StaffScope``."""

from django.contrib import admin


class StaffSite(admin.AdminSite):
    site_header = "Aiuteur staff"
    site_title = "Aiuteur staff"
    index_title = "Moderation and support"
    enable_nav_sidebar = True
