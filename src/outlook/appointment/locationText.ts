const separator = "; ";

/** Adds our words to a location, after what is there; null when Outlook's limit (in characters) would be passed. */
export function addToLocation(location: string, ours: string, max = 255): string | null {
  const wanted = location === "" ? ours : location + separator + ours;
  return wanted.length > max ? null : wanted;
}

/** Takes exactly our words out again, with one separator; everything else stays as it is. */
export function removeFromLocation(location: string, ours: string): string {
  if (location === ours) return "";
  if (location.endsWith(separator + ours)) return location.slice(0, -(separator + ours).length);
  if (location.startsWith(ours + separator)) return location.slice((ours + separator).length);
  const middle = location.indexOf(separator + ours + separator);
  if (middle < 0) return location;
  return location.slice(0, middle) + location.slice(middle + (separator + ours).length);
}
