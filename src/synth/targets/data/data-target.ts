import { MARKER } from '../../../model/marker.js';
import type { PlatformModel } from '../../../model/platform-model.js';
import type { RenderedFile } from '../../render/files.js';
import type { Target } from '../../target.js';
import { modelData } from './model-data.js';
import { printData } from './print-data.js';

/** Version of the form of the file: higher where a reader of the one before would misread it. */
export const MODEL_SCHEMA = 1;

/** Where the model of a platform lies: beside the manifest, committed, for `diff` between revisions and for pictures. */
export function modelFile(platform: string): string {
  return `.nexus/${platform}.model.json`;
}

/** The model as data: what the other targets are renderings of. */
export const dataTarget: Target = {
  name: 'data',
  render: (model) => ({ files: [render(model)], problems: [] }),
  // Plain data refers to nothing.
  check: () => [],
};

function render(model: PlatformModel): RenderedFile {
  const content = printData({ '//': MARKER, schema: MODEL_SCHEMA, ...modelData(model) });
  return {
    path: modelFile(model.name),
    content,
    executable: false,
    origin: model.origin,
    says: () => ['target', 'data'],
  };
}
