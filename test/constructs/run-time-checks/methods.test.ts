import { MemorySize, NexusPlatform, RedisCache, Volume } from '../../../src/index.js';
import { type Case, refuses, service, untyped } from './cases.js';

const crm = (p: NexusPlatform) => service(p, {});

const METHODS: readonly Case[] = [
  [
    'addEnvironment',
    (p) => crm(p).addEnvironment('A', untyped(undefined)),
    '[shop/crm] variable A is undefined. Set it before synthesis, if it comes from process.env, or remove the variable.',
  ],
  [
    'addEnvironment, a name',
    (p) => crm(p).addEnvironment(untyped(5), '1'),
    '[shop/crm] variable 5 must be letters, digits and underscores, not beginning with a digit (POSIX).',
  ],
  [
    'addSecret',
    (p) => crm(p).addSecret(untyped('jwt')),
    '[shop/crm] secret "jwt" is not a Secret. Pass the construct: new Secret(platform, "jwt").',
  ],
  [
    'addSecret, nothing',
    (p) => crm(p).addSecret(untyped(undefined)),
    '[shop/crm] secret is undefined. Pass the construct: new Secret(platform, "jwt_secret").',
  ],
  [
    'addUse',
    (p) => crm(p).addUse(untyped('redis')),
    '[shop/crm] provider "redis" is not a construct that can be used. Pass the service, database or cache itself, as in uses: [postgres].',
  ],
  [
    'addUse, options',
    (p) => crm(p).addUse(new RedisCache(p, 'redis'), untyped({ startConditon: 'none' })),
    '[shop/crm] unknown prop options.startConditon. Did you mean "startCondition"?',
  ],
  [
    'addVolume',
    (p) => crm(p).addVolume(untyped('data'), '/data'),
    '[shop/crm] volume "data" is not a Volume. Write new Volume(platform, "crm_data").',
  ],
  [
    'addVolume, options',
    (p) => crm(p).addVolume(new Volume(p, 'data'), '/data', untyped({ readOnly: 'yes' })),
    '[shop/crm] options.readOnly "yes" is not true or false.',
  ],
  [
    'addTmpfs',
    (p) => crm(p).addTmpfs('/cache', untyped(64)),
    '[shop/crm] size 64 is not a MemorySize. Write MemorySize.mebibytes(64).',
  ],
  [
    'addTmpfs, owner',
    (p) => crm(p).addTmpfs('/cache', MemorySize.mebibytes(1), untyped({ uid: 'node' })),
    '[shop/crm] owner.uid "node" is not a whole number of 0 or more.',
  ],
  [
    'addLabel',
    (p) => crm(p).addLabel('team', untyped(5)),
    '[shop/crm] label team 5 is not a string. Write it in quotes: "5".',
  ],
  [
    'startAfter',
    (p) => crm(p).startAfter(untyped('redis'), 'ready'),
    '[shop/crm] workload "redis" is not a workload of the platform. Pass the construct itself, not its name.',
  ],
  [
    'startAfter, condition',
    (p) => crm(p).startAfter(new RedisCache(p, 'redis'), untyped('redy')),
    '[shop/crm] start condition "redy" is not one of "started", "ready" or "completed". Did you mean "ready"?',
  ],
  [
    'NexusPlatform.of',
    () => NexusPlatform.of(untyped('shop')),
    'construct "shop" is not a construct. Pass the platform, or a construct in it.',
  ],
  [
    'addDocument',
    (p) => p.addDocument(untyped({ path: 'x.conf', kind: 'lines', lines: 'a' })),
    '[shop] addDocument has 2 invalid props. (place)\n' +
      '  - syntax is missing. Add syntax: "hash".\n' +
      '  - lines "a" is not a list. Put it in brackets: [ … ].',
  ],
  [
    'addOverride',
    (p) => p.compose.addOverride(untyped(undefined), 1),
    '[shop] path is undefined. Write "services.crm.ulimits.nofile".',
  ],
];

refuses('methods', METHODS);
