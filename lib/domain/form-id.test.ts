import { expect, it } from "vitest";
import { FORM_ID, formId } from "./form-id";
import { FORM_SOURCE } from "./source";

it("a form's id is told from every other id that a source may send", () => {
  expect(FORM_SOURCE).toBe("form");
  const uuid = "01a21b12-926c-7710-aef5-ae7653f44159";
  expect(formId(uuid)).toMatch(FORM_ID);
  for (const other of [uuid, "form-1", `a-${formId(uuid)}`, `${formId(uuid)}0`, "FORM-"]) {
    expect(other).not.toMatch(FORM_ID);
  }
});
