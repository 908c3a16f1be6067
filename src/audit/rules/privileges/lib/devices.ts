import type { ComposeService } from '../../../../read/compose/document.js';
import { at, itemsOf, textOf } from '../../../../read/compose/node.js';
import type { Place } from '../../../../read/text/place.js';
import { withoutSlash } from '../../../../read/text/trim.js';

export interface Device extends Place {
  /** Path on the host: `/dev/ttyUSB0`. */
  readonly path: string;
}

/** `devices` of a service; those of the container device interface (`vendor.com/class=name`) are no paths. */
export function devices(service: ComposeService): Device[] {
  return itemsOf(service.get('devices')).flatMap((item) => {
    const path = (textOf(item) ?? textOf(at(item, 'source')))?.split(':', 1)[0];
    const { file, line, endLine } = item;
    return path?.startsWith('/') ? [{ path: withoutSlash(path), file, line, endLine }] : [];
  });
}

/** Disks, memory, ports and everything at once: what gives the machine away. */
export function isRawDevice(path: string): boolean {
  return /^\/dev(?:\/(?:mem|kmem|port|core|(?:sd|hd|vd|xvd|nvme|mmcblk|md|dm-|loop|sr|sg|ram|nbd)[\w-]*|mapper(?:\/.*)?|disk(?:\/.*)?|block(?:\/.*)?))?$/.test(
    path,
  );
}
