# syntax=docker/dockerfile:1
FROM node:22-bookworm-slim AS node

FROM rust:1.95.0-bookworm AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
  && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
  --mount=type=cache,target=/src/target \
  make release \
  && mkdir /opt/bole \
  && tar -xzf target/bole-*.tar.gz -C /opt/bole --strip-components=1

FROM debian:bookworm-slim
# pdftotext reads some PDFs better than our own reader; it is called as a program when it is there.
# hadolint ignore=DL3008
RUN apt-get update \
  && apt-get install -y --no-install-recommends poppler-utils \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --system --uid 10001 --home-dir /data --create-home bole
COPY --from=build /opt/bole /opt/bole
ENV BOLE_BIND=0.0.0.0:8080 \
  BOLE_DATA_DIR=/data \
  BOLE_SPA_DIR=/opt/bole/spa
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --start-period=30s CMD ["bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/8080; printf 'GET /api/ready HTTP/1.0\\r\\n\\r\\n' >&3; grep -q '200 OK' <&3"]
ENTRYPOINT ["/opt/bole/bole"]
CMD ["serve"]
