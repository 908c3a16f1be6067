import { randomUUID } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';

export const TOKEN_SECONDS = 8 * 60 * 60;

const ALGORITHM = 'HS256';

export interface IssuedToken {
  readonly token: string;
  /** The session that the token belongs to (its `jti`). */
  readonly session: string;
  readonly expiresAt: string;
}

/** Issues and reads the JSON Web Tokens that the gateway accepts. */
export class Tokens {
  /** The first signs; each is accepted. */
  private readonly keys: readonly [Uint8Array, ...Uint8Array[]];

  constructor(secret: string, previous?: string) {
    const encoder = new TextEncoder();
    this.keys = [encoder.encode(secret), ...(previous === undefined ? [] : [encoder.encode(previous)])];
  }

  async issue(user: { id: string; role: string }): Promise<IssuedToken> {
    const session = randomUUID();
    const expires = Math.floor(Date.now() / 1000) + TOKEN_SECONDS;
    const token = await new SignJWT({ role: user.role })
      .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
      .setSubject(user.id)
      .setJti(session)
      .setIssuedAt()
      .setExpirationTime(expires)
      .sign(this.keys[0]);
    return { token, session, expiresAt: new Date(expires * 1000).toISOString() };
  }

  /** The session of a valid `Authorization: Bearer …` header. */
  async sessionOf(authorization: string | undefined): Promise<string | undefined> {
    const token = authorization?.replace(/^Bearer /i, '');
    if (!token) return undefined;
    for (const key of this.keys) {
      try {
        const { payload } = await jwtVerify(token, key, { algorithms: [ALGORITHM] });
        return payload.jti;
      } catch {
        // Perhaps it was signed with the next.
      }
    }
    return undefined;
  }
}
