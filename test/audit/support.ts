import { expect, test } from 'vitest';
import { check } from '../../src/audit/check.js';
import { loadCompose } from '../../src/read/compose/load.js';
import { parseDockerfile } from '../../src/read/dockerfile/parse.js';
import { SourceText } from '../../src/read/text/source-text.js';
import type { Finding } from '../../src/audit/finding.js';
import type { Rule, RuleContext, Settings } from '../../src/audit/rule.js';

/** A document that is looked at alone. */
export function alone(settings: Settings = {}): RuleContext {
  return {
    settings,
    dockerfileOf: () => undefined,
    servicesOf: () => [],
    ignoreFileOf: () => undefined,
    hasFolders: false,
  };
}

export function dockerfileFindings(rule: Rule, text: string, settings?: Settings): Finding[] {
  return check([parseDockerfile(new SourceText('Dockerfile', text))], [rule], alone(settings));
}

export interface DockerfileCases {
  /** Dockerfiles, or pieces of them, where the rule says nothing. */
  readonly complies: readonly string[];
  /** Dockerfiles and the lines of the findings, in order. */
  readonly violates: readonly (readonly [text: string, ...lines: number[]])[];
  readonly settings?: Settings;
}

/** Both sides of a rule about Dockerfiles, one test a case. */
export function dockerfileCases(rule: Rule, { complies, violates, settings }: DockerfileCases): void {
  for (const text of complies) {
    test(`${rule.id} complies: ${JSON.stringify(text)}`, () => {
      expect(dockerfileFindings(rule, text, settings).map(({ line, message }) => `${line}: ${message}`)).toEqual([]);
    });
  }
  for (const [text, ...lines] of violates) {
    test(`${rule.id} violates: ${JSON.stringify(text)}`, () => {
      expect(dockerfileFindings(rule, text, settings).map(({ line }) => line)).toEqual(lines);
    });
  }
}

/** Findings of the first file, with the others laid over it or named by it. */
export function composeFindings(
  rule: Rule,
  files: string | Readonly<Record<string, string>>,
  overlays: readonly string[] = [],
): Finding[] {
  const all: Readonly<Record<string, string>> = typeof files === 'string' ? { 'compose.yaml': files } : files;
  const base = Object.keys(all)[0] ?? '';
  const { project, problems } = loadCompose([base, ...overlays], { read: (path) => all[path] });
  expect(problems).toEqual([]);
  if (!project) throw new Error('this is no Compose file');
  return check([project], [rule], alone());
}

export interface ComposeCases {
  /** Compose files where the rule says nothing. */
  readonly complies: readonly string[];
  /** Compose files and the lines of the findings, in order. */
  readonly violates: readonly (readonly [text: string, ...lines: number[]])[];
}

/** Both sides of a rule about Compose files, one test a case. */
export function composeCases(rule: Rule, { complies, violates }: ComposeCases): void {
  for (const text of complies) {
    test(`${rule.id} complies: ${JSON.stringify(text)}`, () => {
      expect(composeFindings(rule, text).map(({ line, message }) => `${line}: ${message}`)).toEqual([]);
    });
  }
  for (const [text, ...lines] of violates) {
    test(`${rule.id} violates: ${JSON.stringify(text)}`, () => {
      expect(composeFindings(rule, text).map(({ line }) => line)).toEqual(lines);
    });
  }
}
