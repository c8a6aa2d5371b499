/**
 * When PostgreSQL ends a connection at an awkward moment, postgres.js may throw aside of every
 * query. A process of Remit ends then and is started again. Here many live in one: those whose
 * connections were cut get new ones, see `play`.
 */
export function outliveDriver(): void {
  const judge = (error: unknown) => {
    const isDrivers = error instanceof Error && /postgres[/\\]src[/\\]/.test(error.stack ?? "");
    if (isDrivers) return;
    console.error(error);
    process.exit(1);
  };
  process.on("uncaughtException", judge);
  process.on("unhandledRejection", judge);
}
