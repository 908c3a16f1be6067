import type { Rule } from '../../rule.js';

export const layersRules: readonly Rule[] = [];
