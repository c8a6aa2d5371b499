const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export type SessionLifetime = {
  /** However busy, a session ends so long after sign-in. */
  readonly absolute: number;
  /** Unused for so long, it ends. */
  readonly idle: number;
};

/** Admins move money, so an unattended browser must not stay open. In milliseconds. */
const ADMIN: SessionLifetime = { absolute: 12 * HOUR, idle: HOUR };
const DEVELOPER: SessionLifetime = { absolute: 30 * DAY, idle: 7 * DAY };

export function sessionLifetime(isAdmin: boolean): SessionLifetime {
  return isAdmin ? ADMIN : DEVELOPER;
}

export type SessionTimes = { readonly createdAt: Date; readonly expires: Date };

/** When a session that is used now ends if it is not used again. */
export function nextExpiry(createdAt: Date, now: Date, isAdmin: boolean): Date {
  const { absolute, idle } = sessionLifetime(isAdmin);
  return new Date(Math.min(createdAt.getTime() + absolute, now.getTime() + idle));
}

/**
 * Whether a session still holds. The absolute end is computed from today's role, so that
 * somebody who becomes an admin falls under the stricter rule at once.
 */
export function isAlive(session: SessionTimes, now: Date, isAdmin: boolean): boolean {
  const absoluteEnd = session.createdAt.getTime() + sessionLifetime(isAdmin).absolute;
  return session.expires > now && absoluteEnd > now.getTime();
}

/** Sliding costs a write, so it happens at most once in a tenth of the idle time. */
export function needsSliding(session: SessionTimes, now: Date, isAdmin: boolean): boolean {
  const gain = nextExpiry(session.createdAt, now, isAdmin).getTime() - session.expires.getTime();
  return Math.abs(gain) > sessionLifetime(isAdmin).idle / 10;
}
