/** What the proxy tells a service itself: what a client says of these is replaced. */
export const TOLD = [
  'Host',
  'X-Real-IP',
  'X-Forwarded-For',
  'X-Forwarded-Proto',
  'X-Forwarded-Host',
  'X-Forwarded-Port',
  'X-Forwarded-Prefix',
  'X-Request-ID',
  'Upgrade',
  'Connection',
];
