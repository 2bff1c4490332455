// Renders the icons in the sizes that Outlook asks for: `npm run icons`. The results are committed.
import sharp from "sharp";

const sizes = {
  icon: [16, 32, 64, 80, 128],
  options: [16, 32, 80],
  remove: [16, 32, 80],
  join: [16, 32, 80],
  host: [16, 32, 80],
  mobile: [25, 32, 48, 50, 64, 75, 96, 144],
};
for (const [name, wanted] of Object.entries(sizes)) {
  for (const size of wanted) {
    const file = new URL(`${name}-${size}.png`, import.meta.url).pathname;
    await sharp(new URL(`${name}.svg`, import.meta.url).pathname, { density: 72 * 8 })
      .resize(size, size)
      .png({ compressionLevel: 9 })
      .toFile(file);
  }
}
