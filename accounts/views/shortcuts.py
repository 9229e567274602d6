"""The page on which a person changes the keys, turns them off and gets the first ones back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions.people import bind_keys
from accounts.forms.shortcuts import ShortcutsForm
from accounts.shortcuts.bindings import bindings_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def shortcuts(request: HttpRequest) -> HttpResponse:
    """All actions with their keys. What clashes is told beside both, and everything typed stays."""
    sent = request.POST if request.method == "POST" else None
    form = ShortcutsForm(sent, stored=request.user.shortcuts)  # type: ignore[union-attr]  # signed in
    if form.is_valid():
        bind_keys(request.user, form.bindings)  # type: ignore[arg-type]  # signed in
        messages.success(request, "Your keys are kept, on every machine you sign in from.")
        return redirect("accounts:shortcuts")
    return render(
        request, "accounts/shortcuts.html", {"form": form}, status=422 if form.wrong and sent else 200
    )


@require_POST
@login_required
def shortcuts_reset(request: HttpRequest) -> HttpResponse:
    """All keys as they came."""
    bind_keys(request.user, bindings_of({}))  # type: ignore[arg-type]  # signed in
    messages.success(request, "All keys are as they came.")
    return redirect("accounts:shortcuts")
