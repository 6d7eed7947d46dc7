import { expect, test } from "vitest";
import { guessFunctionsDomain } from "../../../scripts/deploy/addresses.ts";

test.each([
	["https://fra.cloud.appwrite.io/v1", "fra.appwrite.run"],
	["http://localhost/v1", "functions.localhost"],
	["http://127.0.0.1:9500/v1", "functions.localhost"],
	["https://appwrite.example.com/v1", null],
	["https://fra.cloud.appwrite.io.example.com/v1", null],
])("functions of %s have addresses below %s", (endpoint, domain) => {
	expect(guessFunctionsDomain(endpoint)).toBe(domain);
});
