let crashes = 0;

/** How often postgres.js threw aside of every query, or never came back. */
export function driverCrashes(): number {
  return crashes;
}

export function noteDriverCrash(): void {
  crashes += 1;
}

/**
 * When PostgreSQL ends a connection at an awkward moment, postgres.js may throw aside of every
 * query. A process of Remit ends then and is started again. Here many live in one: all of them get
 * new connections, see `play`.
 */
export function outliveDriver(): void {
  const judge = (error: unknown) => {
    const isDrivers = error instanceof Error && /postgres[/\\]src[/\\]/.test(error.stack ?? "");
    if (isDrivers) return noteDriverCrash();
    console.error(error);
    process.exit(1);
  };
  process.on("uncaughtException", judge);
  process.on("unhandledRejection", judge);
}
