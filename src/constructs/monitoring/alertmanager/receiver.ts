import { NexusError, show } from '../../../model/errors.js';
import { checkProps } from '../../../model/shape/index.js';
import type { Secret } from '../../core/secret.js';
import { TEXT, TITLE } from './messages.js';
import { EMAIL_PROPS, SLACK_PROPS, WEBHOOK_PROPS } from './receiver-shape.js';

export interface WebhookProps {
  /** The address that is called, as a `Secret.supplied`: everyone who knows it can send to it. */
  readonly url: Secret;
  /** Sent as `Authorization: Bearer …`. @default none */
  readonly token?: Secret;
  /** How many alerts one call carries; 0 for all of them. @default 0 */
  readonly maxAlerts?: number;
  /** Whether it is also told when an alert is over. @default true */
  readonly sendResolved?: boolean;
}

export interface EmailProps {
  /** Addresses; one or more. */
  readonly to: readonly string[];
  /** Address of the sender. */
  readonly from: string;
  /** Server that takes the mail: `smtp.example.com:587`. */
  readonly smarthost: string;
  /** Account there, with `password`. @default none */
  readonly username?: string;
  /** Of `username`, as a `Secret.supplied`. @default none */
  readonly password?: Secret;
  /** Whether mail is sent only over STARTTLS, or over TLS at port 465. @default true */
  readonly requireTls?: boolean;
  /** Whether it is also told when an alert is over. @default true */
  readonly sendResolved?: boolean;
}

export interface SlackProps {
  /** Slack's "incoming webhook", as a `Secret.supplied`. */
  readonly url: Secret;
  /** Channel, for webhooks that may choose: `#on-call`. @default the webhook's own */
  readonly channel?: string;
  /** Whether it is also told when an alert is over. @default true */
  readonly sendResolved?: boolean;
}

/** Alertmanager's own names of the lists that a receiver is in. */
type Integration = 'webhook_configs' | 'email_configs' | 'slack_configs';

const ADDRESS = /^[^\s@"(),:;<>[\\\]{}]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/;
const SMARTHOST = /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?:([1-9]\d{0,4})$/;
const CHANNEL = /^[#@]?[\p{L}\p{N}._-]{1,80}$/u;

/** Somebody who is told of alerts. Addresses and passwords that open something are secrets, read from their files. */
export class Receiver {
  /**
   * Calls an address with the alerts as JSON: chat, paging services, dead man's switches.
   *
   * @throws NexusError if `url` or `token` is not a `Secret.supplied`
   * @see Prometheus documentation, Alertmanager, "webhook_config"
   */
  public static webhook(props: WebhookProps): Receiver {
    const { url, token, maxAlerts, sendResolved } = checkProps('Receiver.webhook', WEBHOOK_PROPS, props);
    return new Receiver('webhook_configs', sendResolved, suppliedOf({ url, token }), {
      url_file: fileOf(url),
      ...(maxAlerts !== undefined && maxAlerts > 0 && { max_alerts: maxAlerts }),
      ...(token && { http_config: { authorization: { credentials_file: fileOf(token) } } }),
    });
  }

  /**
   * Sends plain text by SMTP.
   *
   * @throws NexusError if an address or the server is malformed, if one of `username` and `password` is missing, or the
   * password is not a `Secret.supplied`
   */
  public static email(props: EmailProps): Receiver {
    const checked = checkProps('Receiver.email', EMAIL_PROPS, props);
    const { to, from, smarthost, username, password, requireTls = true, sendResolved } = checked;
    if (to.length === 0) throw new NexusError('to contains no address', { fix: 'Write to: ["on-call@example.com"]' });
    for (const [prop, address] of [...to.map((one) => ['to', one] as const), ['from', from] as const])
      if (!ADDRESS.test(address))
        throw new NexusError(`${prop} ${show(address)} is not an e-mail address`, {
          fix: 'Write the address alone: "on-call@example.com"',
        });
    const port = Number(SMARTHOST.exec(smarthost)?.[1] ?? 0);
    if (port < 1 || port > 65_535)
      throw new NexusError(`smarthost ${show(smarthost)} is not a server with its port`, {
        fix: 'Write it like "smtp.example.com:587"',
      });
    if ((username === undefined) !== (password === undefined))
      throw new NexusError(`${username === undefined ? 'password' : 'username'} is given alone`, {
        fix: 'Give both, username and password, or neither',
      });
    if (username !== undefined && !/^[^\s{}]{1,320}$/.test(username))
      throw new NexusError(`username ${show(username)} contains blanks or braces, or is too long`, {
        fix: 'Write the account as the mail server knows it',
      });
    return new Receiver('email_configs', sendResolved, suppliedOf({ password }), {
      to: to.join(', '),
      from,
      smarthost,
      ...(username !== undefined && { auth_username: username }),
      ...(password && { auth_password_file: fileOf(password) }),
      require_tls: requireTls,
      headers: { Subject: `{{ template "${TITLE}" . }}` },
      text: `{{ template "${TEXT}" . }}`,
      // Alertmanager's own page is in English.
      html: '',
    });
  }

  /**
   * Posts to a channel of Slack, or of what speaks its language (Mattermost, Rocket.Chat).
   *
   * @throws NexusError if `url` is not a `Secret.supplied`, or the channel is malformed
   */
  public static slack(props: SlackProps): Receiver {
    const { url, channel, sendResolved } = checkProps('Receiver.slack', SLACK_PROPS, props);
    if (channel !== undefined && !CHANNEL.test(channel))
      throw new NexusError(`channel ${show(channel)} is not the name of a channel`, {
        fix: 'Write it like "#on-call"',
      });
    return new Receiver('slack_configs', sendResolved, suppliedOf({ url }), {
      api_url_file: fileOf(url),
      ...(channel !== undefined && { channel }),
      title: `{{ template "${TITLE}" . }}`,
      fallback: `{{ template "${TITLE}" . }}`,
      text: `{{ template "${TEXT}" . }}`,
    });
  }

  private constructor(
    /** @internal */
    public readonly integration: Integration,
    private readonly sendResolved: boolean | undefined,
    /** @internal what it reads */
    public readonly secrets: readonly Secret[],
    private readonly config: Readonly<Record<string, unknown>>,
  ) {}

  /** @internal its entry in Alertmanager's configuration */
  public toConfig(): object {
    return { send_resolved: this.sendResolved ?? true, ...this.config };
  }
}

function fileOf(secret: Secret): string {
  return `/run/secrets/${secret.name}`;
}

/** @throws NexusError for one that is made of random bytes: it opens nothing that others have */
function suppliedOf(secrets: Readonly<Record<string, Secret | undefined>>): Secret[] {
  return Object.entries(secrets).flatMap(([prop, secret]) => {
    if (!secret) return [];
    const { source, origin } = secret.ref;
    if (source.kind === 'supplied' && source.selfSigned === undefined) return [secret];
    const what = source.kind === 'random' ? 'is made of random bytes' : 'is a PEM file';
    throw new NexusError(`secret ${show(secret.name)} ${what}, and can't be the ${prop} of a receiver`, {
      path: origin.path,
      fix: `Make it Secret.supplied(platform, ${show(secret.name)}, { description: "…" })`,
    });
  });
}
