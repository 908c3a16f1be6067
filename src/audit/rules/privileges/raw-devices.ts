import { serviceRule } from '../../rule.js';
import { devices, isRawDevice } from './lib/devices.js';

export const rawDevices = serviceRule({
  id: 'raw-devices',
  title: 'No disk and no memory of the host is handed in',
  severity: 'high',
  theme: 'privileges',
  rationale: 'Who reads the disk or the memory of the host reads every file and every key on it, past all permissions.',
  remedy: 'Mount the folder that is needed instead of the disk; never hand in /dev/mem or all of /dev.',
  example: ['volumes:', '  - data:/var/lib/app'].join('\n'),
  references: { cis: ['5.18'], nist: ['4.4.3', '4.5.5'] },
  checkService(service, report) {
    for (const device of devices(service)) {
      if (isRawDevice(device.path)) report(device, `${service.name} gets the host's ${device.path}`);
    }
  },
});
