import type { OperationName, ServiceName, Value } from "./beans";
import { shared, untilDeadline } from "./deadline";
import { decodeAnswer, SoapFault, type Bean } from "./decode";
import { encodeRequest } from "./encode";
import { CallError, isPassing } from "./errors";
import type { Transport } from "./transport";
import { defaultNaming, readWsdl, type Naming } from "./wsdl";
import { XmlError } from "./xml";

/** One SOAP service of a deployment, such as "PreConferenceService". */
export interface Service {
  /** Calls an operation; null is a null result. Throws CallError. */
  call: (operation: OperationName, values: Value[]) => Promise<Bean | null>;
}

interface ServiceOptions {
  /** Base of the deployment, without a slash at its end. */
  url: string;
  name: ServiceName;
  transport: Transport;
  /** Further hosts that may be called. */
  endpointHosts?: readonly string[];
  /** Where the deployment's service catalogue says that this service is; asked where the WSDL does not say. */
  catalogue?: (name: ServiceName) => Promise<Place | null>;
}

interface Place {
  home: string | null;
  endpoint: string | null;
  wsdl: string | null;
}

/** A service that learns its names and its address from the live WSDL, once, before the first call. */
export function createService(options: ServiceOptions): Service {
  const { url, name, transport, endpointHosts = [] } = options;
  const home = `${url}/imtapp/ws/${name}`;
  let naming: Promise<Naming> | null = null;
  let isWithoutWs = false;

  async function tryWsdl(address: string): Promise<Naming | null> {
    try {
      return readWsdl(await transport.get(address), name);
    } catch (failure) {
      if (!(failure instanceof CallError) && !(failure instanceof XmlError)) throw failure;
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

  async function call(operation: OperationName, values: Value[]): Promise<Bean | null> {
    const names = await untilDeadline((naming ??= shared(learn)));
    try {
      return decodeAnswer(await post(names, operation, values), operation);
    } catch (failure) {
      if (failure instanceof XmlError)
        throw new CallError(failure.isTooLarge ? "TOO_LARGE" : "UNREADABLE", "unknown", { cause: failure });
      if (!(failure instanceof SoapFault)) throw failure;
      // The bean does not know an accessor: nothing was done, and there may be another spelling.
      if (failure.property !== null && names.respell(failure.property)) return call(operation, values);
      throw new CallError("FAULT", "unknown", { cause: failure });
    }
  }

  return { call };
}

/**
 * Whether an address that the deployment gave may be called: on the configured host or a listed one, and never http
 * where https is configured. No answer may send the credentials elsewhere.
 */
function isAllowed(address: string, url: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(address)) return false;
  const [given, own] = [new URL(address), new URL(url)];
  const isSafe = given.protocol === "https:" || (given.protocol === "http:" && own.protocol === "http:");
  return isSafe && (given.hostname === own.hostname || hosts.includes(given.host));
}

/** A path relative to the home, joined by exactly one slash; an absolute address stays. */
function join(home: string, part: string | null): string | null {
  if (part === null || part === "") return null;
  return /^https?:/i.test(part) ? part : `${home.replace(/\/+$/, "")}/${part.replace(/^\/+/, "")}`;
}
