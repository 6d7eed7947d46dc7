import { describe, expect, test } from "vitest";
import { isJobId } from "../../../../shared/service/jobs/job-id.ts";
import { createJobId, readTitle } from "../../../../sites/studio/server/job-id.ts";

describe("the id of a job that the studio asks for", () => {
	test.each([
		["First date", "First date"],
		["Ça va, Zoë?", "Ca va zoe"],
		["A title of many words that goes on and on", "A title of many word"],
		["你好", "Video"],
		["--- ...", "Video"],
		["", "Video"],
	])("of %j can be read as %j, and the function takes it", (title, words) => {
		const id = createJobId(title);
		expect(isJobId(id)).toBe(true);
		expect(readTitle(id)).toBe(words);
		expect(createJobId(title)).not.toBe(id);
	});

	test("that something else made is shown as it is", () => {
		expect(readTitle("6745a1c2003b7f9e2d11")).toBe("6745a1c2003b7f9e2d11");
		expect(readTitle("monday-1")).toBe("monday-1");
	});
});
