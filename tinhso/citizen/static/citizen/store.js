/* Reports on this phone: IndexedDB "tinhso", one row a report, kept until it is sent and for some days after.
   States: draft, waiting, sending, failed, sent. Used by pages and by the service worker. */
(function (scope) {
  "use strict";
  var NAME = "tinhso", STORE = "reports", WORDS = "words";
  function open() {
    return new Promise(function (done, fail) {
      var asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = function () {
        asked.result.createObjectStore(STORE, { keyPath: "id" });
        asked.result.createObjectStore(WORDS, { keyPath: "name" });
      };
      asked.onsuccess = function () { done(asked.result); };
      asked.onerror = function () { fail(asked.error); };
    });
  }
  /* Runs `work(store)` in one transaction; the promise is settled when the rows are on disk. */
  function within(name, mode, work) {
    return open().then(function (db) {
      return new Promise(function (done, fail) {
        var deed = db.transaction(name, mode), asked = work(deed.objectStore(name));
        deed.oncomplete = function () { db.close(); done(asked && asked.result); };
        deed.onabort = deed.onerror = function () { db.close(); fail(deed.error); };
      });
    });
  }
  function key() {
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = bytes[6] & 15 | 64;
    bytes[8] = bytes[8] & 63 | 128;
    var hex = Array.from(bytes, function (byte) { return ("0" + byte.toString(16)).slice(-2); }).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }
  function told() { if (scope.BroadcastChannel) { var out = new BroadcastChannel(NAME); out.postMessage("changed"); out.close(); } }
  scope.Reports = {
    all: function () {
      return within(STORE, "readonly", function (store) { return store.getAll(); }).then(function (rows) {
        return rows.sort(function (a, b) { return b.made - a.made; });
      });
    },
    get: function (id) { return within(STORE, "readonly", function (store) { return store.get(id); }); },
    put: function (row) {
      row.changed = Date.now();
      return within(STORE, "readwrite", function (store) { store.put(row); }).then(told).then(function () { return row; });
    },
    /* Reads, changes and writes in one transaction, so that page and worker never overwrite each other. */
    change: function (id, changes) {
      var after = null;
      return within(STORE, "readwrite", function (store) {
        var asked = store.get(id);
        asked.onsuccess = function () {
          if (!asked.result) return;
          after = typeof changes === "function" ? changes(asked.result) : Object.assign(asked.result, changes);
          if (after) { after.changed = Date.now(); store.put(after); }
        };
      }).then(told).then(function () { return after; });
    },
    remove: function (id) { return within(STORE, "readwrite", function (store) { store.delete(id); }).then(told); },
    make: function (given) {
      var row = Object.assign({ id: key(), made: Date.now(), state: "draft", photos: [], answers: {}, owner: null }, given);
      return scope.Reports.put(row);
    },
    word: function (name) {
      return within(WORDS, "readonly", function (store) { return store.get(name); }).then(function (row) { return row ? row.value : null; });
    },
    keep: function (name, value) { return within(WORDS, "readwrite", function (store) { store.put({ name: name, value: value }); }); },
    clear: function () {
      return within(STORE, "readwrite", function (store) { store.clear(); })
        .then(function () { return within(WORDS, "readwrite", function (store) { store.clear(); }); }).then(told);
    },
    listen: function (hear) {
      if (scope.BroadcastChannel) new BroadcastChannel(NAME).onmessage = hear;
    }
  };
})(self);
