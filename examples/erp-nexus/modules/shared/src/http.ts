import type { Server } from 'node:net';

/**
 * The part of a Fastify application that the plugins of this folder use. Written down here because a file that is
 * imported by relative path finds no packages: they are installed beside the module that imports it.
 */
export interface HttpApp {
  readonly server: Server & { closeAllConnections(): void };
  readonly log: Log;
  get(path: string, handler: Handler): unknown;
  addHook(name: 'onRequest', hook: Handler): unknown;
  addHook(name: 'onSend', hook: Handler): unknown;
  close(): PromiseLike<unknown>;
}

export interface HttpRequest {
  readonly method: string;
  /** Path with query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly routeOptions: { readonly url?: string | undefined };
  readonly log: Log;
}

export interface HttpReply {
  code(status: number): HttpReply;
  header(name: string, value: string): HttpReply;
  send(body: unknown): HttpReply;
}

export interface Log {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export type Handler = (request: HttpRequest, reply: HttpReply) => Promise<unknown>;
