import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readForm, typedFields } from "./read-form";

const schema = z.object({
  name: z.string().min(1, "Enter a name."),
  kind: z.enum(["install", "refund"], { error: "Choose what happened." }),
});

function form(fields: readonly (readonly [string, string])[]): FormData {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
}

describe("readForm", () => {
  it("hands on what the schema knows and drops every other field", () => {
    const sent = form([
      ["name", "Ada"],
      ["kind", "install"],
      ["role", "admin"],
      ["developerId", "somebody-else"],
      ["$ACTION_ID_abc", "x"],
      ["__proto__", "polluted"],
    ]);
    expect(readForm(schema, sent)).toEqual({ ok: true, value: { name: "Ada", kind: "install" } });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it("says at each field what is wrong", () => {
    const read = readForm(schema, form([["name", ""]]));
    expect(read).toMatchObject({
      ok: false,
      problem: { fieldErrors: { name: "Enter a name.", kind: "Choose what happened." } },
    });
  });

  it("refuses a field that is given twice where one is wanted", () => {
    const sent = form([
      ["name", "Ada"],
      ["kind", "install"],
      ["kind", "refund"],
    ]);
    expect(readForm(schema, sent).ok).toBe(false);
  });
});

describe("typedFields", () => {
  it("gives back what was typed, but no secrets and no more than fits", () => {
    const typed = typedFields(
      form([
        ["name", "Ada"],
        ["secretKey", "rmt_123"],
        ["note", "x".repeat(1_000_000)],
      ]),
    );
    expect(typed.name).toBe("Ada");
    expect(typed.secretKey).toBeUndefined();
    expect(typed.note).toHaveLength(2_000);
  });
});
