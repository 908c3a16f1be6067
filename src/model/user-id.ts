/** The user with all rights, by name or number; `+0` is how systemd and `chown` write a number. */
const ROOT = /^(?:root|\+?0+)$/;

/** Whether `account` is root: `root`, `0`. A group behind a colon is not part of an account. */
export function isRoot(account: string): boolean {
  return ROOT.test(account);
}

/** Whether `text` is a numeric `uid` or `uid:gid` of another user than root: an image can give any name to root. */
export function isUserId(text: string): boolean {
  return /^[1-9]\d{0,9}(?::\d{1,10})?$/.test(text);
}
