import { createAuthentication, type Authentication, type Entity } from "../services/authentication";
import type { OperationName, ServiceName } from "../soap/beans";
import { createBreaker } from "./breaker";
import { createConcurrencyLimiter } from "./concurrencyLimiter";
import type { Send } from "./exchange";
import { createRetryPolicy } from "./retryPolicy";
import { createService, type Catalogue, type Service } from "./service";
import type { Policy } from "./policy";
import { createSession, type Invoke, type Session } from "./session";
import { withTelemetry, type Telemetry } from "./telemetry";
import { createTransport, type Transport } from "./transport";

interface SiteCallsOptions {
  /** Base of the deployment, without a slash at its end. */
  url: string;
  entity: Entity;
  proxyUser: string | null;
  endpointHosts: readonly string[];
  catalogue: Catalogue;
  send: Send | undefined;
  /** Milliseconds since the epoch. */
  now: () => number;
  timeoutMs: number;
  maxResponseBytes: number;
  telemetry: Telemetry;
  sleep: ((ms: number) => Promise<void>) | undefined;
}

/** The ways to call a site. */
export interface SiteCalls {
  /** Calls the operations of a SOAP service with the token of a policy. */
  invokeWith: (service: ServiceName, policy: Policy) => Invoke;
  /** Starts an instant conference, whose URL service takes no token. */
  start: <Result>(send: () => Promise<Result>) => Promise<Result>;
  /** Exchanges bytes with any address of the site. */
  transport: Transport;
  session: Session;
  authentication: Authentication;
  isSuspended: () => boolean;
}

/** Joins the layers of a call: each is a function around the next. All calls of a site share them (decision 9). */
export function createSiteCalls(options: SiteCallsOptions): SiteCalls {
  const { url, entity, proxyUser, endpointHosts, catalogue, now, telemetry, sleep } = options;
  const { send, timeoutMs, maxResponseBytes } = options;
  const limiter = createConcurrencyLimiter();
  const breaker = createBreaker({
    timeoutMs,
    onState: (state) => {
      if (state === "open") limiter.clearQueue(breaker.refusal());
      telemetry.onBreaker?.(state);
    },
  });
  const withRetries = createRetryPolicy({ sleep });

  /** An exchange: the breaker admits it, the limiter gives it its turn, the transport sends it with a time limit. */
  const transport = createTransport({
    send,
    timeoutMs,
    maxResponseBytes,
    gate: async (exchange) => {
      breaker.check();
      // Exchanges that hang may fill the limiter: the trial does not wait for them.
      if (breaker.isTrialDue()) return breaker.run(exchange);
      return limiter.run(() => breaker.run(exchange));
    },
  });

  const onDamage = (operation: OperationName, count: number) => telemetry.onDamage?.({ operation, count });
  const serviceOf = (name: ServiceName) =>
    createService({ url, name, transport, endpointHosts, catalogue, onDamage });

  /** A call without a token: telemetry around retries around the service. */
  function withoutToken(name: ServiceName): Service {
    const service = serviceOf(name);
    return {
      call: (operation, values, read) =>
        // A session or a token too many harms nobody.
        withTelemetry(telemetry, { service: name, operation, mayRepeat: "always" }, (call) =>
          withRetries(call, () => service.call(operation, values, read)),
        ),
    };
  }

  const authentication = createAuthentication(withoutToken("AuthenticationService"));
  const session = createSession({ authentication, entity, proxyUser, now, telemetry });

  /** A call: telemetry around the token around retries around the service. A renewal of the token has its own retries. */
  function invokeWith(name: ServiceName, policy: Policy): Invoke {
    const service = serviceOf(name);
    return (operation, request, read, { faultMeans, onLost } = {}) =>
      withTelemetry(
        telemetry,
        { service: name, operation, mayRepeat: mayRepeat(operation), onLost },
        (call) =>
          session.withToken(policy, ({ token }) =>
            withRetries(call, () => {
              const values = request({ entityID: entity.id, entityToken: token });
              return service.call(operation, values, read, faultMeans);
            }),
          ),
      );
  }

  return {
    invokeWith,
    start: (startNow) =>
      withTelemetry(
        telemetry,
        { service: "OracleRTCService", operation: "instantMeeting", mayRepeat: "unlessSent" },
        (call) => withRetries(call, startNow),
      ),
    transport,
    session,
    authentication,
    isSuspended: breaker.isOpen,
  };
}

/** A conference that was scheduled twice is two conferences. */
function mayRepeat(operation: OperationName): "always" | "unlessSent" {
  return operation === "scheduleConference" ? "unlessSent" : "always";
}
