import { audit, type AuditReport } from '../../../src/audit/audit.js';
import type { ReportExtra } from '../../../src/audit/report/extra.js';
import { SMALL_RULES } from '../small-rules.js';

/** A folder's name as somebody would choose it who wants to be more than a name. */
export const EVIL =
  '</code></script><script>alert(1)</script>" onload="x\u001b[31m\u202egpj|`a`\n# [x](javascript:y) @org/team #1 www.a.b https://a.b ![i](u)<!-- *b* _c_ ~d~ $e$ &amp;\u2028\u009b2J\ud800';

const DOCKERFILE = `FROM ${'a'.repeat(3)}
ENV DB_PASSWORD=hunter2hunter2
RUN bad </script><img src=x onerror=alert(2)> \u001b[2J | \`code\`
# nexus-audit: ignore bad-run -- </td> | \`why\` <img src=x onerror=alert(3)> [r](http://evil)
RUN bad again
# nexus-audit: ignore nothing-${'x'.repeat(3)} -- left <b>over</b>
`;
const COMPOSE = `services:
  "a|<b>\u001b[0m":
    image: a
    privileged: true
`;

const texts: ReadonlyMap<string, string> = new Map([
  [`${EVIL}/Dockerfile`, DOCKERFILE],
  [`${EVIL}/compose.yaml`, COMPOSE],
]);

/** The audit of files whose names, texts, services and reasons attack whoever shows them. */
export const hostileReport: AuditReport = audit(
  [...texts].map(([path, text]) => ({ path, text })),
  {
    rules: SMALL_RULES,
    locate: (finding) => ({ ...finding, construct: 'shop/<i>x</i>|y', source: '.projenrc.ts:3' }),
  },
);

export const hostileExtra: ReportExtra = { version: '1.2.3', textOf: (file) => texts.get(file) };

/** Characters that steer a terminal or turn text around, but for the ends of lines. */
export const STEERING =
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]/u;
