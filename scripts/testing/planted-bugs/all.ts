import { BUGS_IN_ACCESS } from "./in-access";
import { BUGS_IN_DOMAIN } from "./in-domain";
import { BUGS_IN_PAYING } from "./in-paying";
import { BUGS_IN_RECORDING } from "./in-recording";
import { BUGS_IN_RECOVERING } from "./in-recovering";
import { BUGS_IN_SCHEDULES } from "./in-schedules";
import type { PlantedBug } from "./planted-bug";

/** `npm run planted` plants each, alone, and a named test has to fail. */
export const PLANTED_BUGS: readonly PlantedBug[] = [
  ...BUGS_IN_DOMAIN,
  ...BUGS_IN_RECORDING,
  ...BUGS_IN_PAYING,
  ...BUGS_IN_RECOVERING,
  ...BUGS_IN_SCHEDULES,
  ...BUGS_IN_ACCESS,
];
