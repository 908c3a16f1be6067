import type { Observable } from '../../model/contribution.js';

/** What most observables have in common: a line in a chart that needs no legend, as there is one. */
export function chart(name: string, unit: Observable['unit']): Pick<Observable, 'kind' | 'name' | 'unit' | 'panel'> {
  return { kind: 'observable', name, unit, panel: { kind: 'timeseries', legend: '' } };
}
