import type { Observable } from '../../src/index.js';

/** The observable of the guide, from which messages about wrong ones are made. */
export const QUEUE_LENGTH: Observable = {
  kind: 'observable',
  name: 'queue-length',
  description: 'Orders that wait',
  query: 'max(queue_length{job="orders"})',
  unit: 'short',
  warning: { comparison: '>', value: 100 },
  mustExist: true,
  nextSteps: 'See whether the worker runs',
  panel: { kind: 'timeseries', legend: '' },
};
