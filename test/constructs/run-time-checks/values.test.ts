import { Environment, RedisCache } from '../../../src/index.js';
import { type Case, platform, refuses, service, untyped } from './cases.js';

const VARIABLES: readonly Case[] = [
  [
    'a variable of process.env that is not set',
    (p) => service(p, { environment: { A: process.env['NEXUS_TEST_NOT_SET'] } }),
    '[shop/crm] environment.A is undefined. Set it before synthesis, if it comes from process.env, or remove the variable.',
  ],
  [
    'one within a text',
    (p) => service(p, { environment: { A: `https://${String(process.env['NEXUS_TEST_NOT_SET'])}:8080/x` } }),
    '[shop/crm] environment.A contains "undefined", which stands in a text for a value that is not set. Set it before synthesis, if it comes from process.env, or leave it out.',
  ],
  [
    'an object within a text',
    (p) => service(p, { environment: { A: `a ${String({})}` } }),
    '[shop/crm] environment.A contains "[object Object]", which stands in a text for a value that is no text. Write JSON.stringify(…), or the part of it that is meant.',
  ],
  [
    'an object as a variable',
    (p) => service(p, { environment: { A: {} } }),
    '[shop/crm] environment.A {} is not a string, a finite number or a boolean. Write JSON.stringify(…) for a variable in JSON.',
  ],
  [
    'a number that is none',
    (p) => service(p, { environment: { A: Number('x') } }),
    '[shop/crm] environment.A NaN is not a string, a finite number or a boolean.',
  ],
  [
    'a secret in an object',
    (p) => service(p, { environment: { DB_PASSWORD: { value: 'hunter2' } } }),
    '[shop/crm] environment.DB_PASSWORD (an object) is not a string, a finite number or a boolean. Write JSON.stringify(…) for a variable in JSON.',
  ],
  [
    'a map of variables',
    (p) => service(p, { environment: new Map([['A', '1']]) }),
    '[shop/crm] environment (a Map) is not an object. Write Object.fromEntries(map).',
  ],
  [
    'a variable of an overlay',
    () => Environment.overlay('staging', untyped({ environment: { A: [1] } })),
    'Environment "staging": environment.A [1] is not a string, a finite number or a boolean. Write JSON.stringify(…) for a variable in JSON.',
  ],
];

const WORDS: readonly Case[] = [
  [
    'a misspelled word',
    (p) => service(p, { restart: 'allways' }),
    '[shop/crm] restart "allways" is not one of "always", "on-failure" or "never". Did you mean "always"?',
  ],
  [
    'a number for a duration',
    (p) => service(p, { stopGracePeriod: 30 }),
    '[shop/crm] stopGracePeriod 30 is not a Duration. Write Duration.seconds(30).',
  ],
  [
    'a text for a duration',
    (p) => service(p, { stopGracePeriod: '1m30s' }),
    '[shop/crm] stopGracePeriod "1m30s" is not a Duration. Write Duration.parse("1m30s").',
  ],
  [
    'a text that is no duration',
    (p) => service(p, { stopGracePeriod: 'soon' }),
    '[shop/crm] stopGracePeriod "soon" is not a Duration. Write Duration.seconds(30).',
  ],
  [
    'a phase by its name',
    () => platform({ rollout: 'Security' }),
    '[shop] rollout "Security" is not a Phase. Write Phase.Security.',
  ],
  [
    'a phase by its number as a text',
    () => platform({ rollout: '2' }),
    '[shop] rollout "2" is not a Phase. Write Phase.Build.',
  ],
  [
    'a phase that there is not',
    () => platform({ rollout: 7 }),
    '[shop] rollout 7 is not a Phase. Write Phase.Security, Phase.Build, Phase.Observability or Phase.Advanced.',
  ],
  [
    'an enum by its name',
    (p) => new RedisCache(p, 'redis', untyped({ persistence: 'AppendOnly' })),
    '[shop/redis] persistence "AppendOnly" is not a RedisPersistence. Write RedisPersistence.AppendOnly.',
  ],
  [
    'a number in quotes',
    (p) => service(p, { port: '5000' }),
    '[shop/crm] port "5000" is not a number. Write 5000, without quotes.',
  ],
  [
    'a boolean in quotes',
    (p) => service(p, { egress: 'true' }),
    '[shop/crm] egress "true" is not true or false. Write true, without quotes.',
  ],
  [
    'a port beyond the last one',
    (p) => service(p, { developmentPort: 70_000 }),
    '[shop/crm] developmentPort 70000 is not a whole number between 1 and 65535.',
  ],
  [
    'a command in one text',
    (p) => service(p, { command: 'node dist/worker.js' }),
    '[shop/crm] command "node dist/worker.js" is not a list of words. Write ["node", "dist/worker.js"].',
  ],
];

refuses('variables', VARIABLES);
refuses('words and numbers', WORDS);
