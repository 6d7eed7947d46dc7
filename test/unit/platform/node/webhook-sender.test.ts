import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer as createHttp } from "node:http";
import { createServer as createHttps } from "node:https";
import net, { type AddressInfo, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createWebhookSender } from "../../../../shared/platform/node/webhook-sender.ts";

const dir = mkdtempSync(join(tmpdir(), "receiver-"));
type Received = { readonly url: string; readonly body: string; readonly host: string; readonly sent: string };
const received: Received[] = [];
let respond = { status: 204, headers: {} as Record<string, string> };
let https: Server;
let http: Server;
let ca: string;
const portOf = (server: Server) => (server.address() as AddressInfo).port;

beforeAll(async () => {
	const [keyFile, certFile] = [join(dir, "key.pem"), join(dir, "cert.pem")];
	const subject = ["-subj", "/CN=receiver.test", "-addext", "subjectAltName=DNS:receiver.test"];
	const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", keyFile];
	execFileSync("openssl", ["req", "-x509", ...key, "-out", certFile, "-days", "2", ...subject], {
		stdio: "ignore",
	});
	ca = readFileSync(certFile, "utf8");
	const handler: Parameters<typeof createHttp>[1] = async (request, response) => {
		const { url = "", headers } = request;
		const sent = ["content-type", "user-agent", "x-sent"].map((name) => headers[name]).join(" ");
		received.push({ url, body: await text(request), host: headers.host ?? "", sent });
		response.writeHead(respond.status, respond.headers).end("x".repeat(100_000));
	};
	https = createHttps({ key: readFileSync(keyFile), cert: ca }, handler);
	http = createHttp(handler);
	for (const server of [https, http]) {
		await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
	}
});
beforeEach(() => {
	received.length = 0;
	respond = { status: 204, headers: {} };
});
afterAll(async () => {
	for (const server of [https, http]) await new Promise((done) => server.close(done));
	rmSync(dir, { recursive: true });
});

const message = (target: string) => ({ target, headers: { "x-sent": "yes" }, body: "{}" });
const loopback = [{ address: "127.0.0.1", family: 4 }];

describe("a webhook", () => {
	test("goes over TLS to the address that was looked up, once, under its own name", async () => {
		const resolve = vi.fn(async () => loopback);
		const send = createWebhookSender({ allowPrivate: true, resolve, ca });
		const target = `https://receiver.test:${portOf(https)}/hook?a=1`;
		expect(await send(message(target))).toBeNull();
		expect(received).toEqual([
			{
				url: "/hook?a=1",
				body: "{}",
				host: `receiver.test:${portOf(https)}`,
				sent: "application/json chatreel yes",
			},
		]);
		expect(resolve).toHaveBeenCalledTimes(1);
	});

	test("is not sent to whose certificate is another's, or nobody's", async () => {
		const send = createWebhookSender({ allowPrivate: true, resolve: async () => loopback, ca });
		expect(await send(message(`https://other.test:${portOf(https)}/`))).toBe(
			"There was no answer (ERR_TLS_CERT_ALTNAME_INVALID).",
		);
		const strict = createWebhookSender({ allowPrivate: true, resolve: async () => loopback });
		expect(await strict(message(`https://receiver.test:${portOf(https)}/`))).toContain("There was no answer");
		expect(received).toEqual([]);
	});

	test("that is redirected is not followed", async () => {
		respond = { status: 302, headers: { location: `http://127.0.0.1:${portOf(http)}/inside` } };
		const send = createWebhookSender({ allowPrivate: true });
		expect(await send(message(`http://127.0.0.1:${portOf(http)}/`))).toBe(
			"It answered 302; redirects are not followed.",
		);
		expect(received.map(({ url }) => url)).toEqual(["/"]);
	});

	test("that is answered with a failure, or not at all, says so", async () => {
		const send = createWebhookSender({ allowPrivate: true });
		respond = { status: 503, headers: {} };
		expect(await send(message(`http://127.0.0.1:${portOf(http)}/`))).toBe("It answered 503.");
		const silent = net.createServer((socket) => socket.on("error", () => {}).resume());
		await new Promise<void>((done) => silent.listen(0, "127.0.0.1", done));
		const hasty = createWebhookSender({ allowPrivate: true, timeoutMs: 50 });
		expect(await hasty(message(`http://127.0.0.1:${portOf(silent)}/`))).toBe(
			"There was no answer within 0.05 s.",
		);
		const never = createWebhookSender({
			allowPrivate: true,
			timeoutMs: 50,
			resolve: () => new Promise(() => {}),
		});
		expect(await never(message("https://slow.test/"))).toBe("Its name does not lead to the public internet.");
		const port = portOf(silent);
		await new Promise((done) => silent.close(done));
		expect(await send(message(`http://127.0.0.1:${port}/`))).toBe("There was no answer (ECONNREFUSED).");
	});
});

describe("a webhook whose receiver speaks no plain HTTP", () => {
	const answerOf = async (words: string, timeoutMs = 10_000) => {
		const server = net.createServer((socket) => {
			socket.on("error", () => {});
			socket.once("data", () => socket.write(words));
		});
		await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
		const sockets: net.Socket[] = [];
		server.on("connection", (socket) => sockets.push(socket));
		try {
			return await createWebhookSender({ allowPrivate: true, timeoutMs })(
				message(`http://127.0.0.1:${portOf(server)}/`),
			);
		} finally {
			for (const socket of sockets) socket.destroy();
			await new Promise((done) => server.close(done));
		}
	};
	const switching = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";

	test.each([switching, `${switching}more than a protocol`])(
		"fails at once where it would switch to another protocol",
		async (words) => {
			expect(await answerOf(words)).toBe("It answered 101.");
		},
	);

	test("fails in time where it says to go on, and no more", async () => {
		expect(await answerOf("HTTP/1.1 103 Early Hints\r\n\r\n", 50)).toBe("There was no answer within 0.05 s.");
	});

	test("fails where what it says is no HTTP", async () => {
		expect(await answerOf("SSH-2.0-OpenSSH_9.2\r\n")).toBe("There was no answer (HPE_INVALID_CONSTANT).");
	});
});

describe("an address inside, reached by https", () => {
	const named = (address: string) => ({ target: "https://innocent.test/", address });
	test.each([
		{ target: "https://127.0.0.1/", address: null },
		{ target: "https://2130706433/", address: null },
		{ target: "https://0x7f000001/", address: null },
		{ target: "https://0177.0.0.1/", address: null },
		{ target: "https://[::1]/", address: null },
		{ target: "https://[::ffff:169.254.169.254]/", address: null },
		named("127.0.0.1"),
		named("10.0.0.5"),
		named("172.16.0.1"),
		named("192.168.1.1"),
		named("169.254.169.254"),
		named("100.100.100.200"),
		named("168.63.129.16"),
		named("0.0.0.0"),
		named("224.0.0.1"),
		named("::1"),
		named("fd00:ec2::254"),
		named("fe80::1"),
		named("::ffff:10.0.0.1"),
		named("64:ff9b::a9fe:a9fe"),
		named("2002:7f00:1::"),
	])("$target → $address is refused by the address rule, and no connection is made", async (inside) => {
		const connect = vi.spyOn(net.Socket.prototype, "connect");
		const { target, address } = inside;
		const port = portOf(https);
		const resolve = async () => [
			{ address: "93.184.215.14", family: 4 },
			{ address: address ?? "", family: 4 },
		];
		const send = createWebhookSender({ allowPrivate: false, resolve, ca });
		const url = target.replace(/\/$/, `:${port}/`);
		expect(await send(message(url))).toBe("Its name does not lead to the public internet.");
		expect(connect).not.toHaveBeenCalled();
		connect.mockRestore();
		expect(received).toEqual([]);
	});

	test("whose name leads inside only when it is looked up again is never looked up again", async () => {
		const answers = [[{ address: "192.0.2.1", family: 4 }], loopback];
		const resolve = vi.fn(async () => answers.shift() ?? loopback);
		// 192.0.2.1 is nowhere (RFC 5737), and let through here to see where the connection goes.
		const connect = vi.spyOn(net.Socket.prototype, "connect");
		const send = createWebhookSender({ allowPrivate: true, resolve, ca, timeoutMs: 100 });
		expect(await send(message(`https://receiver.test:${portOf(https)}/`))).toContain("no answer");
		expect(resolve).toHaveBeenCalledTimes(1);
		connect.mockRestore();
		expect(received).toEqual([]);
	});
});
