/** `service="postgres"`, as Alertmanager's matchers are written. */
export function equalTo(label: string, value: string): string {
  return `${label}=${JSON.stringify(value)}`;
}

/** `service=~"crm|users"`: Alertmanager compares with the whole value. One alone needs no expression. */
export function oneOf(label: string, values: readonly string[]): string {
  const [first = '', ...more] = values;
  return more.length === 0 ? equalTo(label, first) : `${label}=~${JSON.stringify(values.map(literal).join('|'))}`;
}

/** Text that an expression of Go (RE2) takes for itself. */
function literal(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
}

/** `alertname!~"OrdersSlow|StockSlow"`: any value but these. */
export function noneOf(label: string, values: readonly string[]): string {
  const [first = '', ...more] = values;
  return more.length === 0
    ? `${label}!=${JSON.stringify(first)}`
    : `${label}!~${JSON.stringify(values.map(literal).join('|'))}`;
}
