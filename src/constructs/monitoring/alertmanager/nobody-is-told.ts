/** The warning of each synthesis, until there is a receiver. */
export function nobodyIsTold(path: string): string {
  return `${path}: nobody is told of alerts, for no receiver is given. Add alerting: Alerting.to([Receiver.webhook({ url })])`;
}
