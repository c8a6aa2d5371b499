import { expect, it } from "vitest";
import { FORM_ID } from "@/lib/domain/form-id";
import { typedFormId } from "./typed-form-id";

it("keeps a program's own id as the same form's id for ever, and another as another", () => {
  expect(typedFormId("letter-7")).toBe("form-93f981ec-3dfc-5672-8cba-f52902493aa3");
  expect(typedFormId("letter-7")).toMatch(FORM_ID);
  expect(typedFormId("letter-8")).not.toBe(typedFormId("letter-7"));
});
