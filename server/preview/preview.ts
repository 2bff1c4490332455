import { Hono } from "hono";
import * as z from "zod/mini";
import { createMethodCheck, methodNotAllowed, plain, withStandardHeaders } from "../http/loopback";
import { BodyError, readBody, type BodyErrorCode } from "../http/requestBody";
import type { PersonOfThePreview } from "../config/people";
import type { PreviewIssuer } from "./issuer";

interface PreviewOptions {
  people: readonly PersonOfThePreview[];
  issuer: PreviewIssuer;
  officeFiles: (name: string) => Promise<Response | null>;
}

/** The preview's server part: its people, their tokens, and Office.js. Loopback only. */
export function createPreview({ people, issuer, officeFiles }: PreviewOptions): Hono {
  const app = new Hono();
  const findWrongMethod = createMethodCheck(() => app.routes);
  app.use(async (c, next) => {
    const methods = findWrongMethod(c.req.raw);
    if (methods) return methodNotAllowed(methods);
    await next();
    withStandardHeaders(c.res);
    return;
  });
  app.get("/preview/people", (c) =>
    c.json(
      people.map(({ userId, firstName, lastName, address }) => ({ userId, firstName, lastName, address })),
    ),
  );
  app.get("/preview/issuer/jwks", (c) => c.json(issuer.keySet()));
  app.post("/preview/token", async (c) => {
    // Another site's page cannot send this type without asking first.
    if (!/^application\/json\s*(;|$)/i.test(c.req.header("Content-Type") ?? "")) return c.body(null, 415);
    const userId = readUserId(await readBody(c.req.raw, { maxBytes: 1024 }));
    if (userId === null) return plain(400, 'Send JSON such as {"userId":"alice.adams"}.');
    const accessToken = await issuer.issueToken(userId);
    return accessToken === null ? c.body(null, 403) : c.json({ accessToken });
  });
  app.get("/office/*", async (c) => (await officeFiles(c.req.path.slice("/office/".length))) ?? c.notFound());
  app.notFound(() => plain(404, "There is nothing here."));
  app.onError((failure) => {
    if (!(failure instanceof BodyError)) throw failure;
    return plain(bodyStatuses[failure.code], "This request's body was not taken.");
  });
  return app;
}

const bodyStatuses: Record<BodyErrorCode, number> = {
  BODY_TOO_LARGE: 413,
  BODY_TOO_SLOW: 408,
  BODY_CUT_OFF: 400,
};

/** The user ID in a request for a token; null where it has none. */
function readUserId(body: string): string | null {
  try {
    const asked = z.object({ userId: z.string() }).safeParse(JSON.parse(body));
    return asked.success ? asked.data.userId : null;
  } catch (failure) {
    if (failure instanceof SyntaxError) return null;
    throw failure;
  }
}
