import { z } from "zod";
import { inQuery, type Operation, paging } from "../operation";
import { cursorOut, instantOut, whoOut } from "../output-parts";
import { TEXT_MAX } from "../parse-query";

const text = { type: "string", minLength: 1, maxLength: TEXT_MAX };

const entriesOutput = z.object({
  entries: z.array(
    z.object({
      seq: z.int().meta({ description: "Counts the entries, from 1 on, without a gap." }),
      at: instantOut,
      actor: whoOut,
      action: z.string().meta({ examples: ["run.approve"] }),
      says: z.string().meta({ description: "The action in words." }),
      subject: z.string().meta({ description: "On what.", examples: ["developer:inkwell"] }),
      detail: z.record(z.string(), z.unknown()).meta({ description: "As the action has it." }),
      hash: z.string().meta({ description: "Seals the entry and the one before." }),
    }),
  ),
  nextCursor: cursorOut,
});

export const AUDIT_OPERATIONS: readonly Operation[] = [
  {
    method: "get",
    path: "/api/v1/audit-log",
    id: "listAuditEntries",
    summary: "Read the audit log",
    description:
      "Who did what to which money, newest first. Entries are only ever added, each sealed with the hash of the one before.",
    scope: "finance:read",
    parameters: [
      inQuery("text", "Only those with this part in actor or subject, in either case.", text),
      inQuery("action", "Only those of this action, such as run.approve.", text),
      ...paging,
    ],
    answers: [{ status: 200, says: "One page.", schema: entriesOutput }],
  },
];
