import { mintAdmin } from "@/lib/auth/actor";
import { ADMINS } from "./cast";

/** Ada prepares and decides, Bruno approves: two people for each month. */
export const ADA = mintAdmin(`user:${ADMINS[0].email}`);
export const BRUNO = mintAdmin(`user:${ADMINS[1].email}`);
