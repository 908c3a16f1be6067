import * as engine from '../../src/audit/audit.js';
import { provideEngine } from '../../src/audit/engine.js';

// Vitest loads modules in its own way, and cannot do so in the middle of a synthesis.
provideEngine(engine);
