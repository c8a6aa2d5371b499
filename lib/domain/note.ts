/** The longest that an admin's reason for the next person who looks may be, in characters. */
export const NOTE_MAX = 500;
