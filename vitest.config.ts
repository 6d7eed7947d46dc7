import { defineConfig } from "vitest/config";

/** node:sqlite, which the local Appwrite keeps its data in, would say with every start that it is new. */
const QUIET = ["--disable-warning=ExperimentalWarning"];

/** How long `expect.poll` looks: as with all limits of time here, for what hangs (test/helpers/until.ts). */
const POLL = { poll: { timeout: 90_000 } };

/**
 * Files that take six seconds or more, because they render every example, start dozens of commands or servers, or fail at each call of
 * a whole life in turn.
 * `npm test` leaves them out; `npm run test:slow` runs them, and the CI does.
 */
const SLOW = [
	"test/browser/clients.test.ts",
	"test/browser/fast-engine.test.ts",
	"test/browser/film.test.ts",
	"test/browser/quota-page.test.ts",
	"test/browser/studio-export.test.ts",
	"test/browser/studio-picture.test.ts",
	"test/browser/studio-server.test.ts",
	"test/browser/studio-writing.test.ts",
	"test/browser/studio.test.ts",
	"test/browser/text.test.ts",
	"test/bundle/bundles.test.ts",
	"test/bundle/package.test.ts",
	"test/bundle/studio-folder.test.ts",
	"test/functions/batch.test.ts",
	"test/functions/documented-calls.test.ts",
	"test/functions/fuzz.test.ts",
	"test/functions/health-command.test.ts",
	"test/functions/health-cron.test.ts",
	"test/functions/pictures.test.ts",
	"test/functions/quota-command.test.ts",
	"test/functions/sent-pictures.test.ts",
	"test/local-appwrite/dev.test.ts",
	"test/local-appwrite/fuzz.test.ts",
	"test/media/bench.test.ts",
	"test/media/command-places.test.ts",
	"test/media/command.test.ts",
	"test/media/decoders.test.ts",
	"test/media/documented-commands.test.ts",
	"test/media/documented-library.test.ts",
	"test/media/encode.test.ts",
	"test/media/encode-sound.test.ts",
	"test/media/examples.test.ts",
	"test/media/fast-engine-parts.test.ts",
	"test/media/fast-engine.test.ts",
	"test/media/file-size.test.ts",
	"test/media/h264-stream.test.ts",
	"test/media/looks.test.ts",
	"test/media/script-commands.test.ts",
	"test/provision/provision.test.ts",
	"test/provision/upgrade.test.ts",
	"test/unit/scripts/trim-zod.test.ts",
	"test/unit/scripts/ways-in.test.ts",
	"test/unit/service/faults/lives.test.ts",
	"test/unit/service/faults/pictures.test.ts",
	"test/unit/service/quote/suggestions.test.ts",
	"test/unit/video/conversation/read/any-text.test.ts",
	"test/unit/video/overlaps.test.ts",
	"test/unit/video/plan-film.test.ts",
	"test/unit/video/seen-in-time.test.ts",
	"test/unit/video/sound/list-heard.test.ts",
	"test/unit/video/text/clusters.test.ts",
];

/** One project a kind of test, so that `vitest --project unit` stays quick. */
const project = (name: string, options: object = {}) => ({
	test: {
		name,
		include: [`test/${name}/**/*.test.ts`],
		exclude: SLOW,
		execArgv: QUIET,
		expect: POLL,
		setupFiles: "test/helpers/set-seed.ts",
		...options,
	},
});

/**
 * One process a worker, not one a file: to start them and to read the modules again was half of what these took. Only for
 * tests that leave nothing behind (clocks, spies, variables): their module-level state is the fonts that are known.
 */
const SHARED = { isolate: false };

export default defineConfig({
	test: {
		// Many tests wait for processes of their own: two at a time, also on two cores. A limit of time is there for what
		// hangs, and wide enough for a machine that does five other things.
		maxWorkers: 2,
		globalSetup: "test/helpers/build-once.ts",
		projects: [
			// Property tests draw fonts and pictures, on machines that do other work too.
			project("unit", { ...SHARED, testTimeout: 180_000, hookTimeout: 60_000 }),
			project("architecture", { ...SHARED, testTimeout: 60_000, hookTimeout: 60_000 }),
			project("golden", { testTimeout: 60_000, hookTimeout: 60_000 }),
			project("media", { testTimeout: 180_000, hookTimeout: 180_000 }),
			project("local-appwrite", { testTimeout: 120_000, hookTimeout: 60_000 }),
			project("bundle", { testTimeout: 120_000, hookTimeout: 120_000 }),
			project("functions", { testTimeout: 120_000, hookTimeout: 60_000 }),
			// The real functions, built as a server builds them.
			project("deploy", { testTimeout: 300_000, hookTimeout: 60_000 }),
			project("provision", { testTimeout: 120_000, hookTimeout: 60_000 }),
			project("faults", { testTimeout: 240_000, hookTimeout: 60_000 }),
			project("browser", { testTimeout: 120_000, hookTimeout: 60_000 }),
			project("slow", { include: SLOW, exclude: [], testTimeout: 300_000, hookTimeout: 180_000 }),
			// A real server may take minutes to make a column.
			project("contract", { ...SHARED, testTimeout: 400_000, hookTimeout: 700_000 }),
		],
	},
});
