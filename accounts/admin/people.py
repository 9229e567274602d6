"""People, for support."""

from typing import Any, ClassVar

from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin.readonly import LookOnly
from accounts.models import User


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """Names, access, staff rights. Addresses and passwords are people's own; nobody is deleted."""

    list_display = ("email", "name", "is_active", "is_staff", "date_joined", "last_login")
    list_filter = ("is_active", "is_staff", "date_joined")
    search_fields = ("email", "name")
    ordering = ("-date_joined",)
    fields = ("email", "name", "is_active", "is_staff", "is_superuser", "groups", "date_joined", "last_login")
    filter_horizontal = ("groups",)
    actions = ("close", "reopen")
    _RIGHTS: ClassVar[tuple[str, ...]] = ("is_staff", "is_superuser", "groups")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        fixed = ("email", "date_joined", "last_login")
        # Whoever may edit people must not be able to make themselves more than they are.
        return fixed if request.user.is_superuser else (*fixed, *self._RIGHTS)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.action(description="Close these accounts: nobody signs in with them", permissions=["change"])
    def close(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        # A superuser is closed by a superuser on their own page, never in passing.
        chosen = queryset.exclude(pk=request.user.pk or "").filter(is_superuser=False)
        self._set_active(request, chosen.filter(is_active=True), active=False)

    @admin.action(description="Open these accounts again", permissions=["change"])
    def reopen(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        self._set_active(request, queryset.filter(is_active=False), active=True)

    def _set_active(self, request: HttpRequest, people: QuerySet[User], *, active: bool) -> None:
        for person in people:
            person.is_active = active
            person.save(update_fields=["is_active"])
            self.log_change(request, person, "Opened again." if active else "Closed.")


admin.site.unregister(Authenticator)  # allauth's own page shows the secrets


@admin.register(Authenticator)
class SecondFactorAdmin(LookOnly):
    """Second factors without their secrets. One is deleted when its owner has lost phone and codes."""

    list_display = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type", "created_at")
    list_select_related = ("user",)
    search_fields = ("user__email", "user__name")
    ordering = ("-id",)
    exclude = ("data",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = request.user.has_perm("mfa.delete_authenticator")
        return allowed and (request.user.is_superuser or obj is None or not obj.user.is_superuser)
