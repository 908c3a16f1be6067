import { describe, expect, test } from 'vitest';
import type { Language } from '../../../../src/index.js';
import { amtool, hasAmtool } from '../../../support/amtool.js';
import { filesOf, shop } from './support.js';

const alert = (summary: string, status: 'firing' | 'resolved') => ({
  status,
  labels: { severity: 'critical' },
  annotations: { summary, description: 'Look at the log.', runbook_url: 'docs/RUNBOOK.md#db-up' },
  startsAt: '2026-11-27T10:00:00Z',
});

/** What Alertmanager makes of a template for these alerts. */
function rendered(name: string, alerts: readonly object[], language: Language = 'en'): string {
  const files = {
    ...filesOf(shop(undefined, { language }).platform),
    'data.json': JSON.stringify({ alerts, commonLabels: { platform: 'shop', environment: 'production' } }),
  };
  const args = ['--template.glob=alertmanager.tmpl', '--template.data=data.json'];
  const { ok, says } = amtool(['template', 'render', ...args, `--template.text={{ template "${name}" . }}`], files);
  expect(ok, says).toBe(true);
  return says;
}

describe.skipIf(!hasAmtool)('a message', () => {
  test('begins with the problem', () => {
    expect(rendered('nexus.title', [alert('db: PostgreSQL does not answer', 'firing')])).toBe(
      'db: PostgreSQL does not answer',
    );
  });

  test('about several says how many fire', () => {
    const alerts = [alert('over', 'resolved'), alert('first', 'firing'), alert('second', 'firing')];

    expect(rendered('nexus.title', alerts)).toBe('first (2 alerts)');
  });

  test('says in the language of the platform that it is over', () => {
    expect(rendered('nexus.title', [alert('db: o PostgreSQL não responde', 'resolved')], 'pt-BR')).toBe(
      'Resolvido: db: o PostgreSQL não responde',
    );
  });

  test('says what to do, where that is written, and which platform it is', () => {
    expect(
      rendered('nexus.text', [alert('over', 'resolved'), alert('first', 'firing')])
        .trim()
        .split('\n'),
    ).toEqual([
      'first (critical, since 2026-11-27 10:00 UTC)',
      'Look at the log.',
      'What to do: docs/RUNBOOK.md#db-up',
      '',
      'Resolved: over',
      '',
      'shop, production',
    ]);
  });

  test('takes nothing in an alert for a template', () => {
    expect(rendered('nexus.title', [alert('{{ fail }} <b> $(id)', 'firing')])).toBe('{{ fail }} <b> $(id)');
  });
});
