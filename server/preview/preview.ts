import { Hono } from "hono";
import * as z from "zod/mini";
import type { PersonOfThePreview } from "../people";
import type { PreviewIssuer } from "./issuer";

interface PreviewOptions {
  people: readonly PersonOfThePreview[];
  issuer: PreviewIssuer;
  officeFiles: (name: string) => Promise<Response | null>;
}

/** What the preview page needs of a server: its people, their tokens, and Office.js. Loopback only. */
export function createPreview({ people, issuer, officeFiles }: PreviewOptions): Hono {
  const app = new Hono();
  app.use("/preview/*", async (c, next) => {
    await next();
    c.header("Cache-Control", "no-store");
  });
  app.get("/preview/people", (c) =>
    c.json(
      people.map(({ userId, firstName, lastName, address }) => ({ userId, firstName, lastName, address })),
    ),
  );
  app.get("/preview/issuer/jwks", (c) => c.json(issuer.keySet()));
  app.post("/preview/token", async (c) => {
    // Another site's page in the same browser must not get a token: it cannot send this type without asking first.
    if (c.req.header("Content-Type") !== "application/json") return c.body(null, 415);
    const asked = z.object({ userId: z.string() }).safeParse(await c.req.json());
    const accessToken = asked.success ? await issuer.issueToken(asked.data.userId) : null;
    return accessToken === null ? c.body(null, 403) : c.json({ accessToken });
  });
  app.get("/office/*", async (c) => (await officeFiles(c.req.path.slice("/office/".length))) ?? c.notFound());
  return app;
}
