/** The setting with the hosts of the site's links: known before the site answers, and where it does not. */
export const linkHostsSetting = "linkHosts";

interface Settings {
  getSetting: (name: string) => string | null;
  setSetting: (name: string, value: string) => void;
}

/** The hosts as the site named them last. */
export function getLinkHosts({ getSetting }: Pick<Settings, "getSetting">): string[] {
  return (getSetting(linkHostsSetting) ?? "").split(" ").filter((host) => host !== "");
}

export function setLinkHosts({ getSetting, setSetting }: Settings, hosts: readonly string[]): void {
  const value = hosts.join(" ");
  if (getSetting(linkHostsSetting) !== value) setSetting(linkHostsSetting, value);
}
