// IndexedDB: what a crew did and has not been told yet, and the orders as they were last seen. Survives a closed page,
// a dead battery, a restart.

const NAME = "city-brain-crew";
let opened = null;

function database() {
  opened ??= new Promise((done, failed) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("outbox", { keyPath: "sequence", autoIncrement: true });
      request.result.createObjectStore("kept");
    };
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  return opened;
}

async function run(store, mode, work) {
  const db = await database();
  return new Promise((done, failed) => {
    const transaction = db.transaction(store, mode, { durability: "strict" });
    const request = work(transaction.objectStore(store));
    transaction.oncomplete = () => done(request.result);
    transaction.onabort = () => failed(transaction.error);
  });
}

/** In the order in which they were done. */
export const waiting = () => run("outbox", "readonly", (store) => store.getAll());
export const put = (item) => run("outbox", "readwrite", (store) => store.put(item));
export const drop = (sequence) => run("outbox", "readwrite", (store) => store.delete(sequence));
export const keep = (name, value) => run("kept", "readwrite", (store) => store.put(value, name));
export const kept = (name) => run("kept", "readonly", (store) => store.get(name));
