import { afterAll } from 'vitest';
import { removeTemporaryFolders } from './temporary.js';

// A setup file, for each test file: one that registers this itself does so only for the first that imports it, as
// files share their modules.
afterAll(removeTemporaryFolders);
