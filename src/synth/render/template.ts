import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type Handlebars from 'handlebars';
import { NexusError, show } from '../../model/errors.js';
import { marker } from '../../model/marker.js';
import { library } from '../../model/library.js';
import { isRelativePath } from '../../model/paths.js';
import type { CommentSyntax } from '../../model/document.js';
import type { ModelPath } from '../../model/where.js';
import { type NginxDirective, parseNginx, printNginx } from '../../model/nginx-directive.js';
import { nginxPattern, nginxVariable, nginxWord, shellWord, sqlIdentifier, sqlString } from './quote.js';

const handlebars = library('handlebars');

/** `templates/` of this package, beside `src/` or `lib/`. */
const TEMPLATES = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'templates');

type Quote = (value: string) => string;

/** How a value may enter a template: always through the quoting of the language around it. */
const QUOTES: Readonly<Record<string, Quote>> = {
  sh: shellWord,
  sql: sqlString,
  ident: sqlIdentifier,
  nginx: nginxWord,
  pattern: nginxPattern,
  variable: nginxVariable,
  /** Text within a comment that the template has begun: line breaks become spaces. */
  note: (text) => text.replace(/[\s\u0085\u2028\u2029]+/g, ' ').trim(),
};

/** Helpers that are given nothing. */
export const PLAIN_HELPERS: readonly string[] = ['marker', 'rest'];

/** The only expressions that a template may have; `test/synth/templates.test.ts` holds them to it. */
export const TEMPLATE_HELPERS: readonly string[] = [
  ...Object.keys(QUOTES),
  'number',
  'directive',
  'part',
  'from',
  ...PLAIN_HELPERS,
];

/** Said when a template is compiled, so that it need not ask at each use whether a name is a helper or a value. */
const KNOWN_HELPERS = Object.fromEntries(TEMPLATE_HELPERS.map((name) => [name, true]));

const cache = new Map<string, Handlebars.TemplateDelegate>();
/** Texts of templates without a value, by name and syntax: every service has some. */
const fixed = new Map<string, string>();

/** A rendered template, and what its marked blocks say. */
export interface PrintedTemplate {
  readonly text: string;
  /** For each line the value of the model it says, where the template marks it with `from`. */
  readonly lines: readonly (ModelPath | undefined)[];
}

/**
 * Renders `templates/<name>` with `view`. A line `{{from path}}` marks what follows, up to a line `{{rest}}`, as saying
 * the value of the model at `path`; neither line is in the text.
 *
 * @throws NexusError if there is no such template, or it uses a value that the view has not
 */
export function printTemplate(name: string, view: object, syntax: CommentSyntax): PrintedTemplate {
  const text = fill(name, view, syntax);
  if (!text.includes(MARK)) return { text, lines: [] };
  const kept: string[] = [];
  const lines: (ModelPath | undefined)[] = [];
  let current: ModelPath | undefined;
  for (const line of text.split('\n')) {
    if (line.startsWith(MARK)) {
      current = line === MARK ? undefined : (JSON.parse(line.slice(MARK.length)) as ModelPath);
    } else {
      kept.push(line);
      lines.push(current);
    }
  }
  return { text: kept.join('\n'), lines };
}

/** The text alone. */
export function renderTemplate(name: string, view: object, syntax: CommentSyntax): string {
  return printTemplate(name, view, syntax).text;
}

/** Begins a line that marks the ones after it. Values can't contain it: control characters are refused. */
const MARK = '\u0001';

function fill(name: string, view: object, syntax: CommentSyntax): string {
  if (Object.keys(view).length > 0) return render(name, view, syntax);
  const key = `${syntax} ${name}`;
  const text = fixed.get(key) ?? render(name, view, syntax);
  fixed.set(key, text);
  return text;
}

function render(name: string, view: object, syntax: CommentSyntax): string {
  const template = cache.get(name) ?? compile(name);
  cache.set(name, template);
  try {
    return template(view, { data: { marker: marker(syntax), syntax } });
  } catch (error) {
    if (error instanceof NexusError) throw error;
    throw new NexusError(`template ${show(name)} could not be rendered: ${(error as Error).message}`);
  }
}

/** @internal for the test that reads the templates' syntax trees */
export function templateSource(name: string): string {
  if (!isRelativePath(name))
    throw new NexusError(`template ${show(name)} is not a path under templates/`, {
      fix: 'Name one of the templates of nexus-infra: "redis/redis.conf.hbs"',
    });
  const file = join(TEMPLATES, name);
  try {
    // Whatever a checkout has made of its line ends: carriage returns would be part of commands.
    return readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
  } catch {
    throw new NexusError(`there is no template ${show(name)}`, {
      fix: 'Add it under templates/, or correct the name in the construct that asks for it',
    });
  }
}

function compile(name: string): Handlebars.TemplateDelegate {
  const engine = handlebars().create();
  for (const [helper, quote] of Object.entries(QUOTES)) {
    engine.registerHelper(helper, (value: unknown) => {
      if (typeof value !== 'string')
        throw new NexusError(`template ${show(name)} gives ${show(value)} to "${helper}", that takes text`);
      return quote(value);
    });
  }
  engine.registerHelper('number', (value: unknown) => {
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw new NexusError(`template ${show(name)} gives ${show(value)} to "number"`);
    return String(value);
  });
  // Parsed before and printed anew: it can't end the block that it stands in.
  engine.registerHelper('directive', (value: unknown) => {
    const { directive, depth } = value as { readonly directive: NginxDirective; readonly depth: number };
    const text = printNginx(directive, '  '.repeat(depth));
    if (parseNginx(text).length !== 1)
      throw new NexusError(`template ${show(name)} gives ${show(text)} to "directive"`);
    return text;
  });
  engine.registerHelper('from', (path: unknown) => {
    if (!Array.isArray(path) || !path.every((key) => typeof key === 'string'))
      throw new NexusError(`template ${show(name)} gives ${show(path)} to "from", that takes a path in the model`);
    return MARK + JSON.stringify(path);
  });
  engine.registerHelper('rest', () => MARK);
  // Handlebars itself takes a list that is not there for an empty one.
  const each = engine.helpers.each as Handlebars.HelperDelegate;
  engine.registerHelper('each', function (this: unknown, list: unknown, options: unknown) {
    if (!Array.isArray(list)) throw new NexusError(`template ${show(name)} gives ${show(list)} to "each"`);
    return each.call(this, list, options) as string;
  });
  for (const block of ['if', 'unless']) {
    const choose = engine.helpers[block] as Handlebars.HelperDelegate;
    engine.registerHelper(block, function (this: unknown, value: unknown, options: unknown) {
      if (value === undefined) throw new NexusError(`template ${show(name)} gives ${show(value)} to "${block}"`);
      return choose.call(this, value, options) as string;
    });
  }
  // A text without values, as it is, that several templates have in common or that is a subject of its own:
  // `{{part "shell/secret-rule.sh"}}`.
  engine.registerHelper('part', (path: string) => templateSource(path).trimEnd());
  engine.registerHelper('marker', (options: Handlebars.HelperOptions) => (options.data as { marker: string }).marker);
  const source = templateSource(name);
  return engine.compile(source, {
    strict: true,
    noEscape: true,
    knownHelpers: KNOWN_HELPERS,
    knownHelpersOnly: true,
    preventIndent: true,
  });
}
