import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, linkSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, NexusPlatform, NexusService, PostgresDatabase, Rotation, Secret } from '../../src/index.js';
import { newProject, render } from './project.js';
import { layScripts } from './scripts.js';

/** A shop: two services that share what there is of each kind, a vault that is told of a password, a database with its roles. */
function scripts(): Record<string, string> {
  const platform = new NexusPlatform(newProject(), 'shop', { networks: { block: '10.70.0.0/16' } });
  const plain = new Secret(platform, 'plain');
  const signing = new Secret(platform, 'signing', { rotation: Rotation.overlap({ lifetime: Duration.minutes(5) }) });
  const kept = new Secret(platform, 'kept', { rotation: Rotation.refused('It is in a table.') });
  const bought = Secret.supplied(platform, 'bought');
  const told = new Secret(platform, 'told');
  const postgres = new PostgresDatabase(platform, 'postgres', { database: 'shop' });
  const service = (name: string, port: number, secrets: Secret[]) =>
    new NexusService(platform, name, { port, image: 'shop/app:1.0', migrate: false, uses: [postgres], secrets });
  const vault = new NexusService(platform, 'vault', { port: 5002, image: 'shop/vault:1.0', secrets: [told] });
  vault.addContribution({
    kind: 'rotation',
    secret: 'told',
    how: { kind: 'command', argv: ['tell', 'told'], retire: ['retire', 'told'] },
    accepts: ['accepts', 'told'],
  });
  service('a', 5000, [plain, signing, kept, bought, told]).addUse(vault);
  service('b', 5001, [signing]);
  return render(platform);
}

/**
 * An engine's answers, with folders for containers: a secret in one is a second name of the file, as a bind mount is, so that what is
 * replaced by rename stays as it was. Stores are files with the values that they accept.
 */
const DOCKER = `#!/bin/bash
root=$FAKE
printf '%s\\n' "$*" >>"$root/calls"
number=$(wc -l <"$root/calls")
if [[ $FAIL_AT == "$number" || ( -n $FAIL_ON && $* == $FAIL_ON ) ]]; then echo 'the engine says no' >&2; exit 1; fi
if [[ $KILL_AT == "$number" ]]; then kill -9 -- "-$(ps -o pgid= $$ | tr -d ' ')"; fi
mount() { # mount SERVICE
  local file
  mkdir -p "$root/containers/$1"
  for file in "$root/containers/$1"/*; do
    [[ -e $file ]] || continue
    ln -f "$root/secrets/\${file##*/}" "$file"
  done
}
case "$*" in
'version '*) echo 28.5 ;;
'compose config'*) printf 'name: shop\\n' ;;
'compose up '*) mount "\${!#}" ;;
'compose run '*)
  for file in "$root"/secrets/postgres_*_password; do cp -f "$file" "$root/stores/\${file##*/}"; done ;;
'ps --no-trunc '*)
  service=$(sed 's/.*compose.service=\\([^ ]*\\).*/\\1/' <<<"$*")
  [[ ! -d $root/containers/$service ]] || echo "2026-01-01 $service" ;;
'ps '*) ls "$root/containers" ;;
'inspect '*Health*) cat "$root/health/\${!#}" 2>/dev/null || echo healthy ;;
'inspect '*) echo 2026-01-01T00:00:00Z ;;
'exec '*' sha256sum '*)
  cd "$root/containers/$2" && shift 3 && for path; do printf '%s  %s\\n' "$(sha256sum <"\${path##*/}" | cut -c1-64)" "$path"; done ;;
'exec --interactive '*' tell told') cat >>"$root/stores/told"; echo >>"$root/stores/told" ;;
'exec --interactive '*' retire told') { cat; echo; } >"$root/stores/told.next"; mv "$root/stores/told.next" "$root/stores/told" ;;
'exec --interactive '*' accepts told') grep -qxF -- "$(cat)" "$root/stores/told" ;;
'exec --interactive postgres '*)
  case "$*" in
  *'ALTER ROLE postgres'*) cat >"$root/stores/postgres_password" ;;
  *) [[ $(cat) == "$(cat "$root/stores/$(sed 's/^postgres$/postgres_password/; s/^shop_owner$/postgres_owner_password/; t; s/.*/postgres_&_password/' <<<"\${@: -2:1}")")" ]] || exit 1 ;;
  esac ;;
'exec '*) ;;
*) echo "unexpected: $*" >&2; exit 9 ;;
esac
`;

const REPLACE = `
replace_containers() { docker compose up --detach --no-deps --force-recreate --wait --wait-timeout 120 "$1" >&2; }
`;

let rendered: Record<string, string> | undefined;

export interface RotationRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A host on which the shop runs, with secrets that everything has. */
export class RotationHost {
  public readonly folder = layScripts((rendered ??= scripts()));

  public constructor() {
    for (const name of ['bin', 'stores', 'containers', 'health', 'tmp', 'releases']) mkdirSync(join(this.folder, name));
    writeFileSync(join(this.folder, 'bin/docker'), DOCKER);
    // How containers are replaced is shown by containers.test.ts; here it is one call.
    writeFileSync(join(this.folder, 'scripts/lib/containers.sh'), REPLACE);
    chmodSync(join(this.folder, 'bin/docker'), 0o755);
    mkdirSync(join(this.folder, 'secrets'));
    writeFileSync(join(this.folder, 'secrets/bought'), 'from-a-shop-0123456789');
    this.run(['init']);
    const mounted = /^ {2}"\$1" ([a-z-]+)((?: [a-z_]+)+)$/gm;
    for (const [, service = '', names = ''] of (rendered?.['scripts/lib/secrets-running.sh'] ?? '').matchAll(mounted)) {
      mkdirSync(join(this.folder, 'containers', service));
      for (const name of names.trim().split(' '))
        linkSync(join(this.folder, 'secrets', name), join(this.folder, 'containers', service, name));
    }
    for (const name of this.names) writeFileSync(join(this.folder, 'stores', name), this.value(name));
    writeFileSync(join(this.folder, 'stores/told'), `${this.value('told')}\n`);
    writeFileSync(join(this.folder, 'calls'), '');
  }

  /** @param faults number of a call of `docker` that fails, or at which the script is killed; or a pattern of those that fail */
  public run(
    args: readonly string[],
    faults: {
      readonly failAt?: number;
      readonly killAt?: number;
      readonly failOn?: string;
      /** Another run has the lock. */
      readonly busy?: boolean;
    } = {},
  ): RotationRun {
    writeFileSync(join(this.folder, 'calls'), '');
    const script = ['bash', join(this.folder, 'scripts/secrets.sh'), ...args];
    const holding = faults.busy ? ['flock', join(this.folder, 'releases/.lock')] : [];
    // A process group of its own, that the stand-in for docker kills.
    return spawnSync('setsid', ['--wait', ...holding, ...script], {
      encoding: 'utf8',
      cwd: '/',
      env: {
        ...process.env,
        FAKE: this.folder,
        FAIL_AT: String(faults.failAt ?? ''),
        KILL_AT: String(faults.killAt ?? ''),
        FAIL_ON: faults.failOn ?? '',
        COMPOSE_FILE: '',
        // A script that is killed leaves what it had there.
        TMPDIR: join(this.folder, 'tmp'),
        PATH: `${join(this.folder, 'bin')}:${process.env.PATH}`,
      },
    });
  }

  public get calls(): string[] {
    return readFileSync(join(this.folder, 'calls'), 'utf8').split('\n').filter(Boolean);
  }

  public get names(): string[] {
    return readdirSync(join(this.folder, 'secrets')).filter((name) => !name.startsWith('.'));
  }

  /** What is in `secrets/` besides the secrets. */
  public get leftovers(): string[] {
    return readdirSync(join(this.folder, 'secrets')).filter((name) => name.startsWith('.'));
  }

  public value(name: string): string {
    return readFileSync(join(this.folder, 'secrets', name), 'utf8');
  }

  public store(name: string): string[] {
    return readFileSync(join(this.folder, 'stores', name), 'utf8')
      .trim()
      .split('\n');
  }

  /** What a container has. */
  public has(service: string, name: string): string {
    return readFileSync(join(this.folder, 'containers', service, name), 'utf8');
  }

  /** Containers that have another value of a secret than its file. */
  public stale(): string[] {
    return readdirSync(join(this.folder, 'containers')).flatMap((service) =>
      readdirSync(join(this.folder, 'containers', service))
        .filter((name) => this.has(service, name) !== this.value(name))
        .map((name) => `${service}/${name}`),
    );
  }

  public exists(path: string): boolean {
    return existsSync(join(this.folder, path));
  }
}
