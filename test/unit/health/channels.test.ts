import { describe, expect, test } from "vitest";
import { channelProblem, formatEmail, webhookChannel } from "../../../shared/health/channels.ts";
import type { AlertMessage } from "../../../shared/health/notify-alerts.ts";

const MESSAGE: AlertMessage = {
	id: "m1",
	at: "2026-11-25T00:00:00.000Z",
	title: "chatreel: 1 firing, 1 resolved",
	remark: "",
	alerts: [
		{
			name: "queue",
			state: "firing",
			severity: "warn",
			isRepeated: false,
			since: "2026-11-24T23:00:00.000Z",
			words: "a <b> & @everyone",
		},
		{
			name: "render",
			state: "resolved",
			severity: null,
			isRepeated: false,
			since: null,
			words: "Videos can be made.",
		},
	],
};

function channel(address: string, secret?: string) {
	const sent: { readonly headers: Readonly<Record<string, string>>; readonly body: string }[] = [];
	const send = webhookChannel(address, {
		secret,
		allowPrivate: false,
		nowMs: () => 1_800_000_000_000,
		send: async (message) => {
			sent.push(message);
			return null;
		},
	});
	return { send, sent };
}

async function sentTo(address: string, message = MESSAGE) {
	const { send, sent } = channel(address, "a secret of this test");
	await send(message);
	return JSON.parse(sent[0]?.body ?? "null");
}

const long = (words: string): AlertMessage => ({
	...MESSAGE,
	alerts: MESSAGE.alerts.map((alert) => ({ ...alert, words })),
});

describe("the body of a webhook", () => {
	test.each([
		["https://hooks.slack.com/services/T/B/x", "text"],
		["https://chat.example.org/hooks/x#slack", "text"],
		["https://discord.com/api/webhooks/1/x", "content,text,allowed_mentions"],
		["https://ptb.discord.com/api/webhooks/1/x", "content,text,allowed_mentions"],
		["https://discord.com/api/webhooks/1/x/slack", "content,text,allowed_mentions"],
		["https://chat.example.org/hooks/x#discord", "content,text,allowed_mentions"],
		["https://notdiscord.com/x", "event,id,at,title,remark,alerts"],
		["https://example.org/x", "event,id,at,title,remark,alerts"],
	])("to %s has %s", async (address, fields) => {
		expect(Object.keys(await sentTo(address)).join()).toBe(fields);
	});

	test("has what means something to Slack escaped, and at most about what Slack shows", async () => {
		expect(await sentTo("https://hooks.slack.com/x")).toEqual({
			text: [
				"*chatreel: 1 firing, 1 resolved*",
				"• WARN queue since 2026-11-24T23:00:00.000Z: a &lt;b&gt; &amp; @everyone",
				"• RESOLVED render: Videos can be made.",
			].join("\n"),
		});
		const { text } = await sentTo("https://hooks.slack.com/x", long("x".repeat(5000)));
		expect([text.length, text.at(-1)]).toEqual([4000, "…"]);
	});

	test("has at most 2000 characters for Discord, by either of its addresses, and calls nobody", async () => {
		const body = await sentTo("https://discord.com/api/webhooks/1/x", long("&".repeat(5000)));
		expect([body.content.length, body.content.at(-1), body.text]).toEqual([2000, "…", body.content]);
		expect(body.allowed_mentions).toEqual({ parse: [] });
	});

	test("is JSON with everything else", async () => {
		expect(await sentTo("https://example.org/x")).toEqual({ event: "health.alert", ...MESSAGE });
	});
});

describe("a webhook channel", () => {
	test("signs what is no chat's, and names it, so that a receiver knows a repetition", async () => {
		const { send, sent } = channel("https://example.org/x", "a secret of this test");
		await send(MESSAGE);
		expect(sent[0]?.headers).toMatchObject({
			"x-chatreel-delivery": "m1",
			"x-chatreel-event": "health.alert",
			"x-chatreel-signature": expect.stringMatching(/^t=1800000000,v1=[0-9a-f]{64}$/),
		});
	});

	test("sends nothing unsigned, and nothing to places that are not allowed, and does not repeat them", async () => {
		for (const address of [
			"https://example.org/token",
			"http://hooks.slack.com/token",
			"https://127.0.0.1/token#slack",
		]) {
			const { send, sent } = channel(address);
			const refused = send(MESSAGE);
			await expect(refused).rejects.toMatchObject({ kind: "DEPENDENCY_ERROR", retryable: false });
			expect(sent).toEqual([]);
			expect(channelProblem(address, { secret: undefined, allowPrivate: false })).not.toContain("token");
		}
	});

	test("says what is missing where it has no secret", () => {
		const problem = channelProblem("https://example.org/x", { secret: undefined, allowPrivate: false });
		expect(problem).toMatch(/^ALERT_WEBHOOK_URL: set WEBHOOK_SECRET too\./);
	});

	test("needs no secret for a chat", async () => {
		const { send, sent } = channel("https://hooks.slack.com/x");
		await send(MESSAGE);
		expect(Object.keys(sent[0]?.headers ?? {})).toEqual([]);
	});
});

test("an e-mail has the title as its subject, a paragraph an alert, and the message's id", () => {
	const content =
		"WARN queue since 2026-11-24T23:00:00.000Z: a <b> & @everyone\n\nRESOLVED render: Videos can be made.";
	expect(formatEmail(MESSAGE)).toEqual({ id: "m1", subject: "chatreel: 1 firing, 1 resolved", content });
});
