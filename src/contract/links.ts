/** Links are https (http only where the site itself is on loopback), to a known host, without user info. */
export function linkRule(hosts: readonly string[]): (link: string) => boolean {
  return (link) => {
    const url = URL.canParse(link) ? new URL(link) : null;
    if (!url || url.username !== "" || url.password !== "" || !hosts.includes(url.host)) return false;
    return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
  };
}

/** Whether a host name (as URL.hostname has it) is this very machine. */
function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
