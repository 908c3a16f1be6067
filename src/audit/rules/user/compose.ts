import type { Rule } from '../../rule.js';
import { serviceUser } from './service-user.js';
import { serviceUserRoot } from './service-user-root.js';

export const userComposeRules: readonly Rule[] = [serviceUser, serviceUserRoot];
