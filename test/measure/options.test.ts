import { describe, expect, test } from 'vitest';
import { readMeasureOptions } from '../e2e/measure/options.js';

describe('options of npm run measure', () => {
  test('measure everything three times, into the document', () => {
    expect(readMeasureOptions([])).toMatchObject({
      runs: 3,
      parts: ['builds', 'images', 'runtime'],
      services: ['user-management', 'crm', 'services', 'agendamento', 'api-gateway', 'frontend'],
      document: 'docs/measurements.md',
    });
  });

  test('--quick is one run of one service, and writes no document', () => {
    expect(readMeasureOptions(['--quick'])).toMatchObject({ runs: 1, services: ['crm'], document: '' });
  });

  test('--quick gives way to what is said beside it', () => {
    expect(readMeasureOptions(['--quick', '--services', 'frontend', '--runs', '2'])).toMatchObject({
      runs: 2,
      services: ['frontend'],
    });
  });

  test('lists keep the order in which things are measured', () => {
    expect(readMeasureOptions(['--only', 'runtime,builds'])).toMatchObject({ parts: ['builds', 'runtime'] });
  });

  test.each([
    [['--services', 'crm,billing'], 'services are'],
    [['--services', ''], 'services are'],
    [['--runs', '0'], '--runs must be a whole number above 0, not 0'],
    [['--starts', 'many'], '--starts must be a whole number above 0, not many'],
    [['--fast'], '--fast'],
  ])('%j is refused, with the usage', (argv, message) => {
    const answer = readMeasureOptions(argv);
    expect(answer).toContain(message);
    expect(answer).toContain('npm run measure -- ');
  });
});
