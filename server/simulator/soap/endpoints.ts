import { readBody } from "../../http/requestBody";
import { status } from "../services/access";
import { beanOf, beansOf, type ServiceName, type Value } from "./beans";
import { ParseError } from "./parse";
import { Fault, readCall, writeAnswer, writeFault, type Call } from "./soap";
import type { SwitchedFault, SwitchedService } from "../world/faultConfig";
import type { World } from "../world/world";

/** Thrown instead of an answer: whoever serves the simulator cuts the connection. */
export class DroppedConnection extends Error {
  override name = "DroppedConnection";
}

interface EndpointsOptions {
  world: World;
  sleep: (ms: number) => Promise<void>;
}

const envelopeBytes = 4 * 1024 * 1024;
export const formBytes = 64 * 1024;

/** The SOAP endpoints and the URL services, with the faults that the switches show there. */
export function createEndpoints({ world, sleep }: EndpointsOptions) {
  const { switchboard, operations, tokens, save } = world;
  const calls: string[] = [];

  /** A fault's answer instead of the work; null: the work is done all the same, perhaps late. */
  async function instead(fault: SwitchedFault | null): Promise<Response | null> {
    if (fault?.kind === "dropBefore") throw new DroppedConnection();
    if (fault?.kind === "http500") return new Response("Internal Server Error", { status: 500 });
    if (fault?.kind === "html") return html("<html><body><h1>Sign in</h1></body></html>");
    if (fault?.kind === "garbage") return xml(200, "<<<");
    if (fault?.kind === "redirect")
      return new Response(null, { status: 302, headers: { Location: "http://elsewhere.example.net/" } });
    if (fault?.kind === "soapFault") {
      return xml(500, writeFault(new Fault("SOAP-ENV:Server.Exception:", "java.lang.NullPointerException")));
    }
    if (fault?.kind === "expiredTokens") tokens.expireAll();
    if (fault?.kind === "late") await sleep(fault.latencyMs);
    return null;
  }

  async function wait(): Promise<void> {
    const { latencyMs } = switchboard.current();
    if (latencyMs > 0) await sleep(latencyMs);
  }

  /** A SOAP call of a service. Throws DroppedConnection. */
  async function serveSoap(request: Request, service: ServiceName): Promise<Response> {
    const source = await readBody(request, { maxBytes: envelopeBytes });
    await wait();
    const { profile } = switchboard.current();
    let call: Call;
    try {
      call = readCall(source, service, profile, request.headers.get("SOAPAction"));
    } catch (failure) {
      if (failure instanceof Fault) return xml(500, writeFault(failure));
      if (failure instanceof ParseError)
        return xml(500, writeFault(new Fault("SOAP-ENV:Client", "parsing error")));
      throw failure;
    }
    const fault = switchboard.takeFault(service, call.name);
    const other = await instead(fault);
    if (other) return other;
    if (fault?.kind === "status") return xml(200, writeAnswer(call, service, profile, status(fault.status)));
    let reply: string;
    try {
      calls.push(call.name);
      const answer = operations[call.name]?.(call.arguments) ?? null;
      reply = writeAnswer(call, service, profile, distort(fault, answer));
    } catch (failure) {
      if (!(failure instanceof Fault)) throw failure;
      return xml(500, writeFault(failure));
    }
    save();
    if (fault?.kind === "dropAfter") throw new DroppedConnection();
    return xml(200, fault?.kind === "truncated" ? reply.slice(0, Math.floor(reply.length / 2)) : reply);
  }

  /** A call of a URL service: parameters in the query or in a form. Throws DroppedConnection. */
  async function serveUrl(
    request: Request,
    service: SwitchedService,
    operation: string,
    work: (parameters: URLSearchParams) => Response,
  ): Promise<Response> {
    const parameters =
      request.method === "POST"
        ? new URLSearchParams(await readBody(request, { maxBytes: formBytes }))
        : new URL(request.url).searchParams;
    await wait();
    const fault = switchboard.takeFault(service, operation);
    const other = await instead(fault);
    if (other) return other;
    calls.push(operation);
    const response = work(parameters);
    save();
    if (fault?.kind === "dropAfter") throw new DroppedConnection();
    if (fault?.kind !== "truncated") return response;
    const body = await response.text();
    return new Response(body.slice(0, Math.floor(body.length / 2)), response);
  }

  return {
    serveSoap,
    serveUrl,
    /** The operations that were carried out, oldest first. */
    calls: (): readonly string[] => calls,
  };
}

/** Applies a fault to the answer of work that was done. */
function distort(fault: SwitchedFault | null, answer: Value): Value {
  const bean = beanOf(answer);
  const result = beanOf(bean?.scheduleResult);
  if (fault?.kind === "withoutId" && bean && result)
    return { ...bean, scheduleResult: { ...result, conferenceID: "", attendeeURL: "", hostURL: "" } };
  if (fault?.kind === "listedTwice" && bean) {
    const twice = beansOf(bean.conferenceDetails).flatMap((details) => [details, { ...details }]);
    return { ...bean, conferenceDetails: twice };
  }
  return answer;
}

/** An XML document as an answer. */
export function xml(httpStatus: number, body: string): Response {
  return new Response(body, { status: httpStatus, headers: { "Content-Type": "text/xml; charset=utf-8" } });
}

function html(body: string): Response {
  return new Response(body, { headers: { "Content-Type": "text/html" } });
}
