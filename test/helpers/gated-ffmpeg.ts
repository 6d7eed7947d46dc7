import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installedFfmpegPath } from "../../shared/video/node/encode/installed-ffmpeg.ts";

export type GatedFfmpeg = {
	/** To be given as FFMPEG_PATH. */
	readonly path: string;
	/** From now on renders (or the pre-flight's probes) wait, as processes that take nothing. */
	readonly hold: (what: "render" | "probe") => void;
	readonly release: (what: "render" | "probe") => void;
	/** How many renders have got beyond the gate. */
	readonly renders: () => number;
	readonly remove: () => void;
};

/** The installed ffmpeg behind a gate. */
export async function createGatedFfmpeg(): Promise<GatedFfmpeg> {
	const dir = mkdtempSync(join(tmpdir(), "gated-"));
	const path = join(dir, "ffmpeg");
	const real = await installedFfmpegPath();
	// A render is what has an input.
	const script = `#!/bin/sh
case " $* " in *" -i "*) what=render ;; *) what=probe ;; esac
while [ -e "${dir}/hold-$what" ]; do sleep 0.05; done
[ $what = render ] && echo >> "${dir}/renders"
exec "${real}" "$@"
`;
	writeFileSync(path, script);
	chmodSync(path, 0o755);
	const renders = join(dir, "renders");
	return {
		path,
		hold: (what) => writeFileSync(join(dir, `hold-${what}`), ""),
		release: (what) => rmSync(join(dir, `hold-${what}`), { force: true }),
		renders: () => (existsSync(renders) ? readFileSync(renders, "utf8").length : 0),
		remove: () => rmSync(dir, { recursive: true }),
	};
}
