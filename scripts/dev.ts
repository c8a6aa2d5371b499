import { sayProblem } from "./supervisor/console";
import { LOCAL_PLACES } from "./supervisor/places";
import { runLocally } from "./supervisor/run-locally";

/** The demo's stack with Next's development server: pages reload as they are edited. */
runLocally({
  command: "npm run dev",
  mode: "development",
  places: LOCAL_PLACES,
  reset: false,
}).then(
  () => process.exit(),
  (error: unknown) => {
    sayProblem(error);
    process.exit(1);
  },
);
