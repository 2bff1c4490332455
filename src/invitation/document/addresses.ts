const encoded = /(?:%[\da-f]{2})+/gi;
/** A link protection may wrap an address that another one has wrapped already. */
const maxWraps = 4;

/** The addresses in a piece of a body. */
export function addressesIn(source: string): string[] {
  return source.match(/https?:[^\s"'<>]+/gi) ?? [];
}

/** Parts of an address that may be a conference's ID; also of an address inside a protected link. */
export function idsInAddress(address: string): string[] {
  return [...new Set(wordsIn(address).filter((word) => /^\d+$/.test(word)))];
}

/** Whether an address, or one that it wraps, has a conference's ID in it. */
export function namesId(address: string, conferenceId: string): boolean {
  return wordsIn(address).includes(conferenceId);
}

/** Whether an address is another one, or wraps it. */
export function leadsTo(address: string, wanted: string): boolean {
  const wantedPath = withoutScheme(wanted);
  return unwrapped(address).some((one) => withoutScheme(one).includes(wantedPath));
}

function wordsIn(address: string): string[] {
  return unwrapped(address).flatMap((one) => [
    ...one.split(/[^\p{L}\p{N}_-]+/u),
    ...one.split(/[^\p{L}\p{N}]+/u),
  ]);
}

/** An address as it is, and with each layer of encoding taken off. */
export function unwrapped(address: string): string[] {
  // Proofpoint's second version writes "%" as "-" and "/" as "_".
  const dashed = address.replace(/-(?=[\dA-F]{2})/g, "%").replaceAll("_", "/");
  return [address, dashed].flatMap((start) => {
    const layers = [start];
    for (let last = start; layers.length <= maxWraps;) {
      const next = decode(last);
      if (next === last) break;
      layers.push((last = next));
    }
    return layers;
  });
}

/** Keeps badly encoded text as it is. */
function decode(address: string): string {
  return address.replace(encoded, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
}

// Some protections write one slash only.
function withoutScheme(address: string): string {
  return address.replace(/https?:\/{1,2}/gi, "");
}
