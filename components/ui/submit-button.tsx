"use client";

import { useFormStatus } from "react-dom";
import { Button, type ButtonProps } from "./button";

/** Sends its form; while the form is on its way it says so and cannot be pressed twice. */
export function SubmitButton({ variant = "primary", ...rest }: Omit<ButtonProps, "type">) {
  const { pending } = useFormStatus();
  return <Button {...rest} variant={variant} type="submit" pending={pending} />;
}
