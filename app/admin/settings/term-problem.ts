import { unreachable } from "@/lib/domain/result";
import { TERM_PROBLEM_WORDS } from "@/lib/domain/words/term-problem-words";
import { type FormAnswer, rejected } from "@/lib/forms/form-state";
import type { AddTermProblem } from "@/lib/use-cases/add-term";

/** Why a rate cannot be added, at the field that would change it. */
export function termProblem({ kind }: AddTermProblem): FormAnswer {
  switch (kind) {
    case "unknown_subject":
      return rejected("The rate was not added: this developer or plugin does not exist.");
    case "term_exists":
      return rejected(
        "The rate was not added: from this day on there is this rate already, or one that has begun.",
        {
          day: TERM_PROBLEM_WORDS.term_exists,
        },
      );
    case "reaches_back":
      return rejected("The rate was not added: money since that day was already split.", {
        day: TERM_PROBLEM_WORDS.reaches_back,
      });
    default:
      return unreachable(kind);
  }
}
