import { expect, test } from 'vitest';
import { NexusService, type PlatformModel } from '../../../src/index.js';
import { formatProblem } from '../../../src/model/errors.js';
import { renderPlatform } from '../../../src/synth/render-platform.js';
import type { RenderedFile } from '../../../src/synth/render/files.js';
import type { Target } from '../../../src/synth/target.js';
import { messageOf, newPlatform } from '../../support/project.js';

/** A target of the test's own: a line for each workload, and what it waits for. */
function listTarget(seen: { checked: string[] }, more: Partial<Target> = {}): Target {
  return {
    name: 'list',
    render: (model, documents) => ({
      files: [
        file(
          model,
          'workloads.txt',
          model.workloads.map(
            ({ name, startAfter }) => `${name}: ${startAfter.map(({ workload }) => workload).join(' ')}`,
          ),
        ),
        file(
          model,
          'shared.txt',
          documents.map(({ path }) => path),
        ),
      ],
      problems: [],
    }),
    check: (_model, files) => {
      seen.checked = files.map(({ path }) => path);
      return [];
    },
    ...more,
  };
}

function file(model: PlatformModel, name: string, lines: readonly string[]): RenderedFile {
  return { path: `list/${name}`, content: `${lines.join('\n')}\n`, executable: false, origin: model.origin };
}

function shop(): PlatformModel {
  const platform = newPlatform();
  const users = new NexusService(platform, 'users', { port: 5003, image: 'users:1' });
  new NexusService(platform, 'crm', { port: 5004, image: 'crm:1', uses: [users] });
  platform.addDocument({ path: 'a.conf', kind: 'lines', syntax: 'hash', lines: ['a'] });
  return platform.toModel();
}

test('a target renders the model in its own words, and is given the files that all share', () => {
  const seen = { checked: [] as string[] };
  const files = new Map(renderPlatform(shop(), [listTarget(seen)]).map(({ path, content }) => [path, content]));
  expect(files.get('list/workloads.txt')).toBe('users: \ncrm: users\n');
  expect(files.get('list/shared.txt')).toContain('out/a.conf\n');
  // The files that all share are there once; no other target's are.
  expect([...files.keys()].sort()).toEqual([
    'list/shared.txt',
    'list/workloads.txt',
    'out/.env.example',
    'out/.gitattributes',
    'out/a.conf',
    'out/releases/.gitignore',
    'out/scripts/lib/common.sh',
    'out/scripts/lib/containers.sh',
    'out/scripts/preflight.sh',
    'out/secrets/.gitignore',
  ]);
  expect(seen.checked).toEqual(['list/workloads.txt', 'list/shared.txt']);
});

test('what a target can not say, and what its whole set lacks, are problems', () => {
  const seen = { checked: ['nothing'] };
  const problem = (text: string) => (model: PlatformModel) => formatProblem(text, model.origin);
  const silent = listTarget(seen, { render: (model) => ({ files: [], problems: [problem('no word for it')(model)] }) });
  expect(messageOf(() => renderPlatform(shop(), [silent]))).toMatch(
    /^1 problem.*\n {2}- \[shop\] no word for it\. \(test/,
  );
  // Files that are wrong by themselves are not put together.
  expect(seen.checked).toEqual(['nothing']);
  const loose = listTarget(seen, { check: (model) => [problem('a loose end')(model)] });
  expect(messageOf(() => renderPlatform(shop(), [loose]))).toContain('[shop] a loose end.');
});

test('two targets that write one file are told of', () => {
  const seen = { checked: [] as string[] };
  expect(messageOf(() => renderPlatform(shop(), [listTarget(seen), listTarget(seen)]))).toContain(
    'list/workloads.txt is written twice, by [shop] and by [shop]',
  );
});
