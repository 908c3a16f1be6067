import { parse } from 'yaml';

/** An alerting rule as Prometheus reads it. */
export interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

const FOLDER = 'infrastructure/monitoring/rules/';

/** The rules of every subject in a rendered output. */
export function rulesOf(files: Readonly<Record<string, string>>): Rule[] {
  return Object.entries(files)
    .filter(([path]) => path.startsWith(FOLDER) && !path.includes('/tests/'))
    .flatMap(([, text]) => (parse(text) as { groups: { rules: Rule[] }[] }).groups)
    .flatMap(({ rules }) => rules);
}
