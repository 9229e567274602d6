"""Pages for staff beside the admin."""

from django.contrib import admin
from django.urls import path

from config.views import gallery

urlpatterns = [path("gallery/", admin.site.admin_view(gallery.gallery), name="staff_gallery")]
