/** An opaque stand-in for an item's ID: 32 hexadecimal digits of its SHA-256. */
export async function hashOfItemId(itemId: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(itemId));
  return Array.from(new Uint8Array(digest).subarray(0, 16), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
