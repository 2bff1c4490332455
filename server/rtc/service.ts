import type { OperationName, Value } from "./beans";
import { decodeAnswer, SoapFault, type Bean } from "./decode";
import { encodeRequest } from "./encode";
import { CallError } from "./errors";
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
  name: string;
  transport: Transport;
}

/** A service that learns its names and its address from the live WSDL, once, before the first call. */
export function createService({ url, name, transport }: ServiceOptions): Service {
  const home = `${url}/imtapp/ws/${name}`;
  let naming: Promise<Naming> | null = null;
  let isWithoutWs = false;

  async function learn(): Promise<Naming> {
    try {
      return readWsdl(await transport.get(`${home}?WSDL`), name);
    } catch (failure) {
      if (!(failure instanceof CallError) && !(failure instanceof XmlError)) throw failure;
      // A site that cannot be reached may answer the next call: its WSDL is asked for again then.
      if (failure instanceof CallError && failure.failure !== "HTTP_STATUS") naming = null;
      return defaultNaming(name);
    }
  }

  async function post(names: Naming, operation: OperationName, values: Value[]): Promise<string> {
    const envelope = encodeRequest(operation, values, names);
    const { soapAction } = names.operation(operation);
    const address = allowed(names.address, url) ?? (isWithoutWs ? `${url}/imtapp/${name}` : home);
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
    const names = await (naming ??= learn());
    try {
      return decodeAnswer(await post(names, operation, values), operation);
    } catch (failure) {
      if (failure instanceof XmlError) throw new CallError("UNREADABLE", "unknown", { cause: failure });
      if (!(failure instanceof SoapFault)) throw failure;
      // The bean does not know an accessor: nothing was done, and there may be another spelling.
      if (failure.property !== null && names.respell(failure.property)) return call(operation, values);
      throw new CallError("FAULT", "unknown", { cause: failure });
    }
  }

  return { call };
}

/** The WSDL's address, if it is of the configured origin: no answer may send the credentials elsewhere. */
function allowed(address: string | null, url: string): string | null {
  if (address === null || !URL.canParse(address)) return null;
  return new URL(address).origin === new URL(url).origin ? address : null;
}
