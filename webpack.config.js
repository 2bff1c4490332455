import { spawn } from "node:child_process";
import path from "node:path";
import { constants } from "node:zlib";
import CompressionPlugin from "compression-webpack-plugin";
import CopyPlugin from "copy-webpack-plugin";
import HtmlPlugin from "html-webpack-plugin";
import TerserPlugin from "terser-webpack-plugin";
import webpack from "webpack";
import { eventsFile } from "./build/eventsFile.mjs";
import { manifestOf } from "./build/manifest.mjs";
import { folder as locales } from "./build/messages.mjs";

const officeCdn = "https://appsforoffice.microsoft.com/lib/1/hosted/office.js";

/** A page that Outlook frames, twice: with Microsoft's CDN for Outlook, with npm's Office.js for the preview. */
function officePages(name, folder) {
  const page = (filename, scripts) =>
    new HtmlPlugin({
      template: `src/${folder}/${name}.html`,
      filename,
      chunks: [name],
      scripts,
      minify: false,
    });
  return [
    page(`${name}.html`, [officeCdn]),
    page(`preview/${name}.html`, ["/preview/msAjax.js", "/office/office.js"]),
  ];
}

/** A manifest for the developer's own machine, beside the pages that it names. */
const manifest = (name, withEvents) => ({
  from: "build/manifest.mjs",
  to: `${name}.xml`,
  toType: "file",
  transform: () => manifestOf({ origin: "https://localhost:3000", withEvents }),
});

const relayPort = "3002";

/** `npm run dev`: https and hot reload for a sideloaded add-in; relay and simulator run behind it. */
async function developmentServer() {
  const { getHttpsServerOptions } = await import("office-addin-dev-certs");
  return {
    host: "localhost",
    port: 3000,
    server: { type: "https", options: await getHttpsServerOptions() },
    hot: true,
    proxy: [
      {
        context: ["/api", "/healthz", "/readyz", "/office", "/preview/people", "/preview/token"],
        target: `http://localhost:${relayPort}`,
      },
    ],
    onListening: () => {
      const env = { ...process.env, PORT: relayPort };
      const relay = spawn(process.execPath, ["dist/server/main.js"], { stdio: "inherit", env });
      process.once("exit", () => relay.kill());
    },
  };
}

export default async ({ quick = false }, { mode = "production" }) => {
  const isProduction = mode === "production";
  // `npm start` builds quickly: it serves this machine only, and the first page within seconds.
  const isSmall = isProduction && !quick;
  const root = import.meta.dirname;
  return {
    mode,
    context: root,
    target: ["web", "es2022"],
    devtool: isProduction ? false : "source-map",
    entry: {
      pane: "./src/taskpane/main.tsx",
      commands: "./src/commands/ribbon/main.ts",
      preview: "./src/preview/main.tsx",
      msAjax: { import: "./src/preview/msAjax.ts", filename: "preview/msAjax.js" },
    },
    output: {
      path: path.join(root, "dist/web"),
      filename: "static/[name].[contenthash:10].js",
      chunkFilename: "static/[name].[contenthash:10].js",
      publicPath: "/",
      clean: true,
    },
    resolve: { extensions: [".ts", ".tsx", ".js"] },
    module: {
      rules: [
        {
          test: path.join(locales, "en.json"),
          type: "javascript/auto",
          sideEffects: false,
          loader: path.join(root, "build/messagesLoader.mjs"),
        },
        {
          test: /\.tsx?$/,
          use: [
            ...(isSmall ? [{ loader: "@griffel/webpack-loader" }] : []),
            {
              loader: "swc-loader",
              options: {
                jsc: {
                  parser: { syntax: "typescript", tsx: true },
                  transform: { react: { runtime: "automatic" } },
                  target: "es2022",
                },
              },
            },
          ],
        },
      ],
    },
    optimization: {
      minimize: isSmall,
      minimizer: [
        // events.js is small already, and must not get newer syntax.
        new TerserPlugin({ minify: TerserPlugin.swcMinify, extractComments: false, exclude: "events.js" }),
      ],
    },
    plugins: [
      ...officePages("pane", "taskpane"),
      ...officePages("commands", "commands"),
      new HtmlPlugin({
        template: "src/preview/preview.html",
        filename: "index.html",
        chunks: ["preview"],
        minify: false,
      }),
      eventsFile,
      new webpack.NormalModuleReplacementPlugin(
        /\/locales\/messages$/,
        (request) => (request.request = path.join(locales, "en.json")),
      ),
      new webpack.NormalModuleReplacementPlugin(
        /^\.\/tokens\.js$/,
        (request) =>
          request.context.endsWith(path.join("@fluentui", "tokens", "lib")) &&
          (request.request = path.join(root, "src/taskpane/theme/fluentTokens.ts")),
      ),
      new CopyPlugin({
        patterns: [
          manifest("manifest", true),
          manifest("manifestWithoutEvents", false),
          { from: "assets/*.png" },
          { from: "assets/*.svg", noErrorOnMissing: true },
        ],
      }),
      ...(isSmall
        ? [
            new CompressionPlugin({
              algorithm: "brotliCompress",
              filename: "[path][base].br",
              test: /\.(js|html|svg|xml)$/,
              compressionOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } },
              threshold: 500,
            }),
          ]
        : []),
    ],
    cache: {
      type: "filesystem",
      cacheDirectory: path.join(root, ".cache/webpack"),
      name: `${mode}${quick ? "-quick" : ""}`,
      buildDependencies: { config: [import.meta.filename] },
    },
    ...(process.env.WEBPACK_SERVE === "true" && { devServer: await developmentServer() }),
    performance: { hints: false },
    stats: "errors-warnings",
  };
};
