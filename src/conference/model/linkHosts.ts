/** The setting with the hosts of the site's links: known before the site answers, and where it does not. */
export const linkHostsSetting = "linkHosts";

interface Settings {
  recall: (name: string) => string | null;
  remember: (name: string, value: string) => void;
}

/** The hosts as the site named them last. */
export function recallHosts({ recall }: Pick<Settings, "recall">): string[] {
  return (recall(linkHostsSetting) ?? "").split(" ").filter((host) => host !== "");
}

export function rememberHosts({ recall, remember }: Settings, hosts: readonly string[]): void {
  const value = hosts.join(" ");
  if (recall(linkHostsSetting) !== value) remember(linkHostsSetting, value);
}
