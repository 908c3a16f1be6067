import { serviceRule } from '../../rule.js';
import { textOf } from '../../../read/compose/node.js';

export const servicePlatform = serviceRule({
  id: 'service-platform',
  title: 'No service is tied to a platform',
  severity: 'info',
  theme: 'base-image',
  rationale: 'On a machine of another kind the image runs by emulation: slowly, and sometimes not at all.',
  remedy: 'Take `platform` out, or say in the file why it is needed; build for several with `build.platforms`.',
  example: ['build:', '  context: .', '  platforms: [linux/amd64, linux/arm64]'].join('\n'),
  references: {},
  checkService(service, report) {
    const platform = service.get('platform');
    const name = textOf(platform);
    if (platform?.kind === 'scalar' && name && !platform.dynamic)
      report(platform, `${service.name} is tied to ${name}`);
  },
});
