import type { ObservableUnit, Threshold } from '../../../../src/index.js';

/** A query as people write it for an alert, and what it is compared with. */
export interface RealisticQuery {
  readonly query: string;
  readonly comparison: Threshold['comparison'];
  readonly value: number;
  readonly unit: ObservableUnit;
  /** Minutes that it must last. */
  readonly minutes: number;
}

const is = (
  query: string,
  comparison: Threshold['comparison'],
  value: number,
  minutes = 5,
  unit: ObservableUnit = 'short',
): RealisticQuery => ({ query, comparison, value, unit, minutes });
const part = (query: string, comparison: Threshold['comparison'], value: number, minutes = 5): RealisticQuery =>
  is(query, comparison, value, minutes, 'percentunit');

const ERRORS = 'http_requests_total{job="shop",code=~"5.."}';
const ALL = 'http_requests_total{job="shop"}';
const ratio = (range: string) => `sum(rate(${ERRORS}[${range}])) / sum(rate(${ALL}[${range}]))`;

/** Alerts of services, databases, caches, proxies, hosts, jobs and probes. */
export const REALISTIC: readonly RealisticQuery[] = [
  // Services
  part(ratio('5m'), '>', 0.05),
  part(
    `sum by (route) (rate(${ERRORS}[5m])) / sum by (route) (rate(${ALL}[5m])) and sum by (route) (increase(${ALL}[5m])) > 20`,
    '>',
    0.05,
  ),
  part(`sum(increase(${ERRORS}[1h])) / sum(increase(${ALL}[1h]))`, '>', 0.01),
  is(`(${ratio('1h')} > 14.4 * 0.001) and (${ratio('5m')} > 14.4 * 0.001)`, '>', 0, 2),
  is(`((${ratio('6h')}) > (6 * 0.001)) and ((${ratio('30m')}) > (6 * 0.001))`, '>', 0, 15),
  is(
    `(${ratio('1h')} > 14.4 * 0.001 and ${ratio('5m')} > 14.4 * 0.001) or (${ratio('6h')} > 6 * 0.001 and ${ratio('30m')} > 6 * 0.001)`,
    '>',
    0,
    2,
  ),
  is(`${ratio('1h')} / (1 - 0.999) and ${ratio('5m')} / (1 - 0.999) > 14.4`, '>', 14.4, 2),
  part(
    `1 - (sum(rate(http_request_duration_seconds_bucket{job="shop",le="0.5"}[5m])) / sum(rate(http_request_duration_seconds_count{job="shop"}[5m])))`,
    '>',
    0.1,
  ),
  is(
    'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{job="shop"}[5m])))',
    '>',
    0.5,
    5,
    's',
  ),
  is(
    'histogram_quantile(0.99, sum by (le, route) (rate(http_request_duration_seconds_bucket{job="shop"}[10m]))) and on (route) sum by (route) (rate(http_request_duration_seconds_count{job="shop"}[10m])) > 0.1',
    '>',
    1,
    10,
    's',
  ),
  is(
    'sum(rate(http_request_duration_seconds_sum[5m])) / sum(rate(http_request_duration_seconds_count[5m]))',
    '>',
    0.3,
    5,
    's',
  ),
  is(`sum(rate(${ALL}[5m])) or vector(0)`, '<', 0.1, 10, 'reqps'),
  is(`sum(rate(${ALL}[10m])) == 0`, '==', 0, 10),
  is('absent(up{job="shop"})', '==', 1, 5),
  is('absent_over_time(up{job="shop"}[15m])', '==', 1, 0),
  is('count_over_time(up{job="shop"}[10m])', '<', 5, 0),
  is('sum(up{job="shop"}) or vector(0)', '<', 2, 2, 'none'),
  is('count(up{job="shop"} == 1) or vector(0)', '<', 2, 2, 'none'),
  part('avg(up{job="shop"})', '<', 0.5),
  part('avg_over_time(up{job="shop"}[15m])', '<', 0.9),
  is('changes(process_start_time_seconds{job="shop"}[15m])', '>', 2, 0),
  is('resets(http_requests_total{job="shop"}[30m])', '>', 2, 0),
  is('time() - process_start_time_seconds{job="shop"}', '<', 300, 0, 's'),
  part('max(nodejs_heap_size_used_bytes{job="shop"} / nodejs_heap_size_total_bytes{job="shop"})', '>', 0.9, 10),
  is('max_over_time(nodejs_eventloop_lag_seconds{job="shop"}[5m])', '>', 0.2, 5, 's'),
  is('quantile_over_time(0.9, nodejs_eventloop_lag_p99_seconds{job="shop"}[30m])', '>', 0.1, 5, 's'),
  is('deriv(process_resident_memory_bytes{job="shop"}[1h])', '>', 10_000, 30),
  is('delta(process_open_fds{job="shop"}[30m])', '>', 100, 0),
  is(`max_over_time(sum(rate(${ALL}[5m]))[1h:1m])`, '>', 100, 0, 'reqps'),
  is(`min_over_time(sum(rate(${ALL}[5m]))[1h:5m])`, '<', 1, 0, 'reqps'),
  part(`sum(rate(${ALL}[5m])) / sum(rate(${ALL}[5m] offset 1d))`, '<', 0.5, 10),
  is(`sum(rate(${ALL}[1m]))`, '>', 500, 1, 'reqps'),
  is(`sum(irate(${ALL}[2m]))`, '>', 500, 1, 'reqps'),
  is(`sum(increase(${ERRORS}[30s]))`, '>', 10, 0),
  is('topk(3, sum by (route) (rate(http_requests_total{job="shop",code="500"}[5m])))', '>', 1, 5, 'reqps'),
  is('sum by (job) (rate(queue_published_total[10m])) - sum by (job) (rate(queue_done_total[10m]))', '>', 5, 10),
  is('queue_length{job="shop"} > 10 and delta(queue_length{job="shop"}[10m]) > 0', '>', 10, 10),
  is('queue_length unless on (job) maintenance == 1', '>', 100, 10),
  is('clamp_min(queue_length - 10, 0)', '>', 50),
  part('clamp_max(queue_length / queue_capacity, 1)', '>', 0.9),
  is('sum(queue_length) by (queue) / clamp_min(sum(rate(queue_done_total[5m])) by (queue), 0.001)', '>', 600, 10, 's'),
  // Databases and caches
  is('pg_up{job="db"}', '==', 0, 1, 'none'),
  part(
    'sum by (instance) (pg_stat_activity_count{job="db"}) / max by (instance) (pg_settings_max_connections{job="db"})',
    '>',
    0.8,
  ),
  is('sum by (datname) (increase(pg_stat_database_deadlocks{datname!~"template.*|postgres"}[5m]))', '>', 5, 0),
  part(
    'sum by (datname) (rate(pg_stat_database_blks_hit[10m])) / (sum by (datname) (rate(pg_stat_database_blks_hit[10m])) + sum by (datname) (rate(pg_stat_database_blks_read[10m])))',
    '<',
    0.9,
    15,
  ),
  part(
    'rate(pg_stat_database_xact_rollback{datname="shop"}[5m]) / (rate(pg_stat_database_xact_commit{datname="shop"}[5m]) + rate(pg_stat_database_xact_rollback{datname="shop"}[5m]))',
    '>',
    0.02,
  ),
  is('max(pg_stat_activity_max_tx_duration{state="idle in transaction"})', '>', 300, 2, 's'),
  is('max by (slot_name) (pg_replication_slots_pg_wal_lsn_diff) > 1e9 or vector(0)', '>', 1e9, 5, 'bytes'),
  part('redis_memory_used_bytes / redis_memory_max_bytes and redis_memory_max_bytes > 0', '>', 0.9),
  part(
    'rate(redis_keyspace_hits_total[10m]) / (rate(redis_keyspace_hits_total[10m]) + rate(redis_keyspace_misses_total[10m]))',
    '<',
    0.5,
    30,
  ),
  is('increase(redis_rejected_connections_total[10m])', '>', 0, 0),
  is('redis_connected_slaves offset 5m - redis_connected_slaves', '>', 0, 0, 'none'),
  is('count(redis_instance_info{role="master"}) or vector(0)', '<', 1, 1, 'none'),
  // Proxies and probes
  is('probe_success{job="probe"}', '==', 0, 2, 'none'),
  is('probe_ssl_earliest_cert_expiry - time()', '<', 14 * 86_400, 60, 's'),
  is('(probe_ssl_earliest_cert_expiry - time()) / 86400', '<', 7, 60),
  is('round((min by (instance) (probe_ssl_earliest_cert_expiry) - time()) / 86400, 0.1)', '<', 3, 60),
  is('sum by (instance) (probe_http_duration_seconds)', '>', 2, 5, 's'),
  part('1 - avg_over_time(probe_success[1h])', '>', 0.01, 0),
  is('nginx_connections_accepted - nginx_connections_handled', '>', 0),
  part(
    'sum(rate(nginx_http_requests_total{status=~"5.."}[2m])) by (host) / sum(rate(nginx_http_requests_total[2m])) by (host)',
    '>',
    0.05,
  ),
  // Hosts
  part('1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m]))', '>', 0.9, 15),
  is('100 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[2m])) * 100', '>', 80, 10),
  part('1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes', '>', 0.9, 10),
  part(
    '(node_filesystem_avail_bytes{fstype!~"tmpfs|overlay"} / node_filesystem_size_bytes{fstype!~"tmpfs|overlay"}) and node_filesystem_readonly == 0',
    '<',
    0.1,
  ),
  is(
    'predict_linear(node_filesystem_avail_bytes{mountpoint="/"}[6h], 24 * 3600) and node_filesystem_avail_bytes{mountpoint="/"} / node_filesystem_size_bytes{mountpoint="/"} < 0.4',
    '<',
    0,
    60,
    'bytes',
  ),
  is('predict_linear(node_filesystem_files_free{mountpoint="/"}[1h], 4 * 3600)', '<', 0, 10),
  is('node_load15 / on (instance) count by (instance) (node_cpu_seconds_total{mode="idle"})', '>', 2, 15),
  is('abs(node_timex_offset_seconds)', '>', 0.05, 10, 's'),
  is('increase(node_vmstat_oom_kill[30m])', '>', 0, 0),
  part('rate(node_network_receive_errs_total[5m]) / rate(node_network_receive_packets_total[5m])', '>', 0.01, 15),
  part('node_filefd_allocated / node_filefd_maximum', '>', 0.8),
  is('rate(node_disk_io_time_seconds_total[5m])', '>', 0.9, 15),
  is('sum by (instance) (rate(node_disk_read_bytes_total[2m])) / 1024 / 1024', '>', 50, 5),
  // Containers
  part(
    'max by (name) (container_memory_working_set_bytes{name!=""} / (container_spec_memory_limit_bytes{name!=""} > 0))',
    '>',
    0.9,
  ),
  part(
    'sum by (name) (increase(container_cpu_cfs_throttled_periods_total[5m])) / sum by (name) (increase(container_cpu_cfs_periods_total[5m]))',
    '>',
    0.25,
  ),
  is('time() - container_last_seen{name=~"shop.*"}', '>', 120, 0, 's'),
  // Jobs and backups
  is('time() - max by (job_name) (backup_last_success_timestamp_seconds)', '>', 36 * 3600, 0, 's'),
  is('backup_last_size_bytes / backup_last_size_bytes offset 1d', '<', 0.5, 0),
  is('time() - job_last_success_timestamp_seconds > 2 * job_interval_seconds', '>', 0, 0, 's'),
  is(
    'sum(increase(job_runs_total{result="failed"}[1h])) > 3 * sum(increase(job_runs_total{result="done"}[1h]))',
    '>',
    0,
    0,
  ),
  is('stddev_over_time(queue_length[1h])', '>', 50, 0),
  is('ln(queue_length)', '>', 5),
  is('sqrt(queue_length)', '>', 10),
  is('last_over_time(backup_last_size_bytes[1d])', '<', 1000, 0, 'bytes'),
  is('present_over_time(job_failed[1h])', '==', 1, 0),
  is('sum_over_time(job_failed[1h])', '>', 3, 0),
  is('count_values("version", build_version)', '>', 1, 30, 'none'),
  is('count(count by (version) (app_build_info{job="shop"}))', '>', 1, 30, 'none'),
  is('hour() >= 8 and hour() < 18 and on () sum(rate(orders_placed_total[30m])) == 0', '>=', 8, 30),
];
