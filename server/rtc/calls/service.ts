import { hasCode } from "../../codedError";
import type { OperationName, ServiceName, Value } from "../soap/beans";
import { withSharedDeadline, untilDeadline } from "./deadline";
import { decodeDocument, SoapFaultError, type Bean } from "../soap/decode";
import { encodeRequest } from "../soap/encode";
import { CallError, isPassing, RtcError, SiteError, withDone, type SiteErrorCode } from "../errors";
import { createConcurrencyLimiter } from "./concurrencyLimiter";
import type { Transport } from "./transport";
import { yieldToEventLoop } from "../soap/yieldTurns";
import { parseUrl } from "../url";
import { defaultNaming, readWsdl, type Naming } from "../soap/wsdl";
import { isLong, parseXmlInTurns, type XmlElement } from "../soap/xml";

/** One SOAP service of a deployment, such as "PreConferenceService". */
export interface Service {
  /**
   * Calls an operation and reads its answer, in which null is a null result. `faultMeans`: the refusal that a Fault is, for an
   * operation without status codes. Throws CallError, and SiteError of `read`.
   */
  call: <Result>(
    operation: OperationName,
    values: Value[],
    read: Read<Result>,
    faultMeans?: SiteErrorCode,
  ) => Promise<Result>;
}

export type Read<Result> = (answer: Bean | null) => Result | Promise<Result>;

interface ServiceOptions {
  /** Base of the deployment, without a slash at its end. */
  url: string;
  name: ServiceName;
  transport: Transport;
  /** Further hosts that may be called. */
  endpointHosts?: readonly string[];
  /** Asked where the WSDL does not say where this service is. */
  catalogue?: Catalogue;
  /** Told how many values of an answer could not be read, or not whole, where there are any. */
  onDamage?: (operation: OperationName, count: number) => void;
}

/** Where the deployment's service catalogue says that a service is; null where it does not (guide, Table 3-12). */
export type Catalogue = (
  name: ServiceName,
) => Promise<{ home: string | null; endpoint: string | null; wsdl: string | null } | null>;

/** A service that learns its names and its address from the live WSDL, once, before the first call. */
export function createService(options: ServiceOptions): Service {
  const { url, name, transport, endpointHosts = [], onDamage = () => undefined } = options;
  const longAnswers = createConcurrencyLimiter({ count: 1 });
  const home = `${url}/imtapp/ws/${name}`;
  let naming: Promise<Naming> | null = null;
  let isWithoutWs = false;

  async function tryWsdl(address: string): Promise<Naming | null> {
    try {
      return readWsdl(await parseXmlInTurns(await transport.get(address), yieldToEventLoop), name);
    } catch (failure) {
      // The default names serve without a WSDL.
      // A site that cannot be reached may answer the next call: its WSDL is asked for again then.
      if (failure instanceof CallError && isPassing(failure)) naming = null;
      return null;
    }
  }

  const mayCall = (address: string | null): address is string =>
    address !== null && isAllowed(address, url, endpointHosts);

  /** The address in the WSDL, else the catalogue's, else the guide's. */
  async function learn(): Promise<Naming> {
    const own = await tryWsdl(`${home}?WSDL`);
    if (own && mayCall(own.address)) return own;
    // These two stand at fixed places: without them there is no catalogue to ask.
    const isFixed = name === "AuthenticationService" || name === "ConfigurationService";
    const place = isFixed ? null : await options.catalogue?.(name);
    const [wsdl, endpoint] = [place?.wsdl, place?.endpoint].map((part) =>
      join(place?.home ?? url, part ?? null),
    );
    const listed = own ?? (wsdl !== undefined && mayCall(wsdl) ? await tryWsdl(wsdl) : null);
    const found = listed ?? defaultNaming(name);
    if (mayCall(found.address)) return found;
    return { ...found, address: endpoint !== undefined && mayCall(endpoint) ? endpoint : null };
  }

  async function post(names: Naming, operation: OperationName, values: Value[]): Promise<string> {
    const envelope = encodeRequest(operation, values, names);
    const { soapAction } = names.operation(operation);
    const address = names.address ?? (isWithoutWs ? `${url}/imtapp/${name}` : home);
    try {
      return await transport.post(address, soapAction, envelope);
    } catch (failure) {
      const isNotThere = failure instanceof CallError && failure.httpStatus === 404;
      if (!isNotThere || address !== home) throw failure;
      isWithoutWs = true;
      return transport.post(`${url}/imtapp/${name}`, soapAction, envelope);
    }
  }

  async function call<Result>(
    operation: OperationName,
    values: Value[],
    read: Read<Result>,
    faultMeans?: SiteErrorCode,
  ): Promise<Result> {
    const names = await untilDeadline((naming ??= withSharedDeadline(learn)));
    const text = await post(names, operation, values);
    try {
      const answer = decodeDocument(await parse(text), operation);
      const result = await read(answer);
      const count = answer?.damage() ?? 0;
      if (count > 0) onDamage(operation, count);
      return result;
    } catch (failure) {
      if (!(failure instanceof SoapFaultError)) throw asRtcError(failure);
      // The bean does not know an accessor: nothing was done, and there may be another spelling.
      if (failure.property !== null && names.respell(failure.property))
        return call(operation, values, read, faultMeans);
      if (faultMeans !== undefined) throw new SiteError(faultMeans, null, { cause: failure });
      throw new CallError("FAULT", "unknown", { cause: failure });
    }
  }

  /** One long answer at a time: the tree of one takes some ten times the memory of its text. */
  async function parse(text: string): Promise<XmlElement> {
    if (!isLong(text)) return parseXmlInTurns(text, yieldToEventLoop);
    try {
      return await longAnswers.run(() => parseXmlInTurns(text, yieldToEventLoop));
    } catch (failure) {
      throw failure instanceof CallError ? withDone(failure, "unknown") : failure;
    }
  }

  return { call };
}

/** An answer that cannot be read: the work may have been done. */
function asRtcError(failure: unknown): RtcError {
  if (failure instanceof RtcError) return failure;
  return new CallError(hasCode(failure, "XML_TOO_LARGE") ? "TOO_LARGE" : "UNREADABLE", "unknown", {
    cause: failure,
  });
}

/**
 * Whether an address that the deployment gave may be called: on the configured host or a listed one, and never http
 * where https is configured. No answer may send the credentials elsewhere.
 */
function isAllowed(address: string, url: string, hosts: readonly string[]): boolean {
  const [given, own] = [parseUrl(address), new URL(url)];
  if (!given) return false;
  const isSafe = given.protocol === "https:" || (given.protocol === "http:" && own.protocol === "http:");
  return isSafe && (given.hostname === own.hostname || hosts.includes(given.host));
}

/** A path relative to the home, joined by exactly one slash; an absolute address stays. */
function join(home: string, part: string | null): string | null {
  if (part === null || part === "") return null;
  return /^https?:/i.test(part) ? part : `${home.replace(/\/+$/, "")}/${part.replace(/^\/+/, "")}`;
}
