import type { Workload } from '../../model/workload.js';

/** Workloads behind those that they start after, otherwise as they were declared. What waits for each other stays where it is. */
export function updateOrder(workloads: readonly Workload[]): Workload[] {
  const byName = new Map(workloads.map((workload) => [workload.name, workload]));
  const ordered = new Set<Workload>();
  const seen = new Set<Workload>();
  for (const root of workloads) {
    // An explicit stack: a chain of thousands of services must not exhaust the call stack.
    const stack: { readonly workload: Workload; readonly leave: boolean }[] = [{ workload: root, leave: false }];
    for (let frame = stack.pop(); frame; frame = stack.pop()) {
      const { workload, leave } = frame;
      if (leave) ordered.add(workload);
      else if (!seen.has(workload)) {
        seen.add(workload);
        stack.push({ workload, leave: true });
        for (const { workload: name } of [...workload.startAfter].reverse()) {
          const before = byName.get(name);
          if (before) stack.push({ workload: before, leave: false });
        }
      }
    }
  }
  return [...ordered];
}
