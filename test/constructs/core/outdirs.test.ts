import { Construct } from 'constructs';
import { expect, test } from 'vitest';
import { NexusPlatform } from '../../../src/index.js';
import { newProject } from '../../support/project.js';

test('two platforms of one name in a project are refused with both places: their models would be one file', () => {
  const project = newProject();
  new NexusPlatform(new Construct(project, 'A'), 'shop', { outdir: 'out-a' });
  expect(() => new NexusPlatform(new Construct(project, 'B'), 'shop', { outdir: 'out-b' })).toThrow(
    /^\[shop\] there is a platform "shop" in the project already, made at test\/.*outdirs\.test\.ts:8\. Choose another name for one of them\. \(test\/.*:9\)$/,
  );
  // AND those of two projects are no business of one another
  new NexusPlatform(newProject(), 'shop');
});

test('folders that differ in case alone are one on some machines', () => {
  const project = newProject();
  new NexusPlatform(project, 'shop', { outdir: 'out' });
  expect(() => new NexusPlatform(project, 'market', { outdir: 'OUT/x' })).toThrow(
    'outdir "OUT/x" of platform "market" lies within that of "shop", "out". Give each platform a folder of its own.',
  );
});
