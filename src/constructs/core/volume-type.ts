import * as t from '../../model/shape/index.js';
import { Volume } from './volume.js';

export const VOLUME = t.instance(Volume, 'new Volume(platform, "crm_data")');
