# The service as an image: compiled, without the sandbox and the embedded PostgreSQL, not as root. How many to run: docs/scaling.md.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=optional --ignore-scripts --no-audit --no-fund
COPY build.js cli.js tsconfig.json tsconfig.build.json ./
COPY migrations migrations
COPY sandbox sandbox
COPY schema schema
COPY examples examples
COPY src src
RUN npm run build && npm prune --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4001 OPS_PORT=4011
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json cli.js LICENSE ./
USER node
EXPOSE 4001 4011
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.OPS_PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Not through npm: it would stand between the process and the signal that stops it. Commands: npm run cli -- --help
CMD ["node", "dist/src/main.js"]
