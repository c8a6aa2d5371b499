import { Alert } from "@/components/ui/alert";
import { aboveWords, whoElseWords } from "@/lib/domain/words/second-person-words";
import type { SecondPerson } from "@/lib/use-cases/find-second-person";

/** Tells whoever prepared a run, before they try, that somebody else has to let it be sent. */
export function SecondPersonNotice({
  second,
  act,
}: {
  readonly second: SecondPerson;
  readonly act: "approve" | "retry";
}) {
  return (
    <Alert tone="waiting" title={`Somebody else has to ${act} this`}>
      You prepared it, and {aboveWords(second)}. {whoElseWords(second)}.
    </Alert>
  );
}
