import { hasCacheMount } from '../../../read/dockerfile/mounts.js';
import { dockerfileRule, type DockerfileRule } from '../../rule.js';
import { packageCommand } from '../../../read/shell/package-command.js';
import type { ShellCommand } from '../../../read/shell/script.js';

/** A tool that downloads the dependencies of a project, and keeps them in a folder. */
interface Tool {
  readonly id: string;
  readonly name: string;
  readonly hadolint: string;
  /** Parts of paths; a cache at any one of them will do. */
  readonly folders: readonly string[];
  /** The usual place, for the remedy. */
  readonly mount: string;
  readonly example: string;
  downloads(command: ShellCommand): boolean;
}

const calls =
  (programs: RegExp, ...words: readonly string[]) =>
  ({ name, args }: ShellCommand) =>
    programs.test(name) && args.some(({ value }) => words.includes(value.replace(/,$/, '')));

/** A subcommand by its place: `go run build.go` builds nothing that `go build` does. */
const does =
  (programs: RegExp, ...subcommands: readonly string[]) =>
  ({ name, args }: ShellCommand) =>
    programs.test(name) && subcommands.includes(args.find(({ value }) => !/^[-+]/.test(value))?.value ?? '');

const has = ({ args }: ShellCommand, ...words: readonly string[]) => args.some(({ value }) => words.includes(value));

const manages =
  (manager: string, ...subcommands: readonly string[]) =>
  (command: ShellCommand) => {
    const found = packageCommand(command);
    return found?.manager === manager && subcommands.includes(found.subcommand);
  };

const TOOLS: readonly Tool[] = [
  {
    id: 'npm-cache-mount',
    name: 'npm',
    hadolint: 'DL3068',
    folders: ['.npm', 'npm-cache'],
    mount: '/root/.npm',
    example: 'npm ci',
    downloads: manages('npm', 'install', 'ci', 'cit', 'install-test'),
  },
  {
    id: 'cargo-cache-mount',
    name: 'cargo',
    hadolint: 'DL3069',
    folders: ['.cargo', 'cargo/registry', 'cargo/git'],
    mount: '/usr/local/cargo/registry',
    example: 'cargo build --release',
    downloads: (command) =>
      does(/^cargo$/, 'build', 'install', 'fetch', 'test', 'check', 'clippy')(command) ||
      (does(/^cargo$/, 'chef')(command) && has(command, 'cook')),
  },
  {
    id: 'go-cache-mount',
    name: 'go',
    hadolint: 'DL3070',
    folders: ['.cache/go-build', 'go/pkg/mod', 'go-build', '/gocache', '/gomodcache'],
    mount: '/root/.cache/go-build',
    example: 'go build -o /app .',
    // What `go mod verify` and `go mod init` need is there already, or nothing.
    downloads: (command) =>
      does(/^go$/, 'build', 'get', 'install', 'test')(command) ||
      (does(/^go$/, 'mod')(command) && has(command, 'download', 'tidy', 'vendor')),
  },
  {
    id: 'maven-cache-mount',
    name: 'Maven',
    hadolint: 'DL3071',
    folders: ['.m2'],
    mount: '/root/.m2',
    example: 'mvn package',
    downloads: calls(
      /^mvnw?$/,
      ...['install', 'compile', 'package', 'test', 'verify', 'deploy', 'dependency:resolve', 'dependency:go-offline'],
    ),
  },
  {
    id: 'gradle-cache-mount',
    name: 'Gradle',
    hadolint: 'DL3072',
    folders: ['.gradle'],
    mount: '/root/.gradle',
    example: './gradlew build',
    downloads: ({ name }) => /^gradlew?$/.test(name),
  },
  {
    id: 'composer-cache-mount',
    name: 'Composer',
    hadolint: 'DL3073',
    folders: ['.composer/cache', '.cache/composer', '/tmp/cache'],
    mount: '/root/.composer/cache',
    example: 'composer install --no-dev',
    downloads: calls(/^composer(?:\.phar)?$/, 'install', 'update', 'require'),
  },
  {
    id: 'nuget-cache-mount',
    name: 'NuGet',
    hadolint: 'DL3074',
    folders: ['.nuget'],
    mount: '/root/.nuget/packages',
    example: 'dotnet restore',
    downloads: (command) =>
      (does(/^dotnet$/, 'restore', 'build', 'publish', 'test')(command) &&
        !has(command, '--no-restore', '--no-build')) ||
      calls(/^nuget$/, 'restore')(command),
  },
  {
    id: 'pnpm-cache-mount',
    name: 'pnpm',
    hadolint: 'DL3075',
    folders: ['pnpm'],
    mount: '/root/.local/share/pnpm/store',
    example: 'pnpm install --frozen-lockfile',
    downloads: manages('pnpm', 'install', 'add', 'fetch'),
  },
  {
    id: 'mix-cache-mount',
    name: 'Mix',
    hadolint: 'DL3076',
    folders: ['.hex', '.mix'],
    mount: '/root/.hex',
    example: 'mix deps.get',
    downloads: calls(/^mix$/, 'deps.get', 'deps.compile', 'compile'),
  },
  {
    id: 'bundler-cache-mount',
    name: 'RubyGems',
    hadolint: 'DL3077',
    folders: ['.gem', 'bundle'],
    mount: '/usr/local/bundle',
    example: 'bundle install',
    downloads: (command) => manages('gem', 'install')(command) || calls(/^bundler?$/, 'install', 'update')(command),
  },
];

/** One rule a tool, because each is known to hadolint by a number of its own. */
export const cacheMountRules: readonly DockerfileRule[] = TOOLS.map((tool) =>
  dockerfileRule({
    id: tool.id,
    title: `Downloads of ${tool.name} are kept in a cache of the build`,
    severity: 'info',
    theme: 'packages',
    rationale: `Without a cache, ${tool.name} downloads everything anew whenever a line above changes, and what it keeps for the next time stays in the layer.`,
    remedy: `Mount a cache where ${tool.name} keeps its downloads: \`--mount=type=cache,target=${tool.mount}\`.`,
    example: `RUN --mount=type=cache,target=${tool.mount} ${tool.example}`,
    references: { hadolint: [tool.hadolint] },
    check(dockerfile, report) {
      for (const run of dockerfile.instructions) {
        if (run.keyword !== 'RUN') continue;
        const command = run.script?.commands.find((one) => tool.downloads(one));
        if (command && !tool.folders.some((folder) => hasCacheMount(run, folder)))
          report(command, `${command.name} downloads without a cache of the build`);
      }
    },
  }),
);
