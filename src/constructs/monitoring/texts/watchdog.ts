import type { Language } from '../../../model/contribution.js';

type Texts = Readonly<Record<Language, string>>;

/** Of the alert that always fires. */
export const WATCHDOG_TEXTS = {
  summary: (platform: string): Texts => ({
    en: `The monitoring of ${platform} works: this alert always fires`,
    'pt-BR': `O monitoramento de ${platform} funciona: este alerta dispara sempre`,
  }),
  title: { en: 'The watchdog is silent', 'pt-BR': 'O vigia está em silêncio' },
  body: {
    en: 'The alert `Watchdog` always fires, and its receiver is called every minute. When the calls stop, no other alert arrives either: Prometheus or Alertmanager is down, or cannot reach the receiver. Look at both: `docker compose -f docker-compose.yml -f docker-compose.monitoring.yml ps --all`',
    'pt-BR':
      'O alerta `Watchdog` dispara sempre, e o seu destinatário é chamado a cada minuto. Quando as chamadas param, nenhum outro alerta chega: o Prometheus ou o Alertmanager parou, ou não alcança o destinatário. Veja os dois: `docker compose -f docker-compose.yml -f docker-compose.monitoring.yml ps --all`',
  },
} as const;
