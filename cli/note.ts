import { NOTE_MAX } from "@/lib/domain/note";

/** What an admin says for the next person who looks. Throws a sentence that names the option. */
export function noteOf(option: string, text: string): string {
  const note = text.trim();
  if (note !== "" && note.length <= NOTE_MAX) return note;
  throw new Error(`${option}: say why, in 1 to ${NOTE_MAX} characters`);
}
