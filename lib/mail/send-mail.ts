import { createTransport } from "nodemailer";

export type Mail = {
  readonly from: string;
  /** One address that was parsed; never a list. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};

/** Hands one mail to the SMTP server; throws when it does not take it. */
export async function sendMail(smtpUrl: string, mail: Mail): Promise<void> {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({ ...mail, to: { name: "", address: mail.to } });
  } finally {
    transport.close();
  }
}
