// Signs up or in, creates a render request, follows it by realtime, and shows a file of the bucket: all that a page does.
const { Account, Client, ID, Query, Realtime, Storage, TablesDB } = window.Appwrite;

const DATABASE = { databaseId: "chatreel", tableId: "render_requests" };
const BUCKET = "videos";

const byId = (id) => document.getElementById(id);
const step = (text) => byId("steps").append(Object.assign(document.createElement("li"), { textContent: text }));

byId("form").addEventListener("submit", async (event) => {
	event.preventDefault();
	byId("fault").textContent = "";
	byId("steps").replaceChildren();
	const { endpoint, project, email, password } = Object.fromEntries(new FormData(event.target));
	try {
		await run(new Client().setEndpoint(endpoint).setProject(project), email, password);
	} catch (error) {
		byId("fault").textContent = error.message;
	}
});

async function run(client, email, password) {
	const user = await signIn(new Account(client), email, password);
	step(`Signed in as ${user.email}`);

	const requests = `databases.${DATABASE.databaseId}.tables.${DATABASE.tableId}.rows`;
	const subscription = await new Realtime(client).subscribe(requests, ({ events, payload }) => {
		step(`Realtime: ${events[0].split(".").at(-1) === "create" ? "created" : "changed"} ${payload.$id}`);
	});

	const conversation = { messages: [{ sender: "them", text: "Did you see this?" }] };
	const data = { conversation: JSON.stringify(conversation) };
	const row = await new TablesDB(client).createRow({ ...DATABASE, rowId: ID.unique(), data });
	step(`Asked for a video: ${row.$id}`);

	const storage = new Storage(client);
	const { files } = await storage.listFiles({ bucketId: BUCKET, queries: [Query.limit(1)] });
	if (files.length > 0) await show(storage, files[0]);
	else step("No file of yours yet");
	addEventListener("pagehide", () => subscription.close());
}

/** Signs in; where nobody has this e-mail yet, signs up first. */
async function signIn(account, email, password) {
	await account.create({ userId: ID.unique(), email, password }).catch((error) => {
		if (error.type !== "user_already_exists") throw error;
	});
	await account.createEmailPasswordSession({ email, password });
	return account.get();
}

async function show(storage, { $id: fileId, name, mimeType }) {
	const { jwt } = await new Account(storage.client).createJWT();
	// An address is enough for <video>, but not every browser sends the session's cookie with it: so the bytes are fetched.
	const response = await fetch(storage.getFileView({ bucketId: BUCKET, fileId }), {
		headers: { "x-appwrite-project": storage.client.config.project, "x-appwrite-jwt": jwt },
	});
	const element = document.createElement(mimeType.startsWith("video/") ? "video" : "img");
	element.controls = true;
	element.src = URL.createObjectURL(await response.blob());
	byId("file").replaceChildren(element);
	step(`Read ${name}`);
}
