import type { ConferenceRequest } from "../../src/contract/conference";

const texts = new WeakMap<ConferenceRequest, string>();

/** The JSON of a request, which is never changed: it is sealed and answered, and written once. */
export function jsonOf(request: ConferenceRequest): string {
  const known = texts.get(request);
  if (known !== undefined) return known;
  const text = JSON.stringify(request);
  texts.set(request, text);
  return text;
}

/** Says what the JSON of a request is, where it has come as such. */
export function keepJson(request: ConferenceRequest, text: string): void {
  texts.set(request, text);
}
