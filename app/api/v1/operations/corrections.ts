import { z } from "zod";
import { correctionInput } from "../admin-inputs";
import type { Operation } from "../operation";
import { idOut } from "../output-parts";

export const CORRECTION_OPERATIONS: readonly Operation[] = [
  {
    method: "post",
    path: "/api/v1/corrections",
    id: "correctSale",
    summary: "Record a refund or a dispute of any sale",
    description:
      "Takes back of a sale, wherever it came from, at its own rate and parts: a refund, a dispute, or what of a dispute came back. For what nobody reports; what Stripe or the shop reports comes in by itself, and recorded here as well it counts twice. Beyond what is left of the sale it answers 422 too_much, with what is left. Repeating a request is safe: the same externalId with the same content is recorded once, with other content it answers 409 conflict.",
    scope: "adjustments:write",
    body: correctionInput,
    answers: [201, 200].map((status) => ({
      ...{ status, says: status === 201 ? "Recorded." : "It had been recorded before." },
      schema: z.object({
        ...{ id: idOut, externalId: z.string() },
        status: z.enum(["recorded", "duplicate"]),
      }),
    })),
  },
];
