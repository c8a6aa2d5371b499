/** Made with a form, so that its second click is a duplicate. `verify` knows such events by it. */
export const FORM_ID = /^form-[0-9a-f-]{36}$/;

export function formId(uuid: string): string {
  return `form-${uuid}`;
}
