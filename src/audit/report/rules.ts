import { THEMES, type Rule } from '../rule.js';
import { count } from './counts.js';
import { fenced, printable, proseMarkdown } from './escape.js';
import { jsonReferences } from './json.js';
import { namedReferences } from './references.js';

export type RulesFormat = 'text' | 'json' | 'markdown';

/** The rules themselves, for people and for tools. */
export function listRules(rules: readonly Rule[], format: RulesFormat): string {
  switch (format) {
    case 'json':
      return rulesAsJson(rules);
    case 'markdown':
      return rulesAsMarkdown(rules);
    case 'text':
      return rulesAsText(rules);
  }
}

/** By theme, one a line. */
function rulesAsText(rules: readonly Rule[]): string {
  const width = Math.max(...rules.map(({ id }) => id.length));
  const themes = byTheme(rules).map(([theme, own]) => {
    const lines = own.map(({ id, severity, title, optIn }) => {
      return `  ${id.padEnd(width)}  ${severity.padEnd(8)}  ${title}${optIn ? ' (only where asked for)' : ''}\n`;
    });
    return `${theme}\n${lines.join('')}\n`;
  });
  return `${themes.join('')}${count(rules.length, 'rule')}\n`;
}

function rulesAsJson(rules: readonly Rule[]): string {
  const list = rules.map(
    ({ id, title, kind, severity, theme, rationale, remedy, example, references, optIn = false }) => {
      const all = jsonReferences(references);
      return { id, title, kind, severity, theme, optIn, rationale, remedy, example, references: all };
    },
  );
  return `${printable(JSON.stringify(list, null, 2))}\n`;
}

/** `docs/rules.md`. */
function rulesAsMarkdown(rules: readonly Rule[]): string {
  const parts = [
    '# Rules of nexus audit',
    '<!-- Made by "nexus audit --list-rules --format markdown": change the rules, not this file. -->',
    `${count(rules.length, 'rule')} in ${byTheme(rules).length} themes. Which of them run, and how much they weigh, can be`,
    'chosen in the [configuration](guides/audit.md#configuration); [the score](audit-score.md) says what they cost.',
  ];
  const [title = '', marker = '', ...intro] = parts;
  const themes = byTheme(rules).map(([theme, own]) => `## ${theme}\n\n${own.map(rule).join('\n\n')}`);
  // The examples are written as people write them, in either kind of quotes.
  const unformatted = ['<!-- prettier-ignore-start -->', ...themes, '<!-- prettier-ignore-end -->'];
  return `${[title, marker, intro.join('\n'), ...unformatted].join('\n\n')}\n`;
}

function rule({ id, title, kind, severity, rationale, remedy, example, references, optIn }: Rule): string {
  const facts = [severity, kind === 'compose' ? 'Compose' : 'Dockerfile', ...(optIn ? ['only where asked for'] : [])];
  return [
    `### ${id}`,
    `${proseMarkdown(title)}. _${facts.join(', ')}_`,
    proseMarkdown(rationale),
    proseMarkdown(remedy),
    fenced(example, kind === 'compose' ? 'yaml' : 'dockerfile'),
    ...seeAlso(references),
  ].join('\n\n');
}

function seeAlso(references: Rule['references']): string[] {
  const lists = namedReferences({ references }).map(
    ([source, ids]) => `${source} ${ids.map((id) => (/\s/.test(id) ? id : `\`${id}\``)).join(', ')}`,
  );
  return lists.length === 0 ? [] : [`See also: ${lists.join('; ')}.`];
}

function byTheme(rules: readonly Rule[]): (readonly [string, readonly Rule[]])[] {
  return THEMES.map((theme) => [theme, rules.filter((one) => one.theme === theme)] as const).filter(
    ([, own]) => own.length > 0,
  );
}
