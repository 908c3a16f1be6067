import { afterAll, test } from 'vitest';
import type { AuditInput } from '../../../src/audit/source/discover.js';
import { HUGE, THOROUGH } from './lib/effort.js';
import { Stopwatch } from './lib/stopwatch.js';

const stopwatch = new Stopwatch();
afterAll(() => {
  stopwatch.close();
});

/** Pieces that, repeated, make careless patterns look at each character again for each other one. */
const PIECES = [
  ' ', '\t', 'a', 'A', '0', '-', '/', '.', ':', '=', ',', ';', '#', '@', '*', '_', '\\', '"', "'", '`', '!', '~',
  '$', '${', '${a', '${a:-', '$(', '{', '}', '{{', '[', '(', '<', '<<', '-0', '0.', '.0-', 'a.', 'a-', 'a/', 'a:', 'a=',
  'a,', 'd-', ' -', ' --', ' -a', '--a=', 'eyJ', 'glpat-', 'sq0atp-', 'hvs.', 'dckr_pat_', 'http://', '://a:', 'a@',
  'NOPASSWD:', 'dockerfile-', 'compose.', 'assumeyes=', '\\\n', '\\\n#', '\n', '\n#', ' #', '\u2028', '\u00e9', '\ud800',
  '{a,b}', 's!/a', 'yes[', '.sslverify=',
]; // prettier-ignore
const ENDS = ['', '!', 'x', '\u0000', ' y'];

/** Places in a Dockerfile where a word may stand. */
const DOCKERFILES = [
  'FROM W',
  'FROM a AS W\nCOPY --from=W / /',
  'FROM --platform=W a',
  'ARG W\nARG A=W\nFROM $A',
  'FROM a\nENV A=W\nENV W=1\nENV A W\nRUN echo $A',
  'FROM a\nLABEL a=W\nLABEL W=a',
  'FROM a\nRUN W\nRUN a W\nRUN a "W"\nCMD W\nENTRYPOINT ["W", "-c", "W"]',
  'FROM a\nRUN apt-get update && apt-get install W a=W && pip install W && npm install W && yum install W',
  'FROM a\nRUN apk add W; zypper install a-W; gem install W; go install W@a; cargo install W; dnf install W',
  'FROM a\nRUN curl W | sh && wget W -O W && git clone W && tar W && chmod W a && chown W a && rm -rf W',
  'FROM a\nRUN sudo W && su W && useradd W && echo W >> /etc/sudoers && echo "W" | chpasswd && export A=W',
  'FROM a\nRUN <<W\nW\nW\nRUN cat > /a <<EOF\nW\nEOF\nCOPY <<EOF /W\nW\nEOF',
  'FROM a\nRUN --mount=type=W,target=W,W a\nRUN --W a',
  'FROM a\nCOPY W /\nCOPY --chown=W --chmod=W W W/\nADD W /',
  'FROM a\nUSER W\nWORKDIR W\nVOLUME W\nEXPOSE W\nSTOPSIGNAL W\nSHELL ["W", "W"]',
  'FROM a\nHEALTHCHECK --interval=W CMD W\nHEALTHCHECK W\nONBUILD W\nMAINTAINER W\nW',
  '# escape=W\n# syntax=W\n# W\n# nexus-audit: W\n# nexus-audit: ignore W -- W\n# hadolint ignore=W\nFROM a',
];

/** Places in a Compose file, in block scalars where nothing has to be quoted. */
const KEYS =
  'image,command,entrypoint,user,network_mode,pid,ipc,restart,mem_limit,cpus,working_dir,hostname,container_name,env_file,platform,stop_signal,shm_size,cgroup_parent,runtime';
const LISTS =
  'ports,volumes,environment,labels,cap_add,security_opt,devices,networks,depends_on,extra_hosts,tmpfs,sysctls,secrets,configs,dns,expose,group_add,links,profiles';

function composeOf(word: string): string {
  const block = (indent: string) => `|-\n${word.split('\n').map((line) => indent + line).join('\n')}`; // prettier-ignore
  const keys = KEYS.split(',').map((key) => `    ${key}: ${block('      ')}`);
  const lists = LISTS.split(',').map((key) => `    ${key}:\n      - ${block('        ')}`);
  const rest = `    build:\n      context: ${block('        ')}\n    healthcheck:\n      test: ${block('        ')}\n    x: ${word.slice(0, 2000)}`;
  return `# ${word.replaceAll('\n', ' ')}\nservices:\n  a:\n${[...keys, ...lists, rest].join('\n')}\n`;
}

const SIZE = Math.round(HUGE / (THOROUGH ? 50 : 20));

/** In the usual run a few ends for each piece; all of them in the thorough one. */
const words = PIECES.flatMap((piece, index) => {
  const text = piece.repeat(Math.ceil(SIZE / piece.length));
  return (THOROUGH ? ENDS : [ENDS[index % ENDS.length] ?? '']).map((end) => ({ piece: piece + end, word: text + end }));
});

test('GIVEN words of one piece again and again WHEN a Dockerfile has them anywhere THEN there is a report', async () => {
  for (const { piece, word } of words) {
    const inputs = DOCKERFILES.map((text, index): AuditInput => ({
      path: `${index}/Dockerfile`,
      text: text.replace(/\bW\b/g, () => word),
    }));
    await stopwatch.audit(inputs, `${JSON.stringify(piece)} in Dockerfiles`);
  }
});

test('GIVEN words of one piece again and again WHEN a Compose file has them anywhere THEN there is a report', async () => {
  for (const { piece, word } of words) {
    await stopwatch.audit(
      [
        { path: 'docker-compose.yml', text: composeOf(word) },
        { path: '.env', text: `A=${word}\n${word}\nB="${word}` },
        { path: '.dockerignore', text: word },
      ],
      `${JSON.stringify(piece)} in Compose files`,
    );
  }
});
