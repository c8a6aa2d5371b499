import { processDeps } from "@/lib/auth/process-deps";

/** What pages and actions hand to queries and use cases. */
export const deps = processDeps;
