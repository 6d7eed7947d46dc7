// Every way to ask for a video, each followed by realtime and downloaded:
//   APPWRITE_ENDPOINT=… APPWRITE_PROJECT_ID=… APPWRITE_API_KEY=… npx node examples/node/every-way.mjs
// The API key is for making a user alone; everything else is done as that user.
import { env, exit } from "node:process";
import { Account, Client, Databases, Functions, ID, Storage, TablesDB } from "node-appwrite";

const { APPWRITE_ENDPOINT: endpoint, APPWRITE_PROJECT_ID: project, APPWRITE_API_KEY: key } = env;
if (!endpoint || !project || !key) {
	console.error("Set APPWRITE_ENDPOINT, APPWRITE_PROJECT_ID and APPWRITE_API_KEY (npm run dev prints them).");
	exit(2);
}
const newClient = () => new Client().setEndpoint(endpoint).setProject(project);
const server = newClient().setKey(key);

// A session's secret is told to API keys alone; with it, a client acts for the user.
const email = `${ID.unique()}@example.com`;
const password = ID.unique();
await new Account(server).create({ userId: ID.unique(), email, password });
const { secret } = await new Account(server).createEmailPasswordSession({ email, password });
const bySession = newClient().setSession(secret);
const { jwt } = await new Account(bySession).createJWT();
const byJwt = newClient().setJWT(jwt);
console.log(`Signed in as ${(await new Account(bySession).get()).email}`);

const conversation = {
	video: { width: 540, height: 960 },
	messages: [
		{ sender: "them", text: "Did you see this?" },
		{ sender: "you", text: "Twice already 😄" },
	],
};
const call = (client, jobId, { headers = {}, ...options } = {}) =>
	new Functions(client).createExecution({
		functionId: "render",
		body: JSON.stringify({ conversation, jobId }),
		headers: { "content-type": "application/json", ...headers },
		...options,
	});
/** What a created row holds; its id is the job's. */
const data = { conversation: JSON.stringify(conversation) };

await show("by session, synchronous", (jobId) => call(bySession, jobId));
await show("by session, asynchronous", (jobId) => call(bySession, jobId, { async: true }));
await show("by JWT, asynchronous", (jobId) => call(byJwt, jobId, { async: true }));
await show("by JWT, synchronous", (jobId) => call(byJwt, jobId, { headers: { "x-chatreel-jwt": jwt } }));
await show("a row by TablesDB", (rowId) =>
	new TablesDB(bySession).createRow({ databaseId: "chatreel", tableId: "render_requests", rowId, data }),
);
await show("a document by Databases", (documentId) =>
	new Databases(byJwt).createDocument({
		databaseId: "chatreel",
		collectionId: "render_requests",
		documentId,
		data,
	}),
);
const { responseStatusCode } = await call(newClient(), ID.unique());
console.log(`a guest: ${responseStatusCode}`);

async function show(way, ask) {
	const jobId = ID.unique();
	const job = await follow(`databases.chatreel.tables.renders.rows.${jobId}`);
	await ask(jobId);
	const { status, bucketId, fileId, error } = await job.end;
	if (status !== "completed") throw new Error(`${way}: ${status} ${error}`);
	const video = Buffer.from(await new Storage(bySession).getFileDownload({ bucketId, fileId }));
	console.log(`${way}: ${job.seen.join(" → ")}, ${video.length} bytes`);
}

/** Follows a job's row as this user, until its end; the server SDK has no realtime of its own. */
async function follow(channel) {
	const socket = new WebSocket(`${endpoint.replace("http", "ws")}/realtime?project=${project}`);
	const waiting = new Map();
	const next = (type) => Promise.race([end.promise, new Promise((resolve) => waiting.set(type, resolve))]);
	const seen = [];
	const end = Promise.withResolvers();
	const refused = ({ code, message = "" }) => new Error(`Realtime: ${code} ${message}`);
	socket.addEventListener("close", (event) => end.reject(refused(event)));
	socket.addEventListener("message", (message) => {
		const { type, data } = JSON.parse(message.data);
		if (type === "error") end.reject(refused(data));
		waiting.get(type)?.(data);
		if (type !== "event") return;
		const { status } = data.payload;
		if (seen.at(-1) !== status) seen.push(status);
		if (!["completed", "failed", "cancelled", "skipped"].includes(status)) return;
		socket.close();
		end.resolve(data.payload);
	});
	const tell = (type, data) => {
		socket.send(JSON.stringify({ type, data }));
		return next("response");
	};
	await next("connected");
	// In this order: a server (1.9) forgets a connection's project that authenticates before it has subscribed to anything.
	await tell("subscribe", [{ subscriptionId: ID.unique(), channels: [channel] }]);
	await tell("authentication", { session: secret });
	return { seen, end: end.promise };
}
