import { expect, test } from 'vitest';
import { cacheMountRules } from '../../../../src/audit/rules/packages/cache-mounts.js';
import { dockerfileCases } from '../../support.js';

const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  'npm-cache-mount': ['npm ci', 'npm install', 'npm i --omit=dev', 'npm --prefix web ci'],
  'cargo-cache-mount': [
    'cargo build --release',
    'cargo install x',
    'cargo fetch --locked',
    'cargo +nightly test',
    'cargo chef cook',
  ],
  'go-cache-mount': [
    'go build -o /x .',
    'go mod download',
    'CGO_ENABLED=0 go install ./...',
    'go test ./...',
    'go mod tidy',
  ],
  'maven-cache-mount': ['mvn -B package', './mvnw dependency:go-offline', 'mvn -q -f pom.xml verify'],
  'gradle-cache-mount': ['gradle build', './gradlew --no-daemon assemble', '/app/gradlew bootJar'],
  'composer-cache-mount': ['composer install --no-dev', 'composer require a/b', 'composer update'],
  'nuget-cache-mount': ['dotnet restore', 'dotnet publish -c Release', 'nuget restore x.sln'],
  'pnpm-cache-mount': ['pnpm install --frozen-lockfile', 'pnpm fetch', 'pnpm i', 'pnpm add x@1'],
  'mix-cache-mount': ['mix deps.get --only prod', 'mix compile', 'mix do deps.get, compile'],
  'bundler-cache-mount': ['bundle install', 'gem install x:1', 'bundle config set x y && bundle install --jobs 4'],
};
const OTHERS = ['npm run build', 'cargo --version', 'go version', 'mvn -v', 'composer dump-autoload', 'dotnet x.dll'];
const MORE = ['pnpm build', 'mix release', 'bundle exec rake', 'gem list', 'echo gradle', 'npm cache clean --force'];
const NOTHING_TO_FETCH = [
  ...[
    'cargo chef prepare --recipe-path r.json',
    'cargo new build',
    'go mod verify',
    'go mod init example.org/x',
    'go run tools.go install',
    'go vet build',
  ],
  ...['dotnet publish -c Release --no-restore -o /x', 'dotnet test --no-build', 'dotnet tool.dll restore'],
];

test('GIVEN the table WHEN compared with the cases THEN every tool has some', () => {
  expect(cacheMountRules.map(({ id }) => id)).toEqual(Object.keys(COMMANDS));
});

for (const rule of cacheMountRules) {
  const mount = /target=(\S+)/.exec(rule.example)?.[1] ?? '';
  const commands = COMMANDS[rule.id] ?? [];
  dockerfileCases(rule, {
    complies: [
      ...commands.map((command) => `RUN --mount=type=cache,target=${mount} ${command}`),
      `RUN --mount=type=tmpfs,target=${mount} ${commands[0]}`,
      ...OTHERS.map((command) => `RUN ${command}`),
      ...MORE.map((command) => `RUN ${command}`),
      ...NOTHING_TO_FETCH.map((command) => `RUN ${command}`),
      `CMD ${commands[0]}`,
    ],
    violates: [
      ...commands.map((command): [string, number] => [`RUN ${command}`, 1]),
      [`RUN --mount=type=cache,target=/elsewhere ${commands[0]}`, 1],
      [`RUN --mount=type=bind,target=${mount} ${commands[0]}`, 1],
      [`FROM a AS build\nRUN ${commands[0]}\nFROM b`, 2],
    ],
  });
}
