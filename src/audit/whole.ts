import { chosenRules } from './config.js';
import { engine, lazyList } from './engine.js';
import type { Inspection } from './inspect.js';
import type { Rule } from './rule.js';
import { SEVERITIES, THEMES, type Severity, type Theme } from './severity.js';
import { isKeptList, type Kept, type Weighed } from './memory.js';

/** An inspection as it is kept between runs: what was found, with as much of each rule as the score needs. */
export interface KeptInspection {
  readonly files: readonly string[];
  readonly themes: readonly string[];
  readonly rules: readonly Kept[];
  readonly found: readonly Kept[];
}

/** Undefined for one that must be made again each time: something could not be looked at, or a comment speaks to it. */
export function keep({ found, files, themes, problems, comments }: Inspection): KeptInspection | undefined {
  if (problems.length > 0 || comments.length > 0) return undefined;
  const rules = [...new Set(found.map(({ finding }) => finding.rule))];
  const indexes = new Map(rules.map((rule, index) => [rule, index]));
  return {
    files,
    themes: [...themes],
    rules: rules.map(({ id, severity, theme }) => [id, severity, theme]),
    found: found.map(({ finding: { rule, file, line, endLine, message, subject }, exposure }) => [
      indexes.get(rule) ?? -1,
      file,
      line,
      endLine,
      message,
      subject ?? null,
      exposure,
    ]),
  };
}

/**
 * The inspection again, without the rules' code: that is loaded where somebody asks for a rule's words.
 *
 * @param kept as it was read
 * @returns undefined for anything but what {@link keep} has made
 */
export function recall(kept: unknown): Inspection | undefined {
  if (!isKept(kept)) return undefined;
  const { files, themes, rules, found } = kept;
  const known = rules.map(([id, severity, theme]) =>
    typeof id === 'string' && isSeverity(severity) && isTheme(theme) ? lazyRule(id, severity, theme) : undefined,
  );
  const weighed = found.map(([index, file, line, endLine, message, subject, exposure]): Weighed | undefined => {
    const rule = typeof index === 'number' ? known[index] : undefined;
    if (!rule || typeof file !== 'string' || typeof message !== 'string' || typeof exposure !== 'number')
      return undefined;
    if (typeof line !== 'number' || typeof endLine !== 'number') return undefined;
    const finding = { rule, file, line, endLine, message };
    return { finding: typeof subject === 'string' ? { ...finding, subject } : finding, exposure };
  });
  const all = weighed.filter((each) => each !== undefined);
  if (all.length !== found.length) return undefined;
  return {
    found: all,
    problems: [],
    files,
    themes: new Set(themes.filter(isTheme)),
    rules: lazyList(() => chosenRules(engine().RULES, {})),
    comments: [],
  };
}

function isKept(value: unknown): value is KeptInspection {
  if (typeof value !== 'object' || value === null) return false;
  const { files, themes, rules, found }: Partial<Record<string, unknown>> = { ...value };
  return isTexts(files) && isTexts(themes) && themes.every(isTheme) && isKeptList(rules) && isKeptList(found);
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');
const isSeverity = (value: unknown): value is Severity => (SEVERITIES as readonly unknown[]).includes(value);
const isTheme = (value: unknown): value is Theme => (THEMES as readonly unknown[]).includes(value);

/** A rule of which three words are known: whoever asks for more gets the rule itself. */
function lazyRule(id: string, severity: Severity, theme: Theme): Rule {
  const known: Readonly<Record<PropertyKey, unknown>> = { id, severity, theme };
  let found: Rule | undefined;
  const whole = () => (found ??= engine().RULES.find((rule) => rule.id === id)) ?? known;
  return new Proxy(known, {
    get: (_, key) => known[key] ?? (Reflect.get(whole(), key) as unknown),
    has: (_, key) => Reflect.has(whole(), key),
    ownKeys: () => Reflect.ownKeys(whole()),
    getOwnPropertyDescriptor: (_, key) => Reflect.getOwnPropertyDescriptor(whole(), key),
  }) as unknown as Rule;
}
