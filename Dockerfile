# The bot alone: what it runs, and nothing to build with. Node 24 is the image's own, so the one of the lock file stays out.
FROM node:24.21.0-alpine@sha256:ebfe2f90462722a7a4de65e91990e97fe0d401c70e0e762c5b53302f905ec1c1 AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts

FROM node:24.21.0-alpine@sha256:ebfe2f90462722a7a4de65e91990e97fe0d401c70e0e762c5b53302f905ec1c1
WORKDIR /app
ENV NODE_ENV=production \
    SCALEOUT_CONFIG=/etc/scaleout/scaleout.yml \
    SCALEOUT_DATA=/data \
    HEALTH_PORT=8080
COPY --from=packages /app/node_modules node_modules
COPY package.json manifest.yml ./
COPY commands commands
COPY views views
COPY src src
# Only the embedded database writes; with REDIS_URL nothing does.
RUN mkdir /data compiled && chown node:node /data compiled
VOLUME /data
USER node
# Compiled once, here: a container starts faster and takes less memory. Without a policy file the bot refuses to start.
ENV NODE_COMPILE_CACHE=/app/compiled
RUN node src/main.ts || true
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.HEALTH_PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# No shell in between: SIGTERM reaches the bot, which finishes what it has in hand.
# SIGUSR1 would open a debugger, and with it everything that the bot knows.
CMD ["node", "--disable-sigusr1", "src/main.ts"]
