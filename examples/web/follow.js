// Signs up or in, asks for a video by creating a row, follows its job by realtime, and plays it: all that a page does.
const { Account, Client, ID, Realtime, Storage, TablesDB } = window.Appwrite;

const byId = (id) => document.getElementById(id);
const step = (text) => byId("steps").append(Object.assign(document.createElement("li"), { textContent: text }));

byId("form").addEventListener("submit", async (event) => {
	event.preventDefault();
	byId("fault").textContent = "";
	byId("steps").replaceChildren();
	const { endpoint, project, email, password, text } = Object.fromEntries(new FormData(event.target));
	try {
		await run(new Client().setEndpoint(endpoint).setProject(project), email, password, text);
	} catch (error) {
		byId("fault").textContent = error.message;
	}
});

async function run(client, email, password, text) {
	const user = await signIn(new Account(client), email, password);
	step(`Signed in as ${user.email}`);

	// The row's id is the job's, so the job can be followed before it is there.
	const jobId = ID.unique();
	const following = await follow(client, jobId);
	const conversation = { video: { width: 540, height: 960 }, messages: [{ sender: "them", text }] };
	const data = { conversation: JSON.stringify(conversation) };
	await new TablesDB(client).createRow({
		databaseId: "chatreel",
		tableId: "render_requests",
		rowId: jobId,
		data,
	});
	step(`Asked for a video: ${jobId}`);

	const job = await following.end;
	if (job.status !== "completed") throw new Error(JSON.parse(job.error).message);
	await show(client, job);
}

/** Shows how far the job is; `end` is fulfilled with the job's row when it has ended. */
async function follow(client, jobId) {
	const end = Promise.withResolvers();
	const channel = `databases.chatreel.tables.renders.rows.${jobId}`;
	const subscription = await new Realtime(client).subscribe(channel, ({ payload }) => {
		byId("progress").value = payload.percent;
		if (!["completed", "failed", "cancelled", "skipped"].includes(payload.status)) return;
		step(`Job ${payload.status}`);
		subscription.close();
		end.resolve(payload);
	});
	return { end: end.promise };
}

/** Signs in; where nobody has this e-mail yet, signs up first. */
async function signIn(account, email, password) {
	await account.create({ userId: ID.unique(), email, password }).catch((error) => {
		if (error.type !== "user_already_exists") throw error;
	});
	await account.createEmailPasswordSession({ email, password });
	return account.get();
}

async function show(client, { bucketId, fileId, durationMs }) {
	const { jwt } = await new Account(client).createJWT();
	// An address is enough for <video>, but not every browser sends the session's cookie with it: so the bytes are fetched.
	const response = await fetch(new Storage(client).getFileView({ bucketId, fileId }), {
		headers: { "x-appwrite-project": client.config.project, "x-appwrite-jwt": jwt },
	});
	const video = document.createElement("video");
	video.controls = true;
	video.src = URL.createObjectURL(await response.blob());
	byId("file").replaceChildren(video);
	step(`A video of ${durationMs / 1000} s`);
}
