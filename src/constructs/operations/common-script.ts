import type { DocumentModel } from '../../model/document.js';
import type { PlatformModel } from '../../model/platform-model.js';
import { textsIn } from './texts/catalogue.js';
import { COMMON_TEXTS } from './texts/common.js';

/** What the scripts have in common, and the folder in which they keep what they have done on a host. */
export function commonScript({ name, language, origin }: PlatformModel): DocumentModel[] {
  return [
    {
      path: 'scripts/lib/common.sh',
      origin,
      kind: 'template',
      syntax: 'hash',
      template: 'operations/common.sh.hbs',
      view: { platform: name, texts: textsIn(language, COMMON_TEXTS) },
    },
    {
      path: 'releases/.gitignore',
      origin,
      kind: 'lines',
      syntax: 'hash',
      lines: ['# What the scripts have done on this host.', '*', '!.gitignore'],
    },
  ];
}
