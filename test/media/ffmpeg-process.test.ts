import { tmpdir } from "node:os";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { startFfmpeg } from "../../shared/encode/ffmpeg-process.ts";

test("what a process wrote is there after its end, however late it is read", async () => {
	const { output, ended } = startFfmpeg("/bin/echo", ["all of it"], tmpdir(), { hasOutput: true });
	expect((await ended).exitCode).toBe(0);
	expect(await text(output)).toBe("all of it\n");
});
