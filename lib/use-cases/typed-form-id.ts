import { v5 } from "uuid";
import { formId } from "@/lib/domain/form-id";

/** Of our own making; it never changes, or a program that repeats would correct twice. */
const TYPED_IDS = "c0ec7000-0000-5000-8000-000000000000";

/** What a program's own id of a correction is kept as: the same text is the same correction. */
export function typedFormId(typed: string): string {
  return formId(v5(typed, TYPED_IDS));
}
