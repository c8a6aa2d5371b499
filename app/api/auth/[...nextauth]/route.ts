import { answerAuthRequest } from "@/lib/auth/route";

type Context = { readonly params: Promise<{ readonly nextauth: string[] }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  return answerAuthRequest(request, (await params).nextauth);
}

export async function POST(request: Request, { params }: Context): Promise<Response> {
  return answerAuthRequest(request, (await params).nextauth);
}
