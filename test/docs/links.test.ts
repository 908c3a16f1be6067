import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { documents, prose, readDocument, ROOT } from './markdown.js';

/** As GitHub makes anchors of headings. */
function anchors(file: string): Set<string> {
  const headings = readDocument(file).matchAll(/^#{1,6} (.+)$/gm);
  return new Set(
    [...headings].map(([, text = '']) =>
      text
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

describe.each(documents())('%s', (file) => {
  const links = [...prose(file).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target));

  test('links to files and headings that are there', () => {
    const broken = links.filter((target) => {
      const [path = '', anchor] = target.split('#');
      const linked = path === '' ? file : join(dirname(file), path);
      if (!existsSync(join(ROOT, linked))) return true;
      return anchor !== undefined && linked.endsWith('.md') && !anchors(linked).has(anchor);
    });
    expect(broken).toEqual([]);
  });

  test('names no path of one machine', () => {
    expect(readDocument(file)).not.toContain(ROOT);
    expect(readDocument(file).match(/\/(?:home|Users)\/\S+/g) ?? []).toEqual([]);
  });
});

test('every guide can be found from the README', () => {
  const readme = readDocument('README.md');
  const guides = documents().filter((file) => file.startsWith('docs/guides/'));
  expect(guides.filter((file) => !readme.includes(`](${file})`))).toEqual([]);
});
