import type { Language } from '../../../model/contribution.js';

/** A variable of Grafana: `GF_<SECTION>_<KEY>` sets a key of its configuration. */
export interface GrafanaSetting {
  readonly name: string;
  readonly value: string;
  readonly reason: string;
}

/** Where dashboards are in the container. */
export const DASHBOARDS = '/etc/grafana/dashboards';

/** The dashboard that is shown after the log-in. */
export const HOME = `${DASHBOARDS}/overview.json`;

const LOCALE: Readonly<Record<Language, string>> = { en: 'en-US', 'pt-BR': 'pt-BR' };

/**
 * What differs from Grafana's defaults, or must not follow them when they change: nobody but who logs in sees anything, and
 * Grafana calls nobody outside.
 */
export function grafanaSettings(language: Language): GrafanaSetting[] {
  const entry = (reason: string) => (name: string, value: string) => ({ name: `GF_${name}`, value, reason });
  const closed = entry('Only who logs in sees anything.');
  const offline = entry('It calls nobody outside.');
  // Grafana 13 replaces the data sources of its image by newer ones at its start. On a read-only file system it stops the
  // old one and fails to install the new one: Prometheus is then unknown to it.
  const fixed = entry('It runs the plugins of its image.');
  const shown = entry('As this platform is.');
  return [
    closed('AUTH_ANONYMOUS_ENABLED', 'false'),
    closed('USERS_ALLOW_SIGN_UP', 'false'),
    offline('ANALYTICS_ENABLED', 'false'),
    offline('ANALYTICS_REPORTING_ENABLED', 'false'),
    offline('ANALYTICS_CHECK_FOR_UPDATES', 'false'),
    offline('ANALYTICS_CHECK_FOR_PLUGIN_UPDATES', 'false'),
    offline('NEWS_NEWS_FEED_ENABLED', 'false'),
    offline('SECURITY_DISABLE_GRAVATAR', 'true'),
    offline('SNAPSHOTS_EXTERNAL_ENABLED', 'false'),
    fixed('PLUGINS_PREINSTALL_DISABLED', 'true'),
    fixed('PLUGINS_PLUGIN_ADMIN_ENABLED', 'false'),
    fixed('PLUGINS_PUBLIC_KEY_RETRIEVAL_DISABLED', 'true'),
    shown('USERS_DEFAULT_LANGUAGE', LOCALE[language]),
    shown('DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH', HOME),
    // As the services' logs are: one object a line.
    shown('LOG_CONSOLE_FORMAT', 'json'),
  ];
}
