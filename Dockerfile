# One image for every process; which one it is says the command (Procfile, fly.toml).
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 STUDIO_VAR=/srv/var
WORKDIR /srv/studio

COPY requirements.txt config/launch/installer.txt ./
RUN pip install --no-cache-dir --require-hashes -r installer.txt \
 && uv pip install --system --no-cache --require-hashes -r requirements.txt

COPY . .
RUN useradd --system --home-dir /srv/var studio \
 && mkdir -p /srv/var/static /srv/var/media \
 && chown -R studio: /srv/var
USER studio

EXPOSE 8000
CMD ["sh", "-c", "STUDIO_POOL=True exec daphne -b 0.0.0.0 -p 8000 config.asgi:application"]
