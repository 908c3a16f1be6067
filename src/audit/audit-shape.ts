import * as t from '../model/shape/index.js';
import type { AuditOptions } from './options.js';
import type { AuditConfig, ConfiguredSuppression } from './config.js';
import { SEVERITIES, type Rule, type Settings } from './rule.js';
import type { AuditInput } from './source/discover.js';
import type { Suppression } from './suppress/suppression.js';

const SETTINGS = t.shapeOf<Settings>()({
  trustedRegistries: t.optional(t.list(t.text)),
  labels: t.optional(t.record(t.oneOf('text', 'url', 'semver', 'rfc3339', 'spdx', 'hash', 'email'))),
  strictLabels: t.optional(t.boolean),
});

const SUPPRESSION = t.shapeOf<ConfiguredSuppression>()({
  rule: t.like(t.text, '"read-only-root"'),
  reason: t.like(t.text, '"…"'),
  file: t.optional(t.text),
  subject: t.optional(t.text),
  line: t.optional(t.integer(1)),
});

const CONFIG = t.shapeOf<AuditConfig>()({
  rules: t.optional(t.record(t.oneOf('off', 'on', ...SEVERITIES))),
  suppress: t.optional(t.list(SUPPRESSION)),
  settings: t.optional(SETTINGS),
});

export const AUDIT_OPTIONS = t.shapeOf<AuditOptions>()({
  config: t.optional(CONFIG),
  configFile: t.optional(t.text),
  suppressions: t.optional(
    t.list(
      t.custom<Suppression>(
        'a suppression',
        (value) =>
          t.isObject(value) &&
          typeof value.rule === 'string' &&
          typeof value.matches === 'function' &&
          t.isObject(value.at),
      ),
    ),
  ),
  read: t.optional(t.func<NonNullable<AuditOptions['read']>>('(path) => text')),
  locate: t.optional(t.func<NonNullable<AuditOptions['locate']>>('(finding) => finding')),
  own: t.optional(t.boolean),
  memory: t.optional(
    t.custom<NonNullable<AuditOptions['memory']>>(
      'a memory of findings',
      (value) => t.isObject(value) && typeof value.recall === 'function',
    ),
  ),
  rules: t.optional(
    t.list(
      t.custom<Rule>(
        'a Rule',
        (value) => t.isObject(value) && typeof value.id === 'string' && typeof value.check === 'function',
        {
          fix: () => 'Pass rules of AUDIT_RULES; config.rules switches them on and off by name',
        },
      ),
    ),
  ),
});

export const AUDIT_INPUTS = t.list(
  t.shapeOf<AuditInput>()({
    path: t.like(t.text, '"docker-compose.yml"'),
    text: t.like(t.text, '"services: {}"'),
    sum: t.optional(t.text),
    kind: t.optional(t.oneOf('dockerfile', 'compose', 'ignore')),
    answers: t.optional(t.list(t.text)),
    tree: t.optional(t.custom<NonNullable<AuditInput['tree']>>('a function', (value) => typeof value === 'function')),
  }),
);
