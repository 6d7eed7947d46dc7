import { tmpdir } from "node:os";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { startFfmpeg } from "../../shared/video/node/encode/ffmpeg-process.ts";

test("what a process wrote is there after its end, however late it is read", async () => {
	const { output, ended } = startFfmpeg("/bin/echo", ["all of it"], tmpdir(), { hasOutput: true });
	expect((await ended).exitCode).toBe(0);
	expect(await text(output)).toBe("all of it\n");
});

test.each([
	["lines", "exec yes 'a line of words' >&2"],
	["one line without an end", "exec tr '\\\\0' x < /dev/zero >&2"],
	["a child of its own that outlives it", "yes 'a line of words' >&2"],
])(
	"B12: an ffmpeg that floods stderr with %s keeps no timer and no kill from being heard",
	async (_, script) => {
		const { ended, kill } = startFfmpeg("/bin/sh", ["-c", script], tmpdir());
		const heard = new Promise<string>((resolve) => setTimeout(resolve, 50, "heard"));
		expect(await heard).toBe("heard");
		kill();
		const { signal, stderr } = await ended;
		expect(signal).toBe("SIGKILL");
		expect(stderr.length).toBeLessThanOrEqual(100);
		expect(stderr.join("\n").length).toBeLessThanOrEqual(65_536);
	},
);
