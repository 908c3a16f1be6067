import { expect, test } from 'vitest';
import { check } from '../../src/audit/check.js';
import { parseDockerfile } from '../../src/audit/dockerfile/parse.js';
import { SourceText } from '../../src/audit/document/source-text.js';
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
