import { createDeployment, url } from "../system/deployment";
import { createTestRelay, newKey, relaySite, request } from "../support/relay";
import type { RelaySite } from "../../server/sites/servedSite";

export const host = new URL(url).host;

/** The relay before a simulated deployment. The harness's appointment is on 2 March 2027, 14:00 to 14:30. */
export async function open(overrides: Partial<RelaySite> = {}, world = createDeployment()) {
  const sites = [relaySite(world.site, { linkHosts: [host], ...overrides })];
  const relay = await createTestRelay(world.site, { sites, clock: world.now });
  const json = async (...args: Parameters<typeof relay.send>) => {
    const response = await relay.send(...args);
    return { status: response.status, body: (await response.json()) as Record<string, never> };
  };
  return { ...world, ...relay, json };
}

export type World = Awaited<ReturnType<typeof open>>;

export async function schedule({ json }: World, token?: string): Promise<string> {
  const sent = { body: request, key: newKey(), ...(token !== undefined && { token }) };
  const { body } = await json("POST", "/api/conferences", sent);
  return body.id!;
}

export const code = ({ body }: { body: Record<string, unknown> }) =>
  (body.error as { code: string } | undefined)?.code;
