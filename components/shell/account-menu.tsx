"use client";

import { Check, ChevronDown, LogOut, Monitor, Moon, Sun } from "lucide-react";
import Link from "next/link";
import { DropdownMenu } from "radix-ui";
import type { ShellUser } from "./section";
import { THEMES, type Theme, useTheme } from "./theme";

const THEME_LOOKS = {
  system: { label: "Like the system", icon: Monitor },
  light: { label: "Light", icon: Sun },
  dark: { label: "Dark", icon: Moon },
} as const satisfies Readonly<Record<Theme, unknown>>;

const ITEM =
  "flex min-h-9 w-full cursor-pointer items-center gap-2.5 rounded-md px-2.5 text-sm outline-none data-highlighted:bg-hover";

export type AccountMenuProps = {
  readonly user: ShellUser;
  readonly signOutHref: string;
  readonly links?: readonly { readonly href: string; readonly label: string }[];
};

export function AccountMenu({ user, signOutHref, links = [] }: AccountMenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="flex min-h-9 max-w-48 flex-none items-center gap-2 rounded-md px-2 text-sm font-medium hover:bg-hover">
        <span
          aria-hidden
          className="flex size-6 flex-none items-center justify-center rounded-full bg-accent-ground text-xs font-semibold text-accent uppercase"
        >
          {[...user.name][0] ?? "?"}
        </span>
        <span className="sr-only">Account of</span>
        <bdi className="truncate max-sm:sr-only">{user.name}</bdi>
        <ChevronDown aria-hidden className="size-4 flex-none text-muted" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          className="z-50 w-64 rounded-lg border border-line bg-surface p-1.5 shadow-lg"
        >
          <DropdownMenu.Label className="px-2.5 py-1.5">
            <bdi className="block truncate text-sm font-medium">{user.name}</bdi>
            {user.detail ? (
              <span className="block truncate text-xs text-muted">{user.detail}</span>
            ) : null}
          </DropdownMenu.Label>
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          {links.map(({ href, label }) => (
            <DropdownMenu.Item key={href} asChild>
              <Link href={href} className={ITEM}>
                {label}
              </Link>
            </DropdownMenu.Item>
          ))}
          <ThemeChoice />
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <DropdownMenu.Item asChild>
            <a href={signOutHref} className={ITEM}>
              <LogOut aria-hidden className="size-4 text-muted" />
              Sign out
            </a>
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function ThemeChoice() {
  const [theme, setTheme] = useTheme();
  return (
    <DropdownMenu.RadioGroup
      aria-label="Appearance"
      value={theme}
      onValueChange={(value) => setTheme(THEMES.find((known) => known === value) ?? "system")}
    >
      {THEMES.map((name) => {
        const { label, icon: Icon } = THEME_LOOKS[name];
        return (
          <DropdownMenu.RadioItem key={name} value={name} className={ITEM}>
            <Icon aria-hidden className="size-4 text-muted" />
            <span className="flex-1">{label}</span>
            <DropdownMenu.ItemIndicator>
              <Check aria-hidden className="size-4" />
            </DropdownMenu.ItemIndicator>
          </DropdownMenu.RadioItem>
        );
      })}
    </DropdownMenu.RadioGroup>
  );
}
