import { onceForText } from '../../../model/once.js';
import { serviceRule } from '../../rule.js';

const YES = /^(?:1|true|yes|on)$/i;
const DEVELOPMENT = /^(?:dev|develop|development|local|debug)$/i;

const SWITCHES: readonly (readonly [name: RegExp, value: RegExp])[] = [
  [
    /^(?:NODE_ENV|RAILS_ENV|RACK_ENV|FLASK_ENV|APP_ENV|SYMFONY_ENV|MIX_ENV|ASPNETCORE_ENVIRONMENT|DOTNET_ENVIRONMENT)$/,
    DEVELOPMENT,
  ],
  [/^(?:APP_DEBUG|FLASK_DEBUG|DJANGO_DEBUG|WORDPRESS_DEBUG|WP_DEBUG|SYMFONY_DEBUG|WERKZEUG_DEBUG|YII_DEBUG)$/, YES],
  [/^DEBUG$/, /^(?:1|true|yes|on|\*)$/i],
  [/^(?:XDEBUG_MODE)$/, /\bdebug\b|\bdevelop\b/],
  [/^(?:NODE_OPTIONS|JAVA_OPTS|JAVA_TOOL_OPTIONS)$/, /--inspect(?:-brk)?\b|-agentlib:jdwp|-Xrunjdwp/],
];

const switchesCalled = onceForText((key) => SWITCHES.filter(([name]) => name.test(key)));

export const debugMode = serviceRule({
  id: 'debug-mode',
  title: 'No service runs in debug mode',
  severity: 'low',
  theme: 'secrets',
  rationale:
    'Frameworks in debug mode answer an error with source, settings and variables, some with a console that executes what is typed.',
  remedy: 'Take the switch out, or keep it in an overlay for development.',
  example: ['environment:', '  NODE_ENV: production'].join('\n'),
  references: { nist: ['4.4.3'], owasp: ['RULE #12'] },
  checkService(service, report, around) {
    if (around.development) return;
    for (const { key, value, ...place } of service.environment) {
      const text = value?.trim() ?? '';
      if (switchesCalled(key).some(([, pattern]) => pattern.test(text)))
        report(place, `${service.name} runs in debug mode (${key}=${text})`);
    }
  },
});
