import { describe, expect, test } from 'vitest';
import { audit } from '../../../src/audit/audit.js';
import { compare } from '../../../src/audit/report/baseline.js';
import { toMarkdown } from '../../../src/audit/report/markdown.js';
import { SMALL_RULES } from '../small-rules.js';
import { hostileExtra, hostileReport, STEERING } from './hostile.js';

const run = (text: string) => audit([{ path: 'Dockerfile', text }], { rules: SMALL_RULES });

/** The cells of each row of each table. */
function rows(markdown: string): number[] {
  const lines = markdown.split('\n').filter((line) => line.startsWith('|'));
  return lines.map((line) => line.replace(/\\./g, '').split('|').length - 2);
}

describe('the report as Markdown', () => {
  test('has the score, the findings by file, and what would raise it', () => {
    const text = 'FROM a\nRUN bad\nRUN bad\n# nexus-audit: ignore bad-run -- known\nRUN bad\n';
    expect(toMarkdown(run(text))).toMatchInlineSnapshot(`
      "## Audit: 7.8 of 10

      3 findings in 1 file: 2 high, 1 medium. Rubric <code>nexus-audit/1</code>.

      Without suppressions the score would be 7.5.

      ### <code>Dockerfile</code>

      | severity | line | finding | what to do |
      | --- | --- | --- | --- |
      | high | 2, 3 | **bad-run**<br>it runs bad | What to do about bad-run. |
      | medium | 1 | **no-user**<br>there is no USER | What to do about no-user. |

      ### What would raise the score most

      | score | rule | places | what must hold |
      | --- | --- | --- | --- |
      | +1.6 | bad-run | 2 | The title of bad-run |
      | +0.4 | no-user | 1 | The title of no-user |

      ### Domains

      | domain | score |
      | --- | --- |
      | user | 8.0 |
      | secrets | 10.0 |
      | packages | 5.0 |

      ### Suppressed

      | rule | where | reason | by |
      | --- | --- | --- | --- |
      | bad-run | <code>Dockerfile:5</code> | known | comment |
      "
    `);
  });

  test('with a baseline lists the new ones', () => {
    const report = run('FROM a\nRUN bad\n');
    const baseline = compare(report.findings, [{ rule: 'bad-run', file: 'Dockerfile', message: 'it runs bad' }]);
    const text = toMarkdown(report, { baseline });
    expect(text).toContain('**1 new**, 1 known, 0 mended');
    expect(text).toContain('**no-user**');
    expect(text).not.toContain('**bad-run**');
  });

  test('stays below the size of a comment, and says what it leaves out', () => {
    const inputs = Array.from({ length: 150 }, (_, i) => ({ path: `app-${i}/Dockerfile`, text: 'FROM a\nRUN bad\n' }));
    const report = audit(inputs, { rules: SMALL_RULES });
    const text = toMarkdown(report);
    expect(text.length).toBeLessThan(65_536);
    expect(text).toContain('… and 200 other rows');
    expect(toMarkdown(report, { verbose: true })).toContain('app-149/Dockerfile');
  });

  test('names and texts from elsewhere end no cell, open no tag, make no link and call nobody', () => {
    const text = toMarkdown(hostileReport, hostileExtra);
    expect(text).not.toMatch(STEERING);
    // Rows are rows: of the tables of findings, gains, domains, suppressed.
    expect(new Set(rows(text))).toEqual(new Set([4, 2]));
    const tags = [...text.matchAll(/<(?!!-- -->)([^>]*)>/g)].map(([, tag]) => tag);
    expect(new Set(tags)).toEqual(new Set(['br', 'code', '/code']));
    expect(text).not.toMatch(/@org|#1\b|https:\/\/|www\.|[^\\]\]\(/);
    expect(text.match(/[^\\]`/g)).toBeNull();
  });
});
