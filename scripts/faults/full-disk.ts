/** A device that has no room for anything. Only Linux has it. */
export const FULL_DISK = "/dev/full";
