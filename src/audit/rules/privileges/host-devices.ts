import { serviceRule } from '../../rule.js';
import { devices, isRawDevice } from './lib/devices.js';

export const hostDevices = serviceRule({
  id: 'host-devices',
  title: 'Devices of the host are handed in for a reason',
  severity: 'info',
  theme: 'privileges',
  rationale: 'A driver is code of the kernel: with its device a container reaches more of it.',
  remedy:
    'Hand in the one device, with the rights that are needed (`r` where reading is enough), and say in the file what for.',
  example: ['devices:', '  - /dev/ttyUSB0:/dev/ttyUSB0:r'].join('\n'),
  references: { cis: ['5.18'], nist: ['4.4.3'] },
  checkService(service, report) {
    for (const device of devices(service)) {
      if (!isRawDevice(device.path)) report(device, `${service.name} gets the host's ${device.path}`);
    }
  },
});
