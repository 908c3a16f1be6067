import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from './stack.js';

/** One alert in a message of Alertmanager to a webhook. */
export interface ToldAlert {
  readonly status: 'firing' | 'resolved';
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Somebody who is told of alerts: a webhook on this machine, at a port that was free. */
export class AlertReceiver {
  /** Every alert that was told, in the order in which it came. */
  public readonly told: ToldAlert[] = [];

  private constructor(private readonly server: Server) {}

  public static async open(): Promise<AlertReceiver> {
    const server = createServer();
    const receiver = new AlertReceiver(server);
    server.on('request', (request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => (body += text));
      request.on('end', () => {
        receiver.told.push(...(JSON.parse(body) as { alerts: ToldAlert[] }).alerts);
        response.writeHead(200).end();
      });
    });
    // On every address: containers reach the machine at that of their network.
    await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
    return receiver;
  }

  public get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  public async close(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve).closeAllConnections());
  }

  /** Forgets what was told until now. */
  public forget(): void {
    this.told.length = 0;
  }

  /** Waits until somebody was told of that. @returns milliseconds */
  public async hears(alert: string, service: string, status: ToldAlert['status'], seconds: number): Promise<number> {
    return until(
      `${alert} of ${service} is told as ${status}`,
      () => Promise.resolve(this.has(alert, service, status)),
      seconds,
    ).catch((error: unknown) => {
      throw new Error(`${(error as Error).message}; told were: ${this.names().join(', ') || 'none'}`);
    });
  }

  public has(alert: string, service: string, status: ToldAlert['status'] = 'firing'): boolean {
    return this.find(alert, service, status) !== undefined;
  }

  public find(alert: string, service: string, status: ToldAlert['status'] = 'firing'): ToldAlert | undefined {
    return this.told.find(
      (one) => one.labels['alertname'] === alert && one.labels['service'] === service && one.status === status,
    );
  }

  /** What was told as firing, each once. */
  public names(): string[] {
    const firing = this.told.filter(({ status }) => status === 'firing');
    return [...new Set(firing.map(({ labels }) => `${labels['alertname'] ?? ''} of ${labels['service'] ?? ''}`))];
  }
}
