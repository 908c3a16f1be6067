/** And `device_error`, which is empty where there is none: to Prometheus that is no label. */
const FILE_SYSTEM = 'device,fstype,mountpoint';

/** Families of the pinned image, with the collectors that are on, which every kernel has. */
export const HOST_METRICS: readonly string[] = [
  'node_boot_time_seconds{}',
  'node_context_switches_total{}',
  'node_cpu_seconds_total{cpu,mode}',
  'node_disk_io_time_seconds_total{device}',
  'node_disk_read_bytes_total{device}',
  'node_disk_read_time_seconds_total{device}',
  'node_disk_reads_completed_total{device}',
  'node_disk_write_time_seconds_total{device}',
  'node_disk_writes_completed_total{device}',
  'node_disk_written_bytes_total{device}',
  'node_filefd_allocated{}',
  'node_filefd_maximum{}',
  ...['avail_bytes', 'device_error', 'files', 'files_free', 'free_bytes', 'readonly', 'size_bytes'].map(
    (name) => `node_filesystem_${name}{${FILE_SYSTEM}}`,
  ),
  'node_forks_total{}',
  'node_intr_total{}',
  ...['load1', 'load5', 'load15'].map((name) => `node_${name}{}`),
  ...['Buffers', 'Cached', 'Dirty', 'MemAvailable', 'MemFree', 'MemTotal', 'SwapFree', 'SwapTotal'].map(
    (name) => `node_memory_${name}_bytes{}`,
  ),
  'node_procs_blocked{}',
  'node_procs_running{}',
  'node_scrape_collector_duration_seconds{collector}',
  'node_scrape_collector_success{collector}',
  'node_time_seconds{}',
  ...['maxerror_seconds', 'offset_seconds', 'sync_status'].map((name) => `node_timex_${name}{}`),
  ...['oom_kill', 'pgmajfault', 'pswpin', 'pswpout'].map((name) => `node_vmstat_${name}{}`),
];
