/** For how long a proxy keeps the address of a service, in seconds. Docker's own name server is asked, on the same machine. */
export const RESOLVER_SECONDS = 5;

/**
 * For how long a container that nobody is sent to any more serves on, in seconds: until proxies have forgotten its address, and
 * clients have closed connections that they do not use (Node's after 4, its server's after 5).
 */
export const LEAD_SECONDS = RESOLVER_SECONDS + 1;

/** For how long it is waited for what the container has begun before, in seconds: then it is stopped, within its grace period. */
export const LINGER_SECONDS = 30;
