export { renderPlatform } from './render-platform.js';
export type { RenderedFile } from './render/files.js';
export { type PlatformSource, Synthesizer } from './synthesizer.js';
export { commitWrites } from './write/commit.js';
export { readManifest } from './write/manifest.js';
export { planWrites, type WritePlan } from './write/plan.js';
