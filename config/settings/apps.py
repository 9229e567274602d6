"""What is installed, in which order, and how pages are made."""

from config import env

BASE_DIR = env.BASE
DEBUG = env.flag("STUDIO_DEBUG", default=False)
# True when `./studio run` brought its own PostgreSQL and Valkey: demo login and mail page exist only then.
STUDIO_EMBEDDED = env.flag("STUDIO_EMBEDDED", default=False)

INSTALLED_APPS = [
    "daphne",  # before staticfiles: its runserver speaks sockets
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",  # our form templates stand before Django's own: FORM_RENDERER
    "config.staff.StaffAdmin",
    "config.apps.StudioConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "csp",
    "channels",
    "django_rq",
    "accounts",
    "billing",
    "assets",
    "projects",
    "pipeline",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "accounts.kernel.middleware.RequestId",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "accounts.kernel.middleware.Readable",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.kernel.middleware.Refusals",
    "accounts.kernel.middleware.StaffScope",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_LOADERS = ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.kernel.context.studio",
                "billing.context.credits_left",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    _LOADERS if DEBUG else [("django.template.loaders.cached.Loader", _LOADERS)],
                )
            ],
            "builtins": ["template_partials.templatetags.partials", "accounts.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]  # Django's and allauth's sentences come in no other language than ours
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.api_keys.ApiKeyAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_SCHEMA_CLASS": "pipeline.api.schema.Described",
    "DEFAULT_PARSER_CLASSES": ["accounts.kernel.parsers.KeepableJSON", "rest_framework.parsers.FormParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "EXCEPTION_HANDLER": "accounts.kernel.api.problem",
    "DEFAULT_THROTTLE_CLASSES": ["accounts.kernel.rates.PersonRate"],
    "DEFAULT_THROTTLE_RATES": {"user": env.text("API_RATE", "1200/min")},
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Aiuteur API",
    "DESCRIPTION": (
        "Everything of a team that its pages show, for programs. Send a key from the team's page API keys"
        " as `Authorization: Bearer aiu_...`; it may do what its person may."
    ),
    "TAGS": [
        {"name": "Projects", "description": "Projects, their branches and episodes."},
        {"name": "Story", "description": "What a branch holds: scenes, shots, assets and all other content."},
        {
            "name": "Library",
            "description": "Characters, places, props and voices of the team, across projects.",
        },
        {"name": "Plan", "description": "How far an episode is, what is left to make, and what it costs."},
        {"name": "Work", "description": "Runs, jobs and what models made."},
        {"name": "Files", "description": "Pictures, sounds and films, named by their SHA-256."},
        {"name": "Models", "description": "Models that the team has connected, and who of them writes."},
        {"name": "Prompts", "description": "What models are told: templates, version by version."},
        {"name": "Evaluation", "description": "Questions asked again with another template or model."},
        {"name": "Team", "description": "Your teams and their credits."},
        {"name": "You", "description": "What belongs to a person in every team."},
    ],
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "pipeline.api.schema.say_how_refusals_look",
    ],
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "docExpansion": "list", "defaultModelsExpandDepth": -1},
    "ENUM_NAME_OVERRIDES": {  # fields called alike that choose from different things
        "StageEnum": "pipeline.api.asked.STAGE_CHOICES",
        "StageStateEnum": "pipeline.api.shapes.STAGE_STATES",
        "RunStateEnum": "pipeline.models.runs.Run.State",
        "JobStateEnum": "pipeline.models.jobs.JobState",
        "GenerationStateEnum": "pipeline.models.generations.Generation.State",
        "ConnectionStateEnum": "pipeline.models.connections.Connection.State",
        "EvaluationStateEnum": "pipeline.models.evaluation.EvaluationRun.State",
        "ProjectKindEnum": "projects.models.projects.Project.Kind",
        "LibraryAssetKindEnum": "assets.models.library.LibraryAsset.Kind",
        "MediaKindEnum": "assets.models.media.Media.Kind",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}
