import { lockOutput } from '../../../src/synth/write/lock.js';
import { ownerName } from '../../../src/synth/write/owner.js';
import { makeStaging } from '../../../src/synth/write/staging.js';

// A run that has got as far as its staging folder, and takes its time.
const root = process.argv[2] ?? '';
lockOutput(root);
makeStaging(root, ownerName());
process.send?.('holding');
setInterval(() => undefined, 1000);
