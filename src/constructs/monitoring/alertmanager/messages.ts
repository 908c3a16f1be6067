import type { Language } from '../../../model/contribution.js';

/** Names of the templates that receivers use. */
export const TITLE = 'nexus.title';
export const TEXT = 'nexus.text';

interface Words {
  readonly alerts: string;
  readonly resolved: string;
  readonly whatToDo: string;
  readonly since: string;
}

/** With a word missing in a language it does not compile. */
const WORDS: Readonly<Record<Language, Words>> = {
  en: { alerts: 'alerts', resolved: 'Resolved', whatToDo: 'What to do', since: 'since' },
  'pt-BR': { alerts: 'alertas', resolved: 'Resolvido', whatToDo: 'O que fazer', since: 'desde' },
};

/**
 * What people read, as templates of Go: the title is the problem. Which platform it is about stands last, for those who
 * look after several.
 */
export function messageTemplates(language: Language): string[] {
  const { alerts, resolved, whatToDo, since } = WORDS[language];
  const count = (list: string) => `{{ if gt (len ${list}) 1 }} ({{ len ${list} }} ${alerts}){{ end }}`;
  return [
    '',
    `{{ define "${TITLE}" -}}`,
    '{{ if .Alerts.Firing -}}',
    `{{ (index .Alerts.Firing 0).Annotations.summary }}${count('.Alerts.Firing')}`,
    '{{- else -}}',
    `${resolved}: {{ (index .Alerts.Resolved 0).Annotations.summary }}${count('.Alerts.Resolved')}`,
    '{{- end }}',
    '{{- end }}',
    '',
    `{{ define "${TEXT}" -}}`,
    '{{ range .Alerts.Firing -}}',
    `{{ .Annotations.summary }} ({{ .Labels.severity }}, ${since} {{ .StartsAt.UTC.Format "2006-01-02 15:04 MST" }})`,
    '{{ with .Annotations.description }}{{ . }}',
    `{{ end }}{{ with .Annotations.runbook_url }}${whatToDo}: {{ . }}`,
    '{{ end }}',
    '{{ end }}{{ range .Alerts.Resolved -}}',
    `${resolved}: {{ .Annotations.summary }}`,
    '{{ end }}',
    '{{ .CommonLabels.platform }}, {{ .CommonLabels.environment }}',
    '{{- end }}',
  ];
}
