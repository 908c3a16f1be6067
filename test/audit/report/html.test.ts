import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { audit } from '../../../src/audit/audit.js';
import { compare } from '../../../src/audit/report/baseline.js';
import { masked } from '../../../src/audit/report/html/evidence.js';
import { toHtml } from '../../../src/audit/report/html.js';
import { SMALL_RULES } from '../small-rules.js';
import { hostileExtra, hostileReport, STEERING } from './hostile.js';

const TEXT = 'FROM a\nENV DB_PASSWORD=hunter2hunter2\nRUN bad one\nRUN good\nUSER 1\n';
const report = audit([{ path: 'app/Dockerfile', text: TEXT }], { rules: SMALL_RULES });
const page = toHtml(report, { version: '1.2.3', textOf: () => TEXT });

describe('the report as a page', () => {
  test('is one file: its policy allows its own style and script, and nothing else', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    const hash = (tag: string) => {
      const body = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page)?.[1] ?? '';
      return `'sha256-${createHash('sha256').update(body).digest('base64')}'`;
    };
    expect(policy).toBe(
      `default-src 'none'; style-src ${hash('style')}; script-src ${hash('script')}; base-uri 'none'; form-action 'none'`,
    );
    expect(page).not.toMatch(/\b(?:src|href)="(?!#)/);
    expect(page).not.toMatch(/\sstyle="|\son\w+="/);
    expect(page).not.toContain('://');
  });

  test('shows the lines of the file around a finding, numbered, and where it is', () => {
    const evidence = /<pre[^>]*aria-label="app\/Dockerfile, lines 1 to 5"><code>(.*?)<\/code>/s.exec(page)?.[1] ?? '';
    expect(evidence).toContain('<mark class="l hit" id="f2-1-line"><span class="n">3</span>RUN bad one</mark>');
    expect(evidence).toContain('<span class="l"><span class="n">4</span>RUN good</span>');
  });

  test('does not show a secret again, not even beside another finding', () => {
    expect(page).not.toContain('hunter2');
    expect(page).toContain('ENV DB_PASSWORD=••••••');
  });

  test('a secret stays hidden when its finding is suppressed or known', () => {
    const text = TEXT.replace('ENV', '# nexus-audit: ignore plain-secret -- a test\nENV');
    const suppressed = audit([{ path: 'Dockerfile', text }], { rules: SMALL_RULES });
    expect(suppressed.suppressed).toHaveLength(1);
    expect(toHtml(suppressed, { textOf: () => text })).not.toContain('hunter2');
    const [secret, ...others] = report.findings;
    const known = secret ? [{ rule: secret.rule.id, file: secret.file, message: secret.message }] : [];
    const baseline = compare(report.findings, known);
    expect(baseline.fresh).toEqual(others);
    expect(toHtml(report, { textOf: () => TEXT, baseline })).not.toContain('hunter2');
  });

  test.each([
    ['ENV DB_PASSWORD=hunter2', 'ENV DB_PASSWORD=••••••'],
    ['      - DB_PASSWORD=hunter2', '      - DB_PASSWORD=••••••'],
    ['  DB_PASSWORD: "hunter2"', '  DB_PASSWORD: ••••••'],
    ['    "PASSWORD": hunter2', '    "PASSWORD": ••••••'],
    ['ENV DB_PASSWORD hunter2', 'ENV ••••••'],
    ['ENV URL postgres://u:hunter2@h', 'ENV ••••••'],
    ['RUN mysql -phunter2 --host=db', 'RUN ••••••'],
    ['RUN curl -H "Authorization: hunter2"', 'RUN ••••••'],
    ['postgres://u:hunter2@h/d', 'postgres:/••••••'],
    ['    command: redis-server --requirepass hunter2', '    command: ••••••'],
    ['      - "6379:6379"', '      - "6379:6379"'],
    ['', ''],
  ])('hides the value in %j', (line, shown) => {
    expect(masked(line)).toBe(shown);
  });

  test('without texts, without findings, without anything it is a page', () => {
    expect(toHtml(report)).not.toContain('<pre tabindex="0" role="region" aria-label="app/');
    const nothing = toHtml(audit([], { rules: SMALL_RULES }));
    expect(nothing).toContain('There are no findings.');
    expect(nothing).not.toContain('id="filters"');
  });

  test('names and texts from elsewhere are text', () => {
    const hostile = toHtml(hostileReport, hostileExtra);
    expect(hostile.replaceAll('\n', '')).not.toMatch(STEERING);
    const plain = hostile.replace(/<style>[\s\S]*?<\/style>|<script>[\s\S]*?<\/script>/g, '');
    const tags = new Set([...plain.matchAll(/<\/?([a-z][a-z0-9]*)/gi)].map(([, tag]) => tag));
    const own = toHtml(report, { textOf: () => TEXT }).replace(
      /<style>[\s\S]*?<\/style>|<script>[\s\S]*?<\/script>/g,
      '',
    );
    const known = new Set([...own.matchAll(/<\/?([a-z][a-z0-9]*)/gi)].map(([, tag]) => tag));
    for (const tag of ['ul', 'thead', 'tr', 'td', 'th', 'table', 'tbody']) known.add(tag);
    expect([...tags].filter((tag) => !known.has(tag))).toEqual([]);
    expect(plain).not.toMatch(/\son\w+\s*=\s*["']/i);
  });
});
