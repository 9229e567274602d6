"""Where files lie: a folder by default, S3 when a bucket is named; hashed names for static files."""

from pathlib import Path

from config import env

STUDIO_VAR = Path(env.text("STUDIO_VAR", str(env.BASE / "var")))

STATIC_URL = "/static/"
STATIC_ROOT = STUDIO_VAR / "static"
STATICFILES_DIRS = [env.BASE / "static"]
WHITENOISE_USE_FINDERS = True  # no collectstatic needed for a local studio
# Names from the last collectstatic: a studio that updates its code must collect again before it starts.
STATIC_HASHED = env.flag("STATIC_HASHED", default=False)
WHITENOISE_AUTOREFRESH = env.flag("STUDIO_DEBUG", default=False)

if bucket := env.text("S3_BUCKET", ""):
    _media = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": env.text("S3_ENDPOINT", "") or None,
            "region_name": env.text("S3_REGION", "us-east-1"),
            "signature_version": "s3v4",
            "addressing_style": "path",
            "querystring_auth": True,
            "querystring_expire": 300,
            "file_overwrite": True,  # names are content hashes
        },
    }
else:
    _media = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(STUDIO_VAR / "media")},
    }
STORAGES = {
    "default": _media,
    "staticfiles": {
        "BACKEND": "config.statics.HashedStatics"
        if STATIC_HASHED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024  # pasted texts; files have their own limits
FILE_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
