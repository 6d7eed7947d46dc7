/** `maximumFileSize` of the bucket in appwrite.json (a test holds them together). */
export const BUCKET_FILE_BYTES = 30_000_000;
