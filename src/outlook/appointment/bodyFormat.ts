import type { Body, BodyFormat } from "./appointment";
import type { OfficeCall } from "../platform/officeCallQueue";

/** Reads the format of a body. Ask before you write: a plain-text body refuses HTML (docs/outlook-quirks.md, 7). */
export async function readBodyFormat({ body }: { body: Office.Body }, call: OfficeCall): Promise<BodyFormat> {
  const type = await call<Office.CoercionType>("read the body's format", (done) => body.getTypeAsync(done));
  return type === Office.CoercionType.Html ? "html" : "text";
}

export function coercionOf(format: BodyFormat): Office.CoercionType {
  return format === "html" ? Office.CoercionType.Html : Office.CoercionType.Text;
}

// Each async function costs the file of classic Outlook's events more than this.
export const readBody = (item: { body: Office.Body }, call: OfficeCall): Promise<Body> =>
  readBodyFormat(item, call).then((format) =>
    call<string>("read the body", (done) => item.body.getAsync(coercionOf(format), done)).then((content) => ({
      format,
      content,
    })),
  );
