import { withSharedDeadline, untilDeadline } from "../calls/deadline";
import { CallError, isPassing, SiteError } from "../errors";
import { findSignIn } from "../calls/signInPage";
import { errorOf } from "./status";
import type { Answer, Transport } from "../calls/transport";
import { parseUrl } from "../url";
import {
  attributeOf,
  childOf,
  descendantsOf,
  escapeXml,
  parseXml,
  XmlError,
  type XmlElement,
} from "../soap/xml";

/** Table 3-17. */
interface InstantConferenceOptions {
  meetingType: "REGULAR" | "PUBLIC" | "RESTRICTED" | "REGISTERED";
  /** The conference key. */
  password: string | null;
  meetingTitle: string | null;
  hostExitURL?: string;
  attendeeExitURL?: string;
  attendeeStartURL?: string;
}

/** Table 3-18. `url` is where the host starts the conference. */
interface InstantConferenceResult {
  conferenceId: string | null;
  url: string | null;
}

/** The Instant Conference URL service (guide, Tables 3-17 to 3-19). Throws the errors of `errors.ts`. */
export interface InstantConference {
  /** Asks for the XML answer. The site's credentials are not sent: deployments ask for a signed-in user here. */
  startInstantConference(options: InstantConferenceOptions): Promise<InstantConferenceResult>;
  /** Asks for the text answer, whose redirect leads to the console; it is not followed. */
  redirectToInstantConference(options: InstantConferenceOptions): Promise<InstantConferenceResult>;
  /**
   * Asks the service for no operation, so that it starts nothing. Resolves when it answered for itself. Throws CallError
   * SIGN_IN_WANTED, NOT_THERE, or UNREADABLE for the page of something else.
   */
  probeInstantConference(): Promise<void>;
  /** The address that starts a conference in a browser where the host is signed in. */
  instantConferenceUrl(options: InstantConferenceOptions): string;
}

interface RequestForm {
  root: string;
  /** null: unqualified. */
  namespace: string | null;
  isQualified: boolean;
  /** In the order of the schema; null: that of the table. */
  order: string[] | null;
}

const standardForm: RequestForm = {
  root: "instantMtgReq",
  namespace: null,
  isQualified: false,
  order: null,
};

export function createInstantConference({
  url,
  siteId,
  root,
  transport,
}: {
  url: string;
  siteId: string;
  /** The request document's root element where the deployment's schema cannot be had. */
  root?: string | undefined;
  transport: Transport;
}): InstantConference {
  const unknownForm = { ...standardForm, ...(root !== undefined && { root }) };
  let home = `${url}/imtapp/app`;
  let form: Promise<RequestForm> | null = null;

  async function learn(): Promise<RequestForm> {
    try {
      return readSchema(await transport.get(`${home}/instantMtgReq.xsd`));
    } catch (failure) {
      if (!(failure instanceof CallError) && !(failure instanceof XmlError)) throw failure;
      // The schema may be there for the next conference.
      if (failure instanceof CallError && isPassing(failure)) form = null;
      return unknownForm;
    }
  }

  async function submit(fields: Record<string, string>): Promise<Answer> {
    try {
      return await transport.submit(`${home}/OracleRTCService`, fields);
    } catch (failure) {
      if (!isMissing(failure) || home === `${url}/imtapp`) throw explain(failure);
      home = `${url}/imtapp`;
      return submit(fields);
    }
  }

  async function ask(options: InstantConferenceOptions, returnType: "XML" | "text"): Promise<Answer> {
    const xmlin = write(await untilDeadline((form ??= withSharedDeadline(learn))), {
      ...options,
      siteid: siteId,
      returnType,
    });
    const answer = await submit({ operation: "instantMeeting", xmlin });
    demandNoSignIn(answer, url);
    return answer;
  }

  return {
    startInstantConference: async (options) => readAnswer(await ask(options, "XML")),
    redirectToInstantConference: async (options) => {
      const { headers } = await ask(options, "text");
      const location = headers.get("Location") ?? /url=\s*(\S+)/i.exec(headers.get("Refresh") ?? "")?.[1];
      const conference = linkOf(location ?? null);
      if (conference === null) throw new CallError("UNREADABLE", "unknown");
      return { conferenceId: null, url: conference };
    },
    probeInstantConference: async () => {
      const answer = await submit({});
      demandNoSignIn(answer, url);
      try {
        readAnswer(answer);
      } catch (failure) {
        // A refusal is the service's own answer.
        if (!(failure instanceof SiteError)) throw failure;
      }
    },
    instantConferenceUrl: (options) => {
      const xmlin = write(unknownForm, { ...options, siteid: siteId, returnType: "text" });
      const query = new URLSearchParams({ operation: "instantMeeting", xmlin });
      return `${home}/OracleRTCService?${query.toString()}`;
    },
  };
}

function isMissing(failure: unknown): boolean {
  return failure instanceof CallError && (failure.httpStatus === 404 || failure.httpStatus === 410);
}

/** An HTTP status says as well whether the service wants a sign-in or is not there. Nothing was started then. */
function explain(failure: unknown): unknown {
  if (!(failure instanceof CallError) || failure.code !== "HTTP_STATUS") return failure;
  const { httpStatus } = failure;
  if (isMissing(failure)) return new CallError("NOT_THERE", "no", { cause: failure, httpStatus });
  return httpStatus === 401 || httpStatus === 403
    ? new CallError("SIGN_IN_WANTED", "no", { cause: failure, httpStatus })
    : failure;
}

/** Throws CallError SIGN_IN_WANTED. */
function demandNoSignIn({ status, headers, text }: Answer, url: string): void {
  if (findSignIn({ headers, text, url })) throw new CallError("SIGN_IN_WANTED", "no", { httpStatus: status });
}

const tableOrder = [
  "meetingType",
  "siteid",
  "password",
  "meetingTitle",
  "hostExitURL",
  "attendeeExitURL",
  "attendeeStartURL",
  "returnType",
] as const;

function write(
  { root, namespace, isQualified, order }: RequestForm,
  values: InstantConferenceOptions & { siteid: string; returnType: string },
): string {
  const names = order ? [...tableOrder].sort((a, b) => place(order, a) - place(order, b)) : tableOrder;
  const elements = names.flatMap((name) => {
    const value = values[name];
    const tag = isQualified ? `r:${name}` : name;
    return value === undefined || value === null ? [] : [`<${tag}>${escapeXml(value)}</${tag}>`];
  });
  const tag = namespace === null ? root : `r:${root}`;
  const declaration = namespace === null ? "" : ` xmlns:r="${escapeXml(namespace)}"`;
  return `<?xml version="1.0" encoding="UTF-8"?><${tag}${declaration}>${elements.join("")}</${tag}>`;
}

function place(order: string[], name: string): number {
  const index = order.indexOf(name);
  return index < 0 ? order.length : index;
}

/** The root, the namespace and the order of a request, from the deployment's own schema. Throws XmlError. */
function readSchema(source: string): RequestForm {
  const schema = parseXml(source);
  const root = childOf(schema, "element");
  const name = root?.attributes.name;
  if (schema.name !== "schema" || !root || name === undefined || !/^[\w.-]+$/.test(name))
    throw new XmlError("no schema of an instant conference");
  const type = root.attributes.type?.replace(/^.*:/, "");
  const named = schema.children.find(
    ({ name: kind, attributes }) => kind === "complexType" && attributes.name === type,
  );
  const order = descendantsOf(named ?? root, "element").flatMap(nameOf);
  return {
    root: name,
    namespace: attributeOf(schema, "targetNamespace") ?? null,
    isQualified: schema.attributes.elementFormDefault === "qualified",
    order,
  };
}

function nameOf({ attributes }: XmlElement): string[] {
  const name = attributes.name ?? attributes.ref?.replace(/^.*:/, "");
  return name === undefined ? [] : [name];
}

/** Tables 3-18 and 3-19: a code other than 0, or no XML, is the error. */
function readAnswer({ text }: Answer): InstantConferenceResult {
  let document: XmlElement;
  try {
    document = parseXml(text);
  } catch (cause) {
    throw new CallError("UNREADABLE", "unknown", { cause });
  }
  const value = (name: string) =>
    document.children.find((child) => child.name.toLowerCase() === name.toLowerCase())?.text.trim() ?? "";
  const code = value("responseCode");
  if (!/^-?\d{1,9}$/.test(code)) throw new CallError("UNREADABLE", "unknown");
  const failure = errorOf(Number(code));
  if (failure) throw failure;
  const named = ["joinURL", "hostURL", "playbackURL"].map((name) => linkOf(value(name)));
  const others = document.children
    .filter(({ name }) => /URL$/i.test(name))
    .map((child) => linkOf(child.text.trim()));
  const url = [...named, ...others].find((link) => link !== null) ?? null;
  const conferenceId = value("mtgId") || null;
  if (conferenceId === null && url === null) throw new CallError("UNREADABLE", "unknown");
  return { conferenceId, url };
}

/** The guide says URL, URI and "any URL": only http and https are ones to open. */
function linkOf(text: string | null): string | null {
  return text !== null && /^https?:$/.test(parseUrl(text)?.protocol ?? "") ? text : null;
}
