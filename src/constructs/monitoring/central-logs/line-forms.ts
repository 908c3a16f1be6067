/**
 * Where a new entry begins, as a regular expression of RE2. Indented lines, empty ones, and those that only close what an
 * indented one opened belong to the entry before.
 */
export const FIRST_LINE = String.raw`^[^\s)\]}]`;

/**
 * Where the level stands in lines that are no JSON, as regular expressions of RE2 with the group `level`: after the time, as
 * Postgres and nginx write it; and as a field, as Go's programs do.
 */
export const TEXT_LEVELS: readonly string[] = [
  String.raw`^\d{4}[-/]\d\d[-/]\d\d[ T][\d:.,]+Z?(?: [A-Z+-][\w+:-]*)?(?: \[\d+\])? \[?(?P<level>[A-Za-z]+)\d?(?:\]|: )`,
  String.raw`^(?:t|ts|time)="?[^" ]+"? (?:caller=\S+ )?level=(?P<level>[A-Za-z]+)\b`,
];

/** What an id of a request or trace consists of, as the proxy takes it from others. No quote, so that it fits into a query. */
export const TRACE_ID = '[A-Za-z0-9._:/+=-]{1,128}';

/** Levels of Loki and Grafana, each with what programs call it; the numbers are pino's. */
const LEVELS: readonly (readonly [level: string, names: readonly string[]])[] = [
  ['critical', ['critical', 'crit', 'fatal', 'panic', 'alert', 'emerg', 'emergency', '60']],
  ['error', ['error', 'err', '50']],
  ['warning', ['warning', 'warn', '40']],
  ['info', ['info', 'information', 'informational', 'notice', 'log', '30']],
  ['debug', ['debug', '20']],
  ['trace', ['trace', '10']],
];

/** A template of Go's: the name of the level in `.Value`, and nothing if it is none. */
export const LEVEL_TEMPLATE = [
  '{{ $l := ToLower .Value }}',
  ...LEVELS.map(
    ([level, names], i) =>
      `{{ ${i > 0 ? 'else ' : ''}if eq $l ${names.map((name) => JSON.stringify(name)).join(' ')} }}${level}`,
  ),
  '{{ end }}',
].join('');
