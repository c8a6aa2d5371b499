import { Search } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";

/** A search whose words live in the URL. Works without scripts. */
export function SearchForm({
  label,
  value,
  keep = {},
  children,
}: {
  readonly label: string;
  readonly value: string | undefined;
  /** Other parameters of the page that stay. */
  readonly keep?: Readonly<Record<string, string>>;
  /** Further fields. */
  readonly children?: ReactNode;
}) {
  return (
    <search className="mb-4 block">
      <form className="flex flex-wrap items-end gap-2">
        {Object.entries(keep).map(([name, kept]) => (
          <input key={name} type="hidden" name={name} value={kept} />
        ))}
        <div className="w-full max-w-sm">
          <TextField name="q" label={label} defaultValue={value} maxLength={200} />
        </div>
        {children}
        <Button type="submit" className="min-h-10">
          <Search aria-hidden /> Look up
        </Button>
      </form>
    </search>
  );
}
