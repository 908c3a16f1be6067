import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Numbers that look like chance, and are the same on every machine (a linear congruence). */
class Dice {
  #state: number;

  public constructor(seed: number) {
    this.#state = (seed * 2_654_435_761) % 4_294_967_296;
  }

  /** A whole number from `low` to `high`. */
  public whole(low: number, high: number): number {
    this.#state = (this.#state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return low + Math.floor((this.#state / 4_294_967_296) * (high - low + 1));
  }

  public one<T>(items: readonly [T, ...T[]]): T {
    return items[this.whole(0, items.length - 1)] ?? items[0];
  }

  public some(items: readonly string[], low: number): string[] {
    const start = this.whole(0, items.length - 1);
    const count = this.whole(low, items.length);
    return Array.from({ length: count }, (_, i) => items[(start + i) % items.length] ?? '');
  }

  public chance(percent: number): boolean {
    return this.whole(1, 100) <= percent;
  }
}

const APT = ['curl', 'ca-certificates', 'git=1:2.39.5-0+deb12u2', 'libpq-dev', 'build-essential', 'openssl', 'tini'];
const APK = ['curl', 'openssl=3.5.1-r0', 'libc6-compat', 'python3', 'make', 'g++', 'tini'];

function apt(dice: Dice): string {
  const update = dice.chance(80) ? 'apt-get update && ' : '';
  const flags = `${dice.chance(70) ? ' -y' : ''}${dice.chance(50) ? ' --no-install-recommends' : ''}`;
  const packages = dice.some(APT, 2).map((name) => `\\\n      ${name}`);
  const clean = dice.chance(50) ? ' \\\n    && rm -rf /var/lib/apt/lists/*' : '';
  return `RUN ${update}apt-get install${flags} ${packages.join(' ')}${clean}`;
}

function apk(dice: Dice): string {
  return `RUN apk ${dice.chance(60) ? 'add --no-cache' : 'update && apk add'} ${dice.some(APK, 2).join(' ')}`;
}

function node(dice: Dice, index: number): string {
  const base = dice.one(['node:24-alpine', 'node:24-bookworm-slim', 'node:22', 'node', 'node:latest']);
  const install = base.includes('alpine') ? apk(dice) : apt(dice);
  const mount = dice.chance(40) ? '--mount=type=cache,target=/root/.npm ' : '';
  const health = 'HEALTHCHECK --interval=30s --timeout=3s CMD wget -qO- http://127.0.0.1:3000/health || exit 1';
  return `# Service ${index}
FROM ${base} AS deps
${install}
WORKDIR /app
COPY package.json package-lock.json ./
RUN ${mount}npm ci${dice.chance(30) ? ' --omit=dev' : ''}

FROM deps AS build
COPY . .
ENV NODE_ENV=production \\
    PORT=${3000 + (index % 1000)}
RUN npm run build && npm prune --production

FROM ${base} AS final
${dice.chance(30) ? 'ENV API_KEY=changeme' : 'ARG REVISION=unknown'}
LABEL org.opencontainers.image.title="service-${index}" org.opencontainers.image.source="https://example.org/${index}"
WORKDIR /app
COPY --from=build /app/dist ./dist
COPY --from=build /app/node_modules ./node_modules
${dice.chance(60) ? 'USER node' : '# USER node'}
EXPOSE ${3000 + (index % 1000)}
${dice.chance(50) ? health : '# no health check yet'}
${dice.chance(60) ? 'CMD ["node", "dist/server.js"]' : 'CMD node dist/server.js'}
`;
}

function python(dice: Dice, index: number): string {
  const steps = Array.from({ length: dice.whole(2, 8) }, (_, i) => `RUN python -m compileall -q src/part${i}`);
  return `FROM python:3.13-slim${dice.chance(30) ? '@sha256:' + 'ab12'.repeat(16) : ''} AS build
${apt(dice)}
ENV PYTHONUNBUFFERED 1
WORKDIR /srv
${dice.chance(50) ? 'ADD' : 'COPY'} requirements.txt requirements-dev.txt ./
RUN pip install ${dice.chance(50) ? '--no-cache-dir ' : ''}-r requirements.txt
COPY . /srv
${steps.join('\n')}
RUN <<EOF
set -eu
useradd --no-log-init --uid ${10_000 + (index % 1000)} app
install -d -o app /srv/data
EOF
RUN curl -fsSL https://example.org/tool/v${index % 9}.tar.gz | tar -xz -C /usr/local
${dice.chance(50) ? 'USER app' : 'USER root'}
VOLUME /srv/data
ENTRYPOINT ["gunicorn", "app:main"]
CMD ["--bind", "0.0.0.0:8000"]
`;
}

function go(dice: Dice, index: number): string {
  return `# syntax=docker/dockerfile:1
ARG GO_VERSION=1.25
FROM golang:\${GO_VERSION}-alpine AS build
${apk(dice)}
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY cmd/service${index % 100} ./cmd
RUN --mount=type=cache,target=/root/.cache/go-build \\
    CGO_ENABLED=0 go build -trimpath \\
      # Without symbols it is half as large.
      -ldflags="-s -w" \\
      -o /out/app ./cmd

FROM ${dice.one(['scratch', 'gcr.io/distroless/static:nonroot', 'alpine:3.22', 'debian:bookworm-slim'])}
COPY --from=${dice.chance(70) ? 'build' : '0'} /out/app /app
${dice.chance(70) ? 'USER 65532:65532' : 'EXPOSE 22 80'}
ENTRYPOINT ${dice.chance(70) ? '["/app"]' : '/app --verbose $FLAGS'}
`;
}

function compose(dice: Dice, index: number): string {
  const services = Array.from({ length: dice.whole(3, 10) }, (_, i) => service(dice, index * 10 + i, i));
  return `# Project ${index}
x-logging: &logging
  logging:
    driver: json-file
    options: {max-size: 10m, max-file: "3"}

services:
${services.join('\n')}
networks:
  front: {}
  back:
    internal: true
volumes:
  data: {}
`;
}

function service(dice: Dice, index: number, place: number): string {
  const image = dice.one(['postgres:17-alpine', 'redis:8', 'nginx', 'example.org/team/app:1.4.2', 'mongo:latest']);
  const lines = [
    `  service-${place}:`,
    dice.chance(50)
      ? `    image: ${image}`
      : `    build:\n      context: ../../services/service-${index}\n      target: final`,
    dice.chance(60) ? '    restart: unless-stopped' : undefined,
    dice.chance(50) ? `    ports:\n      - "${dice.chance(30) ? '127.0.0.1:' : ''}${8000 + place}:80"` : undefined,
    `    environment:\n      - NODE_ENV=production\n      - DATABASE_URL=\${DATABASE_URL:-postgres://app@db/app}\n      - LEVEL=${index}`,
    dice.chance(40) ? '    security_opt:\n      - no-new-privileges:true\n    cap_drop: [ALL]' : undefined,
    dice.chance(40) ? '    deploy:\n      resources:\n        limits: {memory: 512M, cpus: "0.5"}' : undefined,
    dice.chance(40) ? '    healthcheck:\n      test: ["CMD", "true"]\n      interval: 30s' : undefined,
    dice.chance(30) ? '    volumes:\n      - data:/data\n      - /var/run/docker.sock:/var/run/docker.sock' : undefined,
    dice.chance(10) ? '    privileged: true' : undefined,
    place > 0 ? '    depends_on:\n      service-0:\n        condition: service_started' : undefined,
    dice.chance(50) ? '    <<: *logging' : undefined,
    '    networks: [back]',
  ];
  return lines.filter((line) => line !== undefined).join('\n');
}

export interface Written {
  readonly files: number;
  readonly lines: number;
  readonly bytes: number;
}

/** Writes Dockerfiles and one Compose file for every five of them, of usual kinds and faults; the same each time. */
export function writeFiles(folder: string, dockerfiles: number): Written {
  const kinds = [node, python, go] as const;
  const texts = Array.from({ length: dockerfiles }, (_, index): [string, string] => {
    const kind = kinds[index % kinds.length] ?? node;
    return [`services/service-${index}/Dockerfile`, kind(new Dice(index + 1), index)];
  });
  for (let index = 0; index < dockerfiles / 5; index++) {
    texts.push([`projects/project-${index}/docker-compose.yml`, compose(new Dice(100_000 + index), index)]);
  }
  for (const [path, text] of texts) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const all = texts.map(([, text]) => text);
  return {
    files: texts.length,
    lines: all.reduce((sum, text) => sum + text.split('\n').length - 1, 0),
    bytes: all.reduce((sum, text) => sum + Buffer.byteLength(text), 0),
  };
}
