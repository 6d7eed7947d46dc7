// Signs up, logs in, creates a render request, follows it by realtime, and reads a file, from a server with an API key:
//   APPWRITE_ENDPOINT=… APPWRITE_PROJECT_ID=… APPWRITE_API_KEY=… npx node examples/node/follow.mjs
import { env, exit } from "node:process";
import { Account, Client, ID, Permission, Role, Storage, TablesDB } from "node-appwrite";
import { InputFile } from "node-appwrite/file";

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
const { $id: userId } = await new Account(server).create({ userId: ID.unique(), email, password });
const { secret } = await new Account(server).createEmailPasswordSession({ email, password });
const user = newClient().setSession(secret);
console.log(`Signed in as ${(await new Account(user).get()).email}`);

const realtime = await follow("databases.chatreel.tables.render_requests.rows");
const conversation = { messages: [{ sender: "them", text: "Did you see this?" }] };
const row = await new TablesDB(user).createRow({
	databaseId: "chatreel",
	tableId: "render_requests",
	rowId: ID.unique(),
	data: { conversation: JSON.stringify(conversation) },
});
console.log(`Asked for a video: ${row.$id}`);
const { payload } = await realtime.next();
console.log(`Realtime: created ${payload.$id}`);
realtime.close();

// What the render function does when the video is done: a file that this user alone may read.
const { $id: fileId } = await new Storage(server).createFile({
	bucketId: "videos",
	fileId: ID.unique(),
	file: InputFile.fromPlainText("not a real picture", "poster.png"),
	permissions: [Permission.read(Role.user(userId))],
});
const bytes = await new Storage(user).getFileDownload({ bucketId: "videos", fileId });
console.log(`Read ${Buffer.from(bytes).length} bytes`);

/** Follows a channel as this user; the server SDK has no realtime of its own. */
async function follow(channel) {
	const socket = new WebSocket(`${endpoint.replace("http", "ws")}/realtime?project=${project}`);
	const waiting = new Map();
	const next = (type) => new Promise((resolve) => waiting.set(type, resolve));
	socket.addEventListener("message", (message) => {
		const { type, data } = JSON.parse(message.data);
		waiting.get(type)?.(data);
	});
	const ask = (type, data) => {
		socket.send(JSON.stringify({ type, data }));
		return next("response");
	};
	await next("connected");
	await ask("authentication", { session: secret });
	await ask("subscribe", [{ subscriptionId: ID.unique(), channels: [channel] }]);
	const event = next("event");
	return { next: () => event, close: () => socket.close() };
}
