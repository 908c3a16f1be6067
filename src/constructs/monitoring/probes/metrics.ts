/** Labels that each probe has: what is asked, and of a route its path and where it leads. */
const PROBED = 'probe,route,service,upstream';

/** Families of the pinned image, of a probe over HTTP; those of TLS where it is spoken. */
export const PROBE_METRICS: readonly string[] = [
  ...[
    'probe_dns_lookup_time_seconds',
    'probe_duration_seconds',
    'probe_failed_due_to_regex',
    'probe_http_content_length',
    'probe_http_last_modified_timestamp_seconds',
    'probe_http_redirects',
    'probe_http_ssl',
    'probe_http_status_code',
    'probe_http_uncompressed_body_length',
    'probe_http_version',
    'probe_ip_addr_hash',
    'probe_ip_protocol',
    'probe_ssl_earliest_cert_expiry',
    'probe_ssl_last_chain_expiry_timestamp_seconds',
    'probe_success',
  ].map((name) => `${name}{${PROBED}}`),
  `probe_http_duration_seconds{phase,${PROBED}}`,
  `probe_ssl_last_chain_info{fingerprint_sha256,issuer,serialnumber,subject,subjectalternative,${PROBED}}`,
  `probe_tls_cipher_info{cipher,${PROBED}}`,
  `probe_tls_version_info{version,${PROBED}}`,
];
