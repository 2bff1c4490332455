/** msw pulls packages that ship ESM only; these are transformed like our own code. */
const esmOnly = [
  "rettime",
  "until-async",
  "@open-draft",
  "@mswjs",
  "msw",
  "headers-polyfill",
  "set-cookie-parser",
  "jose",
  "hono",
  "@hono",
  "@fluentui/react-icons",
];

const common = {
  moduleNameMapper: {
    "/locales/messages$": "<rootDir>/src/locales/messages.d.ts",
    "^@fluentui/react-components$": "<rootDir>/.cache/fluent.cjs",
  },
  transform: {
    "/locales/messages\\.d\\.ts$": "<rootDir>/build/messagesTransform.mjs",
    "^.+\\.(t|j|mj)sx?$": [
      "@swc/jest",
      {
        jsc: {
          parser: { syntax: "typescript", tsx: true },
          transform: { react: { runtime: "automatic" } },
          target: "es2022",
        },
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join("|")})/)`],
  restoreMocks: true,
};

export default {
  globalSetup: "<rootDir>/test/support/bundleFluent.mjs",
  testSequencer: "<rootDir>/test/support/longestFirst.mjs",
  // A machine that does other things too is slow, not broken.
  testTimeout: 30_000,
  // Three on two cores: most long tests wait for a browser, a database or a relay. (Jest reads "150%" as 150 workers.)
  maxWorkers: 3,
  projects: [
    {
      ...common,
      displayName: "node",
      testEnvironment: "node",
      testMatch: ["<rootDir>/test/**/*.test.ts"],
      testPathIgnorePatterns: ["/node_modules/", "<rootDir>/test/browser/"],
    },
    {
      ...common,
      displayName: "browser",
      testEnvironment: "node",
      testMatch: ["<rootDir>/test/browser/**/*.test.ts"],
    },
    {
      ...common,
      displayName: "pane",
      testEnvironment: "jest-fixed-jsdom",
      testMatch: ["<rootDir>/test/**/*.test.tsx"],
      setupFilesAfterEnv: ["<rootDir>/test/taskpane/setup.ts"],
    },
  ],
};
