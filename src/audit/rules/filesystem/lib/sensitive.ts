/** Whole directories of the system. */
const WHOLE =
  /^\/(?:bin|sbin|boot|cdrom|dev|etc|home|lib(?:32|64|x32)?|media|proc|root|run|selinux|srv|sys|usr|var|var\/(?:run|lib|log|spool))?$/i;

/** Everything below: programs, the kernel, root's own files. */
const WITH_ALL_BELOW = /^\/(?:bin|sbin|boot|lib(?:32|64|x32)?|proc|root|sys|usr\/(?:s?bin|lib|local\/s?bin))\//;

/** Where keys, users, start-up files and other containers are. */
const KEYS =
  /^\/(?:etc\/(?:passwd|group|g?shadow|sudoers|ssh|ssl\/private|docker|kubernetes|cron[\w.]*|pam\.d|systemd|security|ld\.so[\w.]*|init\.d|letsencrypt)|var\/lib\/(?:docker|containerd|containers|kubelet|etcd)|var\/spool\/cron|(?:var\/)?run\/(?:docker|containerd|systemd|secrets|user)|home\/[^/]+)$/;
const BELOW_KEYS =
  /^\/(?:etc\/(?:ssh|ssl\/private|docker|kubernetes|cron[\w.]*|pam\.d|systemd|security|sudoers\.d|letsencrypt)|var\/lib\/(?:docker|containerd|containers|kubelet|etcd)|(?:var\/)?run\/(?:docker|containerd|systemd|secrets|user))\//;

/** Whether a path of the host is worth the host itself to whoever reads or writes it. */
export function isSensitive(path: string): boolean {
  return [WHOLE, WITH_ALL_BELOW, KEYS, BELOW_KEYS].some((pattern) => pattern.test(path));
}
