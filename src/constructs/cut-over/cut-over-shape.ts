import * as t from '../../model/shape/index.js';
import { LegacyData } from '../core/legacy-data.js';
import type { CutOverProps } from './cut-over.js';

export const CUT_OVER_PROPS = t.shapeOf<CutOverProps>()({
  project: t.like(t.text, '"erp-nexus-old"'),
  data: t.list(t.instance(LegacyData, 'postgres.from({ superuser: "admin" })')),
});
