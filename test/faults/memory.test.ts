import { expect, test } from "vitest";
import { type MemoryReport, renderOften } from "../../scripts/bench/memory.ts";
import { startBundleServer } from "../helpers/bundle-server.ts";

const MIB = 2 ** 20;

test("a process holds no more after 200 renders than after 50", async () => {
	const server = await startBundleServer();
	try {
		const [early, late] = (await renderOften(server, [50, 200])) as [MemoryReport, MemoryReport];
		expect(late.objects).toEqual(early.objects);
		// A key of an execution that stays is 25 KiB, of 150 of them 3.7 MiB.
		expect(late.heapUsed - early.heapUsed).toBeLessThan(2 * MIB);
		expect(late.external - early.external).toBeLessThan(2 * MIB);
	} finally {
		await server.end();
	}
});
