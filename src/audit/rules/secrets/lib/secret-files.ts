import { trimEnd } from '../../../../read/text/trim.js';
/** Files that are secrets, by what they are called. */
const SECRET: readonly RegExp[] = [
  /^\.env(?:\.(?!(?:example|sample|template|dist|defaults?|schema|test|ci|vault)(?:\.|$))[\w-]+)*$/,
  /^(?:[\w.-]+[._-])?id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$/,
  /^\.(?:npmrc|yarnrc\.yml|pypirc|netrc|git-credentials|htpasswd|pgpass|my\.cnf|mylogin\.cnf|s3cfg|boto|dockercfg|dockerconfigjson|vault-token|vault_pass|credentials?)$/,
  /^(?:_netrc|htpasswd|kubeconfig|credentials?|credentials?\.(?:json|ya?ml|xml|csv|txt)|(?:google-)?service[-_]?account[\w.-]*\.json|gcp[-_]?(?:key|credentials)[\w.-]*\.json)$/,
  /^(?:secrets?|passwords?|passwd|client_secrets?)\.(?:ya?ml|json|txt|env|properties|toml|ini|conf)$/,
  /^(?:master\.key|secret_token\.rb|terraform\.tfstate(?:\.backup)?|.+\.tfvars|wallet\.dat)$/,
  /\.(?:p12|pfx|pkcs12|jks|keystore|kdbx|kdb|ppk|ovpn|secret|private_key|privkey|bek|psafe3|agilekeychain|keychain)$/,
  /\.(?:pem|key)$/,
];

/** Whole folders of them, and files that are secrets only there; `.ssh/config` and `.aws/config` are none. */
const FOLDERS =
  /(?:^|\/)(?:\.ssh|\.gnupg|\.azure|\.aws(?:\/credentials)?|\.kube(?:\/config)?|\.config\/gcloud|\.docker(?:\/config\.json)?)$/;

/** The public half: certificates, keys by which packages are checked, lists of hosts. */
const PUBLIC =
  /(?:^|[._/-])(?:ca|cacert|cacerts|cert|certs|certificate|chain|fullchain|bundle|root|roots|intermediate|trust|truststore|public|pub|pubkey|gpg|apt|repo|rpm|signing|archive|keyring|release|dhparams?|csr|known_hosts|authorized_keys|localhost)(?:[._-]|$)/i;

/** Whether a path names a secret. */
export function isSecretFile(path: string): boolean {
  // `.npmrc*` is how one writes "if there is one".
  const clean = trimEnd(path.replaceAll('\\', '/'), '/*?');
  const name = clean.replace(/^.*\//, '');
  if (FOLDERS.test(clean)) return true;
  // Android signs with this one, whose password everybody knows.
  if (name === 'debug.keystore' || !SECRET.some((pattern) => pattern.test(name))) return false;
  const isKeyOrStore = /\.(?:pem|key|jks|keystore|p12|pfx)$/.test(name);
  // `server-private.key` and `ca.key` stay secrets.
  return (
    !isKeyOrStore ||
    /priv/i.test(name) ||
    /^(?:root[_-]?)?ca[._-]?key\.|^(?:.*[._-])?ca\.key$|key\.pem$/i.test(name) ||
    !PUBLIC.test(name)
  );
}
