"""One's own page: name, ways to sign in, look of the studio."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions.people import rename_person
from accounts.forms.people import ProfileForm, ThemeForm
from accounts.queries.people import sign_in_ways

_YEAR = 365 * 24 * 3600


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """The page, and the form with the name."""
    form = ProfileForm(
        request.POST if request.method == "POST" else None,
        initial={"name": request.user.name},  # type: ignore[union-attr]  # signed in
    )
    if form.is_valid():
        rename_person(request.user, form.cleaned_data["name"])  # type: ignore[arg-type]  # signed in
        messages.success(request, "Others see you by this name now.")
        return redirect("accounts:profile")
    context = {
        "form": form,
        "theme_form": ThemeForm(initial={"theme": request.COOKIES.get("theme", ThemeForm.AUTO)}),
        "ways": sign_in_ways(request.user),  # type: ignore[arg-type]  # signed in
    }
    return render(request, "accounts/profile.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def theme(request: HttpRequest) -> HttpResponse:
    """Without JavaScript, too: the cookie is the one that the theme switch writes."""
    form = ThemeForm(request.POST)
    response = redirect("accounts:profile")
    if not form.is_valid():
        messages.error(request, "Choose one of the themes.")
    elif form.cleaned_data["theme"] == ThemeForm.AUTO:
        response.delete_cookie("theme")
    else:
        response.set_cookie("theme", form.cleaned_data["theme"], max_age=_YEAR, samesite="Lax")
    return response
