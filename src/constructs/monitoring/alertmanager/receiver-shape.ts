import * as t from '../../../model/shape/index.js';
import { SECRET } from '../../core/secret-type.js';
import type { EmailProps, SlackProps, WebhookProps } from './receiver.js';

export const WEBHOOK_PROPS = t.shapeOf<WebhookProps>()({
  url: SECRET,
  token: t.optional(SECRET),
  maxAlerts: t.optional(t.integer()),
  sendResolved: t.optional(t.boolean),
});

export const EMAIL_PROPS = t.shapeOf<EmailProps>()({
  to: t.like(t.list(t.text), '["on-call@example.com"]'),
  from: t.like(t.text, '"alerts@example.com"'),
  smarthost: t.like(t.text, '"smtp.example.com:587"'),
  username: t.optional(t.text),
  password: t.optional(SECRET),
  requireTls: t.optional(t.boolean),
  sendResolved: t.optional(t.boolean),
});

export const SLACK_PROPS = t.shapeOf<SlackProps>()({
  url: SECRET,
  channel: t.optional(t.text),
  sendResolved: t.optional(t.boolean),
});
