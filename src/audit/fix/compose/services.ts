import { isScalar, isSeq, type Node } from 'yaml';
import type { SourceText } from '../../../read/text/source-text.js';
import { insert } from '../edit.js';
import { leave, type ComposeFixer, type Mending } from '../fixer.js';
import { isSaidElsewhere } from './elsewhere.js';
import { addKeys, blockMap, columnOf, merges, ownPair, serviceMap } from './service-map.js';

const OPTION = 'no-new-privileges:true';
const INHERITED = leave('the section comes from elsewhere: another file, "extends" or an anchor');

/**
 * Images in which nothing gains rights on its way: no `sudo`, `su` or `ping` that the service would need. Whether another
 * image works without, only a try shows.
 */
const GAINS_NO_RIGHTS =
  /^(?:(?:docker\.io\/|public\.ecr\.aws\/docker\/)?(?:library\/)?(?:haproxy|httpd|mariadb|memcached|mongo|mysql|nginx|postgres|rabbitmq|redis|traefik)|(?:docker\.io\/)?valkey\/valkey)(?=[:@]|$)/;

/** `security_opt` with `no-new-privileges:true`, in a service that has none, or as one more of those it has. */
export const noNewPrivileges: ComposeFixer = (finding, source, others) => {
  const missing = finding.rule.id === 'security-options';
  const map = serviceMap(source, finding.subject ?? '', missing ? finding.line : undefined);
  if (typeof map === 'string') return leave(map);
  const image = ownPair(map, 'image')?.value;
  const name = isScalar(image) && typeof image.value === 'string' ? image.value : '';
  if (!GAINS_NO_RIGHTS.test(name) || name.includes('$') || ownPair(map, 'build'))
    return leave('what its image starts may need sudo, su or the like: add the option and try');
  if (map.anchor !== undefined) return leave('other services may take it over by its anchor');
  if (ownPair(map, 'extends') || isSaidElsewhere(finding.subject ?? '', source, others))
    return leave('other files or services say something of it too: put together, the option may stand there twice');
  const own = ownPair(map, 'security_opt');
  if (!own) {
    if (!missing) return INHERITED;
    const edit = addKeys(source, map, ['security_opt:', `  - ${OPTION}`]);
    return edit ? [edit] : leave('what stands last in the service may go on');
  }
  if (/no-new-privileges/.test(source.text.slice(own.key.range?.[0], own.value?.range?.[1])))
    return leave('somebody has decided about no-new-privileges');
  return addItem(source, own.value, OPTION);
};

/** One more item of a list, in the style of the others. */
function addItem(source: SourceText, list: Node | null, item: string): Mending {
  if (isSeq(list) && list.anchor !== undefined) return leave('other services may take the list over by its anchor');
  if (!isSeq(list) || list.items.length === 0 || !list.range) return leave('the list is written in another way');
  const [start, end] = list.range;
  const written = source.text.slice(start, end).trimEnd();
  if (list.flow) {
    // Only what stands on one line: "[a, b]".
    return /^\[[^\n,]*[^\n]*[^\n,\s]\s*\]$/.test(written) && !/,\s*\]$/.test(written)
      ? [insert(start + written.slice(0, -1).trimEnd().length, `, ${item}`)]
      : leave('the list is written in another way');
  }
  const column = columnOf(source, { range: [start, start, start] } as Node);
  const lineEnd = source.text.indexOf('\n', start + written.length);
  if (column === undefined || /^\s*[|>]|[|>][-+\d]*\s*\n/.test(written))
    return leave('the list is written in another way');
  return [insert(lineEnd < 0 ? source.text.length : lineEnd, `\n${' '.repeat(column)}- ${item}`)];
}

/** Limits for the log of a service that has chosen files. Without a choice the driver is that of the engine. */
export const logRotation: ComposeFixer = (finding, source) => {
  const service = serviceMap(source, finding.subject ?? '');
  if (typeof service === 'string') return leave(service);
  const pair = ownPair(service, 'logging');
  const logging = blockMap(pair?.value);
  if (!pair || !logging || merges(logging)) return INHERITED;
  if (source.lineAt(pair.key.range?.[0] ?? 0) !== finding.line) return INHERITED;
  if (!ownPair(logging, 'driver')) return leave('the driver is that of the engine, and may have no such options');
  const options = ownPair(logging, 'options');
  const lines = ['max-size: 10m', 'max-file: "3"'];
  if (!options) {
    const edit = addKeys(source, logging, ['options:', ...lines.map((line) => `  ${line}`)]);
    return edit ? [edit] : leave('what stands last in the section may go on');
  }
  const map = blockMap(options.value);
  if (!map || merges(map) || ownPair(map, 'max-size')) return leave('its options are written in another way');
  const edit = addKeys(source, map, ownPair(map, 'max-file') ? lines.slice(0, 1) : lines);
  return edit ? [edit] : leave('what stands last in the section may go on');
};
